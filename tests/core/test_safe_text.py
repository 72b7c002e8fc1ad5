"""Text of others is shown on one line, bounded, and without secrets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit.safe_text import safe_text

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhYmMifQ.c2lnbmF0dXJl-_x"


@given(st.text(), st.integers(min_value=1, max_value=400))
def test_any_text_becomes_one_printable_line_within_the_limit(text: str, limit: int) -> None:
    shown = safe_text(text, limit)
    assert shown.isprintable()
    assert len(shown) <= limit
    shown.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\r\nlines\tand a bell\x07", "two lines and a bell"),
        ("an escape \x1b[31m sequence", "an escape [31m sequence"),
        ("half a pair \ud800 and a \u202e reversal", "half a pair and a reversal"),
        ("  spaces   around  ", "spaces around"),
        ("größer als 8 GB – später", "größer als 8 GB – später"),
    ],
)
def test_what_a_terminal_or_a_log_would_obey_is_removed(text: str, shown: str) -> None:
    assert safe_text(text, 100) == shown


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert safe_text("x" * 50, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer abc.def-123", "abc.def-123"),
        ("bad header 'Bearer secretsecret'", "secretsecret"),
        ("Basic aWQ6c2VjcmV0 is wrong", "aWQ6c2VjcmV0"),
        (f"token {JWT} expired", JWT),
        (f"cut off: {JWT[:30]}", JWT[:30]),
        ('{"password": "p4ss wörd, with comma"}', "p4ss wörd"),
        ('{\\"password\\": \\"hunter2\\"}', "hunter2"),
        ("password=hunter", "hunter"),
        ("client_secret=abcdef&grant_type=client_credentials", "abcdef"),
        ("{'access_token': 'abcdef'}", "abcdef"),
        ("the password: hunter2 was wrong", "hunter2"),
        ("proxy http://user:pw@proxy.example:3128 refused", "pw"),
        ("X-API-Key: k3y", "k3y"),
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str, secret: str) -> None:
    shown = safe_text(text, 300)
    assert secret not in shown
    assert "[hidden]" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Key not authorized: token has expired",
        "Bearer token is missing",
        "Basic authentication is not supported",
        "password: must not be empty",
        "the token was refused",
        "https://api.neo4j.io/v1/instances",
    ],
)
def test_a_sentence_about_secrets_is_left(text: str) -> None:
    assert safe_text(text, 300) == text


@given(st.text(max_size=40), st.text(alphabet="abcXYZ0189-_.~+/=", min_size=4, max_size=40), st.text(max_size=40))
def test_a_known_secret_is_hidden_wherever_it_stands(before: str, secret: str, after: str) -> None:
    assert secret not in safe_text(f"{before}\n{secret}\n{after}", 300, [secret]).replace("[hidden]", "|")


def test_a_secret_too_short_to_be_one_hides_nothing() -> None:
    assert safe_text("a tenant", 300, ["", "a", "ten"]) == "a tenant"


@pytest.mark.parametrize("part", ["x", "password", "eyJ", "://", "://a", "Bearer ", "a_", "token=", 'token":"', "\\"])
def test_a_hostile_text_of_a_megabyte_takes_milliseconds(part: str) -> None:
    text = part * (1_000_000 // len(part))
    began = time.process_time()
    assert len(safe_text(text, 300)) <= 300
    assert time.process_time() - began < 0.5  # a quadratic search took 5 s

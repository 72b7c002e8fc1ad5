"""Text that others wrote is shown on one line, bounded, and without secrets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._errors.redaction import MAX_ID, NO_SECRETS, Secrets, forms_of, safe_text
from aurakit._errors.secret import Secret


def secrets(*texts: str) -> Secrets:
    return Secrets(Secret(text) for text in texts)


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
    assert safe_text("one two three", 9) == "one two…"


def test_a_text_of_just_the_limit_is_shown_whole() -> None:
    assert safe_text("x" * 10, 10) == "x" * 10


def test_what_comes_after_twenty_thousand_characters_is_not_looked_at() -> None:
    assert safe_text("x" * 30_000, 50_000) == "x" * 20_000


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
    ("text", "shown"),
    [
        ("Authorization: Bearer abc.def-123 was sent", "Authorization: Bearer [hidden] was sent"),
        ("the basic aWQ6c2VjcmV0 is wrong", "the basic [hidden] is wrong"),
        (f"a {JWT} b", "a [hidden] b"),
        ("client_secret=abcdef&grant_type=x", "client_secret=[hidden]&grant_type=x"),
        ('{"password": "hunter2"}', '{"password": [hidden]"}'),
        ("proxy http://user:pw@proxy.example:3128 refused", "proxy http://[hidden]@proxy.example:3128 refused"),
    ],
)
def test_what_stands_around_a_secret_is_left(text: str, shown: str) -> None:
    assert safe_text(text, 300) == shown


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
    assert secret not in safe_text(f"{before}\n{secret}\n{after}", 300, secrets(secret)).replace("[hidden]", "|")


def test_a_secret_too_short_to_be_one_hides_nothing() -> None:
    assert safe_text("a tenant", 300, secrets("", "a", "ten")) == "a tenant"


@pytest.mark.parametrize("part", ["x", "password", "eyJ", "://", "://a", "Bearer ", "a_", "token=", 'token":"', "\\"])
def test_a_hostile_text_of_a_megabyte_takes_milliseconds(part: str) -> None:
    text = part * (1_000_000 // len(part))
    began = time.process_time()
    assert len(safe_text(text, 300)) <= 300
    assert time.process_time() - began < 0.5  # a quadratic search took 5 s


def test_a_secret_is_known_in_every_form_it_may_be_written_in_the_longest_first() -> None:
    forms = forms_of(['p/ä+<"'])
    assert set(forms) == {
        'p/ä+<"', "p%2F%C3%A4%2B%3C%22", "p/%C3%A4%2B%3C%22", "cC/DpCs8Ig==", "cC/DpCs8Ig", 'p/\\u00e4+<\\"',
        "p/ä+&lt;&quot;",
    }  # fmt: skip
    assert [len(form) for form in forms] == sorted(map(len, forms), reverse=True)


def test_of_a_space_in_a_secret_both_forms_in_a_url_are_known() -> None:
    assert {"ab cd", "ab+cd", "ab%20cd"} <= set(forms_of(["ab cd"]))
    assert {"a/b cd", "a%2Fb+cd", "a%2Fb%20cd", "a/b%20cd"} <= set(forms_of(["a/b cd"]))


@pytest.mark.parametrize(
    ("identifier", "known", "shown"),
    [
        ("8a35fa95/123", [], "8a35fa95/123"),
        ("8a35fa95/123", ["8a35"], "[hidden]fa95/123"),
        ("8a35fa95/123", ["8a35", "other"], "[hidden]fa95/123"),
        ("8a35fa95/123", ["8a3"], "8a35fa95/123"),
        ("id of an odd form", ["odd"], "id of an odd form"),
        ("id of an odd form", ["form"], "id of an odd [hidden]"),
        ("b2RkZg==", ["oddf"], "[hidden]"),
    ],
)
def test_a_secret_of_four_characters_or_more_in_an_identifier_is_hidden(
    identifier: str, known: list[str], shown: str
) -> None:
    hidden = Secrets(map(Secret, known))
    assert hidden.hide(identifier) == shown
    assert hidden.safe_id(identifier) == shown
    assert NO_SECRETS.safe_id(identifier) == identifier
    *before, last = known or [""]
    assert Secrets(map(Secret, before)).safe_id(identifier, Secret(last)) == shown


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [
        (None, None),
        ("", None),
        ("\x00\x01", None),
        (
            "8a35fa95b983aeff3e70394832706f45/12383853214941892751",
            "8a35fa95b983aeff3e70394832706f45/12383853214941892751",
        ),
        ("an\x1b[31m id\r\nX-Evil: 1", "an [31m id X-Evil: 1"),
        ("i" * 9_000, "i" * (MAX_ID - 1) + "…"),
        ("a" * 65, "a" * 65),
        (f"for {JWT}", "for [hidden]"),
    ],
)
def test_a_request_id_is_printable_bounded_and_without_what_looks_like_a_secret(
    identifier: str | None, shown: str | None
) -> None:
    assert NO_SECRETS.safe_id(identifier) == shown


def test_a_secret_written_like_a_request_id_is_hidden_in_one() -> None:
    assert secrets("0123456789abcdef").safe_id("8a35/0123456789abcdef") == "8a35/[hidden]"
    assert secrets("no id at all").safe_id("8a35/01234", Secret("01234")) == "8a35/[hidden]"


@given(st.text(alphabet="abcXYZ0189-_.~+/=", min_size=4, max_size=40), st.text(max_size=300))
def test_no_request_id_shows_a_known_secret(secret: str, around: str) -> None:
    for known, token in ((secrets(secret), None), (NO_SECRETS, Secret(secret))):
        shown = known.safe_id(f"{around}{secret}", token)
        assert shown is None or secret not in shown.replace("[hidden]", "|")


def test_a_secret_is_hidden_before_the_text_is_cut() -> None:
    hidden = secrets("a-secret-of-forty-characters-0123456789ab")
    for before in range(19_950, 20_001):
        assert "a-sec" not in safe_text("x" * before + "a-secret-of-forty-characters-0123456789ab", 30_000, hidden)


def test_secrets_in_use_show_their_number_only() -> None:
    known = secrets("first-secret", "second-secret")
    assert repr(known) == "<2 secrets>"
    assert [secret.reveal() for secret in known] == ["first-secret", "second-secret"]
    more = known.with_(Secret("third-secret"))
    assert (repr(more), repr(known)) == ("<3 secrets>", "<2 secrets>")
    assert known.with_(None) is known
    assert repr(Secrets([Secret("one"), None])) == "<1 secrets>"

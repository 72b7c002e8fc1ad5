"""The values in the library's DEBUG records of responses."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aurakit._errors.redaction import Secrets
from aurakit._errors.secret import Secret
from aurakit._transport.tracing import LONGEST, MOST_ITEMS, AsyncTrace, Trace

SECRET = "violet-secret-of-tests"
HIDDEN = Secrets([Secret(SECRET)])


def shown(info: dict[str, Any], event: str = "http11.receive_response_headers.complete") -> dict[str, Any]:
    """What becomes of it, in a thread and in a task."""
    mine, theirs = dict(info), dict(info)
    Trace(HIDDEN)(event, mine)
    asyncio.run(AsyncTrace(HIDDEN)(event, theirs))
    assert mine == theirs
    return mine


def returned(value: object) -> Any:
    return shown({"return_value": value})["return_value"]


def test_a_response_without_a_secret_stays_as_it_is() -> None:
    response = (b"HTTP/1.1", 200, b"OK", [(b"Content-Type", b"application/json"), (b"X-Request-Id", b"8a35/12")])
    assert returned(response) == response


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ((b"X-Sent", SECRET.encode()), (b"X-Sent", b"[hidden]")),
        ((SECRET.encode(), b"x"), (b"[hidden]", b"x")),
        ((b"Authorization", b"Bearer another-token-12345"), (b"Authorization", b"Bearer [hidden]")),
        ((b"Proxy-Authorization", b"Basic dXNlcjpwYXNz"), (b"Proxy-Authorization", b"Basic [hidden]")),
        ((b"X-Text", "é\x1b[31m".encode()), (b"X-Text", b"? [31m")),
        ((b"X-Text", b"\xff"), (b"X-Text", b"?")),
        ((b"X-Empty", b""), (b"X-Empty", b"")),
        ((b"X-Times", b"12:30: here"), (b"X-Times", b"12:30: here")),
        ((b"Set-Cookie", b"session=1234"), (b"Set-Cookie", b"[hidden]")),
    ],
)
def test_a_header_is_shown_without_secrets_and_in_printable_ascii(
    header: tuple[bytes, bytes], expected: tuple[bytes, bytes]
) -> None:
    [name_and_value] = returned((b"HTTP/1.1", 200, b"OK", [header]))[3]
    name, value = name_and_value
    assert (name, value) == expected


def test_headers_are_bounded_in_number_and_length() -> None:
    response = (b"HTTP/1.1", 200, b"x" * 9_999, [(b"N" * 999, b"v" * 9_999)] * 999)
    _, status, reason, headers = returned(response)
    assert (status, len(reason), len(headers)) == (200, LONGEST, MOST_ITEMS)
    assert all(len(name) + len(value) <= LONGEST for name, value in headers)


def test_the_text_of_an_exception_is_bounded_and_has_no_secret() -> None:
    error = ValueError(f"illegal line {SECRET} {'x' * 9_999}")
    text = shown({"exception": error}, "http11.receive_response_headers.failed")["exception"]
    assert text.startswith("ValueError: illegal line [hidden] xxx") and len(text) <= LONGEST + len("ValueError: ")


def test_streams_and_what_begins_are_left_alone() -> None:
    stream = object()
    assert returned(stream) is stream
    assert returned(None) is None
    begins = {"request": stream, "timeout": 5.0}
    assert shown(begins, "http11.send_request_headers.started") == begins


def test_a_request_that_is_printed_shows_nothing_of_it() -> None:
    assert repr(Trace(HIDDEN)) == repr(AsyncTrace(HIDDEN)) == "<Trace>"

"""Faults to order: the next requests that match get another answer, a late one, or none."""

from __future__ import annotations

import http
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .calls import Answer


class Fault:
    """What happens to the next `remaining` requests that match.

    status None: the answer is the usual one. loses_answer: the request is acted on, and then its answer replaced; with
    status None the connection ends without one.
    """

    __slots__ = ("body", "delay", "given", "headers", "loses_answer", "method", "path", "remaining", "status")

    def __init__(
        self,
        *,
        method: str | None,
        path: str | None,
        times: int,
        status: int | None,
        headers: Mapping[str, str] | None,
        body: object,
        delay: float,
        loses_answer: bool,
    ) -> None:
        if times < 1 or delay < 0.0:
            raise ValueError("times must be 1 or more, delay 0 or more")
        given: object = status  # whatever a program without type checks hands in
        if given is not None and not (isinstance(given, int) and 200 <= given <= 599):
            raise ValueError(f"status must be a number from 200 to 599, not {status!r}")
        if path is not None and path.startswith(("/v1/", "v1/")):
            raise ValueError(f"a path has no version: {path.removeprefix('/')[2:]!r}, not {path!r}")
        if status is None and not loses_answer and not delay:
            raise ValueError("a fault needs a status, a delay or lose_answer=True")
        if status is None and (headers or body is not None):
            raise ValueError("headers and body need a status")
        self.method = method and method.upper()
        self.given = path or "any path"
        self.path = pattern(path)
        self.remaining = times
        self.status = status
        self.headers = tuple((headers or {}).items())
        self.body = body
        self.delay = delay
        self.loses_answer = loses_answer

    def __repr__(self) -> str:
        return f"<Fault for {self.remaining} more of {self.method or 'any method'} {self.given}>"

    def matches(self, method: str, path: str) -> bool:
        """Whether it is for this request."""
        return self.remaining > 0 and self.method in {None, method} and self.path.fullmatch(path) is not None

    def answer(self) -> Answer | None:
        """The answer in place of the usual one; None for none at all."""
        from .calls import Answer

        if self.status is None:
            return None
        body = {"error": _phrase(self.status)} if self.body is None else self.body
        return Answer(self.status, body, self.headers)


def pattern(path: str | None) -> re.Pattern[str]:
    """The paths a fault is for: `/instances/{id}` stands for any id, `*` for anything, None for all but the token's."""
    if path is None:
        return re.compile("/v1/.*", re.DOTALL)
    if not path.startswith(("/v1/", "/oauth/", "*")):
        path = "/v1" + path
    pieces = re.split(r"(\{[^/}]*\}|\*)", path)
    text = "".join({"{": "[^/]+", "*": ".*"}.get(piece[:1], re.escape(piece)) for piece in pieces)
    return re.compile(text, re.DOTALL)


def take(faults: Iterable[Fault], method: str, path: str) -> Fault | None:
    """The first fault for a request, which then has one time less."""
    found = next((fault for fault in faults if fault.matches(method, path)), None)
    if found is not None:
        found.remaining -= 1
    return found


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Unknown error"

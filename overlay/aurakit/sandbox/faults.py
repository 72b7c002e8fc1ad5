"""Faults: the next matching requests get another response, a delayed one, or none."""

from __future__ import annotations

import http
import re
from typing import TYPE_CHECKING, Any, TypedDict

from .messages import Response

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_VERSION = "/v[0-9][0-9a-z]*"


class FaultOptions(TypedDict, total=False):
    """The arguments of `Sandbox.fail`, all of them optional keywords.

    Faults for the same request happen in the order in which they were given.

    Args:
        method: GET, POST, …; any if not given.
        path: `/instances`, `/instances/{id}` with any id, `/oauth/token`, `*` for any text; if not given, all except
            the token endpoint. A path with a version, such as `/v1/instances`, matches only that version.
        times: how many requests, 1 if not given.
        status, headers, body: the response. A dict or list becomes JSON, text and bytes are sent unchanged, None gives
            a body in the gateway's format.
        delay: seconds of sandbox time before the response. A manual clock is advanced by them.
        lose_response: the request is acted on, and then `status` is sent; without one the connection is closed.
    """

    method: str | None
    path: str | None
    times: int
    status: int | None
    headers: Mapping[str, str] | None
    body: object
    delay: float
    lose_response: bool


class Fault:
    """What happens to the next `remaining` requests that match. The fields are those of `FaultOptions`."""

    __slots__ = ("_pattern", "body", "delay", "headers", "loses_response", "method", "path", "remaining", "status")

    def __init__(
        self,
        *,
        method: str | None = None,
        path: str | None = None,
        times: int = 1,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: object = None,
        delay: float = 0.0,
        lose_response: bool = False,
    ) -> None:
        _check(path, times, status, delay, lose_response=lose_response)
        if status is None and (headers or body is not None):
            raise ValueError("headers and body need a status")
        self.method = method and method.upper()
        self.path = path
        self._pattern = pattern(path)
        self.remaining = times
        self.status = status
        self.headers = dict(headers or {})
        self.body = body
        self.delay = delay
        self.loses_response = lose_response

    def order(self) -> dict[str, Any]:
        """The arguments that request it again; a body of bytes as text."""
        body = self.body.decode("utf-8", "replace") if isinstance(self.body, bytes) else self.body
        return {
            "method": self.method, "path": self.path, "times": self.remaining, "status": self.status,
            "headers": self.headers, "body": body, "delay": self.delay, "lose_response": self.loses_response,
        }  # fmt: skip

    def __repr__(self) -> str:
        return f"<Fault for {self.remaining} more of {self.method or 'any method'} {self.path or 'any path'}>"

    def matches(self, method: str, path: str) -> bool:
        """Whether the fault applies to this request."""
        return self.remaining > 0 and self.method in {None, method} and self._pattern.fullmatch(path) is not None

    def response(self) -> Response | None:
        """The response instead of the usual one; None for no response."""
        if self.status is None:
            return None
        body = {"error": _phrase(self.status)} if self.body is None else self.body
        return Response(self.status, body, tuple(self.headers.items()))


def _check(path: str | None, times: object, status: object, delay: object, *, lose_response: bool) -> None:
    """Raise ValueError for a fault that could never happen. Values may come from programs without type checks."""
    if not isinstance(times, int) or times < 1 or not isinstance(delay, int | float) or not 0.0 <= delay < 1e9:
        raise ValueError("times must be 1 or more, delay 0 or more")
    if status is not None and not (isinstance(status, int) and 200 <= status <= 599):
        raise ValueError(f"status must be a number from 200 to 599, not {status!r}")
    if path is not None and not path.startswith(("/", "*")):
        raise ValueError(f"a path must begin with /, but {path!r} does not")
    if status is None and not lose_response and not delay:
        raise ValueError("a fault needs a status, a delay or lose_response=True")


def pattern(path: str | None) -> re.Pattern[str]:
    """The paths a fault applies to: `/instances/{id}` matches any id, `*` any text, None all but the token endpoint.

    A path without a version matches every version.
    """
    if path is None:
        return re.compile(f"{_VERSION}/.*", re.DOTALL)
    has_prefix = path.startswith(("/oauth/", "*")) or re.match(f"{_VERSION}/", path)
    pieces = re.split(r"(\{[^/}]*\}|\*)", path)
    text = "".join({"{": "[^/]+", "*": ".*"}.get(piece[:1], re.escape(piece)) for piece in pieces)
    return re.compile(text if has_prefix else _VERSION + text, re.DOTALL)


def take(faults: Iterable[Fault], method: str, path: str) -> Fault | None:
    """The first fault that matches a request; this uses it up once."""
    found = next((fault for fault in faults if fault.matches(method, path)), None)
    if found is not None:
        found.remaining -= 1
    return found


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Unknown error"

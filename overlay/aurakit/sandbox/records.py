"""The request log: requests with their responses, limited in number and in bytes."""

from __future__ import annotations

import json
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_LOG_BYTES = 16 * 1024 * 1024
"""If bodies exceed this in total, the oldest requests are dropped from the log."""


class RecordedRequest(NamedTuple):
    """A request that reached the sandbox.

    headers: names in lower case, credentials left out. status: None if the connection ended without a response. time:
    seconds of sandbox time, as `clock.now()`. remaining: requests left in the rate limit's window after this one; None
    without a limit, and for requests that were refused before it. number: counts all requests, from 1.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    status: int | None
    request_id: str | None
    time: float
    remaining: int | None = None
    number: int = 0

    def json(self) -> Any:
        """The parsed body, which must be JSON."""
        return json.loads(self.body)


class RequestLog:
    """The last requests, at most `limit` of them."""

    def __init__(self, limit: int) -> None:
        if limit < 0:
            raise ValueError("request_log must not be negative")
        self._limit = limit
        self._requests: deque[RecordedRequest] = deque()
        self._bytes = 0
        self.count = 0

    def add(self, request: RecordedRequest) -> None:
        """Store a request, and drop the oldest ones beyond the limits."""
        self.count += 1
        self._requests.append(request._replace(number=self.count))
        self._bytes += len(request.body)
        while self._requests and (len(self._requests) > self._limit or self._bytes > MAX_LOG_BYTES):
            self._bytes -= len(self._requests.popleft().body)

    def clear(self) -> None:
        """Forget all requests; numbering continues."""
        self._requests.clear()
        self._bytes = 0

    def all(self) -> tuple[RecordedRequest, ...]:
        """The requests, the oldest first."""
        return tuple(self._requests)


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers without the credentials in `Authorization`: only its scheme is kept."""
    if "authorization" not in headers:
        return dict(headers)
    return {**headers, "authorization": headers["authorization"].partition(" ")[0]}

"""How far an attempt has come: its deadline, whether the request went out, and the head of the answer."""

from __future__ import annotations

import time
from typing import Any

import httpcore
import httpx

from .exchange import REQUEST_ID

LONGEST = 1e6  # seconds; sockets and locks take no more than some years


class Head:
    """The head of an answer."""

    __slots__ = ("headers", "status")

    def __init__(self, status: int, headers: Any) -> None:
        self.status = status
        self.headers = httpx.Headers(headers)

    @property
    def request_id(self) -> str | None:
        return self.headers.get(REQUEST_ID) or None


class Progress:
    """How far an attempt has come."""

    __slots__ = ("depth", "ends", "head", "heard", "sent")

    def __init__(self, seconds: float, *, depth: int) -> None:
        """depth: how often the request is encrypted, by the API's TLS and by a proxy's. What is written before, such as
        a `CONNECT`, is not yet the request."""
        self.ends = time.monotonic() + min(seconds, LONGEST)
        self.sent = False
        self.head: Head | None = None
        self.heard = False  # whether anything was read since the last write
        self.depth = depth

    def writes(self, depth: int) -> None:
        """Note that bytes go out on a connection, encrypted so often."""
        self.sent = self.sent or depth >= self.depth
        self.heard = False

    def check_heard(self) -> None:
        """Refuse an answer that was there before its request: bytes left over from an earlier one, on a connection that
        is used again. A 401 or 429 among them would have a request sent twice."""
        if not self.heard:
            raise httpcore.RemoteProtocolError

    def left(self, error: type[Exception]) -> float:
        """Seconds left; raises `error` when none are."""
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise error
        return seconds

"""The rate limit: a sliding window, and the two formats of `Retry-After`. Pure."""

from __future__ import annotations

import math
from collections import deque
from email.utils import formatdate


class Window:
    """At most `limit` accepted requests in any `per` seconds; no limit if None."""

    __slots__ = ("accepted", "limit", "per")

    def __init__(self, limit: int | None, per: float) -> None:
        self.limit = limit
        self.per = per
        self.accepted: deque[float] = deque()

    def delay(self, now: float) -> float | None:
        """Count a request at `now` and return None, or return the seconds until one will be accepted."""
        if self.limit is None:
            return None
        while self.accepted and now - self.accepted[0] >= self.per:
            self.accepted.popleft()
        if len(self.accepted) < self.limit:
            self.accepted.append(now)
            return None
        return self.per - (now - self.accepted[0]) if self.accepted else self.per

    @property
    def remaining(self) -> int | None:
        """How many more requests would be accepted now; None without a limit."""
        return None if self.limit is None else self.limit - len(self.accepted)


def retry_after(seconds: float, wall: float, *, as_date: bool) -> str:
    """A `Retry-After` of `seconds`: whole seconds, or a date, if the current time is `wall`."""
    return formatdate(math.ceil(wall + seconds), usegmt=True) if as_date else str(math.ceil(seconds))

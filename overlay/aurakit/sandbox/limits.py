"""How many requests fit into a span of time: a sliding window, and two ways to say when there is room again. Pure."""

from __future__ import annotations

import math
from collections import deque
from email.utils import formatdate


class Window:
    """At most `limit` accepted requests in any `per` seconds; any number for None."""

    __slots__ = ("_accepted", "limit", "per")

    def __init__(self, limit: int | None, per: float) -> None:
        self.limit = limit
        self.per = per
        self._accepted: deque[float] = deque()

    def delay(self, now: float) -> float | None:
        """None if a request at `now` is accepted, which counts it; else the seconds until there is room."""
        if self.limit is None:
            return None
        while self._accepted and now - self._accepted[0] >= self.per:
            self._accepted.popleft()
        if len(self._accepted) < self.limit:
            self._accepted.append(now)
            return None
        return self.per - (now - self._accepted[0]) if self._accepted else self.per


def retry_after(seconds: float, wall: float, *, as_date: bool) -> str:
    """A `Retry-After` that is over after `seconds`: whole seconds, or a date of which `wall` is the present."""
    return formatdate(math.ceil(wall + seconds), usegmt=True) if as_date else str(math.ceil(seconds))

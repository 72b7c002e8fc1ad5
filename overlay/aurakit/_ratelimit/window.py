"""How many requests fit into a period: the limit itself, and the record of what was sent. Pure.

The server counts a request when it arrives, some time between sending and response. So a slot is taken from sending
until `per` seconds, and a little more, after the response. `limiter` decides which call goes first.
"""

from __future__ import annotations

import sys
from bisect import insort
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from types import UnionType

# Two clocks never run exactly alike, and a timer may fire early.
MARGIN: Final = 0.01
# A request given up without a response may still be on its way, and be counted that much later.
STILL_ON_ITS_WAY: Final = 1.0
# No 429 stops an operation for longer, whatever date the server sends.
LONGEST_PAUSE: Final = 3600.0


def _is(kind: type | UnionType, value: object) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)


class _Rate(NamedTuple):
    limit: int = 125
    per: float = 60.0


class RateLimit(_Rate):
    """At most `limit` requests in any `per` seconds.

    limit: a whole number, 1 or more. per: seconds, more than 0. The default is what the API documents for a client id:
    https://neo4j.com/docs/aura/api/overview/
    """

    __slots__ = ()

    def __new__(cls, limit: int = 125, per: float = 60.0) -> RateLimit:
        if not _is(int, limit) or limit < 1:
            raise ConfigurationError(f"RateLimit(limit=...) must be a whole number, 1 or more, not {limit!r}")
        if not _is(int | float, per) or not 0 < per <= sys.float_info.max:
            raise ConfigurationError(f"RateLimit(per=...) must be a number of seconds above 0, not {per!r}")
        return super().__new__(cls, limit, float(per))


class Window:
    """When the next slot is free, for one limit or for several of which none includes the other."""

    __slots__ = ("_ended", "rates")

    def __init__(self, rate_limit: RateLimit) -> None:
        self.rates: tuple[RateLimit, ...] = (rate_limit,)
        self._ended: deque[float] = deque(maxlen=rate_limit.limit)  # when the latest attempts ended, in order

    @property
    def size(self) -> int:
        """The most attempts that may be in flight."""
        return min(rate.limit for rate in self.rates)

    @property
    def span(self) -> float:
        """Seconds after which an attempt no longer counts."""
        return max(rate.per for rate in self.rates) + MARGIN

    def empty(self, now: float) -> bool:
        """Whether no earlier attempt counts any more."""
        return not self._ended or self._ended[-1] + self.span <= now

    def used(self, per: float, now: float) -> int:
        """How many attempts that have ended still count in a limit of so many seconds."""
        return sum(ended + per + MARGIN > now for ended in self._ended)

    def tighten(self, rate_limit: RateLimit) -> None:
        """Keep to `rate_limit` as well."""
        if any(rate.limit <= rate_limit.limit and rate.per >= rate_limit.per for rate in self.rates):
            return
        looser = [rate for rate in self.rates if rate_limit.limit <= rate.limit and rate_limit.per >= rate.per]
        self.rates = (*(rate for rate in self.rates if rate not in looser), rate_limit)
        known, size = self._ended, max(rate.limit for rate in self.rates)
        if len(known) == known.maxlen and size > len(known):  # older ones were dropped: count them like the oldest
            known = deque([known[0]] * (size - len(known)) + list(known))
        self._ended = deque(known, maxlen=size)

    def note(self, ended: float) -> None:
        """An attempt ended at that time."""
        known = self._ended
        if not known or known[-1] <= ended:
            known.append(ended)
            return
        # Threads read the clock before they get the lock, and an attempt without a response ends later than now.
        if len(known) == known.maxlen:
            if ended <= known[0]:
                return
            known.popleft()
        insort(known, ended)

    def wait(self, taken: int, now: float) -> float:
        """Seconds until a slot is free with `taken` in use or reserved; infinite while an attempt must end first."""
        wait = 0.0
        for limit, per in self.rates:
            free = limit - taken  # the next free slot is that of the attempt that ended `free` attempts ago
            if free <= 0:
                return float("inf")
            if free <= len(self._ended):
                wait = max(wait, self._ended[-free] + per + MARGIN - now)
        return wait

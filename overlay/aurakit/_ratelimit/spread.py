"""Spreads the polls of waits over time, so that ordinary calls find a slot soon. No I/O, and no lock: that of the
limiter is held.

When more waits run than the limit allows to poll, all their slots would be taken at once, and be free again at once, a
whole period later. Ordinary calls that need more than the reserve would have to wait for that moment.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .window import Window

# Polls leave one slot in this many to ordinary calls.
RESERVED: Final = 6
# In each of so many parts of a period, polls get at most an equal part of their slots.
PARTS: Final = 6
# As long as less than one slot in this many is in use, they may be polled at once: there are few waits.
CALM: Final = 4


class Spread:
    """When the polls of late were granted their slots."""

    __slots__ = ("_granted",)

    def __init__(self) -> None:
        self._granted: deque[float] = deque()

    def wait(self, window: Window, taken: int, now: float) -> float:
        """Seconds until a poll may have one of the slots that are left to polls. taken: slots in use."""
        wait = 0.0
        for limit, per in window.rates:
            if limit < RESERVED:  # too few slots to be shared
                continue
            most = -(-(limit - limit // RESERVED) // PARTS)
            if most <= len(self._granted):
                wait = max(wait, self._granted[-most] + per / PARTS - now)
        return min(wait, window.wait(taken + window.size - window.size // CALM, now)) if wait > 0.0 else 0.0

    def note(self, window: Window, now: float) -> None:
        """A poll was granted a slot."""
        granted = self._granted
        while granted and granted[0] + window.span < now:
            granted.popleft()
        granted.append(now)

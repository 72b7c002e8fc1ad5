"""How much of a call's `timeout` is left. The time comes from the clock handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .clock import Clock


class Deadline:
    """One budget for all time of a call outside the rate limiter's queue: token, attempts, waits between them."""

    __slots__ = ("_clock", "_ends", "seconds")

    def __init__(self, clock: Clock, seconds: float) -> None:
        """seconds: the whole budget, which runs from now."""
        self._clock = clock
        self._ends = clock.now() + seconds
        self.seconds = seconds

    def remaining(self) -> float:
        """Seconds left; zero or less once they are over."""
        return self._ends - self._clock.now()

    def extend(self, seconds: float) -> None:
        """Take back `seconds` that do not count, because they went by in the rate limiter's queue."""
        self._ends += seconds

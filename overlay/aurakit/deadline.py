"""How much of a call's `timeout` is left. The time comes from the clock handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .clock import Clock


class Deadline:
    """One budget for all time of a call outside the rate limiter's queue: token, attempts, waits between them."""

    __slots__ = ("_clock", "_ends", "_last", "seconds")

    def __init__(self, clock: Clock, seconds: float, within: float | None = None) -> None:
        """seconds: the whole budget, which runs from now. within: seconds for everything, the queue included; None for any."""
        self._clock = clock
        now = clock.now()
        self._ends = now + seconds
        self._last = None if within is None else now + within
        self.seconds = seconds

    def remaining(self) -> float:
        """Seconds left; zero or less once they are over."""
        ends = self._ends if self._last is None else min(self._ends, self._last)
        return ends - self._clock.now()

    def over(self) -> bool:
        """Whether even the time for everything, the queue included, is over."""
        return self._last is not None and self._last <= self._clock.now()

    def extend(self, seconds: float) -> None:
        """Take back `seconds` that do not count, because they went by in the rate limiter's queue."""
        self._ends += seconds

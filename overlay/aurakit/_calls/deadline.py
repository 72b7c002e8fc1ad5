"""How much of a call's `timeout` is left. The time comes from the clock that is passed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..clock import Clock

NO_END: Final = float("inf")


class Deadline:
    """One budget for all the time of a call except the rate limiter's queue: token, attempts, waits between them."""

    __slots__ = ("_clock", "_ends", "_last", "seconds")

    def __init__(self, clock: Clock, seconds: float, within: float | None = None) -> None:
        """seconds: the budget, starting now. within: seconds for everything, including the queue; None for no such
        limit."""
        self._clock = clock
        now = clock.now()
        self._ends = now + seconds
        self._last = NO_END if within is None else now + within
        self.seconds = seconds

    def remaining(self) -> float:
        """Seconds left; zero or less once the budget is used up."""
        return min(self._ends, self._last) - self._clock.now()

    def remaining_in_all(self) -> float:
        """Seconds left for everything, including the queue."""
        return self._last - self._clock.now()

    def over(self) -> bool:
        """Whether the time for everything is over."""
        return self.remaining_in_all() <= 0.0

    def extend(self, seconds: float) -> None:
        """Add `seconds` that do not count, because they were spent in the rate limiter's queue."""
        self._ends += seconds

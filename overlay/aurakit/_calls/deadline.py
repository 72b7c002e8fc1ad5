"""How much of a call's `timeout` is left. The time comes from the clock handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..clock import Clock

NO_END: Final = float("inf")


class Deadline:
    """One budget for all time of a call outside the rate limiter's queue: token, attempts, waits between them."""

    __slots__ = ("_clock", "_ends", "_last", "seconds")

    def __init__(self, clock: Clock, seconds: float, within: float | None = None) -> None:
        """seconds: the whole budget, which runs from now. within: seconds for everything, the queue included; None for
        no such end."""
        self._clock = clock
        now = clock.now()
        self._ends = now + seconds
        self._last = NO_END if within is None else now + within
        self.seconds = seconds

    def remaining(self) -> float:
        """Seconds left; zero or less once they are over."""
        return min(self._ends, self._last) - self._clock.now()

    def remaining_in_all(self) -> float:
        """Seconds left for everything, the queue included."""
        return self._last - self._clock.now()

    def over(self) -> bool:
        """Whether even the time for everything is over."""
        return self.remaining_in_all() <= 0.0

    def extend(self, seconds: float) -> None:
        """Take back `seconds` that do not count, because they went by in the rate limiter's queue."""
        self._ends += seconds

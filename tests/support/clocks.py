"""A clock for tests whose two readings can be set apart from each other."""

from __future__ import annotations

from aurakit.clock import Clock


class TwoClocks(Clock):
    """A clock, `time`, and a calendar, `calendar`. A sleep moves both."""

    __slots__ = ("calendar", "slept", "time")

    def __init__(self, time: float = 1000.0, calendar: float = 1_750_000_000.0) -> None:
        self.time = time
        self.calendar = calendar
        self.slept = 0.0

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return self.calendar

    def advance(self, seconds: float) -> None:
        self.time += seconds
        self.calendar += seconds

    def sleep(self, seconds: float) -> None:
        self.advance(seconds)
        self.slept += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

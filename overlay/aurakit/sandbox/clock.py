"""Sandbox time: accelerated real time, or time that a test advances. Clients can share it.

Both clocks are an `aurakit.clock.Clock`, so a client that is given one sleeps in sandbox time.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from ..clock import Clock

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

MANUAL_START = 1_735_689_600.0
"""Where a manual clock starts: 2025-01-01T00:00:00Z, so that a test sees the same dates every day."""


class RealTime(NamedTuple):
    """The functions of real time.

    Hidden from freezegun, which replaces them in every module that imports them: a sandbox has its own time, even in a
    test that freezes the program's.
    """

    monotonic: Callable[[], float]
    time: Callable[[], float]
    sleep: Callable[[float], None]


REAL = RealTime(time.monotonic, time.time, time.sleep)


class SandboxClock(Clock):
    """Real time multiplied by `time_scale`, which can also be advanced.

    Args:
        time_scale: seconds of sandbox time per real second, more than 0.
    """

    __slots__ = ("_ahead", "_lock", "_started", "_wall", "time_scale")

    def __init__(self, time_scale: float = 1.0) -> None:
        if not time_scale > 0.0:
            raise ValueError(f"time_scale must be more than 0, not {time_scale!r}")
        self.time_scale = time_scale
        self._lock = threading.Lock()
        self._started = REAL.monotonic()
        self._wall = REAL.time()
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds of sandbox time since the clock was made."""
        return (REAL.monotonic() - self._started) * self.time_scale + self._ahead

    def unscaled(self) -> float:
        """Seconds as a client with its own clock counts them: real seconds plus those by which time was advanced."""
        return REAL.monotonic() - self._started + self._ahead

    @property
    def seconds_per_second(self) -> float:
        """Seconds of sandbox time per real second; 0 if time moves only when advanced."""
        return self.time_scale

    def wall(self) -> float:
        """Seconds since 1970 in sandbox time."""
        return self._wall + self.now()

    def advance(self, seconds: float) -> None:
        """Advance the time by `seconds`. Raises ValueError if that is negative or infinite."""
        if not 0.0 <= seconds < float("inf"):
            raise ValueError("time cannot go back: advance it by 0 or more seconds")
        with self._lock:
            self._ahead += seconds

    def set_time(self, moment: datetime.datetime) -> None:
        """Advance the time to a moment. Raises ValueError if it is in the past or has no time zone."""
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        self.advance(moment.timestamp() - self.wall())

    def set_wall(self, wall: float) -> None:
        """Set the calendar to `wall` seconds since 1970. `now()` is not affected: it never goes back."""
        with self._lock:
            self._wall = wall - self.now()

    def sleep(self, seconds: float) -> None:
        """Return after `seconds` of sandbox time."""
        REAL.sleep(max(0.0, seconds) / self.time_scale)

    async def sleep_async(self, seconds: float) -> None:
        """Return after `seconds` of sandbox time, while other tasks run."""
        import anyio

        await anyio.sleep(max(0.0, seconds) / self.time_scale)


class ManualClock(SandboxClock):
    """Time that stands still until `advance` is called or something sleeps: a sleep takes no real time.

    Args:
        start: the start of its calendar, in seconds since 1970.
    """

    __slots__ = ()

    def __init__(self, start: float = MANUAL_START) -> None:
        super().__init__()
        self._wall = start

    def now(self) -> float:
        """Seconds by which the clock has been advanced."""
        return self._ahead

    def unscaled(self) -> float:
        """The same as `now()`: real time does not move this clock."""
        return self._ahead

    @property
    def seconds_per_second(self) -> float:
        """0: real time does not move this clock."""
        return 0.0

    def sleep(self, seconds: float) -> None:
        """Advance the time by `seconds` and return."""
        self.advance(max(0.0, seconds))
        REAL.sleep(0)  # lets waiting threads run

    async def sleep_async(self, seconds: float) -> None:
        """Advance the time by `seconds` and return after other tasks have run."""
        import anyio

        self.advance(max(0.0, seconds))
        await anyio.lowlevel.checkpoint()

"""The clock everything waits by: handed in, so that a test or the sandbox can own the time.

Nothing in the package calls `time` or a `sleep` of its own; what limits a read on a socket is the one exception, since
only real seconds pass there.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Real time. A subclass may keep a time of its own: every method below is what the package uses."""

    __slots__ = ()

    # `time`'s own functions, since every call asks several times. A subclass writes methods: `def now(self) -> float`.
    now: Callable[..., float] = staticmethod(time.monotonic)
    """Seconds on a clock that never goes back; only differences mean something."""
    wall: Callable[..., float] = staticmethod(time.time)
    """Seconds since 1970, to compare with a date somebody else wrote."""

    def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Return after `seconds`, other tasks running meanwhile."""
        import anyio  # httpx brings it; a sync program never pays for it

        await anyio.sleep(seconds)

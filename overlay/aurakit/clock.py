"""The clock everything waits by: handed in, so that a test or the sandbox can own the time.

Nothing in the package calls `time` or a `sleep` of its own; what limits a read on a socket is the one exception, since
only real seconds pass there.
"""

from __future__ import annotations

import time


class Clock:
    """Real time. A subclass may keep a time of its own: every method below is what the package uses."""

    __slots__ = ()

    def now(self) -> float:
        """Seconds on a clock that never goes back; only differences mean something."""
        return time.monotonic()

    def wall(self) -> float:
        """Seconds since 1970, to compare with a date somebody else wrote."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Return after `seconds`, other tasks running meanwhile."""
        import anyio  # httpx brings it; a sync program never pays for it

        await anyio.sleep(seconds)

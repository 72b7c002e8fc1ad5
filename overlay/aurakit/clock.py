"""The clock that everything uses. It is passed in, so that tests and the sandbox can control the time.

Nothing else in the package reads the time or sleeps, except the deadlines of sockets, which need real seconds.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Real time. A subclass can provide its own time by overriding the methods below; the package uses no others."""

    __slots__ = ()

    # The functions of `time` themselves, since every call uses them several times. A subclass writes methods: `def
    # now(self) -> float`.
    now: Callable[..., float] = staticmethod(time.monotonic)
    """Seconds on a clock that never goes back; only differences mean something."""
    wall: Callable[..., float] = staticmethod(time.time)
    """Seconds since 1970, for comparison with dates from elsewhere."""

    def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Return after `seconds`, while other tasks run."""
        import anyio  # installed with httpx; sync programs need not import it

        await anyio.sleep(seconds)

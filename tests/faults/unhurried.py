"""A client's clock that does not overtake what is on its way: in real time, an attempt ends before it is given up."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import anyio

from aurakit.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aurakit.sandbox import ManualClock

SOON = 0.0002


class UnhurriedClock(Clock):
    """The sandbox's time. Its sleeps begin once no attempt of the client is on its way."""

    __slots__ = ("_flying", "_lock", "_sandbox")

    def __init__(self, sandbox: ManualClock) -> None:
        self._sandbox = sandbox
        self._flying = 0
        self._lock = threading.Lock()

    def now(self) -> float:
        return self._sandbox.now()

    def wall(self) -> float:
        return self._sandbox.wall()

    def sleep(self, seconds: float) -> None:
        while self._flying:
            time.sleep(SOON)
        self._sandbox.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        while self._flying:
            await anyio.sleep(SOON)
        await self._sandbox.sleep_async(seconds)

    def watch(self, transport: Any, *, in_loop: bool) -> None:
        """Count the attempts of a transport."""
        transport.send = self._watched_async(transport.send) if in_loop else self._watched(transport.send)

    def _watched(self, send: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **more: Any) -> Any:
            self._count(1)
            try:
                return send(*arguments, **more)
            finally:
                self._count(-1)

        return watched

    def _watched_async(self, send: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def watched(*arguments: Any, **more: Any) -> Any:
            self._count(1)
            try:
                return await send(*arguments, **more)
            finally:
                self._count(-1)

        return watched

    def _count(self, more: int) -> None:
        with self._lock:
            self._flying += more

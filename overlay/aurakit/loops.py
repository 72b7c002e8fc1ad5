"""One asynchronous connection pool for each event loop: a connection belongs to the loop that opened it.

A loop ends its asynchronous generators before it closes (`asyncio.run` and `trio.run` do), which is the one moment when
connections that nobody closed can still be closed in order. So a generator keeps each pool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    import httpcore


class LoopPools:
    """The pools of a client."""

    def __init__(self, make: Callable[[], httpcore.AsyncConnectionPool]) -> None:
        self._make = make
        self._kept: dict[Any, tuple[httpcore.AsyncConnectionPool, AsyncGenerator[None]]] = {}

    async def current(self) -> httpcore.AsyncConnectionPool:
        """The pool of the running loop."""
        loop = _running_loop()
        kept = self._kept.get(loop)
        if kept is None:
            pool = self._make()
            kept = self._kept[loop] = pool, self._keep(loop, pool)
            await anext(kept[1])  # does not wait
        return kept[0]

    async def aclose(self) -> None:
        """Close the running loop's connections; those of other loops end with them."""
        kept = self._kept.get(_running_loop())
        if kept is not None:
            await kept[1].aclose()

    async def _keep(self, loop: Any, pool: httpcore.AsyncConnectionPool) -> AsyncGenerator[None]:
        try:
            yield
        finally:
            del self._kept[loop]
            await pool.aclose()


def _running_loop() -> Any:
    """asyncio's event loop, or what stands for trio's."""
    try:
        import asyncio

        return asyncio.get_running_loop()
    except RuntimeError:
        import trio

        return trio.lowlevel.current_trio_token()

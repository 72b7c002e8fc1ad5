"""The way to the network: one attempt in, an answer read to its end out, or a failure. No error of the network leaves.

One deadline for everything of an attempt, a bounded body, pools that do not survive a fork, one asynchronous pool for
each event loop. What is retried is decided in `retry`.

A request that must not be acted on twice goes out `alone`, on a connection of its own. One that was used before may be
closed by the server at just that moment, and then nobody knows whether the request was acted on; or it may hold bytes
left over from an earlier answer, and a 429 or 401 among them would have the request sent again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import anyio
import httpcore

from .body import Body
from .exchange import Answer, Failure
from .loops import LoopPools
from .network import AsyncBackend, Backend, current, failed_in, local
from .progress import Head, Progress
from .way import Way, core_request

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable

    import httpx


class Wire(Way):
    """Makes attempts for threads."""

    def begin(self) -> None:
        self._backend = Backend()
        self._lock = threading.Lock()
        self._pool: httpcore.ConnectionPool | None = None

    def exchange(self, request: httpx.Request, timeout: float, *, alone: bool = False) -> Answer | Failure:
        """Send `request` once and read its answer, all within `timeout` seconds. alone: see above."""
        self.check_open()
        progress = Progress(timeout, depth=self.depth)
        before, local.progress = local.progress, progress
        try:
            if self.transport is not None:
                return self._by_transport(request, timeout, progress)
            if not alone:
                return self._by_pool(self._pooled(), request, timeout, progress)
            pool = self._new_pool()
            try:
                return self._by_pool(pool, request, timeout, progress)
            finally:  # not by the pool's own `close`: after a Ctrl-C its lock may be held by this very thread
                for connection in pool.connections:
                    connection.close()
        except Exception as error:  # noqa: BLE001  # told apart in `trouble`
            return self.failure(error, progress)
        finally:
            local.progress = before

    def _by_pool(
        self, pool: httpcore.ConnectionPool, request: httpx.Request, timeout: float, progress: Progress
    ) -> Answer:
        try:
            response = pool.handle_request(core_request(request, timeout))
        except BaseException:
            for connection in failed_in(pool):
                connection.close()
            raise
        try:
            progress.check_heard()
            return self._read(response.status, response.headers, response.iter_stream(), progress)
        finally:
            response.close()

    def _by_transport(self, request: httpx.Request, timeout: float, progress: Progress) -> Answer:
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), timeout)
        progress.sent = True  # what a transport of the user's has done is not known
        response = self.transport.handle_request(request)
        try:
            return self._read(response.status_code, response.headers, response.stream, progress)
        finally:
            response.close()

    def _read(self, status: int, headers: Any, chunks: Iterable[bytes], progress: Progress) -> Answer:
        head = progress.head = Head(status, headers)
        body = Body(head.headers.get("Content-Encoding"), self.limit)
        for chunk in chunks:
            body.feed(chunk)
            progress.left(httpcore.ReadTimeout)
        return Answer(head.status, head.headers, body.content())

    def _pooled(self) -> httpcore.ConnectionPool:
        pool = self._pool
        if pool is None:
            with self._lock:
                pool = self._pool
                if pool is None:
                    pool = self._pool = self._new_pool()
        return pool

    def _new_pool(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(network_backend=self._backend, **self.arguments())

    def close(self) -> None:
        """Close all connections."""
        self.closed = True
        if self.transport is not None:
            self.transport.close()
        if self._pool is not None:
            self._pool.close()


class AsyncWire(Way):
    """Makes attempts for tasks of any event loop."""

    def begin(self) -> None:
        self._pools = LoopPools(self._new_pool)

    async def exchange(
        self,
        request: httpx.Request,
        timeout: float,  # noqa: ASYNC109
        *,
        alone: bool = False,
    ) -> Answer | Failure:
        """Send `request` once and read its answer, all within `timeout` seconds. alone: see above."""
        self.check_open()
        progress = Progress(timeout, depth=self.depth)
        before = current.set(progress)
        try:
            with anyio.fail_after(timeout):
                if self.transport is not None:
                    return await self._by_transport(request, timeout, progress)
                if not alone:
                    return await self._by_pool(await self._pools.current(), request, timeout, progress)
                async with self._new_pool() as pool:
                    return await self._by_pool(pool, request, timeout, progress)
        except Exception as error:  # noqa: BLE001  # told apart in `trouble`
            return self.failure(error, progress)
        finally:
            current.reset(before)

    async def _by_pool(
        self, pool: httpcore.AsyncConnectionPool, request: httpx.Request, seconds: float, progress: Progress
    ) -> Answer:
        try:
            response = await pool.handle_async_request(core_request(request, seconds))
        except BaseException:
            with anyio.CancelScope(shield=True):
                for connection in failed_in(pool):
                    await connection.aclose()
            raise
        try:
            progress.check_heard()
            return await self._read(response.status, response.headers, response.aiter_stream(), progress)
        finally:
            await response.aclose()

    async def _by_transport(self, request: httpx.Request, seconds: float, progress: Progress) -> Answer:
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        progress.sent = True  # what a transport of the user's has done is not known
        response = await self.transport.handle_async_request(request)
        try:
            return await self._read(response.status_code, response.headers, response.stream, progress)
        finally:
            await response.aclose()

    async def _read(self, status: int, headers: Any, chunks: AsyncIterable[bytes], progress: Progress) -> Answer:
        head = progress.head = Head(status, headers)
        body = Body(head.headers.get("Content-Encoding"), self.limit)
        async for chunk in chunks:
            body.feed(chunk)
        return Answer(head.status, head.headers, body.content())

    def _new_pool(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(network_backend=AsyncBackend(), **self.arguments())

    async def aclose(self) -> None:
        """Close the connections of the running loop; those of other loops end with them."""
        self.closed = True
        if self.transport is not None:
            await self.transport.aclose()
        await self._pools.aclose()

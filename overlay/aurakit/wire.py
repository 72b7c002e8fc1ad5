"""The way to the network: one attempt in, an answer read to its end out, or a failure. No error of the network leaves.

One deadline for everything of an attempt, a bounded body, pools that do not survive a fork, one asynchronous pool for
each event loop. What is retried is decided in `retry`.

A request that must not be acted on twice goes out `alone`, on a connection of its own. One that was used before may be
closed by the server at just that moment, and then nobody knows whether the request was acted on; or it may hold bytes
left over from an earlier answer, and a 429 or 401 among them would have the request sent again.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import TYPE_CHECKING, Any, Final

import anyio
import httpcore
import httpx

from .body import Body
from .errors import ClientClosedError
from .exchange import Answer, Failure
from .loops import LoopPools
from .network import AsyncBackend, Backend, current, failed_in, local
from .progress import LONGEST, Head, Progress
from .proxies import proxy_for, shown
from .tls import context_for
from .trouble import failure_of

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterable, Iterable

MAX_CONNECTIONS: Final = 100
KEEPALIVE_EXPIRY: Final = 30.0  # seconds; shorter than the idle time after which gateways hang up

_wires: weakref.WeakSet[_Way] = weakref.WeakSet()


class _Way:
    """What both wires have in common: where requests go, and what an answer may be."""

    def __init__(
        self,
        *,
        origin: str,
        proxy: str | httpx.URL | httpx.Proxy | None,
        verify: bool | str | ssl.SSLContext,
        max_response_bytes: int,
        transport: Any,
    ) -> None:
        url = httpx.URL(origin)
        self.transport = transport
        self.limit = max_response_bytes
        self.proxy = None if transport is not None else proxy_for(url, proxy)
        encrypted = self.proxy is not None and self.proxy.url.scheme == "https"
        self.depth = (url.scheme == "https") + encrypted
        self.context = context_for(verify) if transport is None and self.depth else None
        self.via = shown(self.proxy)
        self.origin = origin
        self.closed = False
        self.begin()
        _wires.add(self)

    def begin(self) -> None:
        """Start without connections: at first, and in the child of a fork."""
        raise NotImplementedError

    def arguments(self) -> dict[str, Any]:
        """The arguments of a pool."""
        arguments: dict[str, Any] = {
            "ssl_context": self.context,
            "max_connections": MAX_CONNECTIONS,
            "max_keepalive_connections": MAX_CONNECTIONS,
            "keepalive_expiry": KEEPALIVE_EXPIRY,
        }
        if self.proxy is not None:
            url = self.proxy.url
            arguments["proxy"] = httpcore.Proxy(
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                auth=self.proxy.raw_auth,
                headers=self.proxy.headers.raw,
                ssl_context=self.proxy.ssl_context or (self.context if url.scheme == "https" else None),
            )
        return arguments

    def check_open(self) -> None:
        if self.closed:
            raise ClientClosedError("This client was closed. Make a new one, or close it after the last call.")

    def failure(self, error: Exception, progress: Progress) -> Failure:
        """What an exception of the network says, without its text, which may quote a header."""
        head = progress.head
        if head is not None:
            return failure_of(
                error, sent=True, origin=self.origin, via=self.via, status=head.status, request_id=head.request_id
            )
        return failure_of(error, sent=progress.sent, origin=self.origin, via=self.via)


def _core_request(request: httpx.Request, seconds: float) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.content,
        extensions={"timeout": {"pool": min(seconds, LONGEST)}},
    )


class Wire(_Way):
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
            response = pool.handle_request(_core_request(request, timeout))
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


class AsyncWire(_Way):
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
            response = await pool.handle_async_request(_core_request(request, seconds))
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


_left_behind: list[Any] = []  # the parent's connections: closing them here would end them there too


def _after_fork() -> None:
    for wire in list(_wires):
        _left_behind.append(dict(vars(wire)))
        wire.begin()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)

"""The way to the network: one attempt in, an answer read to its end out, or a failure. No error of the network leaves.

One deadline for everything of an attempt, a bounded body, pools that do not survive a fork, one asynchronous pool for
each event loop. What is retried is decided in `retry`.
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
from .exchange import REQUEST_ID, Answer, Failure
from .loops import LoopPools
from .network import LONGEST, AsyncBackend, Backend, Progress, current, local
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
        self.tls = url.scheme == "https"
        self.proxy = None if transport is not None else proxy_for(url, proxy)
        self.context = context_for(verify) if transport is None and self._encrypts() else None
        self.via = shown(self.proxy)
        self.origin = origin
        self.closed = False
        self.begin()
        _wires.add(self)

    def _encrypts(self) -> bool:
        return self.tls or (self.proxy is not None and self.proxy.url.scheme == "https")

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

    def failure(self, error: Exception, progress: Progress, head: _Head | None) -> Failure:
        """What an exception of the network says, without its text, which may quote a header."""
        if head is not None:
            return failure_of(
                error, sent=True, origin=self.origin, via=self.via, status=head.status, request_id=head.request_id
            )
        return failure_of(error, sent=progress.sent, origin=self.origin, via=self.via)


class _Head:
    """The head of an answer."""

    __slots__ = ("headers", "status")

    def __init__(self, status: int, headers: Any) -> None:
        self.status = status
        self.headers = httpx.Headers(headers)

    @property
    def request_id(self) -> str | None:
        return self.headers.get(REQUEST_ID) or None


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
        self._lock = threading.Lock()
        self._pool: httpcore.ConnectionPool | None = None

    def exchange(self, request: httpx.Request, timeout: float) -> Answer | Failure:
        """Send `request` once and read its answer, all within `timeout` seconds."""
        self.check_open()
        progress = Progress(timeout, tls=self.tls)
        head: _Head | None = None
        before, local.progress = local.progress, progress
        try:
            if self.transport is not None:
                return self._by_transport(request, timeout, progress)
            response = self._pooled().handle_request(_core_request(request, timeout))
            try:
                progress.check_heard()
                head = _Head(response.status, response.headers)
                return self._read(head, response.iter_stream(), progress)
            finally:
                response.close()
        except Exception as error:  # noqa: BLE001  # told apart in `trouble`
            return self.failure(error, progress, head)
        finally:
            local.progress = before

    def _read(self, head: _Head, chunks: Iterable[bytes], progress: Progress) -> Answer | Failure:
        body = Body(head.headers.get("Content-Encoding"), self.limit)
        for chunk in chunks:
            body.feed(chunk)
            progress.left(httpcore.ReadTimeout)
        return Answer(head.status, head.headers, body.content())

    def _by_transport(self, request: httpx.Request, timeout: float, progress: Progress) -> Answer | Failure:
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), timeout)
        progress.sent = True  # what a transport of the user's has done is not known
        head: _Head | None = None
        try:
            response = self.transport.handle_request(request)
            try:
                head = _Head(response.status_code, response.headers)
                return self._read(head, response.stream, progress)
            finally:
                response.close()
        except Exception as error:  # noqa: BLE001  # told apart in `trouble`
            return self.failure(error, progress, head)

    def _pooled(self) -> httpcore.ConnectionPool:
        pool = self._pool
        if pool is None:
            with self._lock:
                pool = self._pool
                if pool is None:
                    pool = self._pool = httpcore.ConnectionPool(network_backend=Backend(), **self.arguments())
        return pool

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
        self._pools = LoopPools(self._pool)

    async def exchange(self, request: httpx.Request, timeout: float) -> Answer | Failure:  # noqa: ASYNC109
        """Send `request` once and read its answer, all within `timeout` seconds."""
        self.check_open()
        progress = Progress(timeout, tls=self.tls)
        head: _Head | None = None
        before = current.set(progress)
        try:
            with anyio.fail_after(timeout):
                if self.transport is not None:
                    return await self._by_transport(request, timeout, progress)
                pool = await self._pools.current()
                response = await pool.handle_async_request(_core_request(request, timeout))
                try:
                    progress.check_heard()
                    head = _Head(response.status, response.headers)
                    return await self._read(head, response.aiter_stream())
                finally:
                    await response.aclose()
        except Exception as error:  # noqa: BLE001  # told apart in `trouble`
            return self.failure(error, progress, head)
        finally:
            current.reset(before)

    async def _read(self, head: _Head, chunks: AsyncIterable[bytes]) -> Answer | Failure:
        body = Body(head.headers.get("Content-Encoding"), self.limit)
        async for chunk in chunks:
            body.feed(chunk)
        return Answer(head.status, head.headers, body.content())

    async def _by_transport(self, request: httpx.Request, seconds: float, progress: Progress) -> Answer | Failure:
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        progress.sent = True  # what a transport of the user's has done is not known
        head: _Head | None = None
        try:
            response = await self.transport.handle_async_request(request)
            try:
                head = _Head(response.status_code, response.headers)
                return await self._read(head, response.stream)
            finally:
                await response.aclose()
        except Exception as error:  # noqa: BLE001  # told apart in `trouble`
            return self.failure(error, progress, head)

    def _pool(self) -> httpcore.AsyncConnectionPool:
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

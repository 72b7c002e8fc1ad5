"""Network backends for httpcore that end every step of an attempt at one deadline, and note when the request goes out.

httpx reads its timeouts once a stage, and a read timeout never fires while bytes drip; DNS alone stays unbounded here.
The asynchronous deadline is a cancel scope in `wire`; its backend only notes.
"""

from __future__ import annotations

import select
import socket
import sys
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

import anyio
import httpcore

from .progress import Progress
from .tunnelled import Tunnelled

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator

NEXT_ADDRESS = 5.0  # seconds at most for an address of a name that has others
_PIECE = 64 * 1024  # a write is given the time that is left for each piece, so pieces must be small


class _Local(threading.local):
    progress: Progress | None = None


local = _Local()
current: ContextVar[Progress | None] = ContextVar("aurakit_progress", default=None)


def _now() -> Progress:
    progress = local.progress
    return Progress(5.0, depth=0) if progress is None else progress  # closing an idle connection


def _readable(connection: Any) -> bool:
    """Whether a read would return at once: of an idle connection, that the other side has hung up.

    httpcore asks this of every idle connection before every request: the way through its streams and anyio's is felt.
    """
    number = -1 if connection is None else connection.fileno()
    if number < 0:
        return True
    if sys.platform == "win32":
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))


class Stream(httpcore.NetworkStream):
    """A connection whose reads and writes end at the attempt's deadline."""

    failed = False  # whether TLS could not be started on it

    def __init__(self, stream: httpcore.NetworkStream, depth: int = 0) -> None:
        """depth: how often it is encrypted."""
        self._stream = stream
        self._depth = depth
        self._socket = stream.get_extra_info("socket")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        progress = _now()
        received = self._stream.read(max_bytes, progress.left(httpcore.ReadTimeout))
        progress.heard = True
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        progress = _now()
        left = progress.left(httpcore.WriteTimeout)
        progress.writes(self._depth)
        if len(buffer) <= _PIECE:
            self._stream.write(buffer, left)
            return
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], progress.left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _now().left(httpcore.ConnectTimeout)
        try:
            if self._depth:  # to the proxy; httpcore's own way starts the time anew with every byte
                return Stream(self._tunnel(ssl_context, server_hostname), self._depth + 1)
            return Stream(self._stream.start_tls(ssl_context, server_hostname, left), 1)
        except BaseException:
            self.failed = True
            self.close()
            raise

    def _tunnel(self, context: ssl.SSLContext, server_hostname: str | None) -> Tunnelled:
        try:
            return Tunnelled(self, context, server_hostname)
        except httpcore.TimeoutException as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, httpcore.NetworkError) as error:  # OSError: ssl's errors are some
            raise httpcore.ConnectError from error

    def get_extra_info(self, info: str) -> Any:
        return _readable(self._socket) if info == "is_readable" else self._stream.get_extra_info(info)


def _addresses(host: str, port: int) -> list[str]:
    """The addresses of a name. Handed one by one to `create_connection`, which gives each the whole time."""
    try:
        found: list[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError from error
    # An IPv6 one has its zone apart, which one of this link does not work without.
    return [f"{ip}%{more[-1]}" if len(more) == 3 and more[-1] else str(ip) for *_, (ip, *more) in found]


class Backend(httpcore.NetworkBackend):
    """Opens connections that end at the attempt's deadline."""

    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()
        self._answered = ""  # the address that did last, tried first the next time

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        progress = _now()
        addresses = sorted(_addresses(host, port), key=lambda address: address != self._answered)
        while True:
            address, *others = addresses
            left = progress.left(httpcore.ConnectTimeout)
            share = min(left / len(addresses), NEXT_ADDRESS) if others else left
            try:
                stream = self._backend.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not others:
                    raise
                addresses = others
            else:
                self._answered = address
                return Stream(stream)

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class AsyncStream(httpcore.AsyncNetworkStream):
    """A connection that notes when the request goes out."""

    failed = False  # whether TLS could not be started on it

    def __init__(self, stream: httpcore.AsyncNetworkStream, depth: int = 0) -> None:
        """depth: how often it is encrypted."""
        self._stream = stream
        self._depth = depth
        self._socket = stream.get_extra_info("socket")

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = await self._stream.read(max_bytes)
        progress = current.get()
        if progress is not None:
            progress.heard = True
        return received

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        progress = current.get()
        if progress is not None:
            progress.writes(self._depth)
        await self._stream.write(buffer)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            return AsyncStream(await self._stream.start_tls(ssl_context, server_hostname), self._depth + 1)
        except BaseException:
            self.failed = True
            with anyio.CancelScope(shield=True):
                await self.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        return _readable(self._socket) if info == "is_readable" else self._stream.get_extra_info(info)


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Opens connections that note when a request goes out."""

    def __init__(self) -> None:
        self._backend = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        stream = await self._backend.connect_tcp(host, port, local_address=local_address, socket_options=socket_options)
        return AsyncStream(stream)

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


def failed_in(pool: httpcore.ConnectionPool | httpcore.AsyncConnectionPool) -> Iterator[Any]:
    """The pool's connections on which TLS could not be started behind a proxy.

    httpcore keeps them as if they were in use, so that each takes a place of the pool for ever. The names below are its
    own, and a test tells when they have changed.
    """
    for connection in pool.connections:
        inner: Any = connection
        while (below := getattr(inner, "_connection", None)) is not None:
            inner = below
        if getattr(getattr(inner, "_network_stream", None), "failed", False):
            yield connection

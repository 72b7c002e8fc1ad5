"""Network backends for httpcore that end every step of an attempt at one deadline, and note when the request goes out.

httpx reads its timeouts once a stage, and a read timeout never fires while bytes drip; DNS alone stays unbounded here.
The asynchronous deadline is a cancel scope in `wire`; its backend only notes.
"""

from __future__ import annotations

import select
import sys
import threading
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

T = TypeVar("T")

LONGEST = 1e6  # seconds; sockets and locks take no more than some years
_PIECE = 64 * 1024  # a write is given the time that is left for each piece, so pieces must be small


class Progress:
    """How far an attempt has come."""

    __slots__ = ("ends", "heard", "sent", "tls")

    def __init__(self, seconds: float, *, tls: bool) -> None:
        """tls: whether the request goes out encrypted, so that what is written before that is not yet the request."""
        self.ends = time.monotonic() + min(seconds, LONGEST)
        self.sent = False
        self.heard = False  # whether anything was read since the last write
        self.tls = tls

    def writes(self, *, tls: bool) -> None:
        """Note that bytes go out on a connection, encrypted or not."""
        self.sent = self.sent or tls or not self.tls
        self.heard = False

    def check_heard(self) -> None:
        """Refuse an answer that was there before its request: bytes left over from an earlier one, on a connection that
        is used again. A 401 or 429 among them would have a request sent twice."""
        if not self.heard:
            raise httpcore.RemoteProtocolError

    def left(self, error: type[Exception]) -> float:
        """Seconds left; raises `error` when none are."""
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise error
        return seconds


class _Local(threading.local):
    progress: Progress | None = None


local = _Local()
current: ContextVar[Progress | None] = ContextVar("aurakit_progress", default=None)


def _now() -> Progress:
    progress = local.progress
    return Progress(5.0, tls=False) if progress is None else progress  # closing an idle connection


def _readable(socket: Any) -> bool:
    """Whether a read would return at once: of an idle connection, that the other side has hung up.

    httpcore asks this of every idle connection before every request: the way through its streams and anyio's is felt.
    """
    number = -1 if socket is None else socket.fileno()
    if number < 0:
        return True
    if sys.platform == "win32":
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))


class Stream(httpcore.NetworkStream):
    """A connection whose reads and writes end at the attempt's deadline."""

    def __init__(self, stream: httpcore.NetworkStream, *, tls: bool) -> None:
        self._stream = stream
        self._tls = tls
        self._socket = stream.get_extra_info("socket")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        progress = _now()
        received = self._stream.read(max_bytes, progress.left(httpcore.ReadTimeout))
        progress.heard = True
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        progress = _now()
        left = progress.left(httpcore.WriteTimeout)
        progress.writes(tls=self._tls)
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
        if self._tls:  # to the proxy; httpcore's own way starts the time anew with every byte
            return Stream(self._tunnel(ssl_context, server_hostname), tls=True)
        return Stream(self._stream.start_tls(ssl_context, server_hostname, left), tls=True)

    def _tunnel(self, context: ssl.SSLContext, server_hostname: str | None) -> Tunnelled:
        try:
            return Tunnelled(self, context, server_hostname)
        except httpcore.TimeoutException as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, httpcore.NetworkError) as error:  # OSError: ssl's errors are some
            raise httpcore.ConnectError from error

    def get_extra_info(self, info: str) -> Any:
        return _readable(self._socket) if info == "is_readable" else self._stream.get_extra_info(info)


class Tunnelled(httpcore.NetworkStream):
    """An encrypted connection within that to an https proxy. Its time is that of the connection around it."""

    def __init__(self, around: Stream, context: ssl.SSLContext, server_hostname: str | None) -> None:
        from ssl import MemoryBIO, SSLWantReadError

        self._around = around
        self._wants_read = SSLWantReadError
        self._in, self._out = MemoryBIO(), MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_hostname=server_hostname)
        self._through(self._tls.do_handshake)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._through(lambda: self._tls.read(max_bytes))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        while buffer:
            buffer = buffer[self._through(lambda content=buffer: self._tls.write(content)) :]  # type: ignore[misc]

    def close(self) -> None:
        self._around.close()

    def get_extra_info(self, info: str) -> Any:
        return self._tls if info == "ssl_object" else self._around.get_extra_info(info)

    def _through(self, action: Callable[[], T]) -> T:
        """What `action` returns, once the other side has sent what it needs."""
        while True:
            try:
                result = action()
            except self._wants_read:
                self._flush()
            else:
                self._flush()
                return result
            if received := self._around.read(_PIECE):
                self._in.write(received)
            else:
                self._in.write_eof()

    def _flush(self) -> None:
        if content := self._out.read():
            self._around.write(content)


class Backend(httpcore.NetworkBackend):
    """Opens connections that end at the attempt's deadline."""

    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _now().left(httpcore.ConnectTimeout)
        return Stream(self._backend.connect_tcp(host, port, left, local_address, socket_options), tls=False)

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class AsyncStream(httpcore.AsyncNetworkStream):
    """A connection that notes when the request goes out."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, *, tls: bool) -> None:
        self._stream = stream
        self._tls = tls
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
            progress.writes(tls=self._tls)
        await self._stream.write(buffer)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return AsyncStream(await self._stream.start_tls(ssl_context, server_hostname), tls=True)

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
        return AsyncStream(stream, tls=False)

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)

"""The network below the library's connections: sockets that end every step of an attempt at its deadline.

httpx applies its timeouts to each stage, and a read timeout never fires while bytes arrive slowly. The streams here
also record when the request is sent and when something is received, and they can be closed at any moment without
waiting, sync or async. The library's own backends offer none of this. (Its `trace` extension could tell when a request
is sent, at the cost of some twenty calls a request; here it is one attribute.)

The library's interface for backends and streams is implemented without subclassing, since there are two libraries.
"""

from __future__ import annotations

import contextlib
import os
import select
import ssl
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final

from .connect import connect, connect_async
from .tls_in_tls import AsyncTLSInTLS, TLSInTLS

if TYPE_CHECKING:
    import socket

KEEPALIVE: Final = 30.0  # seconds; shorter than the idle time after which gateways close connections
_PIECE: Final = 64 * 1024  # each piece of a write gets the remaining time, so pieces must be small


class Backend:
    """Opens one connection, and knows its socket and the attempt that uses it."""

    __slots__ = ("__weakref__", "attempt", "socket")

    def __init__(self) -> None:
        self.attempt: Any = None  # the `Attempt` that uses the connection; None while it is idle
        self.socket: socket.socket | None = None

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Any = None,
    ) -> Stream:  # fmt: skip
        self.socket = connect(host, port, self.attempt)
        return Stream(self, 0)

    def sleep(self, seconds: float) -> None:
        sleep(seconds)

    def close(self) -> None:
        """Close the socket, whatever it is doing."""
        sock, self.socket = self.socket, None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.close()

    __del__ = close  # for unreferenced connections, such as those of an event loop that is gone


class AsyncBackend(Backend):
    """The same for tasks."""

    __slots__ = ()

    async def connect_tcp(  # type: ignore[override]  # the library's two interfaces differ here
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Any = None,
    ) -> AsyncStream:  # fmt: skip
        self.socket = await connect_async(host, port, self.attempt)
        return AsyncStream(self, 0)

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        import anyio

        await anyio.sleep(seconds)


class Link:
    """A connection of the library, with the backend below it."""

    __slots__ = ("__weakref__", "backend", "connection", "idle_until", "process")

    def __init__(self, connection: Any, backend: Backend) -> None:
        self.connection: Any = connection
        self.backend = backend
        self.idle_until = 0.0
        self.process = os.getpid()

    @property
    def open(self) -> bool:
        """Whether it has not been closed. One without a socket may be about to open it."""
        return self.connection is not None

    def close(self) -> None:
        """Close it at once, whatever its state."""
        self.connection = None
        self.backend.close()


class _Stream:
    """The common part of both streams."""

    __slots__ = ("_backend", "_depth", "_socket")

    def __init__(self, backend: Backend, depth: int) -> None:
        """depth: how many layers of TLS it has."""
        self._backend = backend
        self._depth = depth
        self._socket: Any = backend.socket

    @property
    def attempt(self) -> Any:
        """The `Attempt` that uses the connection."""
        return self._backend.attempt

    def get_extra_info(self, info: str) -> Any:
        """What the library asks a stream for."""
        if info == "is_readable":
            return is_readable(self._socket)
        if info == "socket":
            return self._socket
        if info == "ssl_object":
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        if info in ("client_addr", "server_addr"):
            with contextlib.suppress(OSError):
                return self._socket.getsockname() if info == "client_addr" else self._socket.getpeername()
        return None

    def writes_inside(self) -> None:
        """Record that data is sent that is encrypted once more, above this stream."""
        attempt = self._backend.attempt
        attempt.sent, attempt.heard = attempt.sent or self._depth + 1 >= attempt.depth, False

    def _wrap(self, context: ssl.SSLContext, server_hostname: str | None) -> ssl.SSLSocket:
        """The socket wrapped in TLS, before the handshake."""
        wrapped = context.wrap_socket(
            self._socket, server_hostname=server_hostname, do_handshake_on_connect=False, suppress_ragged_eofs=True
        )
        self._socket = self._backend.socket = wrapped
        return wrapped


class Stream(_Stream):
    """A connection whose reads and writes end at the attempt's deadline."""

    __slots__ = ()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        attempt = self._backend.attempt
        try:
            left = attempt.ends - monotonic()
            self._socket.settimeout(left if left > 0.0 else attempt.left("ReadTimeout"))
            received: bytes = self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise attempt.core.ReadTimeout from error
        except OSError as error:
            raise attempt.core.ReadError from error
        attempt.heard = True
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        attempt = self._backend.attempt
        for start in range(0, len(buffer), _PIECE):
            left = attempt.ends - monotonic()
            try:
                self._socket.settimeout(left if left > 0.0 else attempt.left("WriteTimeout"))
                attempt.sent, attempt.heard = attempt.sent or self._depth >= attempt.depth, False
                self._socket.sendall(buffer[start : start + _PIECE])
            except TimeoutError as error:
                raise attempt.core.WriteTimeout from error
            except OSError as error:
                raise attempt.core.WriteError from error

    def close(self) -> None:
        self._backend.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream | TLSInTLS:
        attempt = self._backend.attempt
        try:
            if self._depth:
                return TLSInTLS(self, ssl_context, server_hostname)
            wrapped = self._wrap(ssl_context, server_hostname)
            wrapped.settimeout(attempt.left("ConnectTimeout"))
            wrapped.do_handshake()
        except (TimeoutError, attempt.core.TimeoutException) as error:
            raise attempt.core.ConnectTimeout from error
        except (OSError, attempt.core.NetworkError) as error:
            raise attempt.core.ConnectError from error
        return Stream(self._backend, 1)


class AsyncStream(_Stream):
    """A connection of a task. Its deadline is the cancel scope around the attempt."""

    __slots__ = ()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        attempt = self._backend.attempt
        attempt.left("ReadTimeout")
        try:
            received: bytes = await _ready(attempt, self._socket, self._socket.recv, max_bytes)
        except OSError as error:
            raise attempt.core.ReadError from error
        attempt.heard = True
        return received

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        attempt = self._backend.attempt
        rest = memoryview(buffer)
        while rest:
            attempt.left("WriteTimeout")
            attempt.sent, attempt.heard = attempt.sent or self._depth >= attempt.depth, False
            try:
                sent: int = await _ready(attempt, self._socket, self._socket.send, rest[:_PIECE])
            except OSError as error:
                raise attempt.core.WriteError from error
            rest = rest[sent:]

    async def aclose(self) -> None:
        self._backend.close()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> AsyncStream | AsyncTLSInTLS:
        attempt = self._backend.attempt
        try:
            if self._depth:
                inner = AsyncTLSInTLS(self, ssl_context, server_hostname)
                await inner.handshake()
                return inner
            wrapped = self._wrap(ssl_context, server_hostname)
            await _ready(attempt, wrapped, wrapped.do_handshake)
        except (OSError, attempt.core.NetworkError) as error:
            raise attempt.core.ConnectError from error
        return AsyncStream(self._backend, 1)


async def _ready(attempt: Any, sock: Any, action: Any, *arguments: Any) -> Any:
    """What `action` returns once the non-blocking socket is ready for it."""
    while True:
        try:
            return action(*arguments)
        except (BlockingIOError, ssl.SSLWantReadError) as error:
            writes = isinstance(error, BlockingIOError) and action.__name__ == "send"
        except ssl.SSLWantWriteError:
            writes = True
        attempt.waited = True
        await (_wait_writable(sock) if writes else _wait_readable(sock))


async def _wait_readable(sock: Any) -> None:
    from anyio import wait_readable

    await wait_readable(sock)


async def _wait_writable(sock: Any) -> None:
    from anyio import wait_writable

    await wait_writable(sock)


def is_readable(sock: Any) -> bool:
    """Whether a read would return at once; for an idle connection, whether the other side has closed it."""
    number = -1 if sock is None else sock.fileno()
    if number < 0:
        return True
    poll = getattr(select, "poll", None)  # not on Windows, nor where eventlet has patched the module
    try:
        if poll is None:
            return bool(select.select([number], [], [], 0)[0])
        poller = poll()
        poller.register(number, select.POLLIN)
        return bool(poller.poll(0))
    except (OSError, ValueError):  # closed at this very moment, or a number too large for `select`
        return True

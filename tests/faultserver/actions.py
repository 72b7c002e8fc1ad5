"""What the fault server can do in place of a good response. Each action is told the connection and the stop event."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import zlib
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REQUEST_ID = "8a35fa95b983aeff3e70394832706f45/12383853214941892751"


class Action(Protocol):
    """Does something to a connection; False: the connection is over."""

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool: ...


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


class raw:  # noqa: N801  # reads as a verb in a script
    """These bytes; then the connection stays open, or is closed."""

    def __init__(self, content: bytes, *, close: bool = False) -> None:
        self.content = content
        self.close = close

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        connection.sendall(self.content)
        return not self.close


def response(
    status: int = 200,
    body: Any = None,
    headers: dict[str, str] | None = None,
    *,
    request_id: str | None = REQUEST_ID,
    compress: bool = False,
    close: bool = False,
) -> raw:
    """A complete response. body: bytes as they are, None for an empty one, else a JSON value."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    own = {"Content-Type": "application/json"} if content else {}
    if request_id:
        own["X-Request-Id"] = request_id
    if compress:
        content = gzip.compress(content)
        own["Content-Encoding"] = "gzip"
    own["Content-Length"] = str(len(content))
    if close:
        own["Connection"] = "close"
    return raw(head(status, {**own, **(headers or {})}) + content, close=close)


def token(value: str = "token-1", expires_in: Any = 3600, **more: Any) -> raw:
    """A good response of the token endpoint."""
    return response(200, {"access_token": value, "expires_in": expires_in, "token_type": "bearer", **more})


class Reset:
    """A TCP reset in place of a response; the request was read, so its effect may have happened."""

    def __init__(self, after: bytes = b"") -> None:
        """after: sent before the reset."""
        self.after = after

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        if self.after:
            connection.sendall(self.after)
            stop.wait(0.02)  # lets the bytes be read, which a reset would throw away
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False


class Close:
    """The connection is closed without a response."""

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        return False


class Truncate:
    """A response that says it is longer than what comes of it."""

    def __init__(self, good: raw, *, keep: int | None = None, chunked: bool = False) -> None:
        """keep: bytes of the whole response that are sent, less one of the body if not given."""
        self.content = good.content
        if chunked:
            top, _, body = good.content.partition(b"\r\n\r\n")
            lines = [line for line in top.split(b"\r\n") if not line.lower().startswith(b"content-length")]
            size = f"{len(body) + 10:x}\r\n".encode()
            self.content = b"\r\n".join([*lines, b"Transfer-Encoding: chunked", b"", size + body])
        elif keep is not None:
            self.content = good.content[:keep]
        else:
            self.content = good.content[:-1]

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        connection.sendall(self.content)
        return False


class Drip:
    """A response that comes byte by byte, from its head or from its body on."""

    def __init__(self, good: raw, *, every: float = 0.05, body_only: bool = False) -> None:
        self.content = good.content
        self.every = every
        self.start = good.content.index(b"\r\n\r\n") + 4 if body_only else 0

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        connection.sendall(self.content[: self.start])
        for index in range(self.start, len(self.content)):
            if stop.wait(self.every):
                return False
            connection.sendall(self.content[index : index + 1])
        return True


class Silence:
    """Nothing, until the server stops or the client hangs up."""

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        connection.settimeout(0.05)
        while not stop.is_set():
            try:
                if not connection.recv(1024):
                    return False
            except TimeoutError:
                continue
        return False


class Stall:
    """A response after some seconds."""

    def __init__(self, good: raw, seconds: float) -> None:
        self.good = good
        self.seconds = seconds

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        return not stop.wait(self.seconds) and self.good(connection, stop)


class Hold:
    """A response once the test says so."""

    def __init__(self, good: raw) -> None:
        self.good = good
        self.arrived = threading.Event()
        self.release = threading.Event()

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        self.arrived.set()
        while not self.release.wait(0.01):
            if stop.is_set():
                return False
        return self.good(connection, stop)


class Garbage:
    """What is not HTTP."""

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        connection.sendall(b"\x16\x03\x01 this is no response\r\n\r\n")
        return False


class _Streamed:
    """A body made while it is sent."""

    def __init__(self, top: bytes, chunks: Callable[[], Iterator[bytes]]) -> None:
        self.top = top
        self.chunks = chunks

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        connection.sendall(self.top)
        for chunk in self.chunks():
            if stop.is_set():
                return False
            connection.sendall(chunk)
        return True


def large(size: int, status: int = 200) -> _Streamed:
    """A body of `size` bytes."""
    headers = {"Content-Type": "application/json", "Content-Length": str(size), "X-Request-Id": REQUEST_ID}
    piece = b" " * 65536
    return _Streamed(
        head(status, headers), lambda: (piece[: min(65536, size - start)] for start in range(0, size, 65536))
    )


def bomb(size: int, status: int = 200) -> _Streamed:
    """A small gzip body that decompresses to `size` bytes."""

    def chunks() -> Iterator[bytes]:
        press = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        for _ in range(0, size, 1 << 20):
            if piece := press.compress(b" " * (1 << 20)):
                yield b"%x\r\n%s\r\n" % (len(piece), piece)
        last = press.flush()
        yield b"%x\r\n%s\r\n0\r\n\r\n" % (len(last), last)

    headers = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked", "X-Request-Id": REQUEST_ID}
    return _Streamed(head(status, headers), chunks)

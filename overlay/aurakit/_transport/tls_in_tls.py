"""TLS within TLS: an encrypted connection through an https proxy. `ssl` can wrap only plain sockets; for one that is
already encrypted its memory buffers are needed."""

from __future__ import annotations

from ssl import MemoryBIO, SSLEOFError, SSLWantReadError
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from .backend import AsyncStream, Stream

T = TypeVar("T")

_PIECE = 64 * 1024


class _Layer:
    """The inner encryption and its buffers."""

    def __init__(self, context: ssl.SSLContext, server_hostname: str | None) -> None:
        self.received, self.to_send = MemoryBIO(), MemoryBIO()
        self.tls = context.wrap_bio(self.received, self.to_send, server_hostname=server_hostname)

    def take(self, received: bytes) -> None:
        """Take what the other side sent; empty at the end of the stream."""
        if received:
            self.received.write(received)
        else:
            self.received.write_eof()


class TLSInTLS:
    """The inner connection. Its time limit is that of the connection around it."""

    def __init__(self, around: Stream, context: ssl.SSLContext, server_hostname: str | None) -> None:
        self._around = around
        self._layer = _Layer(context, server_hostname)
        self._through(self._layer.tls.do_handshake)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._through(lambda: self._layer.tls.read(max_bytes))
        except SSLEOFError:  # closed without a TLS alert, as many servers do
            return b""
        except OSError as error:
            raise self._around.attempt.core.ReadError from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._around.writes_inside()
        try:
            while buffer:
                sent = self._through(lambda content=buffer: self._layer.tls.write(content))  # type: ignore[misc]
                buffer = buffer[sent:]
        except OSError as error:
            raise self._around.attempt.core.WriteError from error

    def close(self) -> None:
        self._around.close()

    def get_extra_info(self, info: str) -> Any:
        return self._layer.tls if info == "ssl_object" else self._around.get_extra_info(info)

    def _through(self, action: Callable[[], T]) -> T:
        """What `action` returns, once the other side has sent what it needs."""
        while True:
            try:
                result = action()
            except SSLWantReadError:
                self._flush()
                self._layer.take(self._around.read(_PIECE))
            else:
                self._flush()
                return result

    def _flush(self) -> None:
        if content := self._layer.to_send.read():
            attempt = self._around.attempt
            heard = attempt.heard  # this may be TLS's own data and not the request
            self._around.write(content)
            attempt.heard = heard


class AsyncTLSInTLS:
    """The inner connection of a task. Call `handshake` first."""

    def __init__(self, around: AsyncStream, context: ssl.SSLContext, server_hostname: str | None) -> None:
        self._around = around
        self._layer = _Layer(context, server_hostname)

    async def handshake(self) -> None:
        await self._through(self._layer.tls.do_handshake)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return await self._through(lambda: self._layer.tls.read(max_bytes))
        except SSLEOFError:  # closed without a TLS alert, as many servers do
            return b""
        except OSError as error:
            raise self._around.attempt.core.ReadError from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._around.writes_inside()
        try:
            while buffer:
                sent = await self._through(lambda content=buffer: self._layer.tls.write(content))  # type: ignore[misc]
                buffer = buffer[sent:]
        except OSError as error:
            raise self._around.attempt.core.WriteError from error

    async def aclose(self) -> None:
        await self._around.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._layer.tls if info == "ssl_object" else self._around.get_extra_info(info)

    async def _through(self, action: Callable[[], T]) -> T:
        """What `action` returns, once the other side has sent what it needs."""
        while True:
            try:
                result = action()
            except SSLWantReadError:
                await self._flush()
                self._layer.take(await self._around.read(_PIECE))
            else:
                await self._flush()
                return result

    async def _flush(self) -> None:
        if content := self._layer.to_send.read():
            attempt = self._around.attempt
            heard = attempt.heard  # this may be TLS's own data and not the request
            await self._around.write(content)
            attempt.heard = heard

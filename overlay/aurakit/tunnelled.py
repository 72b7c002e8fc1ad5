"""TLS within TLS: an encrypted connection through an https proxy, which httpcore's own way would let drip for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

T = TypeVar("T")

_PIECE = 64 * 1024


class Tunnelled(httpcore.NetworkStream):
    """An encrypted connection within that to an https proxy. Its time is that of the connection around it."""

    def __init__(self, around: httpcore.NetworkStream, context: ssl.SSLContext, server_hostname: str | None) -> None:
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

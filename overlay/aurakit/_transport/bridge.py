"""Converts requests of the library's client to ours, and our responses to the library's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from .._calls.messages import Request, Response
    from .library import Library

    Make = Callable[[str, str, Sequence[tuple[bytes, bytes]], bytes], Request]

# These headers describe the body as it was sent, but it is passed on decompressed.
_OF_BODY: Final = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})
# Set again for each attempt.
_OURS: Final = frozenset({b"host", b"content-length", b"transfer-encoding", b"authorization"})


class _Bridge:
    """The common part of both bridges."""

    def __init__(self, library: Library, make: Make, send: Callable[[Request], Any]) -> None:
        """make: creates a request of ours from method, URL, headers and content. send: sends it."""
        self._httpx = library.httpx
        self._make = make
        self._send = send

    def _request(self, request: Any) -> Request:
        headers = [(name, value) for name, value in request.headers.raw if name.lower() not in _OURS]
        return self._make(request.method, str(request.url), headers, request.content)

    def _response(self, response: Response, request: Any) -> Any:
        raw = self._httpx.Headers(response.headers).raw
        headers = [(name, value) for name, value in raw if name.lower() not in _OF_BODY]
        stream = self._httpx.ByteStream(response.content)
        return self._httpx.Response(response.status, headers=headers, stream=stream, request=request)


class Bridge(_Bridge):
    """The transport of the library's client."""

    def client(self, base_url: str, headers: Sequence[tuple[bytes, bytes]]) -> Any:
        """The client that uses it."""
        return self._httpx.Client(base_url=base_url, headers=list(headers), transport=self, timeout=None)

    def handle_request(self, request: Any) -> Any:
        request.read()
        return self._response(self._send(self._request(request)), request)

    def close(self) -> None:
        """Nothing to do: the client closes the connections."""

    def __enter__(self) -> Bridge:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncBridge(_Bridge):
    """The same for the asynchronous client."""

    _send: Callable[[Request], Awaitable[Response]]

    def client(self, base_url: str, headers: Sequence[tuple[bytes, bytes]]) -> Any:
        """The client that uses it."""
        return self._httpx.AsyncClient(base_url=base_url, headers=list(headers), transport=self, timeout=None)

    async def handle_async_request(self, request: Any) -> Any:
        await request.aread()
        return self._response(await self._send(self._request(request)), request)

    async def aclose(self) -> None:
        """Nothing to do: the client closes the connections."""

    async def __aenter__(self) -> AsyncBridge:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

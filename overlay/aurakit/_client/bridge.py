"""`aura.raw.http`: a client of httpx whose requests take the way of every call: token, retries, limits and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._transport.bridge import AsyncBridge, Bridge
from .request import plain_request, plain_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._calls.messages import Request, Response
    from .raw import AsyncRawClient, RawClient


def http_client(raw: RawClient) -> Any:
    """The `httpx.Client` over a raw client."""

    def send(request: Request) -> Response:
        raw.lifecycle.check()
        return raw.run(plain_steps(request, raw.state, raw.options))

    return Bridge(raw.state.transport.library, _maker(raw), send).client(raw.state.base.url, raw.state.headers)


def async_http_client(raw: AsyncRawClient) -> Any:
    """The `httpx.AsyncClient` over a raw client."""

    async def send(request: Request) -> Response:
        raw.lifecycle.check()
        return await raw.run(plain_steps(request, raw.state, raw.options))

    return AsyncBridge(raw.state.transport.library, _maker(raw), send).client(raw.state.base.url, raw.state.headers)


def _maker(raw: RawClient | AsyncRawClient) -> Any:
    def make(method: str, url: str, headers: Sequence[tuple[bytes, bytes]], content: bytes) -> Request:
        return plain_request(method, url, headers, content, raw.state)

    return make

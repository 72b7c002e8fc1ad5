"""`aura.raw.http`: an httpx client whose requests are sent like every call: with token, retries, limits and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._transport.bridge import AsyncBridge, Bridge
from .request import plain_request, plain_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._calls.messages import Request, Response
    from .raw import AsyncCalls, Calls


def http_client(calls: Calls) -> Any:
    """The `httpx.Client` that sends requests through the calls of a client."""

    def send(request: Request) -> Response:
        calls.lifecycle.check()
        return calls.run(plain_steps(request, calls.state, calls.options))

    return Bridge(calls.state.transport.library, _maker(calls), send).client(calls.state.base.url, calls.state.headers)


def async_http_client(calls: AsyncCalls) -> Any:
    """The `httpx.AsyncClient` that sends requests through the calls of a client."""

    async def send(request: Request) -> Response:
        calls.lifecycle.check()
        return await calls.run(plain_steps(request, calls.state, calls.options))

    return AsyncBridge(calls.state.transport.library, _maker(calls), send).client(
        calls.state.base.url, calls.state.headers
    )


def _maker(calls: Calls | AsyncCalls) -> Any:
    def make(method: str, url: str, headers: Sequence[tuple[bytes, bytes]], content: bytes) -> Request:
        return plain_request(method, url, headers, content, calls.state)

    return make

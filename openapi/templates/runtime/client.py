"""The clients: every request is built, sent and decoded by one method, `call`.

The generated resource methods call `result` or `complete`, which a subclass can override. `complete` is for operations
whose corrections declare `x-completes`: their responses can be empty, or contain too little to wait for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from .errors import UnexpectedStatusError

if TYPE_CHECKING:
    import httpx

    from .types import Request, Response

T = TypeVar("T")


class Client:
    """Sends requests through an `httpx.Client` with the base URL and the authentication. It retries nothing."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and read its response. Raises UnexpectedStatusError, DecodeError or what httpx raises."""
        response = self._http.request(**arguments_of(request))
        return response_of(request, response.status_code, response.headers, response.content)

    def result(self, request: Request[T]) -> T:
        """What the operation returns."""
        return self.call(request).parsed

    def complete(self, request: Request[Any]) -> Any:
        """What the operation returns, completed by a subclass that knows how; here as it came."""
        return self.call(request).parsed


class AsyncClient:
    """Sends requests through an `httpx.AsyncClient` with the base URL and the authentication. It retries nothing."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and read its response. Raises UnexpectedStatusError, DecodeError or what httpx raises."""
        response = await self._http.request(**arguments_of(request))
        return response_of(request, response.status_code, response.headers, response.content)

    async def result(self, request: Request[T]) -> T:
        """What the operation returns."""
        return (await self.call(request)).parsed

    async def complete(self, request: Request[Any]) -> Any:
        """What the operation returns, completed by a subclass that knows how; here as it came."""
        return (await self.call(request)).parsed


def arguments_of(request: Request[Any]) -> dict[str, Any]:
    """The arguments for httpx's `request`. Raises ValueError for a scope id that was not given."""
    values = {name: _path_value(name, value) for name, value in request.path_values.items()}
    arguments: dict[str, Any] = {"method": request.operation.method, "url": request.operation.path.format_map(values)}
    if request.query:
        arguments["params"] = request.query
    if request.body is not None:
        arguments["json"] = request.body
    return arguments


def _path_value(name: str, value: str | None) -> str:
    if value is None:
        raise ValueError(f"{name} is not given, and this client has none: pass it as an argument")
    return quote(value, safe="")


def response_of(request: Request[T], status_code: int, headers: Any, content: bytes) -> Response[T]:
    """The decoded response to `request`."""
    if not 200 <= status_code <= 299:
        raise UnexpectedStatusError(status_code, content)
    return request.read(status_code, headers, content)

# Written by `python scripts/generate.py` from openapi/templates/. Do not edit it: run that again.
"""The clients: one hook, `call`, through which every request is built, sent and decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from .errors import UnexpectedStatusError
from .types import Request, Response

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


class Client:
    """Sends requests through an `httpx.Client` that knows the base URL and how to authenticate. Retries nothing."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and read its response. Raises UnexpectedStatusError, DecodeError or what httpx raises."""
        response = self._http.request(**arguments_of(request))
        return response_of(request, response.status_code, response.headers, response.content)

    def result(self, request: Request[T]) -> T:
        """What an operation's method returns: the decoded response."""
        return self.call(request).parsed

    def complete(self, request: Request[Any]) -> Any:
        """The same for an operation whose response a client over this one completes."""
        return self.call(request).parsed


class AsyncClient:
    """Sends requests through an `httpx.AsyncClient` that knows the base URL and how to authenticate. Retries nothing."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and read its response. Raises UnexpectedStatusError, DecodeError or what httpx raises."""
        response = await self._http.request(**arguments_of(request))
        return response_of(request, response.status_code, response.headers, response.content)

    async def result(self, request: Request[T]) -> T:
        """What an operation's method returns: the decoded response."""
        return (await self.call(request)).parsed

    async def complete(self, request: Request[Any]) -> Any:
        """The same for an operation whose response a client over this one completes."""
        return (await self.call(request)).parsed


def arguments_of(request: Request[Any]) -> dict[str, Any]:
    """The arguments for httpx's `request`."""
    values = {name: quote(value, safe="") for name, value in request.path_values.items()}
    arguments: dict[str, Any] = {"method": request.operation.method, "url": request.operation.path.format_map(values)}
    if request.query:
        arguments["params"] = request.query
    if request.body is not None:
        arguments["json"] = request.body
    return arguments


def response_of(request: Request[T], status_code: int, headers: Any, content: bytes) -> Response[T]:
    """The response to `request`, decoded."""
    if not 200 <= status_code <= 299:
        raise UnexpectedStatusError(status_code, content)
    return request.read(status_code, headers, content)

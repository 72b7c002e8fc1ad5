"""The messages between the parts: a received HTTP request, a request for an operation, and a response."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .asgi import Scope
    from .world import World


class HttpRequest(NamedTuple):
    """A request as it arrived: header names in lower case. The body is None when it was too large to be read."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes | None
    scheme: str = "http"

    @classmethod
    def of(cls, scope: Scope, body: bytes | None) -> HttpRequest:
        """The request of an ASGI scope."""
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        return cls(scope["method"], scope["path"], query, headers, body, scope["scheme"])

    @property
    def url(self) -> str:
        """The URL as the client sees it, without the query."""
        return f"{self.scheme}://{self.headers.get('host', 'localhost')}{self.path}"

    @property
    def media_type(self) -> str:
        """The media type of the body, in lower case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Request(NamedTuple):
    """An accepted request: its path and query parameters and its JSON body, an empty object if it had none.

    url: the requested URL without its query.
    """

    world: World
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: dict[str, Any]
    url: str = ""


class Response(NamedTuple):
    """A status and a body: JSON for a dict or list, text and bytes unchanged, no body for None."""

    status: int
    body: object | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def encoded(self) -> tuple[bytes, str | None]:
        """The body as bytes, and its media type if it is JSON."""
        if isinstance(self.body, dict | list):
            return json.dumps(self.body).encode(), "application/json"
        if isinstance(self.body, bytes):
            return self.body, None
        return str(self.body or "").encode(), None

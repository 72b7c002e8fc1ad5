"""What is sent and received: a request, and a complete response or a failure. Data only.

`_client` makes requests, `_transport` makes responses and failures, `retry` and `call` decide by them, and `_errors`
turns the last one of a call into an exception.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FailureKind = Literal["connect", "timeout", "network", "truncated", "encoding", "too_large", "protocol"]

REQUEST_ID: Final = "X-Request-Id"
TOKEN_PATH: Final = "/oauth/token"  # noqa: S105  # a path
FORBIDDEN: Final = 403
UNAUTHORIZED: Final = 401
READING_METHODS: Final = frozenset({"GET", "HEAD"})
METHODS_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})
UNREADABLE: Final = frozenset({"encoding", "too_large"})
"""The kinds of failures that a repeated request would meet again: the body cannot be decompressed, or is too large."""


@lru_cache(maxsize=1024)  # one text for the thousands of requests that may wait
def _group(version: str, name: str) -> str:
    return f"{version}/{name}"


class Request:
    """One call as it is sent, except for the token, which each attempt adds.

    method, url, headers, content: as sent. path: that of the URL if None. operation: its name in the API's document,
        such as `create_instance`; empty for a request of the user's own. route: the path template, such as
        `/instances/{instance_id}`. version: that of the API, such as `v1`; empty for a token request.
    quota: the group of operations that the API counts separately; empty for those it counts together. owner: whose
        quota it is, such as an organization's id. group: the operations that a long pause stops together: those of the
        quota of this owner, or this operation, which other versions may have under the same name.
    idempotent: whether sending it twice does the same as sending it once; see `retry.is_idempotent`.
    base: the URL below which redirects must stay, such as `https://api.neo4j.io/v1`.
    authorization: the value of `Authorization`, as a `Secret`; None if each attempt adds the token.
    """

    __slots__ = (
        "_path",
        "authorization",
        "base",
        "content",
        "group",
        "headers",
        "idempotent",
        "method",
        "operation",
        "quota",
        "route",
        "url",
        "version",
    )

    def __init__(
        self,
        method: str,
        url: str,
        *,
        headers: Sequence[tuple[bytes, bytes]],
        base: str,
        idempotent: bool,
        content: bytes = b"",
        operation: str = "",
        route: str = "",
        version: str = "",
        quota: str = "",
        owner: str = "",
        authorization: Any = None,
        path: str | None = None,
    ) -> None:
        self.method = method
        self.url = url
        self.headers = headers
        self.content = content
        self._path = path  # shared, not a text for each of the thousands of requests that may wait
        self.base = base
        self.idempotent = idempotent
        self.operation = operation
        self.route = route
        self.version = version
        self.quota = quota
        self.authorization = authorization
        self.group = _group(version, f"{quota}/{owner}" if quota else operation)

    @property
    def path(self) -> str:
        """The URL's path, for messages."""
        if self._path is not None:
            return self._path
        from urllib.parse import urlsplit  # kept out of `import aurakit`

        return urlsplit(self.url).path

    def __repr__(self) -> str:  # neither headers nor content, which may hold a secret
        return f"<Request {self.method} {self.path}>"


class Response:
    """A complete response: its status, headers (looked up case-insensitively) and decompressed body.

    request_id: the id to quote to Neo4j's support; printable, bounded, and without secrets.
    """

    __slots__ = ("content", "headers", "request_id", "status")

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes, request_id: str | None = None) -> None:
        self.status = status
        self.headers = headers
        self.content = content
        self.request_id = request_id

    def __repr__(self) -> str:  # the body may hold an initial password, so it is not shown
        return f"<Response {self.status}, {len(self.content)} bytes>"


class Failure:
    """An attempt without a complete response.

    kind: `connect` (no connection, so nothing was sent), `timeout`, `network` (reset, broken pipe), `truncated` (the
        response began and did not end), `encoding` (a body that cannot be decompressed), `too_large`, `protocol` (not
        HTTP).
    sent: whether the server may have seen the whole request, and so may have acted on it.
    status, request_id: those of the response, if they arrived.
    text: what happened, safe to show: it never quotes an exception of the libraries below, which may quote a header.
    """

    __slots__ = ("kind", "request_id", "sent", "status", "text")

    def __init__(
        self, kind: FailureKind, text: str, *, sent: bool, status: int | None = None, request_id: str | None = None
    ) -> None:
        self.kind: FailureKind = kind
        self.text = text
        self.sent = sent
        self.status = status
        self.request_id = request_id

    def __repr__(self) -> str:
        return f"<Failure {self.kind}: {self.text}>"

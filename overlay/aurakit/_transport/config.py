"""Where requests are sent and how: address, proxy, TLS, library; and the requests in the form of that library."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from .._calls.addresses import DEFAULT_PORTS
from .._calls.log import DEBUG
from .._calls.messages import METHODS_WITH_BODY, REQUEST_ID
from .._calls.wakers import LONGEST_WAIT
from .._errors.redaction import Secrets
from .._errors.secret import MaskedBytes
from ..errors import ConfigurationError
from .attempt import EXTENSION, Attempt
from .backend import AsyncBackend, Backend, Link
from .exceptions import Failures, network_errors
from .library import NAMES, library_for
from .proxies import proxy_for
from .tls import context_for
from .tracing import AsyncTrace, Trace

if TYPE_CHECKING:
    from collections.abc import Hashable

    from .._calls.messages import Failure
    from .._calls.steps import Send

MOCKS: Final = ("MockTransport", "ASGITransport", "WSGITransport")


class TransportConfig:
    """What the transports of a client and its siblings have in common."""

    def __init__(
        self,
        *,
        origin: str,
        transport: Any,
        proxy: Any,
        verify: Any,
        trust_env: bool,
        max_response_bytes: int,
        secrets: Secrets,
        is_async: bool,
    ) -> None:
        """origin: scheme, host and port of the API. transport: the user's own, or None. secrets: what no text may
        show."""
        self.library = library_for(transport)
        self.core = self.library.core
        self.transport = transport
        self.limit = max_response_bytes
        _check_flavour(transport, is_async=is_async)
        self._trace = AsyncTrace if is_async else Trace
        self.origin = origin
        parts = urlsplit(origin)
        scheme, host = parts.scheme, parts.hostname or ""
        port = parts.port or DEFAULT_PORTS[scheme]
        self.host = parts.netloc.encode()
        self.proxy = None if transport is not None else proxy_for(scheme, host, port, proxy, trust_env=trust_env)
        self._verify = verify
        self._last_context: Any = None
        encrypted = self.proxy is not None and self.proxy.scheme == "https"
        self.depth = (scheme == "https") + encrypted
        if transport is None and self.depth:
            self._context()  # an unusable one is reported when the client is made
        self.secrets = secrets if self.proxy is None else Secrets((*secrets, *self.proxy.secrets))
        self.failures = Failures(self.library, origin, "" if self.proxy is None else self.proxy.shown)
        self.network_errors = network_errors(self.library)
        self._core_origin = self.core.Origin(scheme.encode(), host.encode(), port)
        self._url = lru_cache(maxsize=256)(
            self.library.httpx.URL
        )  # parsing one is the most expensive part of a request
        if self.proxy is not None and self.proxy.scheme.startswith("socks5"):
            self.new_link()  # imports what SOCKS connections need, so that no call has to

    @property
    def is_mock(self) -> bool:
        """Whether the user's transport is an API in the same process, which has no rate limit."""
        return any(
            kind.__name__ in MOCKS and kind.__module__.partition(".")[0] in NAMES
            for kind in type(self.transport).__mro__
        )

    methods: Any = property(
        attrgetter(
            "library.httpx.HTTPTransport.handle_request",
            "library.httpx.AsyncHTTPTransport.handle_async_request",
            "core.ConnectionPool.handle_request",
            "core.AsyncConnectionPool.handle_async_request",
        ),
        doc="The library's methods that requests pass; read for every call, since a mocking library may replace them.",
    )

    @property
    def mocks(self) -> Hashable:
        """Those of `methods` that a mocking library has replaced; empty on the real network, with either library."""
        return tuple(one for one in self.methods if not one.__module__.startswith(("httpx", "httpcore")))

    @property
    def source(self) -> Hashable:
        """Where a token comes from: the network, a mocking library, or the user's transport."""
        return self.mocks if self.transport is None else _Identity(self.transport)

    def _context(self) -> Any:
        """The context for a new connection; the previous one while a CA file is being replaced and cannot be read."""
        try:
            self._last_context = context_for(self._verify, self.library)
        except ConfigurationError:
            if self._last_context is None:
                raise
        return self._last_context

    def http_request(self, step: Send, attempt: Attempt) -> Any:
        """The request in the library's form, with its `Authorization`. Only here a secret is written in plain text."""
        request, httpx = step.request, self.library.httpx
        seconds = min(step.timeout, LONGEST_WAIT)
        authorization = request.authorization
        headers = [(b"Host", self.host), *request.headers]
        if request.content or request.method in METHODS_WITH_BODY:
            headers.append((b"Content-Length", str(len(request.content)).encode()))
        http_request = httpx.Request(
            request.method,
            self._url(step.url),
            headers=headers
            if authorization is None and step.token is None
            else [
                *headers,
                (
                    b"Authorization",
                    (authorization.reveal() if authorization else f"Bearer {step.token.reveal()}").encode(),
                ),
            ],
            stream=httpx.ByteStream(request.content) if request.content else self.library.no_content,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), seconds), EXTENSION: attempt},
        )
        if self.library.log.isEnabledFor(DEBUG):
            http_request.extensions["trace"] = self._trace(self.secrets.with_(step.token))
        http_request.read()  # as httpx's own client does: a user's transport may read the content
        return http_request

    def failure(self, error: Exception, attempt: Attempt, response: Any, step: Send) -> Failure:
        """The failure for a network exception, without its text, which may quote a header."""
        if response is not None:
            request_id = self.secrets.safe_id(response.headers.get(REQUEST_ID), step.token)
            return self.failures.failure(error, sent=True, status=response.status_code, request_id=request_id)
        return self.failures.failure(error, sent=attempt.sent)

    def new_link(self) -> Link:
        """A connection that has not been opened yet."""
        return self._link(Backend(), self.core.ConnectionPool)

    def new_async_link(self) -> Link:
        """A connection for tasks that has not been opened yet."""
        return self._link(AsyncBackend(), self.core.AsyncConnectionPool)

    def _link(self, backend: Backend, pool: Any) -> Link:
        return Link(pool(network_backend=backend, **self._arguments()).create_connection(self._core_origin), backend)

    def stand_in(self) -> Any:
        """A pool of the library, for mocking libraries that replace its methods."""
        return self.core.ConnectionPool(**self._arguments())

    def async_stand_in(self) -> Any:
        """The same for tasks."""
        return self.core.AsyncConnectionPool(**self._arguments())

    def _arguments(self) -> dict[str, Any]:
        context = self._context() if self.depth else None
        arguments: dict[str, Any] = {"ssl_context": context}
        proxy = self.proxy
        if proxy is not None:
            # The library logs user and password of a SOCKS proxy at DEBUG.
            pair = None if proxy.password is None else (proxy.user or "", proxy.password.reveal())
            auth = None if pair is None else tuple(MaskedBytes(part.encode()) for part in pair)
            arguments["proxy"] = self.core.Proxy(
                self.core.URL(scheme=proxy.scheme.encode(), host=proxy.host.encode(), port=proxy.port, target=b"/"),
                auth=auth,
                headers=list(proxy.headers),
                ssl_context=proxy.ssl_context or (context if proxy.scheme == "https" else None),
            )
        return arguments


def _check_flavour(transport: Any, *, is_async: bool) -> None:
    """Raise ConfigurationError for a sync transport in an async client or the reverse, or for something else."""
    method = "handle_async_request" if is_async else "handle_request"
    if transport is None or hasattr(transport, method):
        return
    raise ConfigurationError(
        f"transport= must have the method `{method}` of {'an async' if is_async else 'a sync'} httpx transport, and "
        f"{type(transport).__name__} has not: "
        f"{'AsyncAura takes asynchronous ones' if is_async else 'Aura takes synchronous ones'}."
    )


class _Identity:
    """A key that identifies one object, whatever its own equality, and keeps it alive."""

    __slots__ = ("_thing",)

    def __init__(self, thing: object) -> None:
        self._thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self._thing is other._thing

    def __hash__(self) -> int:
        return id(self._thing)

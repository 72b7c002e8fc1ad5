"""What a client and its `with_options` siblings share, put together: credentials, token, limiter, connections.

Imported by `Aura.__init__` only, so that `from aurakit import Aura` does not pay for httpx.
"""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .auth import TokenSource
from .clock import Clock
from .credentials import find_credentials
from .errors import ConfigurationError, stripped
from .foundation import Foundation, Options
from .middleware import AsyncMiddleware, Middleware
from .ratelimit import RateLimit, limiter_for
from .retry import RetryPolicy
from .version import pinned_base_url, user_agent_text
from .wire import AsyncWire, Wire

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    import httpx

    from .tokens import TokenStore


class Arguments(NamedTuple):
    """The arguments of `Aura` and `AsyncAura` that do not change with `with_options`."""

    client_id: str | None
    client_secret: str | None
    base_url: str | None
    rate_limit: RateLimit | None
    token_store: TokenStore | None
    max_response_bytes: int
    transport: httpx.BaseTransport | httpx.AsyncBaseTransport | None
    proxy: str | httpx.URL | httpx.Proxy | None
    verify: bool | str | ssl.SSLContext
    user_agent: str | None
    clock: Clock | None
    random: Callable[[], float] | None

    def __repr__(self) -> str:  # it has the secret
        return "<Arguments>"


def checked_options(timeout: object, max_retries: int) -> Options:
    """The options, or a `ConfigurationError` that says which cannot be."""
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not 0 < timeout <= sys.float_info.max:
        raise ConfigurationError(f"timeout must be a number of seconds above 0, not {timeout!r}")
    RetryPolicy(max_retries)
    return Options(float(timeout), max_retries)


def changed_options(options: Options, timeout: float | None, max_retries: int | None) -> Options:
    """`options` with what is given changed."""
    return checked_options(
        options.timeout if timeout is None else timeout, options.max_retries if max_retries is None else max_retries
    )


def foundation_of(arguments: Arguments, version: str) -> Foundation:
    """What does not depend on sync or async."""
    limit, store = arguments.rate_limit, arguments.token_store
    if limit is not None and not isinstance(limit, RateLimit):
        raise ConfigurationError(
            f"rate_limit must be None or a RateLimit, such as RateLimit(125, per=60.0), not {limit!r}"
        )
    if store is not None and not all(hasattr(store, method) for method in ("load", "save", "discard")):
        raise ConfigurationError(
            f"token_store must be None or have the methods of FileTokenStore(), not {type(store).__name__}"
        )
    if arguments.max_response_bytes < 1:
        raise ConfigurationError(f"max_response_bytes must be at least 1, not {arguments.max_response_bytes!r}")
    base = pinned_base_url(arguments.base_url, version=version)
    credentials = find_credentials(arguments.client_id, arguments.client_secret)
    limiter = None
    if limit is not None and arguments.transport is None:
        limiter = limiter_for(base.origin, credentials.client_id, limit, time_source=arguments.clock)
    agent = user_agent_text(arguments.user_agent)
    clock = Clock() if arguments.clock is None else arguments.clock
    source = random.random if arguments.random is None else arguments.random
    return Foundation(base, credentials, clock, source, limiter, agent)


def _wire_arguments(arguments: Arguments, foundation: Foundation) -> dict[str, Any]:
    return {
        "origin": foundation.base.origin,
        "transport": arguments.transport,
        "proxy": arguments.proxy,
        "verify": arguments.verify,
        "max_response_bytes": arguments.max_response_bytes,
    }


def _token_source(foundation: Foundation, arguments: Arguments) -> TokenSource:
    return TokenSource(
        base_url=foundation.base.url,
        credentials=foundation.credentials,
        store=arguments.token_store,
        clock=foundation.clock,
    )


class Core:
    """The shared part of sync clients."""

    def __init__(self, arguments: Arguments, version: str, options: Options) -> None:
        self.options = options
        self.foundation = foundation_of(arguments, version)
        self.wire = Wire(**_wire_arguments(arguments, self.foundation))
        self.tokens = _token_source(self.foundation, arguments)
        self.tokens.fetch = self.middleware(options).fetch

    def middleware(self, options: Options) -> Middleware:
        """A transport with these options."""
        return Middleware(self.foundation, self.wire, self.tokens, options)


class AsyncCore:
    """The shared part of async clients."""

    def __init__(self, arguments: Arguments, version: str, options: Options) -> None:
        self.options = options
        self.foundation = foundation_of(arguments, version)
        self.wire = AsyncWire(**_wire_arguments(arguments, self.foundation))
        self.tokens = _token_source(self.foundation, arguments)
        self.tokens.fetch_async = self.middleware(options).fetch

    def middleware(self, options: Options) -> AsyncMiddleware:
        """A transport with these options."""
        return AsyncMiddleware(self.foundation, self.wire, self.tokens, options)


CoreT = TypeVar("CoreT", Core, AsyncCore)


def core_of(
    kind: type[CoreT], arguments: Arguments, version: str, timeout: object, max_retries: int
) -> CoreT | Exception:
    """The shared part of a new client; the exception to raise when it cannot be, without the frames that have the
    secret."""
    try:
        return kind(arguments, version, checked_options(timeout, max_retries))
    except Exception as error:  # noqa: BLE001  # raised by the client
        return stripped(error)

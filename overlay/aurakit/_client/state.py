"""What a client and its `with_options` siblings share: credentials, clock, connections; and what all clients of a
process with the same credentials share: the token and the rate limit.

Imported when a client is made, so that `from aurakit import Aura` does not pay for httpx.
"""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from .._auth.credentials import find_credentials
from .._auth.memory_store import is_plain, process_store
from .._auth.provider import provider_for, scope
from .._auth.tokens import store_key
from .._calls.call import CallSettings
from .._calls.imports import importing
from .._errors.secret import MaskedBytes
from .._ratelimit.shared_limit import SharedLimit
from .._transport.body import ACCEPT_ENCODING
from .._transport.config import TransportConfig
from ..clock import Clock
from ..errors import ClientClosedError
from .base_url import pinned_base_url
from .config import user_agent
from .headers import checked_headers, secrets_in

if TYPE_CHECKING:
    from collections.abc import Hashable

    from .._auth.credentials import Credentials
    from .._auth.provider import TokenProvider
    from .._auth.store_protocol import Store
    from .._ratelimit.limiter import Limiter
    from .._ratelimit.window import RateLimit
    from .config import Arguments, Options
    from .observing import Observer
    from .version import Version


class _Network(NamedTuple):
    """The token and the rate limit for one way to the API: the network, a mock, or the user's transport."""

    methods: tuple[Any, ...]
    provider: TokenProvider
    limiter: Limiter | None


class SharedState:
    """What a client and its siblings share."""

    def __init__(self, arguments: Arguments, version: Version, *, is_async: bool) -> None:
        arguments.check()
        self.version = version
        self.base = pinned_base_url(arguments.base_url, version=version.name, allow_http=arguments.allow_http)
        given = checked_headers(arguments.default_headers)
        credentials = find_credentials(arguments.client_id, arguments.client_secret)
        self.credentials: Credentials = credentials._replace(others=secrets_in(given))
        self.clock = Clock() if arguments.clock is None else arguments.clock
        self.random = random.random if arguments.random is None else arguments.random
        self._user_agent = arguments.user_agent
        self._rate_limit = arguments.rate_limit
        self._store = arguments.store
        self._time_source = arguments.clock
        self.transport = TransportConfig(
            origin=self.base.origin,
            transport=arguments.transport,
            proxy=arguments.proxy,
            verify=arguments.verify,
            trust_env=arguments.trust_env,
            max_response_bytes=arguments.max_response_bytes,
            secrets=self.credentials.hidden,
            is_async=is_async,
        )
        self.headers: tuple[tuple[bytes, bytes], ...] = (
            (b"Accept", b"application/json"),
            (b"Accept-Encoding", ACCEPT_ENCODING.encode()),
            (b"User-Agent", user_agent(arguments.user_agent, version.name).encode()),
            (b"Connection", b"keep-alive"),
            *((name.encode(), MaskedBytes(value.reveal().encode())) for name, value in given.items()),
        )
        self.headers_of_json: tuple[tuple[bytes, bytes], ...] = (*self.headers, (b"Content-Type", b"application/json"))
        self._network = self._connected(self.transport.methods)
        self._observer: Observer | None = None
        if arguments.hooks != ():
            with importing:
                from .observing import Observer, checked_hooks

            self._observer = Observer(checked_hooks(arguments.hooks), self.transport.secrets)
        self._settings: CallSettings | None = None

    def of_version(self, version: Version) -> SharedState:
        """The same for another version of the API: the same token, rate limit and connections."""
        other = copy.copy(self)
        other.version = version
        other.base = self.base.of_version(version.name)
        agent = user_agent(self._user_agent, version.name).encode()
        other.headers = tuple((name, agent if name == b"User-Agent" else value) for name, value in self.headers)
        other.headers_of_json = (*other.headers, *self.headers_of_json[len(self.headers) :])
        return other

    def _connected(self, methods: tuple[Any, ...]) -> _Network:
        """A token belongs to where it came from, such as a mock or a transport of the user's. The limit is the API's
        for the client id, whatever the transport."""
        provider = provider_for(
            self.transport.source,
            token_url=self.base.token_url,
            credentials=self.credentials,
            clock=self.clock,
            time_source=self._time_source,
            store=self._store,
        )
        limit = self._rate_limit
        limiter = None
        if limit is not None and not self.transport.is_mock:
            limiter = limiter_for(
                self.base.token_url,
                self.credentials.client_id,
                limit,
                clock=self.clock,
                time_source=self._time_source,
                network=self.transport.mocks,
                store=self._store,
            )
        return _Network(methods, provider, limiter)

    def reconnect(self) -> _Network:
        """The token and the rate limit for the way that requests take now."""
        self._network = self._connected(self.transport.methods)
        return self._network

    def settings(self, options: Options) -> CallSettings:
        """What all calls with these options have in common.

        The token and the rate limit are different ones while a mocking library replaces the network.
        """
        network = self._network
        if network.methods != self.transport.methods:
            network = self.reconnect()
        settings = self._settings  # one for all calls, as long as nothing changes
        if (
            settings is None
            or settings.policy is not options.policy
            or settings.limiter is not network.limiter
            or settings.provider is not network.provider
        ):
            settings = self._settings = CallSettings(
                options.policy,
                self.clock,
                self.random,
                network.limiter,
                network.provider,
                self.headers,
                self._observer,
            )
        return settings


def limiter_for(
    token_url: str,
    client_id: str,
    rate_limit: RateLimit,
    *,
    clock: Clock,
    time_source: object = None,
    network: Hashable = (),
    store: Store | None = None,
) -> Limiter:
    """The limiter that all clients of the process for this API and client id share: the API counts their requests
    together.

    It enforces the strictest of their limits, and that of `store` as well. time_source: where the clock's time comes
    from if it is not real time, since two clocks cannot share a queue. network: what replaces the network, if something
    does.
    """
    key = store_key(token_url, client_id)
    if is_plain(store):
        return store._limit(key, rate_limit, clock.now)
    limiter = process_store(*scope(network, time_source))._limit(key, rate_limit, clock.now)
    if store is not None and time_source is None:  # stores keep real time
        share(limiter, store, key, clock)
    return limiter


def share(limiter: Limiter, store: Store, key: str, clock: Clock) -> None:
    """Make the limiter, and so all clients that share it, keep to the limit in `store` as well."""
    if limiter.shared is None or limiter.shared.store != store:
        limiter.shared = SharedLimit(store, key, clock)


class Lifecycle:
    """Whether a client can still be used. That depends on the first client too, whose connections its siblings use."""

    __slots__ = ("closed", "first")

    def __init__(self, older: Lifecycle | None = None) -> None:
        """older: that of the client it was made from, which can be a sibling itself."""
        self.closed = False
        self.first: Lifecycle = self if older is None else older.first

    def check(self) -> None:
        """Raise ClientClosedError if this or the first client was closed."""
        if self.closed or self.first.closed:
            raise ClientClosedError("This client was closed. Make a new one, or close it after the last call.")

    def close(self) -> bool:
        """Close it. Returns whether the connections must be closed too; a sibling only borrows them."""
        was_closed, self.closed = self.closed, True
        return self.first is self and not was_closed


def refuse_to_pickle(client: object) -> NoReturn:
    """Raise TypeError for `pickle` and `copy`, with what to do instead."""
    name = type(client).__name__
    raise TypeError(
        "A client cannot be pickled or copied: its connections, its token and its rate limit belong to a process. Pass "
        f"ids to the other process and create a `{name}()` there, once, for example in the `initializer` of a "
        "`multiprocessing.Pool` or a `ProcessPoolExecutor`. For other options in this process use `with_options`."
    )


def described(client: object, state: SharedState, lifecycle: Lifecycle) -> str:
    """The repr of a client, with the part of the client id that may be shown."""
    closed = ", closed" if lifecycle.closed else ""
    library = state.transport.library.name
    return f"<{type(client).__name__} {state.base.url}, client id {state.credentials.shown_id}, {library}{closed}>"

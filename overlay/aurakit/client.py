"""`Aura` and `AsyncAura`: one client with its resources, its options and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from aurakit_raw.v1.api import AsyncResources, Resources

from .ratelimit import RateLimit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from types import TracebackType

    import httpx

    from .clock import Clock
    from .http import Life
    from .middleware import Options
    from .raw import AsyncRawClient, RawClient
    from .tokens import TokenStore
    from .wiring import AsyncCore, Core

VERSION = "v1"
DEFAULT_RATE_LIMIT = RateLimit(125, per=60.0)
MAX_RESPONSE_BYTES = 16 * 1024 * 1024


class Aura(Resources):
    """The client for the Neo4j Aura API.

    Credentials that are not given are looked for: `AURA_CLIENT_ID` with `AURA_CLIENT_SECRET`, the file that
    `AURA_CREDENTIALS_FILE` names (the console's download), then the store of Neo4j's command line. One client serves any
    number of threads; close it, or use it in a `with` block.

    Args:
        client_id, client_secret: API credentials, both or none.
        base_url: where the API is, without its version; `AURA_BASE_URL`, then `https://api.neo4j.io`, if not given.
        timeout: seconds for a call with its retries, outside the queue of the rate limit.
        max_retries: repetitions of a call after the first attempt, 0 or more.
        rate_limit: requests in any time span, shared by all clients of this process with these credentials; None for none.
        token_store: where tokens are kept; in memory if None. `FileTokenStore()` lets processes share one.
        max_response_bytes: the largest answer that is read, decompressed.
        transport: an httpx transport to use in place of the network.
        proxy: the URL of a proxy; the environment's (`HTTPS_PROXY`, `NO_PROXY`) if None.
        verify: True, False, the path of a CA file or folder, or an `ssl.SSLContext`.
        user_agent: put before this package's own name in the `User-Agent` header.
        clock, random: for tests: an `aurakit.clock.Clock`, and a function like `random.random`.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/api/authentication/.
    """

    def __init__(
        self,
        client_id: str | None = None,
        client_secret: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 60.0,
        max_retries: int = 4,
        rate_limit: RateLimit | None = DEFAULT_RATE_LIMIT,
        token_store: TokenStore | None = None,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        transport: httpx.BaseTransport | None = None,
        proxy: str | httpx.URL | httpx.Proxy | None = None,
        verify: bool | str | ssl.SSLContext = True,
        user_agent: str | None = None,
        clock: Clock | None = None,
        random: Callable[[], float] | None = None,
    ) -> None:
        from .wiring import Arguments, Core, checked_options

        options = checked_options(timeout, max_retries)
        arguments = Arguments(
            client_id, client_secret, base_url, rate_limit, token_store, max_response_bytes, transport, proxy, verify,
            user_agent, clock, random,
        )  # fmt: skip
        self._settle(Core(arguments, VERSION, options), options, None)

    def _settle(self, core: Core, options: Options, parent: Life | None) -> None:
        from .http import Life
        from .raw import RawClient

        self._core = core
        self._options = options
        self._life = Life(parent)
        self._client: RawClient = RawClient(core.foundation, core.middleware(options), self._life)

    @property
    def raw(self) -> RawClient:
        """The generated client over the same token, retries, limits and errors.

        `aura.raw.call(request)` takes what the `request` functions under `aurakit_raw.v1.api` make, and returns the response
        with its headers and request id; `aura.raw.http` is an `httpx.Client` for what the interface does not list.
        """
        return self._client

    def with_options(self, *, timeout: float | None = None, max_retries: int | None = None) -> Self:
        """A client with other options and the same token, limits and connections.

        Args:
            timeout: seconds for a call with its retries; as before if None.
            max_retries: repetitions after the first attempt; as before if None.

        Closing it closes nothing; closing the client it came from ends it too.
        """
        from .wiring import changed_options

        sibling = object.__new__(type(self))
        sibling._settle(self._core, changed_options(self._options, timeout, max_retries), self._life)
        return sibling

    def close(self) -> None:
        """Close the connections. A call after it is a `ClientClosedError`; closing again does nothing."""
        if self._life.close():
            self._core.wire.close()

    def __enter__(self) -> Self:
        self._life.check()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return self._life.shown(self, self._core.foundation)


class AsyncAura(AsyncResources):
    """The asynchronous client for the Neo4j Aura API: `Aura`, with methods to await.

    One client serves any number of tasks, in one event loop after another or in several at once. Close it with
    `await aclose()`, or use it in an `async with` block. The arguments are those of `Aura`; `transport` is an asynchronous
    httpx transport.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/api/authentication/.
    """

    def __init__(
        self,
        client_id: str | None = None,
        client_secret: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 60.0,
        max_retries: int = 4,
        rate_limit: RateLimit | None = DEFAULT_RATE_LIMIT,
        token_store: TokenStore | None = None,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        transport: httpx.AsyncBaseTransport | None = None,
        proxy: str | httpx.URL | httpx.Proxy | None = None,
        verify: bool | str | ssl.SSLContext = True,
        user_agent: str | None = None,
        clock: Clock | None = None,
        random: Callable[[], float] | None = None,
    ) -> None:
        from .wiring import Arguments, AsyncCore, checked_options

        options = checked_options(timeout, max_retries)
        arguments = Arguments(
            client_id, client_secret, base_url, rate_limit, token_store, max_response_bytes, transport, proxy, verify,
            user_agent, clock, random,
        )  # fmt: skip
        self._settle(AsyncCore(arguments, VERSION, options), options, None)

    def _settle(self, core: AsyncCore, options: Options, parent: Life | None) -> None:
        from .http import Life
        from .raw import AsyncRawClient

        self._core = core
        self._options = options
        self._life = Life(parent)
        self._client: AsyncRawClient = AsyncRawClient(core.foundation, core.middleware(options), self._life)

    @property
    def raw(self) -> AsyncRawClient:
        """The generated client over the same token, retries, limits and errors; `await aura.raw.call(request)`."""
        return self._client

    def with_options(self, *, timeout: float | None = None, max_retries: int | None = None) -> Self:
        """A client with other options and the same token, limits and connections; see `Aura.with_options`."""
        from .wiring import changed_options

        sibling = object.__new__(type(self))
        sibling._settle(self._core, changed_options(self._options, timeout, max_retries), self._life)
        return sibling

    async def aclose(self) -> None:
        """Close the connections. A call after it is a `ClientClosedError`; closing again does nothing."""
        if self._life.close():
            await self._core.wire.aclose()

    async def __aenter__(self) -> Self:
        self._life.check()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return self._life.shown(self, self._core.foundation)

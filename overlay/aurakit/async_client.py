"""`AsyncAura`: the asynchronous client, the twin of `client`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from aurakit_raw.v1.api import AsyncResources

from .client import DEFAULT_RATE_LIMIT, MAX_RESPONSE_BYTES, VERSION

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from types import TracebackType

    import httpx

    from aurakit_raw.v1.models import CreatedInstance, CustomerManagedKey, DeletedSession, Instance, Session, Snapshot

    from .async_resources import AsyncInstances
    from .clock import Clock
    from .completed import AsyncSessions, AsyncSnapshots
    from .ensure import Ensured
    from .foundation import Options
    from .http import Life
    from .ratelimit import RateLimit
    from .raw import AsyncRawClient
    from .tokens import TokenStore
    from .wiring import AsyncCore

    OnPoll = Callable[[str, float], object]
    Waitable = TypeVar("Waitable", Snapshot, CustomerManagedKey, Session)


class AsyncAura(AsyncResources):
    """The asynchronous client for the Neo4j Aura API: `Aura`, with methods to await.

    One client serves any number of tasks, in one event loop after another or in several at once. Close it with
    `await aclose()`, or use it in an `async with` block. The arguments are those of `Aura`; `transport` is an
    asynchronous httpx transport.

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
        from .wiring import Arguments, AsyncCore, core_of

        arguments = Arguments(
            client_id, client_secret, base_url, rate_limit, token_store, max_response_bytes, transport, proxy, verify,
            user_agent, clock, random,
        )  # fmt: skip
        core = core_of(AsyncCore, arguments, VERSION, timeout, max_retries)
        if isinstance(core, Exception):
            del client_id, client_secret, base_url, proxy  # a report of the error may show the locals of this frame
            raise core
        self._settle(core, core.options, None)

    def _settle(self, core: AsyncCore, options: Options, older: Life | None) -> None:
        from .http import Life
        from .raw import AsyncRawClient

        self._core = core
        self._options = options
        self._life = Life(older)
        self._client = self._raw = AsyncRawClient(core.foundation, core.middleware(options), self._life)

    @cached_property
    def instances(self) -> AsyncInstances:
        """The databases."""
        from .async_resources import AsyncInstances

        return AsyncInstances(self._raw)

    @cached_property
    def snapshots(self) -> AsyncSnapshots:
        """The snapshots of the databases."""
        from .completed import AsyncSnapshots

        return AsyncSnapshots(self._raw)

    @cached_property
    def sessions(self) -> AsyncSessions:
        """Graph Analytics sessions."""
        from .completed import AsyncSessions

        return AsyncSessions(self._raw)

    @property
    def raw(self) -> AsyncRawClient:
        """The generated client over the same token, retries, limits and errors; `await aura.raw.call(request)`."""
        return self._raw

    def with_options(self, *, timeout: float | None = None, max_retries: int | None = None) -> Self:
        """A client with other options and the same token, limits and connections; see `Aura.with_options`."""
        from .wiring import changed_options

        sibling = object.__new__(type(self))
        sibling._settle(self._core, changed_options(self._options, timeout, max_retries), self._life)
        return sibling

    @overload
    async def wait(
        self, resource: Instance | CreatedInstance | Ensured, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> Instance: ...
    @overload
    async def wait(self, resource: Waitable, timeout: float = ..., on_poll: OnPoll | None = ...) -> Waitable: ...
    @overload
    async def wait(
        self, resource: DeletedSession | None, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> None: ...
    async def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended; see `Aura.wait`."""
        from . import subjects, waiting

        subject = subjects.subject_of(resource)
        if subject is None:
            return None
        foundation = self._core.foundation
        steps = waiting.course(
            subject, clock=foundation.clock, random=foundation.random, timeout=timeout, on_poll=on_poll
        )
        return await waiting.wait_async(self._raw, steps, subjects.request_of(subject))

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
        if "_life" not in vars(self):  # it could not be made, and stands in the traceback of why
            return object.__repr__(self)
        return self._life.shown(self, self._core.foundation)

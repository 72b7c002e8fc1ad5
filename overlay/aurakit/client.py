"""`Aura`: the synchronous client with its resources, its options and its end. Its twin is in `async_client`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from aurakit_raw.v1.api import Resources

from .ratelimit import RateLimit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from types import TracebackType

    import httpx

    from aurakit_raw.v1.models import CreatedInstance, CustomerManagedKey, DeletedSession, Instance, Session, Snapshot

    from .clock import Clock
    from .completed import Sessions, Snapshots
    from .ensure import Ensured
    from .foundation import Options
    from .http import Life
    from .raw import RawClient
    from .resources import Instances
    from .tokens import TokenStore
    from .wiring import Core

    OnPoll = Callable[[str, float], object]
    Waitable = TypeVar("Waitable", Snapshot, CustomerManagedKey, Session)

VERSION = "v1"
DEFAULT_RATE_LIMIT = RateLimit(125, per=60.0)
MAX_RESPONSE_BYTES = 16 * 1024 * 1024


class Aura(Resources):
    """The client for the Neo4j Aura API.

    Credentials that are not given are looked for: `AURA_CLIENT_ID` with `AURA_CLIENT_SECRET`, the file that
    `AURA_CREDENTIALS_FILE` names (the console's download), then the store of Neo4j's command line. One client serves
    any number of threads; close it, or use it in a `with` block.

    Args:
        client_id, client_secret: API credentials, both or none.
        base_url: where the API is, without its version; `AURA_BASE_URL`, then `https://api.neo4j.io`, if not given.
        timeout: seconds for a call with its retries, outside the queue of the rate limit.
        max_retries: repetitions of a call after the first attempt, 0 or more.
        rate_limit: requests in any time span, shared by all clients of this process with these credentials; None for
            none.
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
        from .wiring import Arguments, Core, core_of

        arguments = Arguments(
            client_id, client_secret, base_url, rate_limit, token_store, max_response_bytes, transport, proxy, verify,
            user_agent, clock, random,
        )  # fmt: skip
        core = core_of(Core, arguments, VERSION, timeout, max_retries)
        if isinstance(core, Exception):
            del client_id, client_secret, base_url, proxy  # a report of the error may show the locals of this frame
            raise core
        self._settle(core, core.options, None)

    def _settle(self, core: Core, options: Options, older: Life | None) -> None:
        from .http import Life
        from .raw import RawClient

        self._core = core
        self._options = options
        self._life = Life(older)
        self._client = self._raw = RawClient(core.foundation, core.middleware(options), self._life)

    @cached_property
    def instances(self) -> Instances:
        """The databases."""
        from .resources import Instances

        return Instances(self._raw)

    @cached_property
    def snapshots(self) -> Snapshots:
        """The snapshots of the databases."""
        from .completed import Snapshots

        return Snapshots(self._raw)

    @cached_property
    def sessions(self) -> Sessions:
        """Graph Analytics sessions."""
        from .completed import Sessions

        return Sessions(self._raw)

    @property
    def raw(self) -> RawClient:
        """The generated client over the same token, retries, limits and errors.

        `aura.raw.call(request)` takes what the `request` functions under `aurakit_raw.v1.api` make, and returns the
        response with its headers and request id; `aura.raw.http` is an `httpx.Client` for what the interface
        does not list.
        """
        return self._raw

    def with_options(self, *, timeout: float | None = None, max_retries: int | None = None) -> Self:
        """A client with other options and the same token, limits and connections.

        Args:
            timeout: seconds for a call with its retries; as before if None.
            max_retries: repetitions after the first attempt; as before if None.

        Closing it closes nothing; closing the first client ends it too.
        """
        from .wiring import changed_options

        sibling = object.__new__(type(self))
        sibling._settle(self._core, changed_options(self._options, timeout, max_retries), self._life)
        return sibling

    @overload
    def wait(
        self, resource: Instance | CreatedInstance | Ensured, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> Instance: ...
    @overload
    def wait(self, resource: Waitable, timeout: float = ..., on_poll: OnPoll | None = ...) -> Waitable: ...
    @overload
    def wait(self, resource: DeletedSession | None, timeout: float = ..., on_poll: OnPoll | None = ...) -> None: ...
    def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended, and return the resource as it is then.

        Args:
            resource: what an operation returned: a created, paused, resumed, updated, upgraded, overwritten, restored
                or deleted instance, what `ensure` returned, a snapshot, a customer managed key, a session, a deleted
                session; or what `get` returns, from another process too. None, as from a repeated deletion, needs
                no wait.
            timeout: seconds after which the wait ends whatever happens; the operation goes on.
            on_poll: called after each look with the state and the seconds since the wait began.

        Returns:
            The settled resource; None for a deletion. An instance may need up to 60 seconds more to accept connections.

        Raises:
            WaitFailedError: the operation failed or was cancelled, or the resource went another way.
            WaitTimeoutError: `timeout` is over.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from . import subjects, waiting

        subject = subjects.subject_of(resource)
        if subject is None:
            return None
        foundation = self._core.foundation
        steps = waiting.course(
            subject, clock=foundation.clock, random=foundation.random, timeout=timeout, on_poll=on_poll
        )
        return waiting.wait(self._raw, steps, subjects.request_of(subject))

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
        if "_life" not in vars(self):  # it could not be made, and stands in the traceback of why
            return object.__repr__(self)
        return self._life.shown(self, self._core.foundation)

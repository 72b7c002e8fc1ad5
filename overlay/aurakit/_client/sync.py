"""The synchronous client of any version of the API: creation, options, closing. `aio` is the asynchronous one; `raw`
makes the calls.

This module is cheap to import: a program that imports `Aura` pays for httpx when it makes a client.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar

from .._calls.imports import importing
from .config import DEFAULT_RATE_LIMIT, MAX_RESPONSE_BYTES, Arguments

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import TracebackType

    import httpx

    from .._auth.store_protocol import Store
    from .._ratelimit.window import RateLimit
    from .._transport.sync import SyncTransport
    from ..clock import Clock
    from ..hooks import Hook
    from .config import Options
    from .poll_callbacks import OnPoll, OnPollAll
    from .raw import RawClient
    from .state import Lifecycle, SharedState
    from .version import Version

    Other = TypeVar("Other", bound="SyncClient")


class SyncClient:
    """The client of one version of the API. The version's own class adds its resources and its documentation."""

    VERSION: ClassVar[Version]
    _client: Any

    def __init__(
        self,
        client_id: str | None = None,
        client_secret: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 60.0,
        max_retries: int = 4,
        organization_id: str | None = None,
        project_id: str | None = None,
        rate_limit: RateLimit | None = DEFAULT_RATE_LIMIT,
        store: Store | None = None,
        max_response_bytes: int = MAX_RESPONSE_BYTES,
        transport: httpx.BaseTransport | None = None,
        proxy: str | httpx.URL | httpx.Proxy | None = None,
        verify: bool | str | ssl.SSLContext = True,
        trust_env: bool = True,
        user_agent: str | None = None,
        default_headers: Mapping[str, str] | None = None,
        hooks: Sequence[Hook] = (),
        allow_http: bool | None = None,
        clock: Clock | None = None,
        random: Callable[[], float] | None = None,
    ) -> None:
        with importing:
            from .._errors.secret import Secret
            from .._errors.tracebacks import trimmed
            from .headers import masked

        arguments = Arguments(
            client_id, Secret.of(client_secret), base_url, rate_limit, store, max_response_bytes, transport,
            Secret.of(proxy), verify, trust_env, user_agent, masked(default_headers), hooks, allow_http, clock, random,
        )  # fmt: skip
        ids = {"organization_id": organization_id, "project_id": project_id}
        client_secret = proxy = base_url = default_headers = None  # crash reports can show the variables of this frame
        try:
            with importing:
                from .raw import sync_parts

            state, options, http = sync_parts(arguments, self.VERSION, timeout, max_retries, ids)
        except BaseException as error:
            del arguments
            trimmed(error, sys._getframe())
            raise
        self._assign(state, options, http, None)

    def _assign(self, state: SharedState, options: Options, transport: SyncTransport, older: Lifecycle | None) -> None:
        from .raw import Calls, RawClient
        from .state import Lifecycle

        self._state = state
        self._options = options
        self._transport = transport
        self._lifecycle = Lifecycle(older)
        self._client = self._raw = Calls(state, options, self._lifecycle, transport)
        self._shown_raw = RawClient(self._raw)

    @property
    def raw(self) -> RawClient:
        """The generated client, with the same token, retries, limits and errors.

        `aura.raw.call(request)` takes what the `request` functions under `aurakit_raw` make, and returns the response
        with its headers and request id; `aura.raw.http` is an `httpx.Client` for what the API's document lacks.
        """
        return self._shown_raw

    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        wait_for_operations: float | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Self:
        """A client with other options and the same token, limits and connections.

        Args:
            timeout: seconds for a call with its retries; unchanged if None.
            max_retries: retries after the first attempt; unchanged if None.
            wait_for_operations: seconds for which to wait and repeat a call that is refused because another operation
                is running on the same resource (409 `ongoing-database-operation`), in addition to `timeout`. A new
                client has 0, which does not wait; None leaves it unchanged. Other 409s are raised at once.
            organization_id, project_id: ids for methods of v2beta1 that are called without them; unchanged if None.

        Raises:
            ConfigurationError: a value that cannot be used.

        Closing it leaves the connections open; closing the first client closes this one too.
        """
        sibling = object.__new__(type(self))
        ids = {"organization_id": organization_id, "project_id": project_id}
        options = self._options.changed(timeout, max_retries, wait_for_operations).scoped(self.VERSION, ids)
        sibling._assign(self._state, options, self._transport, self._lifecycle)
        return sibling

    def _of_version(self, cls: type[Other]) -> Other:
        """A client of another version that shares the token, limits and connections, and is closed with this one."""
        other = object.__new__(cls)
        options = self._options.scoped(cls.VERSION, {})
        other._assign(self._state.of_version(cls.VERSION), options, self._transport, self._lifecycle)
        return other

    def _wait(self, resource: Any, timeout: float, on_poll: OnPoll | None) -> Any:
        """Wait for what an operation returned; the version's `wait` documents what that can be."""
        with importing:
            from .waiting import wait_steps

        waitable = self.VERSION.waitable(resource)
        if waitable is None:
            return None
        return self._raw.run(wait_steps(waitable, self._raw, timeout=timeout, on_poll=on_poll))

    def wait_all(self, resources: Iterable[Any], timeout: float = 900.0, on_poll: OnPollAll | None = None) -> list[Any]:
        """Wait for many long-running operations at once, in this thread, until the last one has ended.

        However many there are, the polls keep to the rate limit, give way to ordinary calls, and take turns. A failure
        does not end the other waits. Ctrl-C ends all of them, and changes nothing in Aura.

        Args:
            resources: what `wait` takes, of any kinds, in a list or any other iterable.
            timeout: seconds after which all waits end; the operations themselves continue.
            on_poll: called after each poll with the resource as given, its state, and the seconds since the waits
                began; or `aurakit.progress()`.

        Returns:
            What `wait` would return for each, in the order of `resources`.

        Raises:
            WaitAllError: some failed: an ExceptionGroup with a `WaitError` or another `AuraError` for each; `results`
                has what the others returned.
            TypeError: one of `resources` cannot be waited for; nothing was sent.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        with importing:
            from .wait_all import wait_all_steps

        waitables = [self.VERSION.waitable(resource) for resource in resources]
        return self._raw.run(wait_all_steps(waitables, self._raw, timeout=timeout, on_poll=on_poll))

    def close(self) -> None:
        """Close the connections. Later calls raise ClientClosedError; closing again does nothing."""
        if self._lifecycle.close():
            self._transport.close()

    def __enter__(self) -> Self:
        self._lifecycle.check()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        from .state import refuse_to_pickle

        refuse_to_pickle(self)

    def __repr__(self) -> str:
        if "_lifecycle" not in vars(self):  # creation failed, and the traceback shows it
            return object.__repr__(self)
        from .state import described

        return described(self, self._state, self._lifecycle)

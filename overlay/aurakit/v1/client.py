"""`Aura` and `AsyncAura` of version v1: the clients of `_client` with the resources of this version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from aurakit_raw.v1.api import AsyncResources, Resources

from .._calls.imports import LateProperty, importing
from .._client.aio import AsyncClient
from .._client.sync import SyncClient
from .._client.version import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurakit_raw.v1.models import CreatedInstance, CustomerManagedKey, DeletedSession, Instance, Session, Snapshot

    from .. import v1beta5, v2beta1
    from .._client.poll_callbacks import OnPoll
    from .._client.version import Completion
    from .._client.waiting import Waitable
    from .ensure import Ensured
    from .instances import AsyncInstances, Instances

    Resource = TypeVar("Resource", Snapshot, CustomerManagedKey, Session)


def _completions() -> Mapping[str, Completion]:
    with importing:
        from .completions import COMPLETIONS

    return COMPLETIONS


def _waitable(resource: Any) -> Waitable | None:
    with importing:
        from .waitables import waitable_of

    return waitable_of(resource)


VERSION: Final = Version("v1", _completions, _waitable, passes_on=frozenset({"organization_id", "project_id"}))


class Aura(SyncClient, Resources):
    """The client for the Neo4j Aura API.

    If no credentials are given, they are read from `AURA_CLIENT_ID` and `AURA_CLIENT_SECRET`, from the same variables
    with the prefix `NEO4J_`, from the file that `AURA_CREDENTIALS_FILE` names (the console's download), or from the
    credentials of Neo4j's command line, in this order. One client serves any number of threads; close it, or use it in
    a `with` block.

    Args:
        client_id, client_secret: API credentials, both or neither.
        base_url: the address of the API, without a version; if None, `AURA_BASE_URL` or else `https://api.neo4j.io`.
        timeout: seconds for a call with its retries, not counting the queue of the rate limit.
        max_retries: retries after the first attempt, 0 or more.
        organization_id, project_id: ids for methods of `v2beta1` that are called without them; methods of v1 take
            theirs as arguments.
        rate_limit: requests in any period, shared by all clients of this process with these credentials; None for no
            limit.
        store: shares the token and the rate limit with other processes: `FileStore()` on one machine, `RedisStore(url)`
            on several; None shares nothing.
        max_response_bytes: the largest response body that is accepted, decompressed.
        transport: a transport of httpx or httpx2 to use instead of the network.
        proxy: the URL of a proxy, or a Proxy of httpx or httpx2; if None, the environment's (`HTTPS_PROXY`,
            `NO_PROXY`); an empty text for no proxy.
        verify: whom to trust. `"system"`: what the operating system trusts, with the extra `truststore`; `"certifi"`:
            the authorities of that package, which comes with httpx; or the path of a CA file or folder, or an
            `ssl.SSLContext`. True is `"system"` if truststore is installed, else `"certifi"`, and the authorities in
            `SSL_CERT_FILE` or `SSL_CERT_DIR` if one is set. False checks nothing.
        trust_env: whether the environment's proxy is used.
        user_agent: text placed before this package's name in the `User-Agent` header.
        default_headers: headers for every request, including token requests; for example those that a gateway requires.
        hooks: functions that receive an event for each call and attempt; see `aurakit.hooks`.
        allow_http: whether `base_url` may begin with `http://` for hosts other than this machine, although the secret
            and the token can be read on the way; if None, `AURAKIT_ALLOW_HTTP` decides (`1` or `0`).
        clock, random: for tests: an `aurakit.clock.Clock`, and a function like `random.random`.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/api/authentication/.
    """

    VERSION = VERSION

    @LateProperty
    def instances(self) -> Instances:
        """The databases."""
        from .instances import Instances

        return Instances(self._raw)

    @LateProperty
    def v1beta5(self) -> v1beta5.Aura:
        """Version v1beta5 of the API, a beta, with the same token, limits and connections; closed with this client."""
        from ..v1beta5.client import Aura as Other

        return self._of_version(Other)

    @LateProperty
    def v2beta1(self) -> v2beta1.Aura:
        """Version v2beta1 of the API, a beta, with the same token, limits and connections; closed with this client."""
        from ..v2beta1.client import Aura as Other

        return self._of_version(Other)

    @overload
    def wait(
        self, resource: Instance | CreatedInstance | Ensured, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> Instance: ...
    @overload
    def wait(self, resource: Resource, timeout: float = ..., on_poll: OnPoll | None = ...) -> Resource: ...
    @overload
    def wait(self, resource: DeletedSession | None, timeout: float = ..., on_poll: OnPoll | None = ...) -> None: ...
    def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended, and return the resource in its new state.

        Args:
            resource: what an operation returned: a created, paused, resumed, updated, upgraded, overwritten, restored
                or deleted instance, what `ensure` returned, a snapshot, a customer managed key, a session, a deleted
                session; or what `get` returns, also in another process. None, which a repeated deletion returns, needs
                no wait.
            timeout: seconds after which the wait ends; the operation itself continues.
            on_poll: a function called after each poll with the state, which is text, and the seconds since the wait
                began; or `aurakit.progress()`. If the poll failed, the state is the last known one, and its `error`
                is the exception; see `PollStatus`.

        Returns:
            The settled resource; None for a deletion. An instance may need up to 60 seconds more to accept connections.

        Raises:
            WaitFailedError: the operation failed or was cancelled, or the resource settled in another state.
            WaitTimeoutError: the operation did not end within `timeout`.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._wait(resource, timeout, on_poll)


class AsyncAura(AsyncClient, AsyncResources):
    """The asynchronous client for the Neo4j Aura API: `Aura`, with methods to await.

    One client serves any number of tasks, in one event loop after another or in several at once. Close it with
    `await aclose()`, or use it in an `async with` block. The arguments are those of `Aura`; `transport` is an
    asynchronous httpx transport.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/api/authentication/.
    """

    VERSION = VERSION

    @LateProperty
    def instances(self) -> AsyncInstances:
        """The databases."""
        from .instances import AsyncInstances

        return AsyncInstances(self._raw)

    @LateProperty
    def v1beta5(self) -> v1beta5.AsyncAura:
        """Version v1beta5 of the API, a beta, with the same token, limits and connections; closed with this client."""
        from ..v1beta5.client import AsyncAura as Other

        return self._of_version(Other)

    @LateProperty
    def v2beta1(self) -> v2beta1.AsyncAura:
        """Version v2beta1 of the API, a beta, with the same token, limits and connections; closed with this client."""
        from ..v2beta1.client import AsyncAura as Other

        return self._of_version(Other)

    @overload
    async def wait(
        self, resource: Instance | CreatedInstance | Ensured, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> Instance: ...
    @overload
    async def wait(self, resource: Resource, timeout: float = ..., on_poll: OnPoll | None = ...) -> Resource: ...
    @overload
    async def wait(
        self, resource: DeletedSession | None, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> None: ...
    async def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended; see `Aura.wait`."""
        return await self._wait(resource, timeout, on_poll)

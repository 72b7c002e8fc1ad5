"""`Aura` and `AsyncAura` of version v1: the clients of `_client` with the resources of this version."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from aurakit_raw.v1.api import AsyncResources, Resources

from .._calls.imports import importing
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

    Credentials that are not given are looked for: `AURA_CLIENT_ID` with `AURA_CLIENT_SECRET`, the same with
    `NEO4J_` before, the file that `AURA_CREDENTIALS_FILE` names (the console's download), then the store of Neo4j's
    command line. One client serves any number of threads; close it, or use it in a `with` block.

    Args:
        client_id, client_secret: API credentials, both or none.
        base_url: where the API is, without its version; `AURA_BASE_URL`, then `https://api.neo4j.io`, if not given.
        timeout: seconds for a call with its retries, outside the queue of the rate limit.
        max_retries: repetitions of a call after the first attempt, 0 or more.
        organization_id, project_id: ids for the methods of `v2beta1` that are given none; the methods of v1 are given
            theirs.
        rate_limit: requests in any time span, shared by all clients of this process with these credentials; None for
            none.
        store: what is shared with other processes, the token and the rate limit: `FileStore()` on one machine,
            `RedisStore(url)` on several; nothing if None.
        max_response_bytes: the largest response that is read, decompressed.
        transport: an httpx transport, of httpx or httpx2, to use in place of the network.
        proxy: the URL of a proxy, or a Proxy of httpx or httpx2; the environment's (`HTTPS_PROXY`, `NO_PROXY`) if None;
            none if it is an empty text.
        verify: whom to trust. `"system"`: what the operating system trusts, with the extra `truststore`; `"certifi"`:
            the authorities of that package, which comes with httpx; or the path of a CA file or folder, or an
            `ssl.SSLContext`. True is `"system"` if truststore is installed, else `"certifi"`, and the authorities in
            `SSL_CERT_FILE` or `SSL_CERT_DIR` if one is set. False checks nothing.
        trust_env: whether the environment's proxy is used.
        user_agent: put before this package's own name in the `User-Agent` header.
        default_headers: sent with every request, token requests too, such as what a gateway asks for.
        hooks: functions that are told how each call goes, attempt by attempt; see `aurakit.hooks`.
        allow_http: whether `base_url` may begin with `http://` for another host than this machine, where the secret and
            the token can be read on the way; what `AURAKIT_ALLOW_HTTP` says, `1` or `0`, if None.
        clock, random: for tests: an `aurakit.clock.Clock`, and a function like `random.random`.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/api/authentication/.
    """

    VERSION = VERSION

    @cached_property
    def instances(self) -> Instances:
        """The databases."""
        with importing:
            from .instances import Instances

        return Instances(self._raw)

    @cached_property
    def v1beta5(self) -> v1beta5.Aura:
        """Version v1beta5 of the API, a beta, over the same token, limits and connections; closed with this client."""
        with importing:
            from ..v1beta5.client import Aura as Other

        return self._of_version(Other)

    @cached_property
    def v2beta1(self) -> v2beta1.Aura:
        """Version v2beta1 of the API, a beta, over the same token, limits and connections; closed with this client."""
        with importing:
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
                session; or what `get` returns, from another process too. None, as from a repeated deletion, needs
                no wait.
            timeout: seconds after which the wait ends whatever happens; the operation goes on.
            on_poll: a function called after each poll with the state, which is text, and the seconds since the wait
                began; or `aurakit.progress()`. If the poll failed, the state is the last known one, and its `error`
                is the exception; see `PollStatus`.

        Returns:
            The settled resource; None for a deletion. An instance may need up to 60 seconds more to accept connections.

        Raises:
            WaitFailedError: the operation failed or was cancelled, or the resource settled in another state.
            WaitTimeoutError: `timeout` is over.

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

    @cached_property
    def instances(self) -> AsyncInstances:
        """The databases."""
        with importing:
            from .instances import AsyncInstances

        return AsyncInstances(self._raw)

    @cached_property
    def v1beta5(self) -> v1beta5.AsyncAura:
        """Version v1beta5 of the API, a beta, over the same token, limits and connections; closed with this client."""
        with importing:
            from ..v1beta5.client import AsyncAura as Other

        return self._of_version(Other)

    @cached_property
    def v2beta1(self) -> v2beta1.AsyncAura:
        """Version v2beta1 of the API, a beta, over the same token, limits and connections; closed with this client."""
        with importing:
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

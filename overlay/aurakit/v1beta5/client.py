"""`Aura` and `AsyncAura` of version v1beta5: the clients of `_client` with the resources of this version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, overload

from aurakit_raw.v1beta5.api import AsyncResources, Resources

from .._calls.imports import importing
from .._client.aio import AsyncClient
from .._client.sync import SyncClient
from .._client.version import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurakit_raw.v1beta5.models import CreatedDataApi, DataApi, DataApiSummary

    from .._client.poll_callbacks import OnPoll
    from .._client.version import Completion
    from .._client.waiting import Waitable


def _completions() -> Mapping[str, Completion]:
    with importing:
        from .completions import COMPLETIONS

    return COMPLETIONS


def _waitable(resource: Any) -> Waitable | None:
    with importing:
        from .waitables import waitable_of

    return waitable_of(resource)


VERSION: Final = Version("v1beta5", _completions, _waitable)


class Aura(SyncClient, Resources):
    """The client for version v1beta5 of the Neo4j Aura API: GraphQL data APIs in front of instances.

    This version of the API is a beta and changes without notice, and so does this class.

    The arguments are those of `aurakit.Aura`, except the ids of organization and project. A client of v1 offers one
    that shares its token, limits and connections: `aura.v1beta5`.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    VERSION = VERSION

    @overload
    def wait(
        self, resource: CreatedDataApi | DataApiSummary | DataApi, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> DataApi: ...
    @overload
    def wait(self, resource: None, timeout: float = ..., on_poll: OnPoll | None = ...) -> None: ...
    def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended, and return the resource in its new state.

        Args:
            resource: what an operation returned: a created, updated, paused, resumed or deleted data API; or what `get`
                returns, also in another process. None, which a repeated deletion returns, needs no wait. Authentication
                providers have no states, so there is nothing to wait for.
            timeout: seconds after which the wait ends; the operation itself continues.
            on_poll: a function called after each poll with the state, which is text, and the seconds since the wait
                began; or `aurakit.progress()`. If the poll failed, the state is the last known one, and its `error` is
                the exception; see `PollStatus`.

        Returns:
            The settled data API; None for a deletion.

        Raises:
            WaitFailedError: the data API became `error`, its response has errors, or it settled in another state.
            WaitTimeoutError: the operation did not end within `timeout`.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._wait(resource, timeout, on_poll)


class AsyncAura(AsyncClient, AsyncResources):
    """The asynchronous client for version v1beta5 of the Neo4j Aura API: `Aura`, with methods to await.

    This version of the API is a beta and changes without notice, and so does this class. Close it with `await
    aclose()`, or use it in an `async with` block. `transport` is an asynchronous httpx transport.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    VERSION = VERSION

    @overload
    async def wait(
        self, resource: CreatedDataApi | DataApiSummary | DataApi, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> DataApi: ...
    @overload
    async def wait(self, resource: None, timeout: float = ..., on_poll: OnPoll | None = ...) -> None: ...
    async def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended; see `Aura.wait`."""
        return await self._wait(resource, timeout, on_poll)

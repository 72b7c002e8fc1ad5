"""`Aura` and `AsyncAura` of version v2beta1: the clients of `_client` with the resources of this version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from aurakit_raw.v2beta1.api import AsyncResources, Resources

from .._calls.imports import importing
from .._client.aio import AsyncClient
from .._client.sync import SyncClient
from .._client.version import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurakit_raw.v2beta1.models import (
        Backup,
        CreatedInstance,
        CreatedVirtualGraph,
        Database,
        DeletedSession,
        ImportJob,
        Instance,
        Session,
        VirtualGraph,
    )

    from .._client.poll_callbacks import OnPoll
    from .._client.version import Completion
    from .._client.waiting import Waitable

    Resource = TypeVar("Resource", Database, Backup, Session, ImportJob)


def _completions() -> Mapping[str, Completion]:
    with importing:
        from .completions import COMPLETIONS

    return COMPLETIONS


def _waitable(resource: Any) -> Waitable | None:
    with importing:
        from .waitables import waitable_of

    return waitable_of(resource)


VERSION: Final = Version(
    "v2beta1",
    _completions,
    _waitable,
    scope={"organization_id": "AURA_ORGANIZATION_ID", "project_id": "AURA_PROJECT_ID"},
)


class Aura(SyncClient, Resources):
    """The client for version v2beta1 of the Neo4j Aura API: organizations, projects, users, instances with
    several databases, backups, IP filters, agents, import jobs, deployments, billing.

    This version of the API is a beta and changes without notice, and so does this class.

    The arguments are those of `aurakit.Aura`. With `organization_id` and `project_id`, or the environment variables
    `AURA_ORGANIZATION_ID` and `AURA_PROJECT_ID`, methods can be called without them; an id given to a method takes
    precedence. A client of v1 offers one that shares its token, limits and connections: `aura.v2beta1`.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    VERSION = VERSION

    @overload
    def wait(
        self, resource: CreatedInstance | Instance, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> Instance: ...
    @overload
    def wait(
        self, resource: CreatedVirtualGraph | VirtualGraph, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> VirtualGraph: ...
    @overload
    def wait(self, resource: Resource, timeout: float = ..., on_poll: OnPoll | None = ...) -> Resource: ...
    @overload
    def wait(self, resource: DeletedSession | None, timeout: float = ..., on_poll: OnPoll | None = ...) -> None: ...
    def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended, and return the resource in its new state.

        Args:
            resource: what an operation returned: a created, updated, restored or deleted instance, a created or deleted
                database, a backup, a session, a deleted session, an import job, a cancelled one, a virtual graph; or
                what `get` returns, also in another process. None, which a repeated deletion returns, needs no wait.
            timeout: seconds after which the wait ends; the operation itself continues.
            on_poll: a function called after each poll with the state, which is text, and the seconds since the wait
                began; or `aurakit.progress()`. If the poll failed, the state is the last known one, and its `error` is
                the exception; see `PollStatus`.

        Returns:
            The settled resource; None for a deletion. A cancelled import job may have completed first.

        Raises:
            WaitFailedError: the operation failed or was cancelled, or the resource settled in another state.
            WaitTimeoutError: the operation did not end within `timeout`.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._wait(resource, timeout, on_poll)


class AsyncAura(AsyncClient, AsyncResources):
    """The asynchronous client for version v2beta1 of the Neo4j Aura API: `Aura`, with methods to await.

    This version of the API is a beta and changes without notice, and so does this class. Close it with `await
    aclose()`, or use it in an `async with` block. `transport` is an asynchronous httpx transport.

    Raises:
        ConfigurationError: no usable credentials, or an argument that cannot be used.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    VERSION = VERSION

    @overload
    async def wait(
        self, resource: CreatedInstance | Instance, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> Instance: ...
    @overload
    async def wait(
        self, resource: CreatedVirtualGraph | VirtualGraph, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> VirtualGraph: ...
    @overload
    async def wait(self, resource: Resource, timeout: float = ..., on_poll: OnPoll | None = ...) -> Resource: ...
    @overload
    async def wait(
        self, resource: DeletedSession | None, timeout: float = ..., on_poll: OnPoll | None = ...
    ) -> None: ...
    async def wait(self, resource: Any, timeout: float = 900.0, on_poll: OnPoll | None = None) -> Any:
        """Wait until a long-running operation has ended; see `Aura.wait`."""
        return await self._wait(resource, timeout, on_poll)

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on sessions, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....client import AsyncClient, Client
    from ....types import Listing
    from ...models.cloud_provider import CloudProvider
    from ...models.deleted_session import DeletedSession
    from ...models.session import Session
    from ...models.session_size_estimate import SessionSizeEstimate
    from . import create_session, delete_session, estimate_session_size, get_session, list_sessions
else:
    create_session = Late(globals(), "create_session")
    delete_session = Late(globals(), "delete_session")
    estimate_session_size = Late(globals(), "estimate_session_size")
    get_session = Late(globals(), "get_session")
    list_sessions = Late(globals(), "list_sessions")


class Sessions:
    """Graph Analytics sessions: compute that runs graph algorithms, attached to an instance or standalone."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, *, instance_id: str | None = None, tenant_id: str | None = None, organization_id: str | None = None
    ) -> Listing[Session]:
        """List the Graph Analytics sessions you have access to.

        The filters can be combined; without any, all sessions are listed.

        Args:
            instance_id: Only sessions attached to the instance with this id.
            tenant_id: Only sessions of the project with this id.
            organization_id: Only sessions of the organization with this id.

        Returns:
            The sessions; the list's `errors` has what went wrong with some of them.

        Raises:
            BadRequestError: A filter that is not accepted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            list_sessions.request(instance_id=instance_id, tenant_id=tenant_id, organization_id=organization_id)
        )

    def create(
        self,
        *,
        name: str,
        memory: str,
        ttl: str | None = None,
        instance_id: str | None = None,
        database_uuid: str | None = None,
        tenant_id: str | None = None,
        cloud_provider: CloudProvider | str | None = None,
        region: str | None = None,
    ) -> Session:
        """Get the session with this name, or create it.

        Safe to repeat: names are unique in a project, so an existing session is returned (200); otherwise a new one is
        created (202). It is billed by memory and time until it is deleted or expires. Asynchronous: `Creating`, then
        `Ready` after about 30 seconds, or `Failed`.

        Args:
            name: The name, unique in the project; at least one character.
            memory: The memory, such as `8GB`.
            ttl: How long it can be unused before it expires, such as `30m`; an hour if not given.
            instance_id: The id of an instance to attach it to, for reading graphs and writing back results.
            database_uuid: The UUID of the database to attach it to.
            tenant_id: The id of the project to create it in.
            cloud_provider: The cloud provider to run on, for a standalone session: `gcp`, `aws` or `azure`.
            region: The region to run in, for a standalone session, such as `europe-west1`.

        Returns:
            The session: pass it to `aura.wait()`. `errors` says what went wrong with it.

        Raises:
            ConflictError: The session with this name has other parameters.
            BadRequestError: A memory size or a region that is not available.
            NotFoundError: There is no such instance or project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_session.request(
                name=name,
                memory=memory,
                ttl=ttl,
                instance_id=instance_id,
                database_uuid=database_uuid,
                tenant_id=tenant_id,
                cloud_provider=cloud_provider,
                region=region,
            )
        )

    def estimate_size(
        self,
        *,
        node_count: int,
        relationship_count: int,
        node_property_count: int | None = None,
        node_label_count: int | None = None,
        relationship_property_count: int | None = None,
        algorithm_categories: Sequence[str] | None = None,
    ) -> SessionSizeEstimate:
        """Estimate the session size that a graph and its algorithms need.

        Creates nothing and costs nothing, so it is safe to repeat.

        Args:
            node_count: How many nodes the graph has.
            relationship_count: How many relationships the graph has.
            node_property_count: How many properties a node has.
            node_label_count: How many labels a node has.
            relationship_property_count: How many properties a relationship has.
            algorithm_categories: Categories of algorithms to run, such as `similarity`, `community-detection`.

        Returns:
            The memory that is needed, and the size to create a session with.

        Raises:
            BadRequestError: A count that is out of range, or an unknown category of algorithms.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            estimate_session_size.request(
                node_count=node_count,
                relationship_count=relationship_count,
                node_property_count=node_property_count,
                node_label_count=node_label_count,
                relationship_property_count=relationship_property_count,
                algorithm_categories=algorithm_categories,
            )
        )

    def get(self, session_id: str) -> Session:
        """Get one session.

        Its `status` says whether it can be used, and its `errors` why not.

        Args:
            session_id: The session's id, such as `s-04de43fe-67ab-4`.

        Returns:
            The session; `errors` has what is wrong with it, even if the request succeeded.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_session.request(session_id))

    def delete(self, session_id: str) -> DeletedSession | None:
        """Delete a session and the graphs in its memory.

        Asynchronous, until `get` raises NotFoundError. Safe to repeat. Results that were not written back to a
        database are lost.

        Args:
            session_id: The session's id, such as `s-04de43fe-67ab-4`.

        Returns:
            The deleted session: pass it to `aura.wait()`. None if a retry found that it was already gone.

        Raises:
            NotFoundError: There was no session with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DeletedSession | None = self._client.complete(delete_session.request(session_id))
        return completed


class AsyncSessions:
    """Graph Analytics sessions: compute that runs graph algorithms, attached to an instance or standalone."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, instance_id: str | None = None, tenant_id: str | None = None, organization_id: str | None = None
    ) -> Listing[Session]:
        """List the Graph Analytics sessions you have access to.

        The filters can be combined; without any, all sessions are listed.

        Args:
            instance_id: Only sessions attached to the instance with this id.
            tenant_id: Only sessions of the project with this id.
            organization_id: Only sessions of the organization with this id.

        Returns:
            The sessions; the list's `errors` has what went wrong with some of them.

        Raises:
            BadRequestError: A filter that is not accepted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_sessions.request(instance_id=instance_id, tenant_id=tenant_id, organization_id=organization_id)
        )

    async def create(
        self,
        *,
        name: str,
        memory: str,
        ttl: str | None = None,
        instance_id: str | None = None,
        database_uuid: str | None = None,
        tenant_id: str | None = None,
        cloud_provider: CloudProvider | str | None = None,
        region: str | None = None,
    ) -> Session:
        """Get the session with this name, or create it.

        Safe to repeat: names are unique in a project, so an existing session is returned (200); otherwise a new one is
        created (202). It is billed by memory and time until it is deleted or expires. Asynchronous: `Creating`, then
        `Ready` after about 30 seconds, or `Failed`.

        Args:
            name: The name, unique in the project; at least one character.
            memory: The memory, such as `8GB`.
            ttl: How long it can be unused before it expires, such as `30m`; an hour if not given.
            instance_id: The id of an instance to attach it to, for reading graphs and writing back results.
            database_uuid: The UUID of the database to attach it to.
            tenant_id: The id of the project to create it in.
            cloud_provider: The cloud provider to run on, for a standalone session: `gcp`, `aws` or `azure`.
            region: The region to run in, for a standalone session, such as `europe-west1`.

        Returns:
            The session: pass it to `aura.wait()`. `errors` says what went wrong with it.

        Raises:
            ConflictError: The session with this name has other parameters.
            BadRequestError: A memory size or a region that is not available.
            NotFoundError: There is no such instance or project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_session.request(
                name=name,
                memory=memory,
                ttl=ttl,
                instance_id=instance_id,
                database_uuid=database_uuid,
                tenant_id=tenant_id,
                cloud_provider=cloud_provider,
                region=region,
            )
        )

    async def estimate_size(
        self,
        *,
        node_count: int,
        relationship_count: int,
        node_property_count: int | None = None,
        node_label_count: int | None = None,
        relationship_property_count: int | None = None,
        algorithm_categories: Sequence[str] | None = None,
    ) -> SessionSizeEstimate:
        """Estimate the session size that a graph and its algorithms need.

        Creates nothing and costs nothing, so it is safe to repeat.

        Args:
            node_count: How many nodes the graph has.
            relationship_count: How many relationships the graph has.
            node_property_count: How many properties a node has.
            node_label_count: How many labels a node has.
            relationship_property_count: How many properties a relationship has.
            algorithm_categories: Categories of algorithms to run, such as `similarity`, `community-detection`.

        Returns:
            The memory that is needed, and the size to create a session with.

        Raises:
            BadRequestError: A count that is out of range, or an unknown category of algorithms.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            estimate_session_size.request(
                node_count=node_count,
                relationship_count=relationship_count,
                node_property_count=node_property_count,
                node_label_count=node_label_count,
                relationship_property_count=relationship_property_count,
                algorithm_categories=algorithm_categories,
            )
        )

    async def get(self, session_id: str) -> Session:
        """Get one session.

        Its `status` says whether it can be used, and its `errors` why not.

        Args:
            session_id: The session's id, such as `s-04de43fe-67ab-4`.

        Returns:
            The session; `errors` has what is wrong with it, even if the request succeeded.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_session.request(session_id))

    async def delete(self, session_id: str) -> DeletedSession | None:
        """Delete a session and the graphs in its memory.

        Asynchronous, until `get` raises NotFoundError. Safe to repeat. Results that were not written back to a
        database are lost.

        Args:
            session_id: The session's id, such as `s-04de43fe-67ab-4`.

        Returns:
            The deleted session: pass it to `aura.wait()`. None if a retry found that it was already gone.

        Raises:
            NotFoundError: There was no session with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DeletedSession | None = await self._client.complete(delete_session.request(session_id))
        return completed

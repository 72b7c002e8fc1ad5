# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on sessions, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....importing import Late

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ....client import AsyncClient, Client
    from ....types import AsyncPages, Pages
    from ...models.algorithm_category import AlgorithmCategory
    from ...models.algorithm_to_estimate import AlgorithmToEstimate
    from ...models.cloud_provider import CloudProvider
    from ...models.deleted_session import DeletedSession
    from ...models.session import Session
    from ...models.session_size_estimate import SessionSizeEstimate
    from . import create_session, delete_session, estimate_session_size, get_session, list_org_sessions, list_sessions
else:
    create_session = Late(globals(), "create_session")
    delete_session = Late(globals(), "delete_session")
    estimate_session_size = Late(globals(), "estimate_session_size")
    get_session = Late(globals(), "get_session")
    list_org_sessions = Late(globals(), "list_org_sessions")
    list_sessions = Late(globals(), "list_sessions")


class Sessions:
    """Graph Analytics sessions: compute that runs graph algorithms, attached to a database or standalone."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list_org(
        self,
        *,
        list_only_owned: bool | None = None,
        include_deleted: bool | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        organization_id: str | None = None,
    ) -> Pages[Session]:
        """List the Graph Analytics sessions of all projects of an organization.

        For owners and administrators of the organization. The filters can be combined; without any, all existing
        sessions are listed.

        Args:
            list_only_owned: Whether to list only sessions that you have created.
            include_deleted: Whether to list deleted sessions, too.
            start_date: Only sessions created on this day or later, such as `2026-11-28`.
            end_date: Only sessions created on this day or earlier, such as `2026-11-28`.
            page: The number of the page to begin with; the first page if not given.
            page_size: The maximum number of items in a page; chosen by the API if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The sessions, requested page by page as needed.

        Raises:
            BadRequestError: A filter that is not accepted, such as a date.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import Pages, next_by_number

        return Pages(
            self._client,
            list_org_sessions.request(
                list_only_owned=list_only_owned,
                include_deleted=include_deleted,
                start_date=start_date,
                end_date=end_date,
                page=page,
                page_size=page_size,
                organization_id=organization_id,
            ),
            next_by_number,
        )

    def list(
        self,
        *,
        instance_id: str | None = None,
        database_id: str | None = None,
        database_username: str | None = None,
        database_uuid: str | None = None,
        list_only_owned: bool | None = None,
        include_deleted: bool | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Pages[Session]:
        """List the Graph Analytics sessions of a project.

        Those that you may see. The filters can be combined; without any, all existing sessions are listed.

        Args:
            instance_id: Only sessions attached to the instance with this id.
            database_id: Only sessions attached to the database with this id.
            database_username: A database user, for callers inside a database; not needed otherwise.
            database_uuid: The database of that user, for callers inside a database; not needed otherwise.
            list_only_owned: Whether to list only sessions that you have created.
            include_deleted: Whether to list deleted sessions, too.
            start_date: Only sessions created on this day or later, such as `2026-11-28`.
            end_date: Only sessions created on this day or earlier, such as `2026-11-28`.
            page: The number of the page to begin with; the first page if not given.
            page_size: The maximum number of items in a page; chosen by the API if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The sessions, requested page by page as needed.

        Raises:
            BadRequestError: A filter that is not accepted, such as a date.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import Pages, next_by_number

        return Pages(
            self._client,
            list_sessions.request(
                instance_id=instance_id,
                database_id=database_id,
                database_username=database_username,
                database_uuid=database_uuid,
                list_only_owned=list_only_owned,
                include_deleted=include_deleted,
                start_date=start_date,
                end_date=end_date,
                page=page,
                page_size=page_size,
                organization_id=organization_id,
                project_id=project_id,
            ),
            next_by_number,
        )

    def create(
        self,
        *,
        memory: str,
        name: str,
        database_id: str | None = None,
        instance_id: str | None = None,
        ttl: str | None = None,
        cloud_provider: CloudProvider | str | None = None,
        region: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Session:
        """Get the session with this name and memory, or create it.

        Give an instance or a database to attach it to, or provider and region for a standalone session. It is billed
        by memory and time until it is deleted or expires. Safe to repeat: a session with the same name and memory is
        returned (200); otherwise a new one is created (202). Asynchronous: `Creating`, then `Ready` after about 30
        seconds, or `Failed`.

        Args:
            memory: The memory, such as `8GB`; `estimate_size` says how much is enough.
            name: The name, by which it can be found again.
            database_id: The id of the database to attach it to, in an instance that has several.
            instance_id: The id of the instance to attach it to, for reading graphs and writing back results.
            ttl: How long it can be unused before it ends, such as `30m` or `4d1h`.
            cloud_provider: The cloud provider to run on, for a standalone session: `gcp`, `aws` or `azure`.
            region: The region to run in, for a standalone session, such as `europe-west1`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The session: pass it to `aura.wait()`. `errors` says what went wrong with it.

        Raises:
            BadRequestError: A memory size that is not available, or neither a database nor a region.
            ForbiddenError: You may not create sessions in the project.
            ConflictError: The session with this name has other parameters.
            APIError: 413 if the request is too large.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_session.request(
                memory=memory,
                name=name,
                database_id=database_id,
                instance_id=instance_id,
                ttl=ttl,
                cloud_provider=cloud_provider,
                region=region,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    def estimate_size(
        self,
        *,
        node_count: int,
        algorithm_categories: Sequence[AlgorithmCategory | str] | None = None,
        algorithms: Sequence[AlgorithmToEstimate | Mapping[str, Any]] | None = None,
        node_label_count: int | None = None,
        node_property_count: int | None = None,
        relationship_count: int | None = None,
        relationship_property_count: int | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> SessionSizeEstimate:
        """Estimate the session size that a graph and its algorithms need.

        Creates nothing and costs nothing, so it is safe to repeat. Give categories of algorithms or single algorithms,
        not both.

        Args:
            node_count: How many nodes the graph has, at least 1.
            algorithm_categories: Categories of algorithms to run, such as `centrality`; not together with
                `algorithms`.
            algorithms: Single algorithms to run, with their settings; not together with `algorithm_categories`.
            node_label_count: How many labels its nodes have.
            node_property_count: How many properties its nodes have.
            relationship_count: How many relationships the graph has.
            relationship_property_count: How many properties its relationships have.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The memory that is needed, and the size to create a session with.

        Raises:
            BadRequestError: A count that is out of range, or both categories and single algorithms.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            estimate_session_size.request(
                node_count=node_count,
                algorithm_categories=algorithm_categories,
                algorithms=algorithms,
                node_label_count=node_label_count,
                node_property_count=node_property_count,
                relationship_count=relationship_count,
                relationship_property_count=relationship_property_count,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    def get(
        self,
        session_id: str,
        *,
        database_username: str | None = None,
        database_uuid: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Session:
        """Get one Graph Analytics session.

        Its `status` says whether it can be used, and its `errors` why not.

        Args:
            session_id: The id of the session, such as `s-04de43fe-67ab-4`.
            database_username: A database user, for callers inside a database; not needed otherwise.
            database_uuid: The database of that user, for callers inside a database; not needed otherwise.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The session; `errors` has what is wrong with it, even if the request succeeded.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_session.request(
                session_id,
                database_username=database_username,
                database_uuid=database_uuid,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    def delete(
        self,
        session_id: str,
        *,
        database_username: str | None = None,
        database_uuid: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> DeletedSession | None:
        """Delete a session and the graphs in its memory.

        Asynchronous, until `get` raises NotFoundError or says `Deleted`. It is no longer billed. Results that were not
        written back to a database are lost. To delete the sessions of others, you need the permission to delete in the
        project. Safe to repeat.

        Args:
            session_id: The id of the session, such as `s-04de43fe-67ab-4`.
            database_username: A database user, for callers inside a database; not needed otherwise.
            database_uuid: The database of that user, for callers inside a database; not needed otherwise.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The deleted session: pass it to `aura.wait()`. None if a retry found that it was already gone.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DeletedSession | None = self._client.complete(
            delete_session.request(
                session_id,
                database_username=database_username,
                database_uuid=database_uuid,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed


class AsyncSessions:
    """Graph Analytics sessions: compute that runs graph algorithms, attached to a database or standalone."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list_org(
        self,
        *,
        list_only_owned: bool | None = None,
        include_deleted: bool | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        organization_id: str | None = None,
    ) -> AsyncPages[Session]:
        """List the Graph Analytics sessions of all projects of an organization.

        For owners and administrators of the organization. The filters can be combined; without any, all existing
        sessions are listed.

        Args:
            list_only_owned: Whether to list only sessions that you have created.
            include_deleted: Whether to list deleted sessions, too.
            start_date: Only sessions created on this day or later, such as `2026-11-28`.
            end_date: Only sessions created on this day or earlier, such as `2026-11-28`.
            page: The number of the page to begin with; the first page if not given.
            page_size: The maximum number of items in a page; chosen by the API if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The sessions, requested page by page as needed.

        Raises:
            BadRequestError: A filter that is not accepted, such as a date.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import AsyncPages, next_by_number

        return AsyncPages(
            self._client,
            list_org_sessions.request(
                list_only_owned=list_only_owned,
                include_deleted=include_deleted,
                start_date=start_date,
                end_date=end_date,
                page=page,
                page_size=page_size,
                organization_id=organization_id,
            ),
            next_by_number,
        )

    def list(
        self,
        *,
        instance_id: str | None = None,
        database_id: str | None = None,
        database_username: str | None = None,
        database_uuid: str | None = None,
        list_only_owned: bool | None = None,
        include_deleted: bool | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> AsyncPages[Session]:
        """List the Graph Analytics sessions of a project.

        Those that you may see. The filters can be combined; without any, all existing sessions are listed.

        Args:
            instance_id: Only sessions attached to the instance with this id.
            database_id: Only sessions attached to the database with this id.
            database_username: A database user, for callers inside a database; not needed otherwise.
            database_uuid: The database of that user, for callers inside a database; not needed otherwise.
            list_only_owned: Whether to list only sessions that you have created.
            include_deleted: Whether to list deleted sessions, too.
            start_date: Only sessions created on this day or later, such as `2026-11-28`.
            end_date: Only sessions created on this day or earlier, such as `2026-11-28`.
            page: The number of the page to begin with; the first page if not given.
            page_size: The maximum number of items in a page; chosen by the API if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The sessions, requested page by page as needed.

        Raises:
            BadRequestError: A filter that is not accepted, such as a date.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import AsyncPages, next_by_number

        return AsyncPages(
            self._client,
            list_sessions.request(
                instance_id=instance_id,
                database_id=database_id,
                database_username=database_username,
                database_uuid=database_uuid,
                list_only_owned=list_only_owned,
                include_deleted=include_deleted,
                start_date=start_date,
                end_date=end_date,
                page=page,
                page_size=page_size,
                organization_id=organization_id,
                project_id=project_id,
            ),
            next_by_number,
        )

    async def create(
        self,
        *,
        memory: str,
        name: str,
        database_id: str | None = None,
        instance_id: str | None = None,
        ttl: str | None = None,
        cloud_provider: CloudProvider | str | None = None,
        region: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Session:
        """Get the session with this name and memory, or create it.

        Give an instance or a database to attach it to, or provider and region for a standalone session. It is billed
        by memory and time until it is deleted or expires. Safe to repeat: a session with the same name and memory is
        returned (200); otherwise a new one is created (202). Asynchronous: `Creating`, then `Ready` after about 30
        seconds, or `Failed`.

        Args:
            memory: The memory, such as `8GB`; `estimate_size` says how much is enough.
            name: The name, by which it can be found again.
            database_id: The id of the database to attach it to, in an instance that has several.
            instance_id: The id of the instance to attach it to, for reading graphs and writing back results.
            ttl: How long it can be unused before it ends, such as `30m` or `4d1h`.
            cloud_provider: The cloud provider to run on, for a standalone session: `gcp`, `aws` or `azure`.
            region: The region to run in, for a standalone session, such as `europe-west1`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The session: pass it to `aura.wait()`. `errors` says what went wrong with it.

        Raises:
            BadRequestError: A memory size that is not available, or neither a database nor a region.
            ForbiddenError: You may not create sessions in the project.
            ConflictError: The session with this name has other parameters.
            APIError: 413 if the request is too large.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_session.request(
                memory=memory,
                name=name,
                database_id=database_id,
                instance_id=instance_id,
                ttl=ttl,
                cloud_provider=cloud_provider,
                region=region,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    async def estimate_size(
        self,
        *,
        node_count: int,
        algorithm_categories: Sequence[AlgorithmCategory | str] | None = None,
        algorithms: Sequence[AlgorithmToEstimate | Mapping[str, Any]] | None = None,
        node_label_count: int | None = None,
        node_property_count: int | None = None,
        relationship_count: int | None = None,
        relationship_property_count: int | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> SessionSizeEstimate:
        """Estimate the session size that a graph and its algorithms need.

        Creates nothing and costs nothing, so it is safe to repeat. Give categories of algorithms or single algorithms,
        not both.

        Args:
            node_count: How many nodes the graph has, at least 1.
            algorithm_categories: Categories of algorithms to run, such as `centrality`; not together with
                `algorithms`.
            algorithms: Single algorithms to run, with their settings; not together with `algorithm_categories`.
            node_label_count: How many labels its nodes have.
            node_property_count: How many properties its nodes have.
            relationship_count: How many relationships the graph has.
            relationship_property_count: How many properties its relationships have.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The memory that is needed, and the size to create a session with.

        Raises:
            BadRequestError: A count that is out of range, or both categories and single algorithms.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            estimate_session_size.request(
                node_count=node_count,
                algorithm_categories=algorithm_categories,
                algorithms=algorithms,
                node_label_count=node_label_count,
                node_property_count=node_property_count,
                relationship_count=relationship_count,
                relationship_property_count=relationship_property_count,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    async def get(
        self,
        session_id: str,
        *,
        database_username: str | None = None,
        database_uuid: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Session:
        """Get one Graph Analytics session.

        Its `status` says whether it can be used, and its `errors` why not.

        Args:
            session_id: The id of the session, such as `s-04de43fe-67ab-4`.
            database_username: A database user, for callers inside a database; not needed otherwise.
            database_uuid: The database of that user, for callers inside a database; not needed otherwise.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The session; `errors` has what is wrong with it, even if the request succeeded.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_session.request(
                session_id,
                database_username=database_username,
                database_uuid=database_uuid,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    async def delete(
        self,
        session_id: str,
        *,
        database_username: str | None = None,
        database_uuid: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> DeletedSession | None:
        """Delete a session and the graphs in its memory.

        Asynchronous, until `get` raises NotFoundError or says `Deleted`. It is no longer billed. Results that were not
        written back to a database are lost. To delete the sessions of others, you need the permission to delete in the
        project. Safe to repeat.

        Args:
            session_id: The id of the session, such as `s-04de43fe-67ab-4`.
            database_username: A database user, for callers inside a database; not needed otherwise.
            database_uuid: The database of that user, for callers inside a database; not needed otherwise.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The deleted session: pass it to `aura.wait()`. None if a retry found that it was already gone.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: DeletedSession | None = await self._client.complete(
            delete_session.request(
                session_id,
                database_username=database_username,
                database_uuid=database_uuid,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

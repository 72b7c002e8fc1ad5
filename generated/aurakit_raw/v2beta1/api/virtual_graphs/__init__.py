# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on virtual graphs, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    from ....client import AsyncClient, Client
    from ....types import AsyncPages, Pages
    from ...models.cloud_provider import CloudProvider
    from ...models.created_virtual_graph import CreatedVirtualGraph
    from ...models.virtual_graph import VirtualGraph
    from ...models.virtual_graph_allowed_configs import VirtualGraphAllowedConfigs
    from . import (
        create_virtual_graph,
        delete_virtual_graph,
        get_virtual_graph,
        get_virtual_graph_allowed_configs,
        list_virtual_graphs,
        update_virtual_graph,
    )
else:
    create_virtual_graph = Late(globals(), "create_virtual_graph")
    delete_virtual_graph = Late(globals(), "delete_virtual_graph")
    get_virtual_graph = Late(globals(), "get_virtual_graph")
    get_virtual_graph_allowed_configs = Late(globals(), "get_virtual_graph_allowed_configs")
    list_virtual_graphs = Late(globals(), "list_virtual_graphs")
    update_virtual_graph = Late(globals(), "update_virtual_graph")


class VirtualGraphs:
    """Virtual graphs, which answer Cypher queries from a data warehouse."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        *,
        page_limit: int | None = None,
        page_token: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Pages[VirtualGraph]:
        """List the virtual graphs of a project, the newest first.

        A virtual graph answers Cypher queries from a data warehouse. Deleted ones are not in the list.

        Args:
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graphs, requested page by page as needed.

        Raises:
            ForbiddenError: You may not see the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import Pages, next_by_token

        return Pages(
            self._client,
            list_virtual_graphs.request(
                page_limit=page_limit, page_token=page_token, organization_id=organization_id, project_id=project_id
            ),
            next_by_token,
        )

    def create(
        self,
        *,
        cloud_provider: CloudProvider | str,
        data_source_id: str,
        import_model_id: str,
        name: str,
        region: str,
        maximum_bytes_billed: int | None = None,
        memory: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> CreatedVirtualGraph:
        """Create a virtual graph over a data source.

        Asynchronous: `creating`, then `running` or `error`. Only this response contains the password: store it. It is
        billed by memory and time; the data source may charge for queries, too. The feature must be enabled for the
        organization. Repeating the call creates, and bills, a second one.

        Args:
            cloud_provider: The cloud provider to run on: `gcp`, `aws` or `azure`.
            data_source_id: The id of a data source of the Console's Import service.
            import_model_id: The id of a graph data model of the Console's Import service.
            name: A name, at most 30 characters.
            region: The region to run in, such as `europe-west1`.
            maximum_bytes_billed: What a query may cost at BigQuery, in bytes; without effect for other data sources.
            memory: One of `get_allowed_configs`, such as `4Gi`; its default if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The new virtual graph with its password: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A memory size that is not available, or a data source or a model that cannot be used.
            ForbiddenError: The feature is not enabled, or you may not create any in the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_virtual_graph.request(
                cloud_provider=cloud_provider,
                data_source_id=data_source_id,
                import_model_id=import_model_id,
                name=name,
                region=region,
                maximum_bytes_billed=maximum_bytes_billed,
                memory=memory,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    def get_allowed_configs(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> VirtualGraphAllowedConfigs:
        """Get the sizes that a virtual graph can have in a project, and what they cost.

        Sizes whose price is unknown have none.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The sizes, and the default one.

        Raises:
            ForbiddenError: You may not see the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_virtual_graph_allowed_configs.request(organization_id=organization_id, project_id=project_id)
        )

    def get(self, id: str, *, organization_id: str | None = None, project_id: str | None = None) -> VirtualGraph:
        """Get one virtual graph.

        Its `status` shows which operation is in progress, and its `error_detail` what failed.

        Args:
            id: The id of the virtual graph, such as `ge82059a`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graph.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_virtual_graph.request(id, organization_id=organization_id, project_id=project_id)
        )

    def delete(
        self, id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> VirtualGraph | None:
        """Permanently delete a virtual graph; the data source is not affected.

        Asynchronous, until `get` raises NotFoundError or says `deleted`. It is no longer billed. Safe to repeat.

        Args:
            id: The id of the virtual graph, such as `ge82059a`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graph that is being deleted: pass it to `aura.wait()`. None if a retry found that it was
            already gone.

        Raises:
            ForbiddenError: You may not delete it.
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: VirtualGraph | None = self._client.complete(
            delete_virtual_graph.request(id, organization_id=organization_id, project_id=project_id)
        )
        return completed

    def update(
        self,
        id: str,
        *,
        import_model_id: str | None = None,
        memory: str | None = None,
        name: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> VirtualGraph:
        """Rename or resize a virtual graph, or update its model.

        Values that are not given stay unchanged. Asynchronous: `updating`, then `running` with the new values, or
        `error`. A larger size costs more from then on.

        Args:
            id: The id of the virtual graph, such as `ge82059a`.
            import_model_id: The id of the new graph data model.
            memory: The new memory, one of `get_allowed_configs`, such as `8Gi`.
            name: The new name, 1 to 30 characters.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graph with status `updating`: pass it to `aura.wait()`.

        Raises:
            InvalidArgumentError: No value to change was given.
            BadRequestError: A memory size that is not available, or a model that cannot be used.
            ForbiddenError: You may not change it.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: VirtualGraph = self._client.complete(
            update_virtual_graph.request(
                id,
                import_model_id=import_model_id,
                memory=memory,
                name=name,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed


class AsyncVirtualGraphs:
    """Virtual graphs, which answer Cypher queries from a data warehouse."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def list(
        self,
        *,
        page_limit: int | None = None,
        page_token: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> AsyncPages[VirtualGraph]:
        """List the virtual graphs of a project, the newest first.

        A virtual graph answers Cypher queries from a data warehouse. Deleted ones are not in the list.

        Args:
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graphs, requested page by page as needed.

        Raises:
            ForbiddenError: You may not see the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import AsyncPages, next_by_token

        return AsyncPages(
            self._client,
            list_virtual_graphs.request(
                page_limit=page_limit, page_token=page_token, organization_id=organization_id, project_id=project_id
            ),
            next_by_token,
        )

    async def create(
        self,
        *,
        cloud_provider: CloudProvider | str,
        data_source_id: str,
        import_model_id: str,
        name: str,
        region: str,
        maximum_bytes_billed: int | None = None,
        memory: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> CreatedVirtualGraph:
        """Create a virtual graph over a data source.

        Asynchronous: `creating`, then `running` or `error`. Only this response contains the password: store it. It is
        billed by memory and time; the data source may charge for queries, too. The feature must be enabled for the
        organization. Repeating the call creates, and bills, a second one.

        Args:
            cloud_provider: The cloud provider to run on: `gcp`, `aws` or `azure`.
            data_source_id: The id of a data source of the Console's Import service.
            import_model_id: The id of a graph data model of the Console's Import service.
            name: A name, at most 30 characters.
            region: The region to run in, such as `europe-west1`.
            maximum_bytes_billed: What a query may cost at BigQuery, in bytes; without effect for other data sources.
            memory: One of `get_allowed_configs`, such as `4Gi`; its default if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The new virtual graph with its password: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A memory size that is not available, or a data source or a model that cannot be used.
            ForbiddenError: The feature is not enabled, or you may not create any in the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_virtual_graph.request(
                cloud_provider=cloud_provider,
                data_source_id=data_source_id,
                import_model_id=import_model_id,
                name=name,
                region=region,
                maximum_bytes_billed=maximum_bytes_billed,
                memory=memory,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    async def get_allowed_configs(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> VirtualGraphAllowedConfigs:
        """Get the sizes that a virtual graph can have in a project, and what they cost.

        Sizes whose price is unknown have none.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The sizes, and the default one.

        Raises:
            ForbiddenError: You may not see the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_virtual_graph_allowed_configs.request(organization_id=organization_id, project_id=project_id)
        )

    async def get(self, id: str, *, organization_id: str | None = None, project_id: str | None = None) -> VirtualGraph:
        """Get one virtual graph.

        Its `status` shows which operation is in progress, and its `error_detail` what failed.

        Args:
            id: The id of the virtual graph, such as `ge82059a`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graph.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_virtual_graph.request(id, organization_id=organization_id, project_id=project_id)
        )

    async def delete(
        self, id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> VirtualGraph | None:
        """Permanently delete a virtual graph; the data source is not affected.

        Asynchronous, until `get` raises NotFoundError or says `deleted`. It is no longer billed. Safe to repeat.

        Args:
            id: The id of the virtual graph, such as `ge82059a`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graph that is being deleted: pass it to `aura.wait()`. None if a retry found that it was
            already gone.

        Raises:
            ForbiddenError: You may not delete it.
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: VirtualGraph | None = await self._client.complete(
            delete_virtual_graph.request(id, organization_id=organization_id, project_id=project_id)
        )
        return completed

    async def update(
        self,
        id: str,
        *,
        import_model_id: str | None = None,
        memory: str | None = None,
        name: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> VirtualGraph:
        """Rename or resize a virtual graph, or update its model.

        Values that are not given stay unchanged. Asynchronous: `updating`, then `running` with the new values, or
        `error`. A larger size costs more from then on.

        Args:
            id: The id of the virtual graph, such as `ge82059a`.
            import_model_id: The id of the new graph data model.
            memory: The new memory, one of `get_allowed_configs`, such as `8Gi`.
            name: The new name, 1 to 30 characters.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The virtual graph with status `updating`: pass it to `aura.wait()`.

        Raises:
            InvalidArgumentError: No value to change was given.
            BadRequestError: A memory size that is not available, or a model that cannot be used.
            ForbiddenError: You may not change it.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: VirtualGraph = await self._client.complete(
            update_virtual_graph.request(
                id,
                import_model_id=import_model_id,
                memory=memory,
                name=name,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

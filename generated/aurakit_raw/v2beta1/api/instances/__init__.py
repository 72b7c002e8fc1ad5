# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on instances, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from ....client import AsyncClient, Client
    from ...models.cloud_provider import CloudProvider
    from ...models.created_instance import CreatedInstance
    from ...models.graph_analytics import GraphAnalytics
    from ...models.instance import Instance
    from ...models.instance_ip_filter import InstanceIpFilter
    from ...models.instance_summary import InstanceSummary
    from ...models.instance_tier import InstanceTier
    from . import (
        create_instance,
        delete_instance,
        get_instance,
        get_instance_ip_filters,
        list_instances,
        update_instance,
    )
else:
    create_instance = Late(globals(), "create_instance")
    delete_instance = Late(globals(), "delete_instance")
    get_instance = Late(globals(), "get_instance")
    get_instance_ip_filters = Late(globals(), "get_instance_ip_filters")
    list_instances = Late(globals(), "list_instances")
    update_instance = Late(globals(), "update_instance")


class Instances:
    """AuraDB instances: databases that Neo4j runs for you, each in a project."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[InstanceSummary]:
        """List the instances of a project.

        Each has only its id, name, provider and creation time; `get` returns the rest. Instances created with v1 are
        listed, too.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instances, all in one list.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_instances.request(organization_id=organization_id, project_id=project_id))

    def create(
        self,
        *,
        cloud_provider: CloudProvider | str,
        name: str,
        region: str,
        type: InstanceTier | str,
        graph_analytics: GraphAnalytics | str | None = None,
        memory: str | None = None,
        multi_database: bool | None = None,
        storage: str | None = None,
        vector_optimized: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> CreatedInstance:
        """Create an instance in a project.

        Asynchronous: `legacy_status` is `creating` for minutes, sometimes ten, then `running` or `loading failed`.
        Only this response contains the initial password: store it. The instance is billed from its creation on, by
        tier and memory. Repeating the call creates, and bills, a second one. Unlike in v1, you cannot choose the Neo4j
        version.

        Args:
            cloud_provider: The cloud provider to host it: `gcp`, `aws` or `azure`.
            name: A name for it.
            region: The region of the cloud provider, such as `europe-west1`.
            type: The tier: `free`, `professional`, `business-critical` or `virtual-dedicated-cloud`.
            graph_analytics: How to run graph algorithms: `serverless`, `plugin` or `unavailable`.
            memory: The memory, such as `4GB`; required for every tier except `free`.
            multi_database: Whether it can have several databases; false if not given, and cannot be changed later.
            storage: The disk, such as `16GB`; depends on the memory if not given, and is 2 GB for `free`.
            vector_optimized: Whether to set memory aside for vector indexes; false if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The new instance with its initial user and password: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A combination of tier, provider, region and sizes that is not available, or a name that is
                not accepted.
            ForbiddenError: You may not create instances in the project.
            NotFoundError: There is no such project.
            APIError: 405 if a limit for instances is reached.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_instance.request(
                cloud_provider=cloud_provider,
                name=name,
                region=region,
                type=type,
                graph_analytics=graph_analytics,
                memory=memory,
                multi_database=multi_database,
                storage=storage,
                vector_optimized=vector_optimized,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    def get(self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Instance:
        """Get one instance of a project.

        Its `legacy_status` shows which operation is in progress. It has no address and no creation time. For an
        instance created with v1, the API has been seen to respond with 500.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is none with this id, it was deleted, or it was created a few seconds ago.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_instance.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

    def delete(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Instance | None:
        """Permanently delete an instance with all of its databases.

        Asynchronous: `destroying`, until `get` raises NotFoundError. It is no longer billed. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance with status `destroying`: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            ForbiddenError: You may not delete the instance.
            NotFoundError: There was nothing with this id.
            ConflictError: Another operation is running on it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance | None = self._client.complete(
            delete_instance.request(instance_id, organization_id=organization_id, project_id=project_id)
        )
        return completed

    def update(
        self,
        instance_id: str,
        *,
        memory: str | None = None,
        private_endpoint_ids: Sequence[str] | None = None,
        storage: str | None = None,
        traffic_type: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Instance:
        """Resize an instance, or change its network access.

        Values that are not given stay unchanged; memory and storage are changed together. Asynchronous: `resizing` or
        `updating`, then `running` with the new values. A larger size costs more from then on. A list of private
        endpoints replaces the previous one, and an empty list detaches all of them.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; requires the storage, too.
            private_endpoint_ids: All of its private endpoints, such as `pe-12345678`; an empty list detaches all.
            storage: The new disk, such as `32GB`; requires the memory, too.
            traffic_type: From where it can be reached: `public_only`, `private_only` or `hybrid`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance with the values just requested: pass it to `aura.wait()` to wait until they are in effect.

        Raises:
            InvalidArgumentError: No value to change was given, or only one of `memory` and `storage`.
            BadRequestError: A size that is not available, or a traffic type that the tier does not have.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(
            update_instance.request(
                instance_id,
                memory=memory,
                private_endpoint_ids=private_endpoint_ids,
                storage=storage,
                traffic_type=traffic_type,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    def get_ip_filters(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> InstanceIpFilter:
        """Get the IP filter that protects an instance, and whether it is in force.

        A filter can belong to the organization, the project or the instance itself; its `status` here is that on this
        instance.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The filter with its `status`.

        Raises:
            NotFoundError: There is no such instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_instance_ip_filters.request(instance_id, organization_id=organization_id, project_id=project_id)
        )


class AsyncInstances:
    """AuraDB instances: databases that Neo4j runs for you, each in a project."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[InstanceSummary]:
        """List the instances of a project.

        Each has only its id, name, provider and creation time; `get` returns the rest. Instances created with v1 are
        listed, too.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instances, all in one list.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_instances.request(organization_id=organization_id, project_id=project_id))

    async def create(
        self,
        *,
        cloud_provider: CloudProvider | str,
        name: str,
        region: str,
        type: InstanceTier | str,
        graph_analytics: GraphAnalytics | str | None = None,
        memory: str | None = None,
        multi_database: bool | None = None,
        storage: str | None = None,
        vector_optimized: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> CreatedInstance:
        """Create an instance in a project.

        Asynchronous: `legacy_status` is `creating` for minutes, sometimes ten, then `running` or `loading failed`.
        Only this response contains the initial password: store it. The instance is billed from its creation on, by
        tier and memory. Repeating the call creates, and bills, a second one. Unlike in v1, you cannot choose the Neo4j
        version.

        Args:
            cloud_provider: The cloud provider to host it: `gcp`, `aws` or `azure`.
            name: A name for it.
            region: The region of the cloud provider, such as `europe-west1`.
            type: The tier: `free`, `professional`, `business-critical` or `virtual-dedicated-cloud`.
            graph_analytics: How to run graph algorithms: `serverless`, `plugin` or `unavailable`.
            memory: The memory, such as `4GB`; required for every tier except `free`.
            multi_database: Whether it can have several databases; false if not given, and cannot be changed later.
            storage: The disk, such as `16GB`; depends on the memory if not given, and is 2 GB for `free`.
            vector_optimized: Whether to set memory aside for vector indexes; false if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The new instance with its initial user and password: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A combination of tier, provider, region and sizes that is not available, or a name that is
                not accepted.
            ForbiddenError: You may not create instances in the project.
            NotFoundError: There is no such project.
            APIError: 405 if a limit for instances is reached.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_instance.request(
                cloud_provider=cloud_provider,
                name=name,
                region=region,
                type=type,
                graph_analytics=graph_analytics,
                memory=memory,
                multi_database=multi_database,
                storage=storage,
                vector_optimized=vector_optimized,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    async def get(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Instance:
        """Get one instance of a project.

        Its `legacy_status` shows which operation is in progress. It has no address and no creation time. For an
        instance created with v1, the API has been seen to respond with 500.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is none with this id, it was deleted, or it was created a few seconds ago.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_instance.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

    async def delete(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Instance | None:
        """Permanently delete an instance with all of its databases.

        Asynchronous: `destroying`, until `get` raises NotFoundError. It is no longer billed. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance with status `destroying`: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            ForbiddenError: You may not delete the instance.
            NotFoundError: There was nothing with this id.
            ConflictError: Another operation is running on it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance | None = await self._client.complete(
            delete_instance.request(instance_id, organization_id=organization_id, project_id=project_id)
        )
        return completed

    async def update(
        self,
        instance_id: str,
        *,
        memory: str | None = None,
        private_endpoint_ids: Sequence[str] | None = None,
        storage: str | None = None,
        traffic_type: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Instance:
        """Resize an instance, or change its network access.

        Values that are not given stay unchanged; memory and storage are changed together. Asynchronous: `resizing` or
        `updating`, then `running` with the new values. A larger size costs more from then on. A list of private
        endpoints replaces the previous one, and an empty list detaches all of them.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; requires the storage, too.
            private_endpoint_ids: All of its private endpoints, such as `pe-12345678`; an empty list detaches all.
            storage: The new disk, such as `32GB`; requires the memory, too.
            traffic_type: From where it can be reached: `public_only`, `private_only` or `hybrid`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance with the values just requested: pass it to `aura.wait()` to wait until they are in effect.

        Raises:
            InvalidArgumentError: No value to change was given, or only one of `memory` and `storage`.
            BadRequestError: A size that is not available, or a traffic type that the tier does not have.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(
            update_instance.request(
                instance_id,
                memory=memory,
                private_endpoint_ids=private_endpoint_ids,
                storage=storage,
                traffic_type=traffic_type,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    async def get_ip_filters(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> InstanceIpFilter:
        """Get the IP filter that protects an instance, and whether it is in force.

        A filter can belong to the organization, the project or the instance itself; its `status` here is that on this
        instance.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The filter with its `status`.

        Raises:
            NotFoundError: There is no such instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_instance_ip_filters.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

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

        Of each only id, name, provider and creation time; `get` tells the rest. Instances that v1 created are in the
        list too.

        Args:
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instances, in one list whatever their number.

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

        Asynchronous: `legacy_status` is `creating` for minutes, at times ten, then `running`, or `loading failed`. The
        initial password is in this response only: keep it. It is billed from its creation on, by tier and memory.
        Repeating the call creates, and bills, a second instance. Unlike in v1 there is no choice of a Neo4j version.

        Args:
            cloud_provider: The cloud provider to host it: `gcp`, `aws` or `azure`.
            name: A name, by which people find it.
            region: The region of the cloud provider, such as `europe-west1`.
            type: The tier: `free`, `professional`, `business-critical` or `virtual-dedicated-cloud`.
            graph_analytics: How graph algorithms are to run: `serverless`, `plugin` or `unavailable`.
            memory: The memory, such as `4GB`; needed for every tier but `free`.
            multi_database: Whether it can have several databases; false when not given, and never changed later.
            storage: The disk, such as `16GB`; follows the memory when not given, and is 2 GB for `free`.
            vector_optimized: Whether to set memory aside for vector indexes; false when not given.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The new instance with its initial user and password: hand it to `aura.wait()`.

        Raises:
            BadRequestError: A combination of tier, provider, region and sizes that is not offered, or a name that is
                not accepted.
            ForbiddenError: You may not create instances in the project.
            NotFoundError: There is no such project.
            APIError: 405 when a limit for instances is reached.

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

        Its `legacy_status` tells how far an operation on it has come. It has no address and no creation time. An
        instance that v1 created was seen to fail with 500.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instance.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is none of this id, or it was deleted, or it was created seconds ago.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_instance.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

    def delete(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Instance | None:
        """Delete an instance with all of its databases for good.

        Asynchronous: `destroying`, until `get` raises NotFoundError. It is not billed any more. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instance with status `destroying`: hand it to `aura.wait()`. None when a repetition found it gone
            already.

        Raises:
            ForbiddenError: You may not delete the instance.
            NotFoundError: There was none of this id to begin with.
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
        """Resize an instance, or change how it is reached.

        What is not given stays as it is; memory and storage are changed together. Asynchronous: `resizing` or
        `updating`, then `running` with the new values. A larger size costs more from then on. A list of private
        endpoints replaces the one before, and an empty one detaches all of them.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; needs the storage too.
            private_endpoint_ids: All private endpoints it is to have, such as `pe-12345678`; an empty list detaches
                all.
            storage: The new disk, such as `32GB`; needs the memory too.
            traffic_type: Where it can be reached from: `public_only`, `private_only` or `hybrid`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instance with the values just requested: hand it to `aura.wait()` to see them in place.

        Raises:
            InvalidArgumentError: Nothing to change was given, or only one of `memory` and `storage`.
            BadRequestError: A size that is not offered, or a kind of traffic that the tier does not have.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is none of this id.

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

        A filter can be set for the organization, the project or the instance itself; its `status` here is that on this
        one instance.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

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

        Of each only id, name, provider and creation time; `get` tells the rest. Instances that v1 created are in the
        list too.

        Args:
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instances, in one list whatever their number.

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

        Asynchronous: `legacy_status` is `creating` for minutes, at times ten, then `running`, or `loading failed`. The
        initial password is in this response only: keep it. It is billed from its creation on, by tier and memory.
        Repeating the call creates, and bills, a second instance. Unlike in v1 there is no choice of a Neo4j version.

        Args:
            cloud_provider: The cloud provider to host it: `gcp`, `aws` or `azure`.
            name: A name, by which people find it.
            region: The region of the cloud provider, such as `europe-west1`.
            type: The tier: `free`, `professional`, `business-critical` or `virtual-dedicated-cloud`.
            graph_analytics: How graph algorithms are to run: `serverless`, `plugin` or `unavailable`.
            memory: The memory, such as `4GB`; needed for every tier but `free`.
            multi_database: Whether it can have several databases; false when not given, and never changed later.
            storage: The disk, such as `16GB`; follows the memory when not given, and is 2 GB for `free`.
            vector_optimized: Whether to set memory aside for vector indexes; false when not given.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The new instance with its initial user and password: hand it to `aura.wait()`.

        Raises:
            BadRequestError: A combination of tier, provider, region and sizes that is not offered, or a name that is
                not accepted.
            ForbiddenError: You may not create instances in the project.
            NotFoundError: There is no such project.
            APIError: 405 when a limit for instances is reached.

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

        Its `legacy_status` tells how far an operation on it has come. It has no address and no creation time. An
        instance that v1 created was seen to fail with 500.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instance.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is none of this id, or it was deleted, or it was created seconds ago.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_instance.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

    async def delete(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Instance | None:
        """Delete an instance with all of its databases for good.

        Asynchronous: `destroying`, until `get` raises NotFoundError. It is not billed any more. Safe to repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instance with status `destroying`: hand it to `aura.wait()`. None when a repetition found it gone
            already.

        Raises:
            ForbiddenError: You may not delete the instance.
            NotFoundError: There was none of this id to begin with.
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
        """Resize an instance, or change how it is reached.

        What is not given stays as it is; memory and storage are changed together. Asynchronous: `resizing` or
        `updating`, then `running` with the new values. A larger size costs more from then on. A list of private
        endpoints replaces the one before, and an empty one detaches all of them.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; needs the storage too.
            private_endpoint_ids: All private endpoints it is to have, such as `pe-12345678`; an empty list detaches
                all.
            storage: The new disk, such as `32GB`; needs the memory too.
            traffic_type: Where it can be reached from: `public_only`, `private_only` or `hybrid`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The instance with the values just requested: hand it to `aura.wait()` to see them in place.

        Raises:
            InvalidArgumentError: Nothing to change was given, or only one of `memory` and `storage`.
            BadRequestError: A size that is not offered, or a kind of traffic that the tier does not have.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is none of this id.

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

        A filter can be set for the organization, the project or the instance itself; its `status` here is that on this
        one instance.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The filter with its `status`.

        Raises:
            NotFoundError: There is no such instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_instance_ip_filters.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on instances, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from ....client import AsyncClient, Client
    from ...models.cdc_enrichment_mode import CdcEnrichmentMode
    from ...models.cloud_provider import CloudProvider
    from ...models.created_instance import CreatedInstance
    from ...models.instance import Instance
    from ...models.instance_size_estimate import InstanceSizeEstimate
    from ...models.instance_summary import InstanceSummary
    from ...models.instance_type import InstanceType
    from . import (
        create_instance,
        delete_instance,
        estimate_instance_size,
        get_instance,
        list_instances,
        overwrite_instance,
        pause_instance,
        resume_instance,
        update_instance,
        upgrade_instance,
    )
else:
    create_instance = Late(globals(), "create_instance")
    delete_instance = Late(globals(), "delete_instance")
    estimate_instance_size = Late(globals(), "estimate_instance_size")
    get_instance = Late(globals(), "get_instance")
    list_instances = Late(globals(), "list_instances")
    overwrite_instance = Late(globals(), "overwrite_instance")
    pause_instance = Late(globals(), "pause_instance")
    resume_instance = Late(globals(), "resume_instance")
    update_instance = Late(globals(), "update_instance")
    upgrade_instance = Late(globals(), "upgrade_instance")


class Instances:
    """AuraDB and AuraDS instances: databases that Neo4j runs for you."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self, *, tenant_id: str | None = None) -> builtins.list[InstanceSummary]:
        """List the instances you have access to.

        Of each only id, name, project, provider and creation time: `get` tells the rest. Without a project, those of
        all projects.

        Args:
            tenant_id: Only instances of the project of this id.

        Returns:
            The instances, in one list whatever their number.

        Raises:
            NotFoundError: There is no such project, or your credentials do not reach it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_instances.request(tenant_id=tenant_id))

    def create(
        self,
        *,
        version: str,
        region: str,
        memory: str,
        name: str,
        type: InstanceType | str,
        tenant_id: str,
        cloud_provider: CloudProvider | str,
        source_instance_id: str | None = None,
        source_snapshot_id: str | None = None,
        customer_managed_key_id: str | None = None,
        vector_optimized: bool | None = None,
        graph_analytics_plugin: bool | None = None,
        storage: str | None = None,
    ) -> CreatedInstance:
        """Create an instance, empty or as a clone.

        Asynchronous: minutes, at times ten, from `creating` (a clone then `loading`) to `running`, or to `loading
        failed`. The initial password is in this response only: keep it. The instance is billed from its creation on.
        Repeating the call creates, and bills, a second one; `ensure` does not. Just after it `get` can raise
        NotFoundError.

        Args:
            version: The Neo4j version: `5` gives the latest one.
            region: The region of the cloud provider, such as `europe-west1`.
            memory: The memory, such as `8GB`.
            name: 1 to 30 characters, no whitespace at either end.
            type: The type, such as `professional-db`; `enterprise-db` is Virtual Dedicated Cloud.
            tenant_id: The id of the project to create it in.
            cloud_provider: The cloud provider to host it: `gcp`, `aws` or `azure`.
            source_instance_id: The id of the instance to clone.
            source_snapshot_id: An exportable snapshot of the source to clone, instead of its present state.
            customer_managed_key_id: The id of a ready key to encrypt it, for the `enterprise-…` types.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether to install the Graph Analytics plugin.
            storage: The disk, such as `16GB`; not for Free instances.

        Returns:
            The new instance with its initial user and password: hand it to `aura.wait()`.

        Raises:
            BadRequestError: A combination that the project is not offered, or a name that is not accepted; `missing-
                billing-details` when the account has nothing to pay with.
            PaymentRequiredError: A quota is used up (`quota-exceeded`).
            APIError: 405 when a limit for instances is reached.
            NotFoundError: There is no such project, source instance or snapshot.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_instance.request(
                version=version,
                region=region,
                memory=memory,
                name=name,
                type=type,
                tenant_id=tenant_id,
                cloud_provider=cloud_provider,
                source_instance_id=source_instance_id,
                source_snapshot_id=source_snapshot_id,
                customer_managed_key_id=customer_managed_key_id,
                vector_optimized=vector_optimized,
                graph_analytics_plugin=graph_analytics_plugin,
                storage=storage,
            )
        )

    def estimate_size(
        self,
        *,
        node_count: int,
        relationship_count: int,
        instance_type: InstanceType | str | None = None,
        algorithm_categories: Sequence[str] | None = None,
    ) -> InstanceSizeEstimate:
        """Estimate the instance that a graph and its algorithms need.

        For the AuraDS types. Creates nothing and costs nothing, so it is safe to repeat.

        Args:
            node_count: How many nodes the graph will have.
            relationship_count: How many relationships the graph will have.
            instance_type: The type wanted: `enterprise-ds` or `professional-ds`.
            algorithm_categories: Kinds of algorithms to run, such as `community-detection`, `node-embedding`.

        Returns:
            The memory that is needed, and the size to create an instance with.

        Raises:
            BadRequestError: A count that is out of range, or a kind of algorithms that does not exist.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            estimate_instance_size.request(
                node_count=node_count,
                relationship_count=relationship_count,
                instance_type=instance_type,
                algorithm_categories=algorithm_categories,
            )
        )

    def get(self, instance_id: str) -> Instance:
        """Get one instance.

        Its `status` tells how far an operation on it has come. Fields that a type or a state does not have are None.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance.

        Raises:
            NotFoundError: There is none of this id, or it was deleted, or it was created seconds ago (`db-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_instance.request(instance_id))

    def delete(self, instance_id: str) -> Instance | None:
        """Delete an instance, its data and its snapshots for good.

        Asynchronous: the instance is `destroying` until `get` raises NotFoundError. Safe to repeat: one request is
        accepted, later ones get 404. Until the end 409 `ongoing-database-operation` is possible, while another
        operation runs.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `destroying`: hand it to `aura.wait()`. None when a repetition found it gone
            already.

        Raises:
            NotFoundError: There was no instance with this id to begin with.
            ConflictError: Another operation is running on the instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance | None = self._client.complete(delete_instance.request(instance_id))
        return completed

    def update(
        self,
        instance_id: str,
        *,
        name: str | None = None,
        memory: str | None = None,
        vector_optimized: bool | None = None,
        graph_analytics_plugin: bool | None = None,
        storage: str | None = None,
        secondaries_count: int | None = None,
        cdc_enrichment_mode: CdcEnrichmentMode | str | None = None,
    ) -> Instance:
        """Rename or resize an instance, or change its options.

        What is not given stays as it is. Asynchronous: the instance can be used while it is `updating`, and is
        `running` with the new values at the end; right after the call the API may still report the old state. A change
        of memory changes the storage too. The API's response may be empty, which means that the change was accepted.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            name: The new name: 1 to 30 characters, no whitespace at either end.
            memory: The new memory, such as `16GB`.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether to have the Graph Analytics plugin.
            storage: The new disk, such as `32GB`.
            secondaries_count: The new number of secondaries; not every type has them.
            cdc_enrichment_mode: Change data capture, `OFF`, `DIFF` or `FULL`; not every type has it.

        Returns:
            The instance with the values just requested and status `updating`, also where the API's response is empty:
            hand it to `aura.wait()` to see them in place.

        Raises:
            InvalidArgumentError: Nothing to change was given.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(
            update_instance.request(
                instance_id,
                name=name,
                memory=memory,
                vector_optimized=vector_optimized,
                graph_analytics_plugin=graph_analytics_plugin,
                storage=storage,
                secondaries_count=secondaries_count,
                cdc_enrichment_mode=cdc_enrichment_mode,
            )
        )
        return completed

    def overwrite(
        self, instance_id: str, *, source_instance_id: str, source_snapshot_id: str | None = None
    ) -> Instance:
        """Replace the data of an instance with that of another instance, or of one of its snapshots.

        The data that the instance has now is lost. Asynchronous: `overwriting`, at times `loading`, then `running`, or
        `loading failed`; at first the old `running` may still be reported. Without a snapshot the API takes one of the
        source.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            source_instance_id: The id of the instance to copy from; it must not be larger.
            source_snapshot_id: The snapshot of the source to copy; a new one is taken when not given.

        Returns:
            The instance with status `overwriting`: hand it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 for Free instances.
            ServerError: 500 when the source is larger than the instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(
            overwrite_instance.request(
                instance_id, source_instance_id=source_instance_id, source_snapshot_id=source_snapshot_id
            )
        )
        return completed

    def pause(self, instance_id: str) -> Instance:
        """Pause a running instance; a paused instance costs less.

        Asynchronous: `pausing`, then `paused`; the more data, the longer. A paused instance has no `connection_url`.
        The API cannot pause Free instances, which pause themselves after 72 hours without use.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `pausing`, or `paused` when it is so already: hand it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not running.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(pause_instance.request(instance_id))
        return completed

    def resume(self, instance_id: str) -> Instance:
        """Resume a paused instance.

        Asynchronous: `resuming`, then `running`. The `connection_url` is back when it is `running`.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `resuming`, or `running` when it is so already: hand it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not paused.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(resume_instance.request(instance_id))
        return completed

    def upgrade(self, instance_id: str, *, memory: str | None = None, storage: str | None = None) -> Instance:
        """Upgrade a Professional instance to the Business Critical tier.

        Give both sizes to resize it at the same time, or neither. Asynchronous: `updating`, then `running`, though the
        API's response may say `running` and `business-critical` already. Not for trials, nor for projects that pay
        through a cloud marketplace.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; needs the storage too. As before when not given.
            storage: The new disk, such as `32GB`; needs the memory too. As before when not given.

        Returns:
            The instance with the values just requested and status `updating`: hand it to `aura.wait()`.

        Raises:
            InvalidArgumentError: Only one of `memory` and `storage` was given.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 when an instance of this tier cannot be upgraded.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(
            upgrade_instance.request(instance_id, memory=memory, storage=storage)
        )
        return completed


class AsyncInstances:
    """AuraDB and AuraDS instances: databases that Neo4j runs for you."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self, *, tenant_id: str | None = None) -> builtins.list[InstanceSummary]:
        """List the instances you have access to.

        Of each only id, name, project, provider and creation time: `get` tells the rest. Without a project, those of
        all projects.

        Args:
            tenant_id: Only instances of the project of this id.

        Returns:
            The instances, in one list whatever their number.

        Raises:
            NotFoundError: There is no such project, or your credentials do not reach it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_instances.request(tenant_id=tenant_id))

    async def create(
        self,
        *,
        version: str,
        region: str,
        memory: str,
        name: str,
        type: InstanceType | str,
        tenant_id: str,
        cloud_provider: CloudProvider | str,
        source_instance_id: str | None = None,
        source_snapshot_id: str | None = None,
        customer_managed_key_id: str | None = None,
        vector_optimized: bool | None = None,
        graph_analytics_plugin: bool | None = None,
        storage: str | None = None,
    ) -> CreatedInstance:
        """Create an instance, empty or as a clone.

        Asynchronous: minutes, at times ten, from `creating` (a clone then `loading`) to `running`, or to `loading
        failed`. The initial password is in this response only: keep it. The instance is billed from its creation on.
        Repeating the call creates, and bills, a second one; `ensure` does not. Just after it `get` can raise
        NotFoundError.

        Args:
            version: The Neo4j version: `5` gives the latest one.
            region: The region of the cloud provider, such as `europe-west1`.
            memory: The memory, such as `8GB`.
            name: 1 to 30 characters, no whitespace at either end.
            type: The type, such as `professional-db`; `enterprise-db` is Virtual Dedicated Cloud.
            tenant_id: The id of the project to create it in.
            cloud_provider: The cloud provider to host it: `gcp`, `aws` or `azure`.
            source_instance_id: The id of the instance to clone.
            source_snapshot_id: An exportable snapshot of the source to clone, instead of its present state.
            customer_managed_key_id: The id of a ready key to encrypt it, for the `enterprise-…` types.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether to install the Graph Analytics plugin.
            storage: The disk, such as `16GB`; not for Free instances.

        Returns:
            The new instance with its initial user and password: hand it to `aura.wait()`.

        Raises:
            BadRequestError: A combination that the project is not offered, or a name that is not accepted; `missing-
                billing-details` when the account has nothing to pay with.
            PaymentRequiredError: A quota is used up (`quota-exceeded`).
            APIError: 405 when a limit for instances is reached.
            NotFoundError: There is no such project, source instance or snapshot.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_instance.request(
                version=version,
                region=region,
                memory=memory,
                name=name,
                type=type,
                tenant_id=tenant_id,
                cloud_provider=cloud_provider,
                source_instance_id=source_instance_id,
                source_snapshot_id=source_snapshot_id,
                customer_managed_key_id=customer_managed_key_id,
                vector_optimized=vector_optimized,
                graph_analytics_plugin=graph_analytics_plugin,
                storage=storage,
            )
        )

    async def estimate_size(
        self,
        *,
        node_count: int,
        relationship_count: int,
        instance_type: InstanceType | str | None = None,
        algorithm_categories: Sequence[str] | None = None,
    ) -> InstanceSizeEstimate:
        """Estimate the instance that a graph and its algorithms need.

        For the AuraDS types. Creates nothing and costs nothing, so it is safe to repeat.

        Args:
            node_count: How many nodes the graph will have.
            relationship_count: How many relationships the graph will have.
            instance_type: The type wanted: `enterprise-ds` or `professional-ds`.
            algorithm_categories: Kinds of algorithms to run, such as `community-detection`, `node-embedding`.

        Returns:
            The memory that is needed, and the size to create an instance with.

        Raises:
            BadRequestError: A count that is out of range, or a kind of algorithms that does not exist.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            estimate_instance_size.request(
                node_count=node_count,
                relationship_count=relationship_count,
                instance_type=instance_type,
                algorithm_categories=algorithm_categories,
            )
        )

    async def get(self, instance_id: str) -> Instance:
        """Get one instance.

        Its `status` tells how far an operation on it has come. Fields that a type or a state does not have are None.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance.

        Raises:
            NotFoundError: There is none of this id, or it was deleted, or it was created seconds ago (`db-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_instance.request(instance_id))

    async def delete(self, instance_id: str) -> Instance | None:
        """Delete an instance, its data and its snapshots for good.

        Asynchronous: the instance is `destroying` until `get` raises NotFoundError. Safe to repeat: one request is
        accepted, later ones get 404. Until the end 409 `ongoing-database-operation` is possible, while another
        operation runs.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `destroying`: hand it to `aura.wait()`. None when a repetition found it gone
            already.

        Raises:
            NotFoundError: There was no instance with this id to begin with.
            ConflictError: Another operation is running on the instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance | None = await self._client.complete(delete_instance.request(instance_id))
        return completed

    async def update(
        self,
        instance_id: str,
        *,
        name: str | None = None,
        memory: str | None = None,
        vector_optimized: bool | None = None,
        graph_analytics_plugin: bool | None = None,
        storage: str | None = None,
        secondaries_count: int | None = None,
        cdc_enrichment_mode: CdcEnrichmentMode | str | None = None,
    ) -> Instance:
        """Rename or resize an instance, or change its options.

        What is not given stays as it is. Asynchronous: the instance can be used while it is `updating`, and is
        `running` with the new values at the end; right after the call the API may still report the old state. A change
        of memory changes the storage too. The API's response may be empty, which means that the change was accepted.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            name: The new name: 1 to 30 characters, no whitespace at either end.
            memory: The new memory, such as `16GB`.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether to have the Graph Analytics plugin.
            storage: The new disk, such as `32GB`.
            secondaries_count: The new number of secondaries; not every type has them.
            cdc_enrichment_mode: Change data capture, `OFF`, `DIFF` or `FULL`; not every type has it.

        Returns:
            The instance with the values just requested and status `updating`, also where the API's response is empty:
            hand it to `aura.wait()` to see them in place.

        Raises:
            InvalidArgumentError: Nothing to change was given.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(
            update_instance.request(
                instance_id,
                name=name,
                memory=memory,
                vector_optimized=vector_optimized,
                graph_analytics_plugin=graph_analytics_plugin,
                storage=storage,
                secondaries_count=secondaries_count,
                cdc_enrichment_mode=cdc_enrichment_mode,
            )
        )
        return completed

    async def overwrite(
        self, instance_id: str, *, source_instance_id: str, source_snapshot_id: str | None = None
    ) -> Instance:
        """Replace the data of an instance with that of another instance, or of one of its snapshots.

        The data that the instance has now is lost. Asynchronous: `overwriting`, at times `loading`, then `running`, or
        `loading failed`; at first the old `running` may still be reported. Without a snapshot the API takes one of the
        source.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            source_instance_id: The id of the instance to copy from; it must not be larger.
            source_snapshot_id: The snapshot of the source to copy; a new one is taken when not given.

        Returns:
            The instance with status `overwriting`: hand it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 for Free instances.
            ServerError: 500 when the source is larger than the instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(
            overwrite_instance.request(
                instance_id, source_instance_id=source_instance_id, source_snapshot_id=source_snapshot_id
            )
        )
        return completed

    async def pause(self, instance_id: str) -> Instance:
        """Pause a running instance; a paused instance costs less.

        Asynchronous: `pausing`, then `paused`; the more data, the longer. A paused instance has no `connection_url`.
        The API cannot pause Free instances, which pause themselves after 72 hours without use.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `pausing`, or `paused` when it is so already: hand it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not running.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(pause_instance.request(instance_id))
        return completed

    async def resume(self, instance_id: str) -> Instance:
        """Resume a paused instance.

        Asynchronous: `resuming`, then `running`. The `connection_url` is back when it is `running`.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `resuming`, or `running` when it is so already: hand it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not paused.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(resume_instance.request(instance_id))
        return completed

    async def upgrade(self, instance_id: str, *, memory: str | None = None, storage: str | None = None) -> Instance:
        """Upgrade a Professional instance to the Business Critical tier.

        Give both sizes to resize it at the same time, or neither. Asynchronous: `updating`, then `running`, though the
        API's response may say `running` and `business-critical` already. Not for trials, nor for projects that pay
        through a cloud marketplace.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; needs the storage too. As before when not given.
            storage: The new disk, such as `32GB`; needs the memory too. As before when not given.

        Returns:
            The instance with the values just requested and status `updating`: hand it to `aura.wait()`.

        Raises:
            InvalidArgumentError: Only one of `memory` and `storage` was given.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 when an instance of this tier cannot be upgraded.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(
            upgrade_instance.request(instance_id, memory=memory, storage=storage)
        )
        return completed

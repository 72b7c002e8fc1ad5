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

        Each has only its id, name, project, provider and creation time; `get` returns the rest. Without a project, the
        instances of all projects are listed.

        Args:
            tenant_id: Only instances of the project with this id.

        Returns:
            The instances, all in one list.

        Raises:
            NotFoundError: There is no such project, or your credentials cannot see it.

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

        Asynchronous: `creating` (then `loading`, for a clone) for minutes, sometimes ten, then `running` or `loading
        failed`. Only this response contains the initial password: store it. The instance is billed from its creation
        on. Repeating the call creates, and bills, a second one; `ensure` does not. For some seconds `get` can raise
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
            source_snapshot_id: An exportable snapshot of the source to clone, instead of its current state.
            customer_managed_key_id: The id of a ready key to encrypt it, for the `enterprise-…` types.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether to install the Graph Analytics plugin.
            storage: The disk, such as `16GB`; not for Free instances.

        Returns:
            The new instance with its initial user and password: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A combination that is not available to the project, or a name that is not accepted;
                `missing-billing-details` if the account has no billing details.
            PaymentRequiredError: A quota is used up (`quota-exceeded`).
            APIError: 405 if a limit for instances is reached.
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
        """Estimate the instance size that a graph and its algorithms need.

        For the AuraDS types. Creates nothing and costs nothing, so it is safe to repeat.

        Args:
            node_count: How many nodes the graph will have.
            relationship_count: How many relationships the graph will have.
            instance_type: The type of the instance: `enterprise-ds` or `professional-ds`.
            algorithm_categories: Categories of algorithms to run, such as `community-detection`, `node-embedding`.

        Returns:
            The memory that is needed, and the size to create an instance with.

        Raises:
            BadRequestError: A count that is out of range, or an unknown category of algorithms.

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

        Its `status` shows which operation is in progress. Fields that its type or state does not have are None.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance.

        Raises:
            NotFoundError: There is none with this id, it was deleted, or it was created a few seconds ago (`db-not-
                found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_instance.request(instance_id))

    def delete(self, instance_id: str) -> Instance | None:
        """Permanently delete an instance, its data and its snapshots.

        Asynchronous: the instance is `destroying` until `get` raises NotFoundError. Safe to repeat: one request is
        accepted, later ones get 404. A 409 `ongoing-database-operation` is possible while another operation is
        running.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `destroying`: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            NotFoundError: There was no instance with this id.
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

        Values that are not given stay unchanged. Asynchronous: the instance can be used while it is `updating`, and is
        `running` with the new values in the end; right after the call the API may still report the old state. A change
        of memory changes the storage, too. The API's response may be empty, which means that the change was accepted.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            name: The new name: 1 to 30 characters, no whitespace at either end.
            memory: The new memory, such as `16GB`.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether the Graph Analytics plugin is to be installed.
            storage: The new disk, such as `32GB`.
            secondaries_count: The new number of secondaries; not every type has them.
            cdc_enrichment_mode: Change data capture, `OFF`, `DIFF` or `FULL`; not every type has it.

        Returns:
            The instance with the values just requested and status `updating`, even if the API's response is empty:
            pass it to `aura.wait()` to wait until they are in effect.

        Raises:
            InvalidArgumentError: No value to change was given.
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

        The present data of the instance is lost. Asynchronous: `overwriting`, sometimes `loading`, then `running` or
        `loading failed`; at first the API may still report the earlier `running`. Without a snapshot, the API takes a
        new one of the source.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            source_instance_id: The id of the instance to copy from; it must not be larger.
            source_snapshot_id: The snapshot of the source to copy; a new one is taken if not given.

        Returns:
            The instance with status `overwriting`: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 for Free instances.
            ServerError: 500 if the source is larger than the instance.

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

        Asynchronous: `pausing`, then `paused`; more data takes longer. A paused instance has no `connection_url`. The
        API cannot pause Free instances, which pause themselves after 72 hours without use.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `pausing`, or `paused` if it already is: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not running.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(pause_instance.request(instance_id))
        return completed

    def resume(self, instance_id: str) -> Instance:
        """Resume a paused instance.

        Asynchronous: `resuming`, then `running`, when it has a `connection_url` again.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `resuming`, or `running` if it already is: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not paused.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(resume_instance.request(instance_id))
        return completed

    def upgrade(self, instance_id: str, *, memory: str | None = None, storage: str | None = None) -> Instance:
        """Upgrade a Professional instance to the Business Critical tier.

        Give both sizes to resize it at the same time, or neither. Asynchronous: `updating`, then `running`, although
        the API's response may already say `running` and `business-critical`. Not available for trials, or for projects
        billed through a cloud marketplace.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; requires the storage, too. Unchanged if not given.
            storage: The new disk, such as `32GB`; requires the memory, too. Unchanged if not given.

        Returns:
            The instance with the values just requested and status `updating`: pass it to `aura.wait()`.

        Raises:
            InvalidArgumentError: Only one of `memory` and `storage` was given.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 if an instance of this tier cannot be upgraded.

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

        Each has only its id, name, project, provider and creation time; `get` returns the rest. Without a project, the
        instances of all projects are listed.

        Args:
            tenant_id: Only instances of the project with this id.

        Returns:
            The instances, all in one list.

        Raises:
            NotFoundError: There is no such project, or your credentials cannot see it.

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

        Asynchronous: `creating` (then `loading`, for a clone) for minutes, sometimes ten, then `running` or `loading
        failed`. Only this response contains the initial password: store it. The instance is billed from its creation
        on. Repeating the call creates, and bills, a second one; `ensure` does not. For some seconds `get` can raise
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
            source_snapshot_id: An exportable snapshot of the source to clone, instead of its current state.
            customer_managed_key_id: The id of a ready key to encrypt it, for the `enterprise-…` types.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether to install the Graph Analytics plugin.
            storage: The disk, such as `16GB`; not for Free instances.

        Returns:
            The new instance with its initial user and password: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A combination that is not available to the project, or a name that is not accepted;
                `missing-billing-details` if the account has no billing details.
            PaymentRequiredError: A quota is used up (`quota-exceeded`).
            APIError: 405 if a limit for instances is reached.
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
        """Estimate the instance size that a graph and its algorithms need.

        For the AuraDS types. Creates nothing and costs nothing, so it is safe to repeat.

        Args:
            node_count: How many nodes the graph will have.
            relationship_count: How many relationships the graph will have.
            instance_type: The type of the instance: `enterprise-ds` or `professional-ds`.
            algorithm_categories: Categories of algorithms to run, such as `community-detection`, `node-embedding`.

        Returns:
            The memory that is needed, and the size to create an instance with.

        Raises:
            BadRequestError: A count that is out of range, or an unknown category of algorithms.

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

        Its `status` shows which operation is in progress. Fields that its type or state does not have are None.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance.

        Raises:
            NotFoundError: There is none with this id, it was deleted, or it was created a few seconds ago (`db-not-
                found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_instance.request(instance_id))

    async def delete(self, instance_id: str) -> Instance | None:
        """Permanently delete an instance, its data and its snapshots.

        Asynchronous: the instance is `destroying` until `get` raises NotFoundError. Safe to repeat: one request is
        accepted, later ones get 404. A 409 `ongoing-database-operation` is possible while another operation is
        running.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `destroying`: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            NotFoundError: There was no instance with this id.
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

        Values that are not given stay unchanged. Asynchronous: the instance can be used while it is `updating`, and is
        `running` with the new values in the end; right after the call the API may still report the old state. A change
        of memory changes the storage, too. The API's response may be empty, which means that the change was accepted.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            name: The new name: 1 to 30 characters, no whitespace at either end.
            memory: The new memory, such as `16GB`.
            vector_optimized: Whether to set memory aside for vector indexes.
            graph_analytics_plugin: Whether the Graph Analytics plugin is to be installed.
            storage: The new disk, such as `32GB`.
            secondaries_count: The new number of secondaries; not every type has them.
            cdc_enrichment_mode: Change data capture, `OFF`, `DIFF` or `FULL`; not every type has it.

        Returns:
            The instance with the values just requested and status `updating`, even if the API's response is empty:
            pass it to `aura.wait()` to wait until they are in effect.

        Raises:
            InvalidArgumentError: No value to change was given.
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

        The present data of the instance is lost. Asynchronous: `overwriting`, sometimes `loading`, then `running` or
        `loading failed`; at first the API may still report the earlier `running`. Without a snapshot, the API takes a
        new one of the source.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            source_instance_id: The id of the instance to copy from; it must not be larger.
            source_snapshot_id: The snapshot of the source to copy; a new one is taken if not given.

        Returns:
            The instance with status `overwriting`: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 for Free instances.
            ServerError: 500 if the source is larger than the instance.

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

        Asynchronous: `pausing`, then `paused`; more data takes longer. A paused instance has no `connection_url`. The
        API cannot pause Free instances, which pause themselves after 72 hours without use.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `pausing`, or `paused` if it already is: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not running.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(pause_instance.request(instance_id))
        return completed

    async def resume(self, instance_id: str) -> Instance:
        """Resume a paused instance.

        Asynchronous: `resuming`, then `running`, when it has a `connection_url` again.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The instance with status `resuming`, or `running` if it already is: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or it is not paused.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(resume_instance.request(instance_id))
        return completed

    async def upgrade(self, instance_id: str, *, memory: str | None = None, storage: str | None = None) -> Instance:
        """Upgrade a Professional instance to the Business Critical tier.

        Give both sizes to resize it at the same time, or neither. Asynchronous: `updating`, then `running`, although
        the API's response may already say `running` and `business-critical`. Not available for trials, or for projects
        billed through a cloud marketplace.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            memory: The new memory, such as `16GB`; requires the storage, too. Unchanged if not given.
            storage: The new disk, such as `32GB`; requires the memory, too. Unchanged if not given.

        Returns:
            The instance with the values just requested and status `updating`: pass it to `aura.wait()`.

        Raises:
            InvalidArgumentError: Only one of `memory` and `storage` was given.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).
            APIError: 420 if an instance of this tier cannot be upgraded.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(
            upgrade_instance.request(instance_id, memory=memory, storage=storage)
        )
        return completed

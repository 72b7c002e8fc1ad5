"""The asynchronous twin of `resources`, method by method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aurakit_raw.v1.api import instances

if TYPE_CHECKING:
    from aurakit_raw.v1.models import (
        CdcEnrichmentMode,
        CloudProvider,
        Instance,
        InstanceConfiguration,
        InstanceType,
    )

    from .ensure import Ensured
    from .raw import AsyncRawClient


class AsyncInstances(instances.AsyncInstances):
    """See `aurakit.resources.Instances`."""

    _client: AsyncRawClient

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
        """See `aurakit.resources.Instances.update`."""
        from .asked import accepted, changes, updating

        values: dict[str, Any] = {
            "name": name,
            "memory": memory,
            "vector_optimized": vector_optimized,
            "graph_analytics_plugin": graph_analytics_plugin,
            "storage": storage,
            "secondaries_count": secondaries_count,
            "cdc_enrichment_mode": cdc_enrichment_mode,
        }
        answer: Any = await super().update(instance_id, **changes(values))
        if answer is None:
            with accepted("update"):
                answer = await self.get(instance_id)
        return updating(answer, values)

    async def upgrade(self, instance_id: str, *, memory: str | None = None, storage: str | None = None) -> Instance:
        """See `aurakit.resources.Instances.upgrade`."""
        from .asked import accepted, check_upgrade, upgrading

        check_upgrade(memory, storage)
        answer: Any = await super().upgrade(instance_id, memory=memory, storage=storage)
        if answer is None:
            with accepted("upgrade"):
                answer = await self.get(instance_id)
        return upgrading(answer, {"memory": memory, "storage": storage})

    async def overwrite(
        self, instance_id: str, *, source_instance_id: str, source_snapshot_id: str | None = None
    ) -> Instance:
        """See `aurakit.resources.Instances.overwrite`."""
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        answer = await super().overwrite(
            instance_id, source_instance_id=source_instance_id, source_snapshot_id=source_snapshot_id
        )
        return under_way(answer, InstanceStatus.OVERWRITING)

    async def pause(self, instance_id: str) -> Instance:
        """See `aurakit.resources.Instances.pause`."""
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        return under_way(await super().pause(instance_id), InstanceStatus.PAUSING, InstanceStatus.PAUSED)

    async def resume(self, instance_id: str) -> Instance:
        """See `aurakit.resources.Instances.resume`."""
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        return under_way(await super().resume(instance_id), InstanceStatus.RESUMING, InstanceStatus.RUNNING)

    async def delete(self, instance_id: str) -> Instance | None:
        """See `aurakit.resources.Instances.delete`."""
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        answer: Instance | None = await super().delete(instance_id)
        return None if answer is None else under_way(answer, InstanceStatus.DESTROYING)

    async def ensure(
        self,
        *,
        name: str,
        tenant_id: str,
        version: str,
        region: str,
        memory: str,
        type: InstanceType | str,
        cloud_provider: CloudProvider | str,
        source_instance_id: str | None = None,
        source_snapshot_id: str | None = None,
        customer_managed_key_id: str | None = None,
        vector_optimized: bool | None = None,
        graph_analytics_plugin: bool | None = None,
        storage: str | None = None,
        secondaries_count: int | None = None,
        cdc_enrichment_mode: CdcEnrichmentMode | str | None = None,
    ) -> Ensured:
        """See `aurakit.resources.Instances.ensure`."""
        from . import ensure

        arguments: dict[str, Any] = {
            "name": name, "tenant_id": tenant_id, "version": version, "region": region, "memory": memory, "type": type,
            "cloud_provider": cloud_provider, "source_instance_id": source_instance_id,
            "source_snapshot_id": source_snapshot_id, "customer_managed_key_id": customer_managed_key_id,
            "vector_optimized": vector_optimized, "graph_analytics_plugin": graph_analytics_plugin, "storage": storage,
            "secondaries_count": secondaries_count, "cdc_enrichment_mode": cdc_enrichment_mode,
        }  # fmt: skip
        return await ensure.carry_out_async(self._client, ensure.course(arguments, self._client.clock))

    async def check(
        self,
        *,
        tenant_id: str,
        region: str | None = None,
        type: InstanceType | str | None = None,
        memory: str | None = None,
        storage: str | None = None,
        version: str | None = None,
        cloud_provider: CloudProvider | str | None = None,
        upgrade: bool = False,
    ) -> list[InstanceConfiguration]:
        """See `aurakit.resources.Instances.check`."""
        from aurakit_raw.v1.api.projects import get_project

        from .offered import fitting, upgraded

        asked: dict[str, Any] = {
            "cloud_provider": cloud_provider, "type": type, "region": region, "version": version, "memory": memory,
            "storage": storage,
        }  # fmt: skip
        if upgrade:
            asked = upgraded(asked)
        project = (await self._client.call(get_project.request(tenant_id))).parsed
        return fitting(project.instance_configurations, asked)

"""The instances: results that can be waited on, safe creation, a check before a request.

Everything else comes from the generated class below. The decisions are in `asked`, `ensure` and `offered`; the
asynchronous twin is in `async_resources`, the other resources are in `completed`.
"""

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
    from .raw import RawClient


class Instances(instances.Instances):
    """The databases: create, list, look at, change, pause, resume, overwrite, upgrade, delete.

    Every change goes on after its answer: hand what a method returns to `aura.wait()`.
    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    _client: RawClient

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
        """Rename or resize an instance, or change its options. What is not given stays as it is.

        Args:
            instance_id: the id of the instance.
            name: new name, 1 to 30 characters.
            memory: memory of the new size, such as `8GB`; one that the project is offered.
            vector_optimized: whether memory is set aside for vector indexes.
            graph_analytics_plugin: whether the graph analytics plugin is there.
            storage: storage of the new size, such as `16GB`.
            secondaries_count: number of read-only copies; virtual dedicated cloud only.
            cdc_enrichment_mode: what change data capture records: `OFF`, `DIFF` or `FULL`.

        Returns:
            The instance with the values just asked for and status `updating`, even where the API answered nothing: hand
            it to `aura.wait()` to see them in place.

        Raises:
            InvalidArgumentError: nothing to change was given.
            AuraError: see https://neo4j.com/docs/aura/platform/api/specification/ and the errors page of this package.
        """
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
        answer: Any = super().update(instance_id, **changes(values))
        if answer is None:
            with accepted("update"):
                answer = self.get(instance_id)
        return updating(answer, values)

    def upgrade(self, instance_id: str, *, memory: str | None = None, storage: str | None = None) -> Instance:
        """Upgrade a professional instance to the business-critical tier.

        Args:
            instance_id: the id of the instance.
            memory: memory after the upgrade, such as `8GB`; given together with `storage`, or neither.
            storage: storage after the upgrade, such as `16GB`.

        Returns:
            The instance with the values just asked for and status `updating`.

        Raises:
            InvalidArgumentError: only one of `memory` and `storage` was given.
            APIError: 420 when this tier cannot be upgraded.
        """
        from .asked import accepted, check_upgrade, upgrading

        check_upgrade(memory, storage)
        answer: Any = super().upgrade(instance_id, memory=memory, storage=storage)
        if answer is None:
            with accepted("upgrade"):
                answer = self.get(instance_id)
        return upgrading(answer, {"memory": memory, "storage": storage})

    def overwrite(
        self, instance_id: str, *, source_instance_id: str, source_snapshot_id: str | None = None
    ) -> Instance:
        """Replace the data of an instance by that of another, or of one of its snapshots.

        Args:
            instance_id: the instance whose data is replaced.
            source_instance_id: the instance the data comes from.
            source_snapshot_id: the snapshot of the source; its current data if None.

        Returns:
            The instance with status `overwriting`.
        """
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        answer = super().overwrite(
            instance_id, source_instance_id=source_instance_id, source_snapshot_id=source_snapshot_id
        )
        return under_way(answer, InstanceStatus.OVERWRITING)

    def pause(self, instance_id: str) -> Instance:
        """Pause a running instance; a paused one is billed at a lower rate.

        Returns:
            The instance with status `pausing`.
        """
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        return under_way(super().pause(instance_id), InstanceStatus.PAUSING, InstanceStatus.PAUSED)

    def resume(self, instance_id: str) -> Instance:
        """Resume a paused instance.

        Returns:
            The instance with status `resuming`.
        """
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        return under_way(super().resume(instance_id), InstanceStatus.RESUMING, InstanceStatus.RUNNING)

    def delete(self, instance_id: str) -> Instance | None:
        """Delete an instance and its snapshots. Safe to repeat.

        Returns:
            The instance with status `destroying`; None when a repetition found it gone already.

        Raises:
            NotFoundError: there was none with this id to begin with.
        """
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        answer: Instance | None = super().delete(instance_id)
        return None if answer is None else under_way(answer, InstanceStatus.DESTROYING)

    def ensure(
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
        """The instance of this name in this project: the one that is there, or a new one. Creates at most one.

        Of the one that is there, every argument given here that the API reports is compared (the version and the source
        of a clone are not reported). Instances being deleted are passed over. When the answer to the creation is lost,
        the project's instances are listed for up to 60 seconds to find out, and none is created again. Two callers at
        the same moment are not covered: each may see none and create one.

        Args:
            name: name of the instance, 1 to 30 characters.
            tenant_id: id of the project.
            version, region, memory, type, cloud_provider: and the optional ones, as in `create`.

        Returns:
            An `Ensured`: `instance`, `created`, `compared`, and `connection` with the initial credentials of a new one.

        Raises:
            InstanceMismatchError: several instances have this name, or the one that has it is different.
            OutcomeUnknownError: the creation's answer was lost, and no new instance appeared.
        """
        from . import ensure

        arguments: dict[str, Any] = {
            "name": name, "tenant_id": tenant_id, "version": version, "region": region, "memory": memory, "type": type,
            "cloud_provider": cloud_provider, "source_instance_id": source_instance_id,
            "source_snapshot_id": source_snapshot_id, "customer_managed_key_id": customer_managed_key_id,
            "vector_optimized": vector_optimized, "graph_analytics_plugin": graph_analytics_plugin, "storage": storage,
            "secondaries_count": secondaries_count, "cdc_enrichment_mode": cdc_enrichment_mode,
        }  # fmt: skip
        return ensure.carry_out(self._client, ensure.course(arguments, self._client.clock))

    def check(
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
        """Check a configuration against what the project is offered, before a create, an update or an upgrade.

        One request, for the project. Arguments that are not given are not checked.

        Args:
            tenant_id: id of the project.
            region, type, memory, storage, version, cloud_provider: as in `create`; for an update or an upgrade, those
                that the instance has and those that it should have.
            upgrade: whether it is for `upgrade`: then the type is `business-critical`, and `memory` and `storage` come
                together.

        Returns:
            The offered configurations that fit.

        Raises:
            InvalidArgumentError: none fits; the text says which argument is not offered, and what is. Or only one of
                `memory` and `storage` was given for an upgrade; then no request is made.
        """
        from aurakit_raw.v1.api.projects import get_project

        from .offered import fitting, upgraded

        asked: dict[str, Any] = {
            "cloud_provider": cloud_provider, "type": type, "region": region, "version": version, "memory": memory,
            "storage": storage,
        }  # fmt: skip
        if upgrade:
            asked = upgraded(asked)
        project = (self._client.call(get_project.request(tenant_id))).parsed
        return fitting(project.instance_configurations, asked)

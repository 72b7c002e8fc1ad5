"""What `aura.instances` has beside the operations of the API: safe creation, and a check before a request.

The steps are in `ensure` and `configurations`; here are their signatures, sync and async.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aurakit_raw.v1.api import instances

if TYPE_CHECKING:
    from collections.abc import Generator

    from aurakit_raw.types import Request, Response
    from aurakit_raw.v1.models import CdcEnrichmentMode, CloudProvider, InstanceConfiguration, InstanceType

    from .._calls.steps import Step
    from .._client.raw import AsyncRawClient, RawClient
    from .ensure import Ensured


class _Additions:
    """What both flavours have in common."""

    _client: Any

    def _call(self, request: Request[Any], within: float | None = None) -> Generator[Step, Any, Response[Any]]:
        """The steps of one call."""
        steps: Generator[Step, Any, Response[Any]] = self._client.steps(request, within=within)
        return steps


class Instances(_Additions, instances.Instances):
    """The databases: create, list, look at, change, pause, resume, overwrite, upgrade, delete.

    Every change goes on after its response: hand what a method returns to `aura.wait()`.
    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    _client: RawClient

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
        of a clone are not reported). Instances being deleted are passed over. When the response to the creation is
        lost, the project's instances are listed for up to 60 seconds to find out, and none is created again. Two
        callers at the same moment are not covered: each may see none and create one.

        Args:
            name: name of the instance, 1 to 30 characters.
            tenant_id: id of the project.
            version, region, memory, type, cloud_provider: and the optional ones, as in `create`.

        Returns:
            An `Ensured`: `instance`, `created`, `compared`, and `connection` with the initial credentials of a new one.

        Raises:
            InstanceMismatchError: several instances have this name, or the one that has it is different.
            OutcomeUnknownError: the creation's response was lost, and no new instance appeared.
        """
        from .ensure import ensure_steps

        arguments: dict[str, Any] = {
            "name": name, "tenant_id": tenant_id, "version": version, "region": region, "memory": memory, "type": type,
            "cloud_provider": cloud_provider, "source_instance_id": source_instance_id,
            "source_snapshot_id": source_snapshot_id, "customer_managed_key_id": customer_managed_key_id,
            "vector_optimized": vector_optimized, "graph_analytics_plugin": graph_analytics_plugin, "storage": storage,
            "secondaries_count": secondaries_count, "cdc_enrichment_mode": cdc_enrichment_mode,
        }  # fmt: skip
        return self._client.run(ensure_steps(arguments, self._call, self._client.state.clock))

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
        """Check a configuration against what is available to the project, before a create, an update or an upgrade.

        One request, for the project. Arguments that are not given are not checked.

        Args:
            tenant_id: id of the project.
            region, type, memory, storage, version, cloud_provider: as in `create`; for an update or an upgrade, those
                that the instance has and those that it should have.
            upgrade: whether it is for `upgrade`: then the type is `business-critical`, and `memory` and `storage` come
                together.

        Returns:
            The available configurations that fit.

        Raises:
            InvalidArgumentError: none fits; the text says which argument is not available, and what is. Or only one of
                `memory` and `storage` was given for an upgrade; then no request is made.
        """
        from .configurations import check_steps

        asked: dict[str, Any] = {
            "cloud_provider": cloud_provider, "type": type, "region": region, "version": version, "memory": memory,
            "storage": storage,
        }  # fmt: skip
        return self._client.run(check_steps(tenant_id, asked, self._call, upgrade=upgrade))


class AsyncInstances(_Additions, instances.AsyncInstances):
    """See `Instances`."""

    _client: AsyncRawClient

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
        """The instance of this name in this project: the one that is there, or a new one; see `Instances.ensure`."""
        from .ensure import ensure_steps

        arguments: dict[str, Any] = {
            "name": name, "tenant_id": tenant_id, "version": version, "region": region, "memory": memory, "type": type,
            "cloud_provider": cloud_provider, "source_instance_id": source_instance_id,
            "source_snapshot_id": source_snapshot_id, "customer_managed_key_id": customer_managed_key_id,
            "vector_optimized": vector_optimized, "graph_analytics_plugin": graph_analytics_plugin, "storage": storage,
            "secondaries_count": secondaries_count, "cdc_enrichment_mode": cdc_enrichment_mode,
        }  # fmt: skip
        return await self._client.run(ensure_steps(arguments, self._call, self._client.state.clock))

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
        """Check a configuration against what is available to the project; see `Instances.check`."""
        from .configurations import check_steps

        asked: dict[str, Any] = {
            "cloud_provider": cloud_provider, "type": type, "region": region, "version": version, "memory": memory,
            "storage": storage,
        }  # fmt: skip
        return await self._client.run(check_steps(tenant_id, asked, self._call, upgrade=upgrade))

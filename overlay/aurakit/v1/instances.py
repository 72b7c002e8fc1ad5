"""What `aura.instances` has beside the operations of the API: safe creation, a check before a request, finding one by
its name, making sure that one runs or is paused.

The steps are in `ensure`, `configurations`, `finding` and `running`; here are their signatures, sync and async.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aurakit_raw.v1.api import instances

from .._calls.imports import importing

if TYPE_CHECKING:
    from collections.abc import Generator

    from aurakit_raw.types import Request, Response
    from aurakit_raw.v1.models import CdcEnrichmentMode, CloudProvider, Instance, InstanceConfiguration, InstanceType

    from .._calls.steps import Step
    from .._client.raw import AsyncCalls, Calls
    from .ensure import Ensured


class _Additions:
    """What both flavours have in common."""

    _client: Any

    def _call(self, request: Request[Any], within: float | None = None) -> Generator[Step, Any, Response[Any]]:
        """The steps of one call."""
        steps: Generator[Step, Any, Response[Any]] = self._client.steps(request, within=within)
        return steps

    def _find(self, wanted: str, tenant_id: str | None) -> Generator[Step, Any, Instance]:
        with importing:
            from .finding import find_steps

        state = self._client.state
        return find_steps(wanted, tenant_id, self._call, state.clock, state.random)

    def _move(self, instance_id: str, target: str, timeout: float) -> Generator[Step, Any, Instance]:
        with importing:
            from .running import PAUSED, RUNNING, move_steps

        state, to = self._client.state, {"running": RUNNING, "paused": PAUSED}[target]
        return move_steps(instance_id, to, self._call, clock=state.clock, random=state.random, timeout=timeout)


class Instances(_Additions, instances.Instances):
    """The databases: create, list, look at, change, pause, resume, overwrite, upgrade, delete.

    Every change goes on after its response: hand what a method returns to `aura.wait()`.
    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    _client: Calls

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
        update: bool = False,
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
            secondaries_count, cdc_enrichment_mode: as in `update`. A creation does not take them: `pending` of what
                comes back has them, for a second `ensure` with `update=True` once the instance runs.
            update: whether an instance that is there and differs only in what `update` takes (memory, storage,
                vector_optimized, graph_analytics_plugin, secondaries_count, cdc_enrichment_mode) is changed.

        Returns:
            An `Ensured`: `instance`, `created`, `compared`, `updated` (by argument: the value that was there, and the
            new one), `pending`, and `connection` with the initial credentials of a new one.

        Raises:
            InstanceMismatchError: several instances have this name, or the one that has it is different; nothing was
                changed.
            ConflictError: with `update`, another operation is running, or the instance is not.
            OutcomeUnknownError: the creation's response was lost, and no new instance appeared.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        with importing:
            from .ensure import ensure_steps

        arguments: dict[str, Any] = {
            "name": name, "tenant_id": tenant_id, "version": version, "region": region, "memory": memory, "type": type,
            "cloud_provider": cloud_provider, "source_instance_id": source_instance_id,
            "source_snapshot_id": source_snapshot_id, "customer_managed_key_id": customer_managed_key_id,
            "vector_optimized": vector_optimized, "graph_analytics_plugin": graph_analytics_plugin, "storage": storage,
            "secondaries_count": secondaries_count, "cdc_enrichment_mode": cdc_enrichment_mode,
        }  # fmt: skip
        steps = ensure_steps(arguments, self._call, self._client.state.clock, self._client.completed, update=update)
        return self._client.run(steps)

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

    def find(self, name_or_uri: str, tenant_id: str | None = None) -> Instance:
        """The one instance with this id, name or connection URI.

        One list, and a look at the instance. An id goes before a name. A URI, such as
        `neo4j+s://ab12cd34.databases.neo4j.io`, is found by the id that its host begins with.

        Args:
            name_or_uri: the id, the name as it is spelt, or the connection URI.
            tenant_id: id of a project to look in; all that the credentials see if None.

        Raises:
            InstanceMismatchError: several have this name; `instances` has them all.
            NotFoundError: none has; the text says where it was looked for.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.run(self._find(name_or_uri, tenant_id))

    def ensure_running(self, instance_id: str, *, timeout: float = 900.0) -> Instance:
        """See to it that an instance runs or will, whatever state it is in.

        Does what is needed and no more: resumes one that is paused, and waits for the end of what must end before, such
        as a pause. A second caller at the same time does no harm.

        An update, overwrite, restore or upgrade that has just begun may not show yet: for some seconds the API still
        says `running`, and then so does the result. Only repeated polls for most of a minute could tell, which every
        call for a running instance would pay for. To wait for such an operation, hand what it returned to
        `aura.wait()`.

        Args:
            instance_id: id of the instance.
            timeout: seconds to wait for operations that must end before it can be resumed.

        Returns:
            The instance, running or on its way to: hand it to `aura.wait()`.

        Raises:
            WaitFailedError: it is being deleted, or failed.
            ConflictError: the API does not resume it from the state it is in, such as suspended or stopped.
            WaitTimeoutError: `timeout` is over before it could be resumed; nothing was begun.
            NotFoundError: there is none.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.run(self._move(instance_id, "running", timeout))

    def ensure_paused(self, instance_id: str, *, timeout: float = 900.0) -> Instance:
        """See to it that an instance is paused or will be, whatever state it is in.

        Does what is needed and no more: pauses one that runs, and waits for the end of what must end before, such as
        its creation or a resize. A second caller at the same time does no harm.

        Args:
            instance_id: id of the instance.
            timeout: seconds to wait for operations that must end before it can be paused.

        Returns:
            The instance, paused or on its way to: hand it to `aura.wait()`.

        Raises:
            InvalidArgumentError: it is a free instance that runs: the API does not pause those.
            WaitFailedError: it is being deleted, is suspended, or failed.
            WaitTimeoutError: `timeout` is over before it could be paused; nothing was begun.
            NotFoundError: there is none.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.run(self._move(instance_id, "paused", timeout))


class AsyncInstances(_Additions, instances.AsyncInstances):
    """See `Instances`."""

    _client: AsyncCalls

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
        update: bool = False,
    ) -> Ensured:
        """The instance of this name in this project: the one that is there, or a new one; see `Instances.ensure`."""
        with importing:
            from .ensure import ensure_steps

        arguments: dict[str, Any] = {
            "name": name, "tenant_id": tenant_id, "version": version, "region": region, "memory": memory, "type": type,
            "cloud_provider": cloud_provider, "source_instance_id": source_instance_id,
            "source_snapshot_id": source_snapshot_id, "customer_managed_key_id": customer_managed_key_id,
            "vector_optimized": vector_optimized, "graph_analytics_plugin": graph_analytics_plugin, "storage": storage,
            "secondaries_count": secondaries_count, "cdc_enrichment_mode": cdc_enrichment_mode,
        }  # fmt: skip
        steps = ensure_steps(arguments, self._call, self._client.state.clock, self._client.completed, update=update)
        return await self._client.run(steps)

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

    async def find(self, name_or_uri: str, tenant_id: str | None = None) -> Instance:
        """The one instance with this id, name or connection URI; see `Instances.find`."""
        return await self._client.run(self._find(name_or_uri, tenant_id))

    async def ensure_running(self, instance_id: str, *, timeout: float = 900.0) -> Instance:
        """See to it that an instance runs or will; see `Instances.ensure_running`."""
        return await self._client.run(self._move(instance_id, "running", timeout))

    async def ensure_paused(self, instance_id: str, *, timeout: float = 900.0) -> Instance:
        """See to it that an instance is paused or will be; see `Instances.ensure_paused`."""
        return await self._client.run(self._move(instance_id, "paused", timeout))

"""What `aura.instances` offers beyond the operations of the API: safe creation, a check before a request, finding an
instance by name, making sure that it is running or paused.

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
    """What the sync and async classes have in common."""

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
    """The databases: create, list, get, update, pause, resume, overwrite, upgrade, delete.

    Changes continue after the response: pass what a method returns to `aura.wait()`.
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
        """The instance with this name in this project: the existing one, or a new one. Creates at most one.

        Every given argument that the API reports is compared with an existing instance (the version and the source of a
        clone are not reported). Instances being deleted are ignored. If the response to the creation is lost, the
        project's instances are listed for up to 60 seconds to find the new one; the creation is not repeated. Two
        callers at the same moment are not protected from each other: each may see no instance and create one.

        Args:
            name: name of the instance, 1 to 30 characters.
            tenant_id: id of the project.
            version, region, memory, type, cloud_provider: and the optional ones, as in `create`.
            secondaries_count, cdc_enrichment_mode: as in `update`. A creation does not take them: the result has them
                as `pending`, for a second `ensure` with `update=True` once the instance is running. So are those of an
                existing instance that the API does not report.
            update: whether to update an existing instance that differs only in what `update` takes (memory, storage,
                vector_optimized, graph_analytics_plugin, secondaries_count, cdc_enrichment_mode).

        Returns:
            An `Ensured`: `instance`, `created`, `compared`, `updated` (by argument: the old value and the new one),
            `pending`, and `connection` with the initial credentials of a new one.

        Raises:
            InstanceMismatchError: several instances have this name, or the one that has it differs; nothing was
                changed.
            ConflictError: with `update`: another operation is running, or the instance is not running.
            OutcomeUnknownError: the response to the creation was lost, and no new instance appeared.

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
            region, type, memory, storage, version, cloud_provider: as in `create`; for an update or an upgrade, the
                current values together with the new ones.
            upgrade: whether to check an upgrade: then the type is `business-critical`, and `memory` and `storage` must
                be given together.

        Returns:
            The available configurations that fit.

        Raises:
            InvalidArgumentError: no configuration fits; the text says which argument is not available, and what is. Or
                only one of `memory` and `storage` was given for an upgrade; then no request is made.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        with importing:
            from .configurations import check_steps

        asked: dict[str, Any] = {
            "cloud_provider": cloud_provider, "type": type, "region": region, "version": version, "memory": memory,
            "storage": storage,
        }  # fmt: skip
        return self._client.run(check_steps(tenant_id, asked, self._call, upgrade=upgrade))

    def find(self, name_or_uri: str, tenant_id: str | None = None) -> Instance:
        """The one instance with this id, name or connection URI.

        Makes two requests, a list and a get. An id takes precedence over a name. A URI, such as
        `neo4j+s://ab12cd34.databases.neo4j.io`, is matched by the id at the beginning of its host.

        Args:
            name_or_uri: the id, the exact name, or the connection URI.
            tenant_id: id of the project to search; if None, all projects that the credentials can see.

        Raises:
            InstanceMismatchError: several instances have this name; `instances` has them all.
            NotFoundError: no instance has it; the text says which ones were searched.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.run(self._find(name_or_uri, tenant_id))

    def ensure_running(self, instance_id: str, *, timeout: float = 900.0) -> Instance:
        """Make sure that an instance is running or about to be, whatever its state.

        Does only what is needed: resumes a paused instance, after waiting for operations that must end first, such as a
        pause. Several callers can do this at the same time.

        An update, overwrite, restore or upgrade that has just begun may not be visible yet: for some seconds the API
        still reports `running`, and so does the result. Detecting it would take repeated polls for most of a minute in
        every call for a running instance. To wait for such an operation, pass what it returned to `aura.wait()`.

        Args:
            instance_id: id of the instance.
            timeout: seconds to wait for operations that must end before it can be resumed.

        Returns:
            The instance, running or resuming: pass it to `aura.wait()`.

        Raises:
            WaitFailedError: the instance is being deleted, or has failed.
            ConflictError: the API does not resume it from its state, such as suspended or stopped.
            WaitTimeoutError: it could not be resumed within `timeout`; nothing was started.
            NotFoundError: there is no instance with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.run(self._move(instance_id, "running", timeout))

    def ensure_paused(self, instance_id: str, *, timeout: float = 900.0) -> Instance:
        """Make sure that an instance is paused or about to be, whatever its state.

        Does only what is needed: pauses a running instance, after waiting for operations that must end first, such as
        its creation or a resize. Several callers can do this at the same time.

        Args:
            instance_id: id of the instance.
            timeout: seconds to wait for operations that must end before it can be paused.

        Returns:
            The instance, paused or pausing: pass it to `aura.wait()`.

        Raises:
            InvalidArgumentError: it is a running free instance: the API does not pause those.
            WaitFailedError: the instance is being deleted, is suspended, or has failed.
            WaitTimeoutError: it could not be paused within `timeout`; nothing was started.
            NotFoundError: there is no instance with this id.

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
        """The instance with this name in this project: the existing one, or a new one; see `Instances.ensure`."""
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
        with importing:
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
        """Make sure that an instance is running or about to be; see `Instances.ensure_running`."""
        return await self._client.run(self._move(instance_id, "running", timeout))

    async def ensure_paused(self, instance_id: str, *, timeout: float = 900.0) -> Instance:
        """Make sure that an instance is paused or about to be; see `Instances.ensure_paused`."""
        return await self._client.run(self._move(instance_id, "paused", timeout))

"""Completing responses of v1, so that what an operation returns shows what was requested, and can be waited for.

The API responds to an update with an empty body, to the creation of a snapshot with only an id, and to a restore
sometimes with the earlier state. `COMPLETIONS` completes them, by operation. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from aurakit_raw.v1.api.instances import get_instance
from aurakit_raw.v1.models import (
    CdcEnrichmentMode,
    DeletedSession,
    Instance,
    InstanceStatus,
    InstanceType,
    Snapshot,
    SnapshotStatus,
)

from .._client.completing import check_changes, ids_in, shown, shown_unless_gone, was_gone
from .._client.requested import Requested
from .._client.version import Completion
from .configurations import check_upgrade
from .states import INSTANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from .._client.version import Call


@attrs.define(eq=False)
class RequestedInstance(Requested, Instance):
    """An instance with requested values that may not be in effect yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    rests: str = attrs.field(default="running", repr=False)
    """The state in which it will have these values."""


def requested(instance: Instance, values: Mapping[str, Any], rests: str = "running") -> RequestedInstance:
    """`instance` with the values that were just requested."""
    given = {name: _ENUMS[name](value) if name in _ENUMS else value for name, value in values.items()}
    return RequestedInstance.of(instance, given, status=InstanceStatus.UPDATING, rests=rests)


_ENUMS: Mapping[str, Callable[[Any], Any]] = {"type": InstanceType, "cdc_enrichment_mode": CdcEnrichmentMode}


def updating(instance: Instance, values: Mapping[str, Any]) -> RequestedInstance:
    """`instance` with requested values. A paused one, which can be renamed, stays paused."""
    state = instance.status.lower()
    return requested(instance, values, state if state in INSTANCE.resting else "running")


def upgrading(instance: Instance, values: Mapping[str, Any]) -> RequestedInstance:
    """`instance`, requested to become business-critical."""
    return requested(instance, {**values, "type": InstanceType.BUSINESS_CRITICAL})


def _get_request(request: Request[Any]) -> Request[Instance]:
    """Makes the request that gets the instance of another request."""
    return get_instance.request(ids_in(request)["instance_id"])


def _check_update(request: Request[Any]) -> None:
    check_changes(
        request,
        "name, memory, vector_optimized, graph_analytics_plugin, storage, secondaries_count, cdc_enrichment_mode",
    )


def _updated(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance]:
    instance = yield from shown(request, response, call, _get_request, "instance")
    return updating(instance, request.body or {})


def _check_upgrade(request: Request[Any]) -> None:
    body = request.body or {}
    check_upgrade(body.get("memory"), body.get("storage"))


def _upgraded(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance]:
    instance = yield from shown(request, response, call, _get_request, "instance")
    return upgrading(instance, request.body or {})


def begun(instance: Instance, status: InstanceStatus, done: InstanceStatus | None = None) -> Instance:
    """`instance` in the first state of the operation, unless the response already shows that state or the last one."""
    shown = instance.status.lower()
    if shown == status.lower() or (done is not None and shown == done.lower()):
        return instance
    return attrs.evolve(instance, status=status)


def _begins(status: InstanceStatus, done: InstanceStatus | None = None) -> Completion:
    def complete(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance]:
        return begun((yield from shown(request, response, call, _get_request, "instance")), status, done)

    return Completion(complete)


def _deleted(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance | None]:
    """None if a repeated deletion found that the instance was already gone."""
    instance = yield from shown_unless_gone(request, response, call, _get_request, "instance")
    return None if instance is None else begun(instance, InstanceStatus.DESTROYING)


def _deleted_session(request: Request[Any], response: Response[Any], call: Call) -> DeletedSession | None:
    """The session being deleted, with the id that a wait needs; None if it was already gone."""
    if was_gone(response):
        return None
    return attrs.evolve(response.parsed or DeletedSession(), id=ids_in(request)["session_id"])


def _pending_snapshot(request: Request[Any], response: Response[Any], call: Call) -> Snapshot:
    """The snapshot that is being created."""
    return Snapshot(
        instance_id=ids_in(request)["instance_id"],
        snapshot_id=response.parsed.snapshot_id,
        status=SnapshotStatus.PENDING,
    )


COMPLETIONS: Final[Mapping[str, Completion]] = {
    "update_instance": Completion(_updated, _check_update),
    "upgrade_instance": Completion(_upgraded, _check_upgrade),
    "overwrite_instance": _begins(InstanceStatus.OVERWRITING),
    "pause_instance": _begins(InstanceStatus.PAUSING, InstanceStatus.PAUSED),
    "resume_instance": _begins(InstanceStatus.RESUMING, InstanceStatus.RUNNING),
    "delete_instance": Completion(_deleted),
    "create_snapshot": Completion(_pending_snapshot),
    "restore_snapshot": _begins(InstanceStatus.RESTORING),
    "delete_session": Completion(_deleted_session),
}

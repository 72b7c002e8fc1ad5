"""Completing thin responses of v2beta1: what an operation returns says what was asked for, so that it can be waited on.

The API responds to a restore and to changes of a virtual graph with an empty body, and to a backup and an import job
with an id alone. `COMPLETIONS` has what is done about it, by operation. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from aurakit_raw.v2beta1.api.instances import get_instance
from aurakit_raw.v2beta1.api.virtual_graphs import get_virtual_graph
from aurakit_raw.v2beta1.models import (
    Backup,
    BackupStatus,
    Database,
    DeletedSession,
    ImportJob,
    ImportJobInfo,
    ImportJobState,
    Instance,
    InstanceStatus,
    VirtualGraph,
    VirtualGraphStatus,
)

from .._client.completing import accepted, check_changes, was_gone
from .._client.requested import Requested, values_of
from .._client.version import Completion
from ..errors import InvalidArgumentError, NotFoundError
from .states import INSTANCE

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from .._client.version import Call


@attrs.define(eq=False)
class RequestedInstance(Requested, Instance):
    """An instance with values that were asked for and need not be there yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    rests: str = attrs.field(default="running", repr=False)
    """The state it is in with these values."""


@attrs.define(eq=False)
class RequestedVirtualGraph(Requested, VirtualGraph):
    """A virtual graph with values that were asked for and need not be there yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)


@attrs.define(eq=False)
class DeletedDatabase(Database):
    """A database that is being deleted: it has no state to say so."""


def _scope(request: Request[Any]) -> dict[str, str | None]:
    return {name: request.path_values[name] for name in request.operation.scope}


# ------------------------------------------------------------------------------------------------ instances


def _check_instance(request: Request[Any]) -> None:
    check_changes(request, "memory, storage, traffic_type, private_endpoint_ids")
    body = request.body or {}
    if ("memory" in body) != ("storage" in body):
        raise InvalidArgumentError("Give both memory and storage: the API changes them together. No request was made.")


def _updated(request: Request[Any], response: Response[Any], call: Call) -> Instance:
    """The instance on its way to new values. Only sizes are reported."""
    instance: Instance = response.parsed
    values = {name: value for name, value in request.body.items() if name in ("memory", "storage")}
    state = instance.legacy_status.lower()
    rests = state if state in INSTANCE.resting else "running"
    return RequestedInstance.of(instance, values, legacy_status=InstanceStatus.UPDATING, rests=rests)


def _deleted(request: Request[Any], response: Response[Any], call: Call) -> Instance | None:
    """None when a repeated deletion found nothing any more."""
    if was_gone(response):
        return None
    instance: Instance = response.parsed
    return attrs.evolve(instance, legacy_status=InstanceStatus.DESTROYING)


def _restored(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance]:
    """The instance whose database is restored: the response to a restore is empty."""
    with accepted("restore", "instance"):
        found: Response[Instance] = yield from call(
            get_instance.request(str(request.path_values["instance_id"]), **_scope(request))
        )
    return attrs.evolve(found.parsed, legacy_status=InstanceStatus.RESTORING)


# ------------------------------------------------------------------------------------------------ databases, backups


def _deleted_database(request: Request[Any], response: Response[Any], call: Call) -> Database | None:
    return None if was_gone(response) else DeletedDatabase(**values_of(response.parsed, DeletedDatabase))


def _pending_backup(request: Request[Any], response: Response[Any], call: Call) -> Backup:
    """The backup that a creation began."""
    return Backup(id=response.parsed.id, status=BackupStatus.PENDING, path_values=response.parsed.path_values)


# ------------------------------------------------------------------------------------------------ sessions, jobs


def _deleted_session(request: Request[Any], response: Response[Any], call: Call) -> DeletedSession | None:
    return None if was_gone(response) else response.parsed


def _job(state: ImportJobState) -> Completion:
    """The job that a response names by its id alone."""

    def complete(request: Request[Any], response: Response[Any], call: Call) -> ImportJob:
        ids = {name: value for name, value in request.path_values.items() if value is not None}
        return ImportJob(
            id=response.parsed.id, info=ImportJobInfo(state=state), path_values={**ids, "id": response.parsed.id}
        )

    return Completion(complete)


# ------------------------------------------------------------------------------------------------ virtual graphs


def _check_graph(request: Request[Any]) -> None:
    check_changes(request, "name, memory, import_model_id")


def _graph(request: Request[Any], call: Call, operation: str) -> Generator[Step, Any, VirtualGraph]:
    """The virtual graph that an operation with an empty response is about."""
    with accepted(operation, "virtual graph"):
        found: Response[VirtualGraph] = yield from call(
            get_virtual_graph.request(str(request.path_values["id"]), **_scope(request))
        )
    return found.parsed


def _updated_graph(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, VirtualGraph]:
    graph = yield from _graph(request, call, "update")
    values = {name: value for name, value in request.body.items() if name in ("name", "memory")}
    return RequestedVirtualGraph.of(graph, values, status=VirtualGraphStatus.UPDATING)


def _deleted_graph(
    request: Request[Any], response: Response[Any], call: Call
) -> Generator[Step, Any, VirtualGraph | None]:
    if was_gone(response):
        return None
    try:
        graph = yield from _graph(request, call, "deletion")
    except NotFoundError:  # it took no time
        return None
    return attrs.evolve(graph, status=VirtualGraphStatus("deleting"))


COMPLETIONS: Final[Mapping[str, Completion]] = {
    "update_instance": Completion(_updated, _check_instance),
    "delete_instance": Completion(_deleted),
    "delete_database": Completion(_deleted_database),
    "create_backup": Completion(_pending_backup),
    "restore_backup": Completion(_restored),
    "delete_session": Completion(_deleted_session),
    "create_import_job": _job(ImportJobState.QUEUED),
    "cancel_import_job": _job(ImportJobState("Cancelling")),
    "update_virtual_graph": Completion(_updated_graph, _check_graph),
    "delete_virtual_graph": Completion(_deleted_graph),
}

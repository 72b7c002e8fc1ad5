"""Completing responses of v2beta1, so that what an operation returns shows what was requested, and can be waited for.

The API responds to a restore and to changes of a virtual graph with an empty body, to a backup and an import job with
only an id, and may omit the body of other changes. `COMPLETIONS` completes them, by operation. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from aurakit_raw.v2beta1.api.agents import get_agent
from aurakit_raw.v2beta1.api.databases import get_database
from aurakit_raw.v2beta1.api.instances import get_instance
from aurakit_raw.v2beta1.api.ip_filters import get_ip_filter
from aurakit_raw.v2beta1.api.organizations import get_organization_user
from aurakit_raw.v2beta1.api.projects import list_project_users
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
    ProjectUser,
    VirtualGraph,
    VirtualGraphStatus,
)

from .._client.completing import accepted, check_changes, ids_in, shown, shown_unless_gone, was_gone
from .._client.requested import Requested, values_of
from .._client.version import Completion
from ..errors import InvalidArgumentError, NotFoundError
from .states import INSTANCE

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from .._client.completing import GetRequest
    from .._client.version import Call


@attrs.define(eq=False)
class RequestedInstance(Requested, Instance):
    """An instance with requested values that may not be in effect yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    rests: str = attrs.field(default="running", repr=False)
    """The state in which it will have these values."""


@attrs.define(eq=False)
class RequestedVirtualGraph(Requested, VirtualGraph):
    """A virtual graph with requested values that may not be in effect yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)


@attrs.define(eq=False)
class DeletedDatabase(Database):
    """A database that is being deleted, which no state shows."""


def _getter(get: Any, *names: str) -> GetRequest:
    """A function from a request to the one that gets what it changed, by a module's `get` operation.

    names: the ids of its path, except those that a client can hold.
    """

    def get_request(request: Request[Any]) -> Request[Any]:
        ids = ids_in(request)
        found: Request[Any] = get.request(**{one: ids[one] for one in (*names, *get.OPERATION.scope) if one in ids})
        return found

    return get_request


def _changed(get: GetRequest, kind: str) -> Completion:
    """The result of a change that takes effect at once."""
    return Completion(lambda request, response, call: shown(request, response, call, get, kind))


# ------------------------------------------------------------------------------------------------ instances


def _check_instance(request: Request[Any]) -> None:
    check_changes(request, "memory, storage, traffic_type, private_endpoint_ids")
    body = request.body or {}
    if ("memory" in body) != ("storage" in body):
        raise InvalidArgumentError("Give both memory and storage: the API changes them together. No request was made.")


_get_this_instance = _getter(get_instance, "instance_id")


def _updated(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance]:
    """The instance with requested values. Only sizes are reported."""
    instance = yield from shown(request, response, call, _get_this_instance, "instance")
    values = {name: value for name, value in request.body.items() if name in ("memory", "storage")}
    state = instance.legacy_status.lower()
    rests = state if state in INSTANCE.resting else "running"
    return RequestedInstance.of(instance, values, legacy_status=InstanceStatus.UPDATING, rests=rests)


def _deleted(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance | None]:
    """None if a repeated deletion found that the instance was already gone."""
    instance = yield from shown_unless_gone(request, response, call, _get_this_instance, "instance")
    return None if instance is None else attrs.evolve(instance, legacy_status=InstanceStatus.DESTROYING)


def _restored(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, Instance]:
    """The instance whose database is restored: the response to a restore is empty."""
    instance: Instance = yield from shown(request, response, call, _get_this_instance, "instance")
    return attrs.evolve(instance, legacy_status=InstanceStatus.RESTORING)


# ------------------------------------------------------------------------------------------------ databases, backups


_get_this_database = _getter(get_database, "instance_id", "database_id")


def _deleted_database(
    request: Request[Any], response: Response[Any], call: Call
) -> Generator[Step, Any, Database | None]:
    database = yield from shown_unless_gone(request, response, call, _get_this_database, "database")
    return None if database is None else DeletedDatabase(**values_of(database, DeletedDatabase))


def _pending_backup(request: Request[Any], response: Response[Any], call: Call) -> Backup:
    """The backup that is being created."""
    return Backup(id=response.parsed.id, status=BackupStatus.PENDING, path_values=response.parsed.path_values)


# ------------------------------------------------------------------------------------------------ sessions, jobs


def _deleted_session(request: Request[Any], response: Response[Any], call: Call) -> DeletedSession | None:
    """The session being deleted, with the id that a wait needs; None if it was already gone."""
    if was_gone(response):
        return None
    ids = ids_in(request)
    return response.parsed or DeletedSession(id=ids["session_id"], path_values=ids)


def _job(state: ImportJobState) -> Completion:
    """The job of a response that has only its id."""

    def complete(request: Request[Any], response: Response[Any], call: Call) -> ImportJob:
        ids = {**ids_in(request)}
        if response.parsed is not None:  # that of a cancellation may be empty
            ids["id"] = response.parsed.id
        return ImportJob(id=ids["id"], info=ImportJobInfo(state=state), path_values=ids)

    return Completion(complete)


# ------------------------------------------------------------------------------------------------ virtual graphs


def _check_graph(request: Request[Any]) -> None:
    check_changes(request, "name, memory, import_model_id")


_get_this_graph = _getter(get_virtual_graph, "id")


def _updated_graph(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, VirtualGraph]:
    graph = yield from shown(request, response, call, _get_this_graph, "virtual graph")
    values = {name: value for name, value in request.body.items() if name in ("name", "memory")}
    return RequestedVirtualGraph.of(graph, values, status=VirtualGraphStatus.UPDATING)


def _deleted_graph(
    request: Request[Any], response: Response[Any], call: Call
) -> Generator[Step, Any, VirtualGraph | None]:
    graph = yield from shown_unless_gone(request, response, call, _get_this_graph, "virtual graph")
    return None if graph is None else attrs.evolve(graph, status=VirtualGraphStatus("deleting"))


# ------------------------------------------------------------------------------------------------ users


def _changed_member(request: Request[Any], response: Response[Any], call: Call) -> Generator[Step, Any, ProjectUser]:
    """The user of a project, found in the list, since there is no `get`."""
    if response.parsed is not None:
        return response.parsed  # type: ignore[no-any-return]
    ids = ids_in(request)
    with accepted("update", "users of the project"):
        listed = yield from call(_getter(list_project_users)(request))
        found: list[ProjectUser] = [one for one in listed.parsed if one.user_id == ids["user_id"]]
        if not found:
            raise NotFoundError(f"The project no longer has the user {ids['user_id']!r}.", status_code=404)
    return found[0]


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
    "update_agent": _changed(_getter(get_agent, "agent_id"), "agent"),
    "replace_agent": _changed(_getter(get_agent, "agent_id"), "agent"),
    "update_ip_filter": _changed(_getter(get_ip_filter, "ip_filter_id"), "IP filter"),
    "update_organization_user": _changed(_getter(get_organization_user, "user_id"), "user"),
    "update_project_user": Completion(_changed_member),
}

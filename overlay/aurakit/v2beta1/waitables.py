"""What `wait` accepts in v2beta1: which resource it stands for, and how to poll it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from aurakit_raw.v2beta1.api.backups import get_backup
from aurakit_raw.v2beta1.api.databases import get_database
from aurakit_raw.v2beta1.api.import_jobs import get_import_job
from aurakit_raw.v2beta1.api.instances import get_instance
from aurakit_raw.v2beta1.api.sessions import get_session
from aurakit_raw.v2beta1.api.virtual_graphs import get_virtual_graph
from aurakit_raw.v2beta1.models import (
    Backup,
    CreatedInstance,
    CreatedVirtualGraph,
    Database,
    DeletedSession,
    ImportJob,
    Instance,
    InstanceStatus,
    Session,
    VirtualGraph,
)

from .._client.waitables import Accepted, Kind, placed, scope_of, waitable_by
from . import states
from .completions import DeletedDatabase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurakit_raw.types import Request

    from .._client.waiting import Waitable


def waitable_of(resource: Any) -> Waitable | None:
    """What a wait for `resource` needs; None for None, which a completed deletion returns.

    Raises TypeError for a value that no operation returns.
    """
    return waitable_by(
        _ACCEPTED, resource, "an Instance, a Database, a Backup, a Session, an ImportJob or a VirtualGraph"
    )


def _backup_request(given: Backup) -> Request[Backup]:
    ids = (placed(given, "instance_id"), placed(given, "database_id"), given.id)
    return get_backup.request(*ids, **scope_of(given))


def _job_state(job: ImportJob) -> str | None:
    """The state of a job; once it has ended, how it ended."""
    info = job.info
    if info is None or info.state is None:
        return None
    outcome = info.exit_status.state if info.state == "Completed" and info.exit_status is not None else None
    return str(outcome or info.state)


def _job_problem(job: ImportJob) -> str | None:
    status = job.info.exit_status if job.info is not None else None
    if status is None or status.state is None or not states.IMPORT_JOB.has_failed(status.state.lower()):
        return None
    return f"it ended as {str(status.state)!r}" + (f": {status.message}" if status.message else "")


def _graph_problem(graph: VirtualGraph) -> str | None:
    if graph.status is None or not states.VIRTUAL_GRAPH.has_failed(graph.status.lower()):
        return None
    return f"its state is {str(graph.status)!r}" + (f": {graph.error_detail}" if graph.error_detail else "")


def _without_password(given: CreatedInstance) -> Instance:
    """A new instance without its password, which errors may hold."""
    return Instance(
        id=given.id,
        legacy_status=given.legacy_status or InstanceStatus.CREATING,
        name=given.name or "",
        cloud_provider=given.cloud_provider,
        memory=given.memory,
        multi_database=given.multi_database,
        region=given.region,
        storage=given.storage,
        type=given.type,
        vector_optimized=given.vector_optimized,
        path_values=given.path_values,
    )


def _graph_without_password(given: CreatedVirtualGraph) -> VirtualGraph:
    """A new virtual graph without its password, which a copy or a pickle of it does not have either."""
    return VirtualGraph(**{field.name: getattr(given, field.name) for field in attrs.fields(VirtualGraph)})


_INSTANCE: Final = Kind(
    "instance",
    states.INSTANCE,
    lambda given: get_instance.request(given.id, **scope_of(given)),
    status=lambda given: given.legacy_status,
)
_DATABASE: Final = Kind(
    "database",
    states.DATABASE,
    lambda given: get_database.request(placed(given, "instance_id"), given.id, **scope_of(given)),
    status=lambda given: "found",
)
_BACKUP: Final = Kind("backup", states.BACKUP, _backup_request)
_SESSION: Final = Kind("session", states.SESSION, lambda given: get_session.request(given.id, **scope_of(given)))
_JOB: Final = Kind(
    "import job",
    states.IMPORT_JOB,
    lambda given: get_import_job.request(given.id, **scope_of(given)),
    status=_job_state,
    problem=_job_problem,
)
_GRAPH: Final = Kind(
    "virtual graph",
    states.VIRTUAL_GRAPH,
    lambda given: get_virtual_graph.request(given.id, **scope_of(given)),
    problem=_graph_problem,
)

_ACCEPTED: Final[Mapping[type, Accepted]] = {
    CreatedInstance: Accepted(_INSTANCE, start=lambda given: "creating", shown=_without_password),
    Instance: Accepted(_INSTANCE),
    # Only `get` has a database's own id in its path, and shows that it is there.
    Database: Accepted(_DATABASE, start=lambda given: "found" if "database_id" in given.path_values else "creating"),
    DeletedDatabase: Accepted(_DATABASE, start=lambda given: "deleting"),
    Backup: Accepted(_BACKUP),
    Session: Accepted(_SESSION),
    DeletedSession: Accepted(_SESSION, start=lambda given: "destroying"),
    ImportJob: Accepted(_JOB),
    CreatedVirtualGraph: Accepted(_GRAPH, start=lambda given: "creating", shown=_graph_without_password),
    VirtualGraph: Accepted(_GRAPH),
}

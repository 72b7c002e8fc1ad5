"""Import jobs: create, get, cancel. The data source is fictitious, and nothing is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import instance_not_found, invalid, refused
from ..messages import Response
from ..resources import ImportJob
from ..v1.validation import Field, checked, checked_object
from . import lookup

if TYPE_CHECKING:
    from ..messages import Request
    from ..world import World

TYPES = ("cloud", "initial")
CREATE = (Field("importModelId", required=True),)
CREDENTIALS = (Field("dbId", required=True), Field("user"), Field("password"))
CONFIG = (Field("importType", choices=TYPES),)
MESSAGES = {"Success": "Import completed", "Failure": "The data source could not be read", "Cancelled": "Cancelled"}
"""How a job can end, and what the response then contains."""
ROWS = 1000
"""The rows of the fictitious data source, for nodes and for relationships."""


def create_import_job(request: Request) -> Response:
    """POST …/import/jobs: the response has only the id. The target instance must be running."""
    world, project, body = request.world, lookup.project(request), request.body
    values = checked(body, CREATE)
    target = _target(request) if "auraCredentials" in body else None
    config = checked(checked_object(body, "importConfig"), CONFIG, within="importConfig")
    job = ImportJob(
        world.new_uuid(), world.now(), project_id=project.id, instance_id=target,
        import_model_id=values["importModelId"], import_type=config.get("importType", "cloud"),
    )  # fmt: skip
    job.begin(world.operation("import_job", job.id))
    world.stock.import_jobs.add(job)
    return Response(200, {"data": {"id": job.id}})


def get_import_job(request: Request) -> Response:
    """GET …/import/jobs/{id}: with counts by node and relationship type when `progress` is true."""
    with_progress = request.query.get("progress", "false").lower()
    if with_progress not in {"true", "false"}:
        raise invalid("progress must be a boolean", "progress")
    return Response(200, {"data": _details(request.world, _found(request), with_progress=with_progress == "true")})


def cancel_import_job(request: Request) -> Response:
    """POST …/import/jobs/{id}/cancellation: refused for a job that has ended."""
    world, job = request.world, _found(request)
    if (status := job.actual(world.now())) in MESSAGES:
        raise refused(400, f"The import job has ended: {status}", "import-job-completed")
    if job.cancelled is None:
        job.cancel(world.operation("import_job_cancel", job.id), world.now())
    return Response(200, {"data": {"id": job.id}})


def _target(request: Request) -> str:
    credentials = checked(checked_object(request.body, "auraCredentials"), CREDENTIALS, within="auraCredentials")
    if ("user" in credentials) != ("password" in credentials):
        raise invalid("user and password must be given together", "auraCredentials")
    instance = request.world.instance(credentials["dbId"])
    if instance.tenant_id != request.path["project_id"]:
        raise instance_not_found(instance.id)
    if (status := instance.actual(request.world.now())) != "running":
        raise refused(400, f"The instance is {status}, but must be running", "instance-action-unavailable")
    return instance.id


def _found(request: Request) -> ImportJob:
    world, project = request.world, lookup.project(request)
    found = world.stock.import_jobs.get(project.id, request.path["id"], world.now())
    if found is None:
        raise refused(404, f"Import job not found: {request.path['id']}", "import-job-not-found")
    return found


def _details(world: World, job: ImportJob, *, with_progress: bool) -> dict[str, Any]:
    target = {"project_id": job.project_id}
    return {
        "id": job.id,
        "import_type": job.import_type,
        "user_id": world.user_id,
        "aura_target": target if job.instance_id is None else target | {"db_id": job.instance_id},
        "data_source": {"id": job.import_model_id, "name": "Sandbox", "type": "postgresql"},
        "info": _info(world, job) | ({"progress": _progress(job.share_at(world.now()))} if with_progress else {}),
    }


def _info(world: World, job: ImportJob) -> dict[str, Any]:
    """The progress of a job; what has not happened yet is absent."""
    now = world.now()
    status = job.actual(now)
    info: dict[str, Any] = {
        "state": "Completed" if status in MESSAGES else status,
        "percentage_complete": round(100.0 * job.share_at(now), 2),
        "submitted_time": world.timestamp(job.created),
        "last_update_time": world.timestamp(now),
    }
    if (started := job.started_by(now)) is not None:
        info["start_time"] = world.timestamp(started)
    if job.cancelled is not None:
        info["cancellation_requested_time"] = world.timestamp(job.cancelled)
    if status in MESSAGES:
        info |= {
            "completion_time": world.timestamp(job.rested),
            "last_update_time": world.timestamp(job.rested),
            "exit_status": {"state": status, "message": MESSAGES[status]},
        }
    return info


def _progress(share: float) -> dict[str, Any]:
    """Counts for a source with one node type and one relationship type, which is imported after the nodes."""
    nodes, relationships = (int(ROWS * min(1.0, max(0.0, part))) for part in (2 * share, 2 * share - 1))
    return {
        "nodes": [{
            "id": "n:1", "labels": ["Person"], "total_rows": ROWS, "processed_rows": nodes, "created_nodes": nodes,
            "created_constraints": int(nodes > 0), "created_indexes": 0,
        }],
        "relationships": [{
            "id": "r:1", "type": "KNOWS", "total_rows": ROWS, "processed_rows": relationships,
            "created_relationships": relationships, "created_constraints": 0, "created_indexes": 0,
        }],
    }  # fmt: skip

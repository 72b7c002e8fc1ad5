"""Changes to an instance: rename, resize and other updates, pause, resume, overwrite, upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ErrorResponse, busy, invalid, refused, wrong_state
from ..messages import Response
from ..offers import Wanted
from ..sizes import gigabytes
from .validation import CDC_MODES, Field, checked
from .views import HIGHER_TIERS, instance_details

if TYPE_CHECKING:
    from ..messages import Request
    from ..resources import Instance
    from ..world import World

UPDATE = (
    Field("name", "name"),
    Field("memory", "size"),
    Field("storage", "size"),
    Field("vector_optimized", "flag"),
    Field("graph_analytics_plugin", "flag"),
    Field("secondaries_count", "count"),
    Field("cdc_enrichment_mode", choices=CDC_MODES),
)
OVERWRITE = (Field("source_instance_id", required=True), Field("source_snapshot_id"))
UPGRADE = (Field("memory", "size"), Field("storage", "size"))
MAX_SECONDARIES = 15


def idle(world: World, instance: Instance, *allowed: str) -> str:
    """The status of an instance, if no operation is in progress. A rename does not count: it blocks nothing.

    Raises:
        ErrorResponse: 409, an operation is in progress, or the status is not one of those allowed.
    """
    status = instance.actual(world.now()) or "destroying"
    if instance.operation is not None:
        if instance.operation.kind != "rename":
            raise busy(status)
        status = instance.operation.before or "running"
    if allowed and status not in allowed:
        raise wrong_state(status, " or ".join(allowed))
    return status


def update_instance(request: Request) -> Response:
    """PATCH /instances/{instanceId}: 200 if only the name changes, otherwise 202."""
    world, values = request.world, checked(request.body, UPDATE)
    instance = world.instance(request.path["instanceId"])
    if not values:
        raise invalid("The request body changes nothing")
    if values.keys() == {"name"}:
        return _renamed(world, instance, values["name"])
    changes = values | resized(world, instance, values)
    _check_tier(instance, values)
    status = idle(world, instance, "running")
    instance.name = values.get("name", instance.name)
    instance.begin(world.operation("update", instance.id, status), changes)
    if world.coin():
        return Response(202, {} if world.coin() else None)
    return Response(202, {"data": instance_details(world, instance, instance.actual(world.now()))})


def _renamed(world: World, instance: Instance, name: str) -> Response:
    """Rename the instance, which is allowed during any other operation."""
    now = world.now()
    status = instance.actual(now)
    if instance.operation is None and status == "running":
        instance.begin(world.operation("rename", instance.id, status), {"name": name})
        if instance.actual(now) == "running":  # takes no time
            return Response(200, {"data": instance_details(world, instance)})
        return Response(200, {"data": instance_details(world, instance, instance.actual(now), name=name)})
    instance.name = name
    if instance.operation is not None and instance.operation.kind == "rename":
        instance.changes["name"] = name
    return Response(200, {"data": instance_details(world, instance)})


def resized(world: World, instance: Instance, values: dict[str, Any]) -> dict[str, Any]:
    """The memory and storage that result from a request for either or both. Storage grows with memory.

    Raises:
        ErrorResponse: 400, the project does not offer them, or the disk would have to shrink.
    """
    if not {"memory", "storage"} & values.keys():
        return {}
    wanted = Wanted(
        instance.type, instance.cloud_provider, instance.region, instance.version,
        values.get("memory", instance.memory), values.get("storage"),
    )  # fmt: skip
    found = world.offers(world.project(instance.tenant_id)).fitting(wanted)
    if instance.storage is None:
        return {"memory": found.memory}
    if found.storage and gigabytes(found.storage) < gigabytes(instance.storage):
        if "storage" in values:
            raise invalid("storage cannot be made smaller", "storage")
        return {"memory": found.memory, "storage": instance.storage}
    return {"memory": found.memory, "storage": found.storage}


def _check_tier(instance: Instance, values: dict[str, Any]) -> None:
    for field in ("secondaries_count", "cdc_enrichment_mode"):
        if field in values and instance.type not in HIGHER_TIERS:
            raise refused(403, f"{field} cannot be set for {instance.type}", "database-incapable-of-action", field)
    if values.get("secondaries_count", 0) > MAX_SECONDARIES:
        raise invalid(f"secondaries_count must not be more than {MAX_SECONDARIES}", "secondaries_count")


def pause_instance(request: Request) -> Response:
    """POST /instances/{instanceId}/pause: 202, or sometimes 200 with `pause_200`. Not for free instances.

    Free instances are paused automatically after 72 hours.
    """
    if request.world.instance(request.path["instanceId"]).type == "free-db":
        raise refused(403, "A free instance cannot be paused", "database-incapable-of-action")
    unusual = request.world.awkwardness.pause_200 and request.world.random.random() < 0.5
    return _moved(request, "pause", "running", 200 if unusual else 202)


def resume_instance(request: Request) -> Response:
    """POST /instances/{instanceId}/resume."""
    return _moved(request, "resume", "paused", 202)


def _moved(request: Request, kind: str, wanted: str, status_code: int) -> Response:
    world = request.world
    instance = world.instance(request.path["instanceId"])
    idle(world, instance, wanted)
    instance.begin(world.operation(kind, instance.id))
    return Response(status_code, {"data": instance_details(world, instance, f"{kind.removesuffix('e')}ing")})


def overwrite_instance(request: Request) -> Response:
    """POST /instances/{instanceId}/overwrite: with another instance's current data or one of its snapshots."""
    world, values = request.world, checked(request.body, OVERWRITE)
    instance = world.instance(request.path["instanceId"])
    if instance.type == "free-db":
        raise refused(420, "A free instance cannot be overwritten", "tenant-incapable-of-action")
    source = world.instance(values["source_instance_id"])
    if "source_snapshot_id" in values:
        snapshot = world.snapshot(source.id, values["source_snapshot_id"])
        if snapshot.actual(world.now()) != "Completed":
            raise busy(f"snapshot {snapshot.actual(world.now())}")
    elif source.id == instance.id:
        raise invalid("An instance cannot be overwritten with itself", "source_instance_id")
    else:
        idle(world, source, "running")
    if gigabytes(source.memory) > gigabytes(instance.memory):  # documented, with this status and this message
        raise ErrorResponse(500, {"errors": [{
            "message": f"Cannot clone database {source.id} into smaller database {instance.id}.", "reason": "",
        }]})  # fmt: skip
    status = idle(world, instance, "running", "paused", "loading failed")
    instance.begin(world.operation("overwrite", instance.id, status), {"source": source.id})
    return Response(202, {"data": instance_details(world, instance, "overwriting")})


def upgrade_instance(request: Request) -> Response:
    """POST /instances/{instanceId}/upgrade: from Professional to Business Critical."""
    world, values = request.world, checked(request.body, UPGRADE)
    instance = world.instance(request.path["instanceId"])
    if len(values) == 1:
        missing = "storage" if "memory" in values else "memory"
        raise invalid("memory and storage must be given together", missing)
    if instance.type != "professional-db":
        raise refused(420, f"{instance.type} cannot be upgraded", "tenant-incapable-of-action")
    wanted = Wanted(
        "business-critical", instance.cloud_provider, instance.region, instance.version,
        values.get("memory", instance.memory), values.get("storage", instance.storage),
    )  # fmt: skip
    found = world.offers(world.project(instance.tenant_id)).fitting(wanted)
    status = idle(world, instance, "running")
    changes = {"type": "business-critical", "memory": found.memory, "storage": found.storage}
    instance.begin(world.operation("upgrade", instance.id, status), changes)
    status_code = 202 if world.coin() else 200  # both have been observed
    if world.coin():  # observed: the response says that the operation has ended
        return Response(status_code, {"data": instance_details(world, instance, "running", **changes)})
    return Response(status_code, {"data": instance_details(world, instance, instance.actual(world.now()))})

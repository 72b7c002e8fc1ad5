"""What happens to an instance that exists: rename, resize and other updates, pause, resume, overwrite, upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .calls import Answer
from .errors import Refusal, busy, invalid, refused, wrong_state
from .instances import offered
from .options import gigabytes
from .validation import CDC_MODES, Field, checked
from .views import instance_details

if TYPE_CHECKING:
    from .calls import Call
    from .resources import Instance
    from .state import World

UPDATE = (
    Field("name", "name"),
    Field("memory"),
    Field("storage"),
    Field("vector_optimized", "flag"),
    Field("graph_analytics_plugin", "flag"),
    Field("secondaries_count", "count"),
    Field("cdc_enrichment_mode", choices=CDC_MODES),
)
OVERWRITE = (Field("source_instance_id", required=True), Field("source_snapshot_id"))
UPGRADE = (Field("memory"), Field("storage"))
MAX_SECONDARIES = 15
_TIERS = {"secondaries_count": ("enterprise-db",), "cdc_enrichment_mode": ("enterprise-db", "business-critical")}


def idle(world: World, instance: Instance, *allowed: str) -> str:
    """The status of an instance at which nothing is going on.

    Raises:
        Refusal: 409, another operation is under way, or the status is none of those allowed.
    """
    status = instance.actual(world.now()) or "destroying"
    if instance.operation is not None:
        raise busy(status)
    if allowed and status not in allowed:
        raise wrong_state(status, " or ".join(allowed))
    return status


def update_instance(call: Call) -> Answer:
    """PATCH /instances/{instanceId}: 200 for a new name alone, 202 for all else, with a body that says little."""
    world, values = call.world, checked(call.body, UPDATE)
    instance = world.instance(call.path["instanceId"])
    if not values:
        raise invalid("The request body has nothing to change")
    changes = values | _resized(world, instance, values)
    _check_tier(instance, values)
    only_name = values.keys() == {"name"}
    status = idle(world, instance, *(("running", "paused") if only_name else ("running",)))
    if only_name and status == "paused":
        instance.name = values["name"]
        return Answer(200, {"data": instance_details(world, instance)})
    instance.begin(world.operation("rename" if only_name else "update", instance.id, status), changes)
    shown = instance.actual(world.now())
    if only_name:
        return Answer(200, {"data": instance_details(world, instance, shown, name=values["name"])})
    if world.coin():
        return Answer(202, {} if world.coin() else None)
    return Answer(202, {"data": instance_details(world, instance, shown)})


def _resized(world: World, instance: Instance, values: dict[str, Any]) -> dict[str, Any]:
    """The memory and the storage that come of a request for one of them or both.

    Raises:
        Refusal: 400, the project does not offer them, or the disk would have to shrink.
    """
    if not {"memory", "storage"} & values.keys():
        return {}
    wanted = {name: getattr(instance, name) for name in ("type", "cloud_provider", "region", "version", "memory")}
    wanted |= {name: values[name] for name in ("memory", "storage") if name in values}
    found = offered(world.project(instance.tenant_id), wanted)
    if found.storage and instance.storage and gigabytes(found.storage) < gigabytes(instance.storage):
        if "storage" in values:
            raise invalid("storage cannot be made smaller", "storage")
        return {"memory": found.memory, "storage": instance.storage}
    return {"memory": found.memory, "storage": found.storage}


def _check_tier(instance: Instance, values: dict[str, Any]) -> None:
    for field, tiers in _TIERS.items():
        if field in values and instance.type not in tiers:
            raise refused(400, f"{field} cannot be set for {instance.type}", "tenant-incapable-of-action", field)
    if values.get("secondaries_count", 0) > MAX_SECONDARIES:
        raise invalid(f"secondaries_count must not be more than {MAX_SECONDARIES}", "secondaries_count")


def pause_instance(call: Call) -> Answer:
    """POST /instances/{instanceId}/pause: 202, and 200 was seen."""
    return _moved(call, "pause", "running", 200 if call.world.coin() else 202)


def resume_instance(call: Call) -> Answer:
    """POST /instances/{instanceId}/resume."""
    return _moved(call, "resume", "paused", 202)


def _moved(call: Call, kind: str, wanted: str, status_code: int) -> Answer:
    world = call.world
    instance = world.instance(call.path["instanceId"])
    idle(world, instance, wanted)
    instance.begin(world.operation(kind, instance.id))
    return Answer(status_code, {"data": instance_details(world, instance, f"{kind.removesuffix('e')}ing")})


def overwrite_instance(call: Call) -> Answer:
    """POST /instances/{instanceId}/overwrite: with another instance as it is, or with one of its snapshots."""
    world, values = call.world, checked(call.body, OVERWRITE)
    instance = world.instance(call.path["instanceId"])
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
        raise Refusal(500, {"errors": [{
            "message": f"Cannot clone database {source.id} into smaller database {instance.id}.", "reason": "",
        }]})  # fmt: skip
    status = idle(world, instance, "running", "paused", "loading failed")
    instance.begin(world.operation("overwrite", instance.id, status), {"source": source.id})
    return Answer(202, {"data": instance_details(world, instance, "overwriting")})


def upgrade_instance(call: Call) -> Answer:
    """POST /instances/{instanceId}/upgrade: from Professional to Business Critical."""
    world, values = call.world, checked(call.body, UPGRADE)
    instance = world.instance(call.path["instanceId"])
    if len(values) == 1:
        missing = "storage" if "memory" in values else "memory"
        raise invalid("memory and storage must be given together", missing)
    if instance.type != "professional-db":
        raise refused(420, f"{instance.type} cannot be upgraded", "tenant-incapable-of-action")
    wanted = {name: getattr(instance, name) for name in ("cloud_provider", "region", "version", "memory", "storage")}
    found = offered(world.project(instance.tenant_id), wanted | values | {"type": "business-critical"})
    status = idle(world, instance, "running")
    changes = {"type": "business-critical", "memory": found.memory, "storage": found.storage}
    instance.begin(world.operation("upgrade", instance.id, status), changes)
    if world.coin():  # seen: the answer says that all is done
        return Answer(200, {"data": instance_details(world, instance, "running", **changes)})
    return Answer(200, {"data": instance_details(world, instance, instance.actual(world.now()))})

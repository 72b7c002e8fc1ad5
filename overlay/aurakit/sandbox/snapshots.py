"""Snapshots: list, create, get, restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calls import Answer
from .changes import idle
from .errors import busy, refused
from .resources import Snapshot
from .validation import checked_date
from .views import instance_details, snapshot_details

if TYPE_CHECKING:
    from .calls import Call


def list_snapshots(call: Call) -> Answer:
    """GET /instances/{instanceId}/snapshots: those of one day, today if none is named."""
    world = call.world
    day = checked_date(call.query.get("date")) or world.date(world.now()).date()
    instance = world.instance(call.path["instanceId"])
    found = [
        snapshot_details(world, snapshot)
        for snapshot in world.snapshots.values()
        if snapshot.instance_id == instance.id and world.date(snapshot.created).date() == day
    ]
    return Answer(200, {"data": found})


def get_snapshot(call: Call) -> Answer:
    """GET /instances/{instanceId}/snapshots/{snapshotId}."""
    world = call.world
    instance = world.instance(call.path["instanceId"])
    return Answer(200, {"data": snapshot_details(world, world.snapshot(instance.id, call.path["snapshotId"]))})


def create_snapshot(call: Call) -> Answer:
    """POST /instances/{instanceId}/snapshots: one at a time."""
    world = call.world
    instance = world.instance(call.path["instanceId"])
    idle(world, instance, "running")
    now, quota = world.now(), world.project(instance.tenant_id).snapshot_quota
    states = [other.actual(now) for other in world.snapshots.values() if other.instance_id == instance.id]
    if not {"Pending", "InProgress"}.isdisjoint(states):
        raise busy("snapshot")
    if quota is not None and len(states) >= quota:
        raise refused(402, f"The quota of {quota} snapshots for an instance is used up", "quota-exceeded")
    snapshot = Snapshot(
        id=world.new_uuid(), created=now, instance_id=instance.id, exportable=instance.type != "free-db"
    )
    snapshot.begin(world.operation("snapshot", snapshot.id))
    world.snapshots[snapshot.id] = snapshot
    return Answer(202, {"data": {"snapshot_id": snapshot.id}})


def restore_snapshot(call: Call) -> Answer:
    """POST /instances/{instanceId}/snapshots/{snapshotId}/restore."""
    world = call.world
    instance = world.instance(call.path["instanceId"])
    snapshot = world.snapshot(instance.id, call.path["snapshotId"])
    if (state := snapshot.actual(world.now())) != "Completed":
        raise busy(f"snapshot {state}")
    status = idle(world, instance, "running", "loading failed")
    instance.begin(world.operation("restore", instance.id, status), {"source": snapshot.id})
    return Answer(202, {"data": instance_details(world, instance, "restoring")})

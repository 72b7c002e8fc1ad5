"""Snapshots: list, create, get, restore, and the first scheduled one of a new instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import busy, refused
from ..messages import Response
from ..resources import Snapshot
from .instance_changes import idle
from .validation import checked_date
from .views import instance_details, snapshot_details

if TYPE_CHECKING:
    from ..messages import Request
    from ..resources import Instance
    from ..world import World

_ON_THE_WAY = {"Pending", "InProgress"}


def list_snapshots(request: Request) -> Response:
    """GET /instances/{instanceId}/snapshots: those of one day, by default today."""
    world = request.world
    day = checked_date(request.query.get("date")) or world.date(world.now()).date()
    instance = world.instance(request.path["instanceId"])
    found = [
        snapshot_details(world, snapshot)
        for snapshot in world.stock.snapshots(instance.id, world.now())
        if world.date(snapshot.created).date() == day
    ]
    return Response(200, {"data": found})


def get_snapshot(request: Request) -> Response:
    """GET /instances/{instanceId}/snapshots/{snapshotId}."""
    world = request.world
    instance = world.instance(request.path["instanceId"])
    return Response(200, {"data": snapshot_details(world, world.snapshot(instance.id, request.path["snapshotId"]))})


def create_snapshot(request: Request) -> Response:
    """POST /instances/{instanceId}/snapshots: one at a time, and not during a scheduled one."""
    world = request.world
    instance = world.instance(request.path["instanceId"])
    idle(world, instance, "running")
    now, quota = world.now(), world.project(instance.tenant_id).snapshot_quota
    others = world.stock.snapshots(instance.id, now)
    for other in others:
        if other.actual(now) in _ON_THE_WAY:
            raise _not_now(other)
    if quota is not None and sum(other.profile == "AdHoc" for other in others) >= quota:
        raise refused(402, f"The quota of {quota} snapshots for an instance is used up", "quota-exceeded")
    snapshot = Snapshot(
        id=world.new_uuid(), created=now, instance_id=instance.id, exportable=instance.type != "free-db"
    )
    snapshot.begin(world.operation("snapshot", snapshot.id))
    world.stock.add_snapshot(snapshot)
    return Response(202, {"data": {"snapshot_id": snapshot.id}})


def restore_snapshot(request: Request) -> Response:
    """POST /instances/{instanceId}/snapshots/{snapshotId}/restore."""
    world = request.world
    instance = world.instance(request.path["instanceId"])
    snapshot = world.snapshot(instance.id, request.path["snapshotId"])
    if (state := snapshot.actual(world.now())) != "Completed":
        raise busy(f"snapshot {state}")
    status = idle(world, instance, "running", "loading failed")
    instance.begin(world.operation("restore", instance.id, status), {"source": snapshot.id})
    return Response(202, {"data": instance_details(world, instance, "restoring")})


def schedule_first_snapshot(world: World, instance: Instance) -> None:
    """Schedule a snapshot for when a new instance is running, as the API does unless the instance is free."""
    creation = instance.operation
    if instance.type == "free-db" or creation is None or not creation.succeeds:
        return
    snapshot = Snapshot(id=world.new_uuid(), created=creation.end, instance_id=instance.id, profile="Scheduled")
    snapshot.begin(world.operation("scheduled", snapshot.id, start=creation.end))
    world.stock.add_snapshot(snapshot)


def _not_now(other: Snapshot) -> Exception:
    if other.profile == "Scheduled":
        return refused(409, "A scheduled snapshot is in progress", "snapshot-not-allowed")
    return busy("snapshot")

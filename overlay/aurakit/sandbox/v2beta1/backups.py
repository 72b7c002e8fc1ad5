"""Backups of a database: list, create, get, restore. During a restore the instance is `restoring`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import busy, invalid, refused
from ..messages import Response
from ..resources import Backup
from ..v1.instance_changes import idle
from ..v1.validation import Field, checked
from . import lookup

if TYPE_CHECKING:
    from ..messages import Request
    from ..resources import Database
    from ..world import World

RESTORE = (Field("backup_id", required=True),)


def list_backups(request: Request) -> Response:
    """GET …/databases/{database_id}/backups."""
    world, database = request.world, lookup.database(request)
    return Response(200, {"data": [_details(world, one) for one in world.stock.backups.of(database.id, world.now())]})


def get_backup(request: Request) -> Response:
    """GET …/backups/{backup_id}."""
    backup = _found(request.world, lookup.database(request), request.path["backup_id"])
    return Response(200, {"data": _details(request.world, backup)})


def create_backup(request: Request) -> Response:
    """POST …/databases/{database_id}/backups: one at a time."""
    world, instance, database = request.world, lookup.instance(request), lookup.database(request)
    idle(world, instance, "running")
    for other in world.stock.backups.of(database.id, world.now()):
        if (status := other.actual(world.now())) in {"Pending", "InProgress"}:
            raise busy(f"backup {status}")
    backup = Backup(f"backup-{world.new_hex(8)}", world.now(), instance_id=instance.id, database_id=database.id)
    backup.begin(world.operation("backup", backup.id))
    world.stock.backups.add(backup)
    return Response(202, {"data": {"id": backup.id}})


def restore_backup(request: Request) -> Response:
    """POST …/databases/{database_id}/restore: the response has no body."""
    world, instance, database = request.world, lookup.instance(request), lookup.database(request)
    backup = _found(world, database, checked(request.body, RESTORE)["backup_id"])
    if (state := backup.actual(world.now())) != "Completed":
        raise invalid(f"The backup is {state}, but must be Completed", "backup_id")
    status = idle(world, instance, "running", "loading failed")
    instance.begin(world.operation("restore", instance.id, status), {"source": backup.id})
    return Response(202)


def _found(world: World, database: Database, backup_id: str) -> Backup:
    found = world.stock.backups.get(database.id, backup_id, world.now())
    if found is None:
        raise refused(404, f"Backup not found: {backup_id}", "backup-not-found")
    return found


def _details(world: World, backup: Backup) -> dict[str, Any]:
    status = backup.shown(world.now())
    return {
        "id": backup.id,
        "status": status,
        "timestamp": world.timestamp(backup.created),
        "exportable": status == "Completed",
    }

"""Databases of an instance: list, create or clone, get, delete. The initial one cannot be deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import busy, invalid, refused
from ..messages import Response
from ..resources import Database
from ..v1.instance_changes import idle
from ..v1.validation import Field, checked
from . import lookup

if TYPE_CHECKING:
    from ..messages import Request

CREATE = (Field("name"), Field("backup_id"), Field("source_database_id"))
_NAME = re.compile(r"[a-z][a-z0-9-]{1,61}[a-z0-9]")


def list_databases(request: Request) -> Response:
    """GET …/instances/{instance_id}/databases."""
    instance = lookup.instance(request)
    found = request.world.stock.databases.of(instance.id, request.world.now())
    return Response(200, {"data": [_details(one) for one in found]})


def get_database(request: Request) -> Response:
    """GET …/databases/{database_id}."""
    return Response(200, {"data": _details(lookup.database(request))})


def create_database(request: Request) -> Response:
    """POST …/instances/{instance_id}/databases: empty, or cloned from a backup of another database of the instance."""
    world, instance, values = request.world, lookup.instance(request), checked(request.body, CREATE)
    if not instance.multi_database:
        raise refused(409, "The instance can have only one database", "multi-db-only")
    if ("backup_id" in values) != ("source_database_id" in values):
        missing = "source_database_id" if "backup_id" in values else "backup_id"
        raise invalid("A clone needs both backup_id and source_database_id", missing)
    database_id = f"db-{world.new_hex(8)}"
    name = values.get("name", database_id)
    if not _NAME.fullmatch(name):
        raise invalid("name must have 3 to 63 lower case letters, digits and dashes", "name")
    if any(one.name == name for one in world.stock.databases.of(instance.id, world.now())):
        raise refused(409, f"There is already a database {name!r}", "")
    idle(world, instance, "running")
    _check_source(request, values)
    database = Database(database_id, world.now(), "online", instance_id=instance.id, name=name)
    world.stock.databases.add(database)
    return Response(201, {"data": _details(database)})


def delete_database(request: Request) -> Response:
    """DELETE …/databases/{database_id}: the first request gets 202, later ones get 404."""
    world, database = request.world, lookup.database(request)
    if database.is_default:
        raise refused(409, "The initial database of an instance cannot be deleted", "")
    if database.operation is not None:
        raise refused(404, f"Database not found: {database.id}", "aura-database-not-found")
    for backup in world.stock.backups.of(database.id, world.now()):
        if (status := backup.actual(world.now())) in {"Pending", "InProgress"}:
            raise busy(f"backup {status}")
    database.begin(world.operation("database_delete", database.id))
    return Response(202, {"data": _details(database)})


def _check_source(request: Request, values: dict[str, Any]) -> None:
    if "backup_id" not in values:
        return
    world, source = request.world, lookup.database(request, values["source_database_id"])
    backup = world.stock.backups.get(source.id, values["backup_id"], world.now())
    if backup is None:
        raise refused(404, f"Backup not found: {values['backup_id']}", "backup-not-found")
    if (status := backup.actual(world.now())) != "Completed":
        raise refused(422, f"The backup is {status}, but must be Completed", "")


def _details(database: Database) -> dict[str, Any]:
    return {"id": database.id, "name": database.name}

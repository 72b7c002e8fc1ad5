# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.database import Database


def _decode(body: object) -> Database:
    from ...models.database import Database

    data = unwrapped(body, "create_database", required=True, errors=False)
    return Database.from_dict(data)


OPERATION: Operation[Database] = Operation(
    "create_database",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/databases",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str,
    *,
    backup_id: str | None = None,
    name: str | None = None,
    source_database_id: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Database]:
    """Create a database in an instance, empty or from a backup: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "instance_id": instance_id},
        body=given({"backup_id": backup_id, "name": name, "source_database_id": source_database_id}),
    )

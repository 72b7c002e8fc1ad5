# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.database import Database


def _decode(body: object) -> Database | None:
    from ...models.database import Database

    data = unwrapped(body, "delete_database", required=False, errors=False)
    if data is None:
        return None
    return Database.from_dict(data)


OPERATION: Operation[Database | None] = Operation(
    "delete_database",
    "DELETE",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/databases/{database_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[Database | None]:
    """Permanently delete a database and its data: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={
            "organization_id": organization_id,
            "project_id": project_id,
            "instance_id": instance_id,
            "database_id": database_id,
        },
    )

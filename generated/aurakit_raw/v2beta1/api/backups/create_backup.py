# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.created_backup import CreatedBackup


def _decode(body: object) -> CreatedBackup:
    from ...models.created_backup import CreatedBackup

    data = unwrapped(body, "create_backup", required=True, errors=False)
    return CreatedBackup.from_dict(data)


OPERATION: Operation[CreatedBackup] = Operation(
    "create_backup",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/databases/{database_id}/backups",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[CreatedBackup]:
    """Take a backup of a database now: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={
            "organization_id": organization_id,
            "project_id": project_id,
            "instance_id": instance_id,
            "database_id": database_id,
        },
    )

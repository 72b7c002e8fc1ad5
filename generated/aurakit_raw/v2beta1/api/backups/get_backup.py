# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.backup import Backup


def _decode(body: object) -> Backup:
    from ...models.backup import Backup

    data = unwrapped(body, "get_backup", required=True, errors=False)
    return Backup.from_dict(data)


OPERATION: Operation[Backup] = Operation(
    "get_backup",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/databases/{database_id}/backups/{backup_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str,
    database_id: str,
    backup_id: str,
    *,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Backup]:
    """Get one backup of a database: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={
            "organization_id": organization_id,
            "project_id": project_id,
            "instance_id": instance_id,
            "database_id": database_id,
            "backup_id": backup_id,
        },
    )

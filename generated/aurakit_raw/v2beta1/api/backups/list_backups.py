# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.backup import Backup


def _decode(body: object) -> builtins.list[Backup]:
    from ...models.backup import Backup

    data = unwrapped(body, "list_backups", required=True, errors=False)
    return in_place(array(data, "list_backups", "data"), Backup.from_dict)


OPERATION: Operation[builtins.list[Backup]] = Operation(
    "list_backups",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/databases/{database_id}/backups",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[Backup]]:
    """List the backups of a database: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={
            "organization_id": organization_id,
            "project_id": project_id,
            "instance_id": instance_id,
            "database_id": database_id,
        },
    )

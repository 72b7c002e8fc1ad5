# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request, given


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "restore_backup",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/databases/{database_id}/restore",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    instance_id: str,
    database_id: str,
    *,
    backup_id: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[None]:
    """Restore a database to the state of one of its backups: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={
            "organization_id": organization_id,
            "project_id": project_id,
            "instance_id": instance_id,
            "database_id": database_id,
        },
        body=given({"backup_id": backup_id}),
    )

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.deleted_session import DeletedSession


def _decode(body: object) -> DeletedSession | None:
    from ...models.deleted_session import DeletedSession

    data = unwrapped(body, "delete_session", required=False, errors=True)
    if data is None:
        return None
    return DeletedSession.from_dict(data)


OPERATION: Operation[DeletedSession | None] = Operation(
    "delete_session",
    "DELETE",
    "/organizations/{organization_id}/projects/{project_id}/graph-analytics/sessions/{session_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    session_id: str,
    *,
    database_username: str | None = None,
    database_uuid: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[DeletedSession | None]:
    """Delete a session and the graphs in its memory: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "session_id": session_id},
        query=given({"database_username": database_username, "database_uuid": database_uuid}),
    )

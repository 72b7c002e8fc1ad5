# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.session import Session


def _decode(body: object) -> Session:
    from ...models.session import Session

    data = unwrapped(body, "get_session", required=True, errors=True)
    return Session.from_dict(data)


OPERATION: Operation[Session] = Operation(
    "get_session",
    "GET",
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
) -> Request[Session]:
    """Get one Graph Analytics session: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "session_id": session_id},
        query=given({"database_username": database_username, "database_uuid": database_uuid}),
    )

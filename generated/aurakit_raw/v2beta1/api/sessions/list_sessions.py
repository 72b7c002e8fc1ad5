# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Page, Request, array, errors_beside, given, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.session import Session


def _decode(body: object) -> Page[Session]:
    from ...models.session import Session

    data = unwrapped(body, "list_sessions", required=True, errors=True)
    return Page(in_place(array(data, "list_sessions", "data"), Session.from_dict), errors_beside(body))


OPERATION: Operation[Page[Session]] = Operation(
    "list_sessions",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/graph-analytics/sessions",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    *,
    instance_id: str | None = None,
    database_id: str | None = None,
    database_username: str | None = None,
    database_uuid: str | None = None,
    list_only_owned: bool | None = None,
    include_deleted: bool | None = None,
    start_date: str | None = None,
    end_date: str | None = None,
    page: int | None = None,
    page_size: int | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Page[Session]]:
    """List the Graph Analytics sessions of a project: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        query=given(
            {
                "instance_id": instance_id,
                "database_id": database_id,
                "database_username": database_username,
                "database_uuid": database_uuid,
                "list_only_owned": list_only_owned,
                "include_deleted": include_deleted,
                "start_date": start_date,
                "end_date": end_date,
                "page": page,
                "page_size": page_size,
            }
        ),
    )

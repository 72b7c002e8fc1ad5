# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.project_user import ProjectUser


def _decode(body: object) -> builtins.list[ProjectUser]:
    from ...models.project_user import ProjectUser

    data = unwrapped(body, "list_project_users", required=True, errors=False)
    return in_place(array(data, "list_project_users", "data"), ProjectUser.from_dict)


OPERATION: Operation[builtins.list[ProjectUser]] = Operation(
    "list_project_users",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/users",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[ProjectUser]]:
    """List every user of a project with their roles: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id})

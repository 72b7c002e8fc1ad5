# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, encoded_items, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...models.project_role import ProjectRole
    from ...models.project_user import ProjectUser


def _decode(body: object) -> ProjectUser | None:
    from ...models.project_user import ProjectUser

    data = unwrapped(body, "update_project_user", required=False, errors=False)
    if data is None:
        return None
    return ProjectUser.from_dict(data)


OPERATION: Operation[ProjectUser | None] = Operation(
    "update_project_user",
    "PATCH",
    "/organizations/{organization_id}/projects/{project_id}/users/{user_id}",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    user_id: str,
    *,
    project_roles: Sequence[ProjectRole | str],
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[ProjectUser | None]:
    """Change the role that a user has in a project: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "user_id": user_id},
        body=given({"project_roles": encoded_items(project_roles)}),
    )

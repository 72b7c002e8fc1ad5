# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, encoded_items, given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...models.project_role import ProjectRole


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "add_project_user",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/users",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *,
    project_roles: Sequence[ProjectRole | str],
    user_id: str,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[None]:
    """Give a user of the organization a role in a project: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given({"project_roles": encoded_items(project_roles), "user_id": user_id}),
    )

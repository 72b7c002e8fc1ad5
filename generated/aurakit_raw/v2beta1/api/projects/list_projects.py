# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, given, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.project import Project
    from ...models.project_status import ProjectStatus


def _decode(body: object) -> builtins.list[Project]:
    from ...models.project import Project

    data = unwrapped(body, "list_projects", required=True, errors=False)
    return in_place(array(data, "list_projects", "data"), Project.from_dict)


OPERATION: Operation[builtins.list[Project]] = Operation(
    "list_projects",
    "GET",
    "/organizations/{organization_id}/projects",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(
    *, status: ProjectStatus | str | None = None, organization_id: str | None = None
) -> Request[builtins.list[Project]]:
    """List the projects of an organization: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id}, query=given({"status": status}))

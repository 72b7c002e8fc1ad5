# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.project import Project


def _decode(body: object) -> Project:
    from ...models.project import Project

    data = unwrapped(body, "get_project", required=True, errors=False)
    return Project.from_dict(data)


OPERATION: Operation[Project] = Operation(
    "get_project", "GET", "/tenants/{tenant_id}", version="v1", idempotent=True, decode=_decode
)


def request(tenant_id: str) -> Request[Project]:
    """Get one project and the instances that it can have: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"tenant_id": tenant_id})

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.database import Database


def _decode(body: object) -> builtins.list[Database]:
    from ...models.database import Database

    data = unwrapped(body, "list_databases", required=True, errors=False)
    return in_place(array(data, "list_databases", "data"), Database.from_dict)


OPERATION: Operation[builtins.list[Database]] = Operation(
    "list_databases",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/instances/{instance_id}/databases",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[Database]]:
    """List the databases of an instance: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "instance_id": instance_id},
    )

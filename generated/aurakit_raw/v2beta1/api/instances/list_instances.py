# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.instance_summary import InstanceSummary


def _decode(body: object) -> builtins.list[InstanceSummary]:
    from ...models.instance_summary import InstanceSummary

    data = unwrapped(body, "list_instances", required=True, errors=False)
    return in_place(array(data, "list_instances", "data"), InstanceSummary.from_dict)


OPERATION: Operation[builtins.list[InstanceSummary]] = Operation(
    "list_instances",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/instances",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[InstanceSummary]]:
    """List the instances of a project: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id})

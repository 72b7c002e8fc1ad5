# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.project_summary import ProjectSummary


def _decode(body: object) -> builtins.list[ProjectSummary]:
    from ...models.project_summary import ProjectSummary

    data = unwrapped(body, "list_projects", required=True, errors=False)
    return in_place(array(data, "list_projects", "data"), ProjectSummary.from_dict)


OPERATION: Operation[builtins.list[ProjectSummary]] = Operation(
    "list_projects", "GET", "/tenants", version="v1", idempotent=True, decode=_decode
)


def request() -> Request[builtins.list[ProjectSummary]]:
    """List the projects you have access to: the request, for a client's `call`."""
    return Request(OPERATION)

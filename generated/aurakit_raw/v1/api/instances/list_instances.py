# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, given, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.instance_summary import InstanceSummary


def _decode(body: object) -> builtins.list[InstanceSummary]:
    from ...models.instance_summary import InstanceSummary

    data = unwrapped(body, "list_instances", required=True, errors=False)
    return in_place(array(data, "list_instances", "data"), InstanceSummary.from_dict)


OPERATION: Operation[builtins.list[InstanceSummary]] = Operation(
    "list_instances", "GET", "/instances", version="v1", idempotent=True, decode=_decode
)


def request(*, tenant_id: str | None = None) -> Request[builtins.list[InstanceSummary]]:
    """List the instances you have access to: the request, for a client's `call`."""
    return Request(OPERATION, query=given({"tenantId": tenant_id}))

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place

if TYPE_CHECKING:
    from ...models.ip_filter import IpFilter


def _decode(body: object) -> builtins.list[IpFilter]:
    from ...models.ip_filter import IpFilter

    data = body
    return in_place(array(data, "list_ip_filters", None), IpFilter.from_dict)


OPERATION: Operation[builtins.list[IpFilter]] = Operation(
    "list_ip_filters",
    "GET",
    "/organizations/{organization_id}/ip-filters",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(*, organization_id: str | None = None) -> Request[builtins.list[IpFilter]]:
    """List the IP filters of an organization: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id})

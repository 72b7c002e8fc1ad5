# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request

if TYPE_CHECKING:
    from ...models.ip_filter import IpFilter


def _decode(body: object) -> IpFilter:
    from ...models.ip_filter import IpFilter

    data = body
    return IpFilter.from_dict(data)


OPERATION: Operation[IpFilter] = Operation(
    "get_ip_filter",
    "GET",
    "/organizations/{organization_id}/ip-filters/{ip_filter_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(ip_filter_id: str, *, organization_id: str | None = None) -> Request[IpFilter]:
    """Get one IP filter of an organization: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "ip_filter_id": ip_filter_id})

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "delete_ip_filter",
    "DELETE",
    "/organizations/{organization_id}/ip-filters/{ip_filter_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(ip_filter_id: str, *, organization_id: str | None = None) -> Request[None]:
    """Delete an IP filter; its instances are open to every address again: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "ip_filter_id": ip_filter_id})

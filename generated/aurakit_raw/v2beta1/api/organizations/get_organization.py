# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.organization import Organization


def _decode(body: object) -> Organization:
    from ...models.organization import Organization

    data = unwrapped(body, "get_organization", required=True, errors=False)
    return Organization.from_dict(data)


OPERATION: Operation[Organization] = Operation(
    "get_organization",
    "GET",
    "/organizations/{organization_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(*, organization_id: str | None = None) -> Request[Organization]:
    """Get one organization by its id: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id})

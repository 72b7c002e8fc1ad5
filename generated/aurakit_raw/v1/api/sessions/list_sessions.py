# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Listing, Operation, Request, array, errors_beside, given, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.session import Session


def _decode(body: object) -> Listing[Session]:
    from ...models.session import Session

    data = unwrapped(body, "list_sessions", required=True, errors=True)
    return Listing(in_place(array(data, "list_sessions", "data"), Session.from_dict), errors_beside(body))


OPERATION: Operation[Listing[Session]] = Operation(
    "list_sessions", "GET", "/graph-analytics/sessions", version="v1", idempotent=True, decode=_decode
)


def request(
    *, instance_id: str | None = None, tenant_id: str | None = None, organization_id: str | None = None
) -> Request[Listing[Session]]:
    """List the Graph Analytics sessions you have access to: the request, for a client's `call`."""
    return Request(
        OPERATION, query=given({"instanceId": instance_id, "tenantId": tenant_id, "organizationId": organization_id})
    )

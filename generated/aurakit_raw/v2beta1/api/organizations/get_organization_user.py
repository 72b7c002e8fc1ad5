# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.organization_user_details import OrganizationUserDetails


def _decode(body: object) -> OrganizationUserDetails:
    from ...models.organization_user_details import OrganizationUserDetails

    data = unwrapped(body, "get_organization_user", required=True, errors=False)
    return OrganizationUserDetails.from_dict(data)


OPERATION: Operation[OrganizationUserDetails] = Operation(
    "get_organization_user",
    "GET",
    "/organizations/{organization_id}/users/{user_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(user_id: str, *, organization_id: str | None = None) -> Request[OrganizationUserDetails]:
    """Get one user of an organization, with the user's projects: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "user_id": user_id})

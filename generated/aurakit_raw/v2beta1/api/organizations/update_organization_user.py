# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, encoded_items, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...models.organization_role import OrganizationRole
    from ...models.organization_user_details import OrganizationUserDetails


def _decode(body: object) -> OrganizationUserDetails | None:
    from ...models.organization_user_details import OrganizationUserDetails

    data = unwrapped(body, "update_organization_user", required=False, errors=False)
    if data is None:
        return None
    return OrganizationUserDetails.from_dict(data)


OPERATION: Operation[OrganizationUserDetails | None] = Operation(
    "update_organization_user",
    "PATCH",
    "/organizations/{organization_id}/users/{user_id}",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id",),
    decode=_decode,
)


def request(
    user_id: str, *, organization_roles: Sequence[OrganizationRole | str], organization_id: str | None = None
) -> Request[OrganizationUserDetails | None]:
    """Change the role that a user has in an organization: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "user_id": user_id},
        body=given({"organization_roles": encoded_items(organization_roles)}),
    )

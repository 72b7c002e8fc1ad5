# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.organization_user import OrganizationUser


def _decode(body: object) -> builtins.list[OrganizationUser]:
    from ...models.organization_user import OrganizationUser

    data = unwrapped(body, "list_organization_users", required=True, errors=False)
    return in_place(array(data, "list_organization_users", "data"), OrganizationUser.from_dict)


OPERATION: Operation[builtins.list[OrganizationUser]] = Operation(
    "list_organization_users",
    "GET",
    "/organizations/{organization_id}/users",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(*, organization_id: str | None = None) -> Request[builtins.list[OrganizationUser]]:
    """List every user of an organization, with roles and second factors: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id})

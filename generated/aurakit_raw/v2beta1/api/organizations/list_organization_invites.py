# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.organization_invite import OrganizationInvite


def _decode(body: object) -> builtins.list[OrganizationInvite]:
    from ...models.organization_invite import OrganizationInvite

    data = unwrapped(body, "list_organization_invites", required=True, errors=False)
    return in_place(array(data, "list_organization_invites", "data"), OrganizationInvite.from_dict)


OPERATION: Operation[builtins.list[OrganizationInvite]] = Operation(
    "list_organization_invites",
    "GET",
    "/organizations/{organization_id}/invites",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(*, organization_id: str | None = None) -> Request[builtins.list[OrganizationInvite]]:
    """List the invites of an organization, open ones and old ones: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id})

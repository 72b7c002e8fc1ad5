# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, encoded_items, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...models.organization_invite import OrganizationInvite
    from ...models.organization_role import OrganizationRole
    from ...models.project_invite import ProjectInvite


def _decode(body: object) -> OrganizationInvite:
    from ...models.organization_invite import OrganizationInvite

    data = unwrapped(body, "create_organization_invite", required=True, errors=False)
    return OrganizationInvite.from_dict(data)


OPERATION: Operation[OrganizationInvite] = Operation(
    "create_organization_invite",
    "POST",
    "/organizations/{organization_id}/invites",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id",),
    decode=_decode,
)


def request(
    *,
    email: str | None = None,
    project_invites: Sequence[ProjectInvite | Mapping[str, Any]] | None = None,
    roles: Sequence[OrganizationRole | str] | None = None,
    organization_id: str | None = None,
) -> Request[OrganizationInvite]:
    """Invite somebody into an organization by email: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id},
        body=given(
            {
                "email": email,
                "project_invites": None if project_invites is None else encoded_items(project_invites),
                "roles": None if roles is None else encoded_items(roles),
            }
        ),
    )

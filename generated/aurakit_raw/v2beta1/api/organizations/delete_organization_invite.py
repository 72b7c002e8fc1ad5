# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "delete_organization_invite",
    "DELETE",
    "/organizations/{organization_id}/invites/{invite_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(invite_id: str, *, organization_id: str | None = None) -> Request[None]:
    """Revoke an open invite: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "invite_id": invite_id})

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "delete_organization_user",
    "DELETE",
    "/organizations/{organization_id}/users/{user_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id",),
    decode=_decode,
)


def request(user_id: str, *, organization_id: str | None = None) -> Request[None]:
    """Remove a user from an organization and from all of its projects: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "user_id": user_id})

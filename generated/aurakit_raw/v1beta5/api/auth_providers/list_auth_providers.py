# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.auth_provider_summary import AuthProviderSummary


def _decode(body: object) -> builtins.list[AuthProviderSummary]:
    from ...models.auth_provider_summary import AuthProviderSummary

    data = unwrapped(body, "list_auth_providers", required=True, errors=False)
    return in_place(array(data, "list_auth_providers", "data"), AuthProviderSummary.from_dict)


OPERATION: Operation[builtins.list[AuthProviderSummary]] = Operation(
    "list_auth_providers",
    "GET",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}/auth-providers",
    version="v1beta5",
    idempotent=True,
    decode=_decode,
)


def request(instance_id: str, data_api_id: str) -> Request[builtins.list[AuthProviderSummary]]:
    """List the authentication providers of a GraphQL data API: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id, "data_api_id": data_api_id})

# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, by_kind, unwrapped

if TYPE_CHECKING:
    from ...models.api_key_auth_provider import ApiKeyAuthProvider
    from ...models.jwks_auth_provider import JwksAuthProvider


def _decode(body: object) -> ApiKeyAuthProvider | JwksAuthProvider:
    from ...models.api_key_auth_provider import ApiKeyAuthProvider
    from ...models.jwks_auth_provider import JwksAuthProvider

    data = unwrapped(body, "get_auth_provider", required=True, errors=False)
    result: ApiKeyAuthProvider | JwksAuthProvider = by_kind(
        data,
        "type",
        {"api-key": ApiKeyAuthProvider.from_dict, "jwks": JwksAuthProvider.from_dict},
        "get_auth_provider",
        "data",
    )
    return result


OPERATION: Operation[ApiKeyAuthProvider | JwksAuthProvider] = Operation(
    "get_auth_provider",
    "GET",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}/auth-providers/{auth_provider_id}",
    version="v1beta5",
    idempotent=True,
    decode=_decode,
)


def request(
    instance_id: str, data_api_id: str, auth_provider_id: str
) -> Request[ApiKeyAuthProvider | JwksAuthProvider]:
    """Get one authentication provider of a GraphQL data API: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"instance_id": instance_id, "data_api_id": data_api_id, "auth_provider_id": auth_provider_id},
    )

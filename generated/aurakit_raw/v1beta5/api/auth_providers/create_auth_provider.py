# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, by_kind, given, unwrapped

if TYPE_CHECKING:
    from ...models.auth_provider_type import AuthProviderType
    from ...models.created_api_key_auth_provider import CreatedApiKeyAuthProvider
    from ...models.jwks_auth_provider import JwksAuthProvider


def _decode(body: object) -> CreatedApiKeyAuthProvider | JwksAuthProvider:
    from ...models.created_api_key_auth_provider import CreatedApiKeyAuthProvider
    from ...models.jwks_auth_provider import JwksAuthProvider

    data = unwrapped(body, "create_auth_provider", required=True, errors=False)
    result: CreatedApiKeyAuthProvider | JwksAuthProvider = by_kind(
        data,
        "type",
        {"api-key": CreatedApiKeyAuthProvider.from_dict, "jwks": JwksAuthProvider.from_dict},
        "create_auth_provider",
        "data",
    )
    return result


OPERATION: Operation[CreatedApiKeyAuthProvider | JwksAuthProvider] = Operation(
    "create_auth_provider",
    "POST",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}/auth-providers",
    version="v1beta5",
    idempotent=False,
    decode=_decode,
)


def request(
    instance_id: str,
    data_api_id: str,
    *,
    name: str,
    type: AuthProviderType | str,
    enabled: bool | None = None,
    url: str | None = None,
) -> Request[CreatedApiKeyAuthProvider | JwksAuthProvider]:
    """Add an authentication provider to a GraphQL data API: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"instance_id": instance_id, "data_api_id": data_api_id},
        body=given({"name": name, "type": type, "enabled": enabled, "url": url}),
    )

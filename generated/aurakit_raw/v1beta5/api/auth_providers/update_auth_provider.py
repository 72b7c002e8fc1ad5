# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, by_kind, given, unwrapped

if TYPE_CHECKING:
    from ...models.api_key_auth_provider import ApiKeyAuthProvider
    from ...models.jwks_auth_provider import JwksAuthProvider


def _decode(body: object) -> ApiKeyAuthProvider | JwksAuthProvider | None:
    from ...models.api_key_auth_provider import ApiKeyAuthProvider
    from ...models.jwks_auth_provider import JwksAuthProvider

    data = unwrapped(body, "update_auth_provider", required=False, errors=False)
    if data is None:
        return None
    result: ApiKeyAuthProvider | JwksAuthProvider | None = by_kind(
        data,
        "type",
        {"api-key": ApiKeyAuthProvider.from_dict, "jwks": JwksAuthProvider.from_dict},
        "update_auth_provider",
        "data",
    )
    return result


OPERATION: Operation[ApiKeyAuthProvider | JwksAuthProvider | None] = Operation(
    "update_auth_provider",
    "PATCH",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}/auth-providers/{auth_provider_id}",
    version="v1beta5",
    idempotent=False,
    decode=_decode,
)


def request(
    instance_id: str,
    data_api_id: str,
    auth_provider_id: str,
    *,
    name: str | None = None,
    enabled: bool | None = None,
    url: str | None = None,
) -> Request[ApiKeyAuthProvider | JwksAuthProvider | None]:
    """Rename, enable or disable an authentication provider, or change the URL of its keys: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"instance_id": instance_id, "data_api_id": data_api_id, "auth_provider_id": auth_provider_id},
        body=given({"name": name, "enabled": enabled, "url": url}),
    )

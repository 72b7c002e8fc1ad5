# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...models.created_data_api import CreatedDataApi
    from ...models.data_api_features import DataApiFeatures
    from ...models.instance_credentials import InstanceCredentials
    from ...models.new_data_api_security import NewDataApiSecurity


def _decode(body: object) -> CreatedDataApi:
    from ...models.created_data_api import CreatedDataApi

    data = unwrapped(body, "create_data_api", required=True, errors=False)
    return CreatedDataApi.from_dict(data)


OPERATION: Operation[CreatedDataApi] = Operation(
    "create_data_api",
    "POST",
    "/instances/{instance_id}/data-apis/graphql",
    version="v1beta5",
    idempotent=False,
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str,
    *,
    name: str,
    aura_instance: InstanceCredentials | Mapping[str, Any],
    type_definitions: str,
    security: NewDataApiSecurity | Mapping[str, Any],
    features: DataApiFeatures | Mapping[str, Any] | None = None,
) -> Request[CreatedDataApi]:
    """Create a GraphQL data API in front of an instance: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"instance_id": instance_id},
        body=given(
            {
                "name": name,
                "aura_instance": aura_instance,
                "type_definitions": type_definitions,
                "security": security,
                "features": features,
            }
        ),
    )

# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...models.changed_data_api_security import ChangedDataApiSecurity
    from ...models.changed_instance_credentials import ChangedInstanceCredentials
    from ...models.data_api_features import DataApiFeatures
    from ...models.data_api_summary import DataApiSummary


def _decode(body: object) -> DataApiSummary | None:
    from ...models.data_api_summary import DataApiSummary

    data = unwrapped(body, "update_data_api", required=False, errors=False)
    if data is None:
        return None
    return DataApiSummary.from_dict(data)


OPERATION: Operation[DataApiSummary | None] = Operation(
    "update_data_api",
    "PATCH",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}",
    version="v1beta5",
    idempotent=False,
    placed=True,
    decode=_decode,
)


def request(
    instance_id: str,
    data_api_id: str,
    *,
    name: str | None = None,
    type_definitions: str | None = None,
    features: DataApiFeatures | Mapping[str, Any] | None = None,
    aura_instance: ChangedInstanceCredentials | Mapping[str, Any] | None = None,
    security: ChangedDataApiSecurity | Mapping[str, Any] | None = None,
) -> Request[DataApiSummary | None]:
    """Change a GraphQL data API's name, type definitions or settings: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"instance_id": instance_id, "data_api_id": data_api_id},
        body=given(
            {
                "name": name,
                "type_definitions": type_definitions,
                "features": features,
                "aura_instance": aura_instance,
                "security": security,
            }
        ),
    )

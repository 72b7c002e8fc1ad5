# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.data_api_summary import DataApiSummary


def _decode(body: object) -> DataApiSummary | None:
    from ...models.data_api_summary import DataApiSummary

    data = unwrapped(body, "delete_data_api", required=False, errors=False)
    if data is None:
        return None
    return DataApiSummary.from_dict(data)


OPERATION: Operation[DataApiSummary | None] = Operation(
    "delete_data_api",
    "DELETE",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}",
    version="v1beta5",
    idempotent=True,
    placed=True,
    decode=_decode,
)


def request(instance_id: str, data_api_id: str) -> Request[DataApiSummary | None]:
    """Permanently delete a GraphQL data API with its providers and keys: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id, "data_api_id": data_api_id})

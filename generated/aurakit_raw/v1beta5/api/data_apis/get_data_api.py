# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.data_api import DataApi


def _decode(body: object) -> DataApi:
    from ...models.data_api import DataApi

    data = unwrapped(body, "get_data_api", required=True, errors=True)
    return DataApi.from_dict(data)


OPERATION: Operation[DataApi] = Operation(
    "get_data_api",
    "GET",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}",
    version="v1beta5",
    idempotent=True,
    placed=True,
    decode=_decode,
)


def request(instance_id: str, data_api_id: str) -> Request[DataApi]:
    """Get one GraphQL data API with its type definitions and settings: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id, "data_api_id": data_api_id})

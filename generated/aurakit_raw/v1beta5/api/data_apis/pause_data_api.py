# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.data_api_summary import DataApiSummary


def _decode(body: object) -> DataApiSummary | None:
    from ...models.data_api_summary import DataApiSummary

    data = unwrapped(body, "pause_data_api", required=False, errors=False)
    if data is None:
        return None
    return DataApiSummary.from_dict(data)


OPERATION: Operation[DataApiSummary | None] = Operation(
    "pause_data_api",
    "POST",
    "/instances/{instance_id}/data-apis/graphql/{data_api_id}/pause",
    version="v1beta5",
    idempotent=False,
    placed=True,
    decode=_decode,
)


def request(instance_id: str, data_api_id: str) -> Request[DataApiSummary | None]:
    """Pause a GraphQL data API; its URL then serves no requests: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id, "data_api_id": data_api_id})

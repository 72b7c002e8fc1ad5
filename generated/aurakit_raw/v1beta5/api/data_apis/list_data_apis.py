# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.data_api_summary import DataApiSummary


def _decode(body: object) -> builtins.list[DataApiSummary]:
    from ...models.data_api_summary import DataApiSummary

    data = unwrapped(body, "list_data_apis", required=True, errors=False)
    return in_place(array(data, "list_data_apis", "data"), DataApiSummary.from_dict)


OPERATION: Operation[builtins.list[DataApiSummary]] = Operation(
    "list_data_apis",
    "GET",
    "/instances/{instance_id}/data-apis/graphql",
    version="v1beta5",
    idempotent=True,
    placed=True,
    decode=_decode,
)


def request(instance_id: str) -> Request[builtins.list[DataApiSummary]]:
    """List the GraphQL data APIs of an instance: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"instance_id": instance_id})

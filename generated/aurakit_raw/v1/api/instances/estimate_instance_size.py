# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, encoded_items, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...models.instance_size_estimate import InstanceSizeEstimate
    from ...models.instance_type import InstanceType


def _decode(body: object) -> InstanceSizeEstimate:
    from ...models.instance_size_estimate import InstanceSizeEstimate

    data = unwrapped(body, "estimate_instance_size", required=True, errors=False)
    return InstanceSizeEstimate.from_dict(data)


OPERATION: Operation[InstanceSizeEstimate] = Operation(
    "estimate_instance_size", "POST", "/instances/sizing", version="v1", idempotent=True, decode=_decode
)


def request(
    *,
    node_count: int,
    relationship_count: int,
    instance_type: InstanceType | str | None = None,
    algorithm_categories: Sequence[str] | None = None,
) -> Request[InstanceSizeEstimate]:
    """Estimate the instance size that a graph and its algorithms need: the request, for a client's `call`."""
    return Request(
        OPERATION,
        body=given(
            {
                "node_count": node_count,
                "relationship_count": relationship_count,
                "instance_type": instance_type,
                "algorithm_categories": None if algorithm_categories is None else encoded_items(algorithm_categories),
            }
        ),
    )

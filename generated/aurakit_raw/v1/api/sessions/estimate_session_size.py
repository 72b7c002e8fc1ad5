# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, encoded_items, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...models.session_size_estimate import SessionSizeEstimate


def _decode(body: object) -> SessionSizeEstimate:
    from ...models.session_size_estimate import SessionSizeEstimate

    data = unwrapped(body, "estimate_session_size", required=True, errors=False)
    return SessionSizeEstimate.from_dict(data)


OPERATION: Operation[SessionSizeEstimate] = Operation(
    "estimate_session_size", "POST", "/graph-analytics/sessions/sizing", version="v1", idempotent=True, decode=_decode
)


def request(
    *,
    node_count: int,
    relationship_count: int,
    node_property_count: int | None = None,
    node_label_count: int | None = None,
    relationship_property_count: int | None = None,
    algorithm_categories: Sequence[str] | None = None,
) -> Request[SessionSizeEstimate]:
    """Estimate the session size that a graph and its algorithms need: the request, for a client's `call`."""
    return Request(
        OPERATION,
        body=given(
            {
                "node_count": node_count,
                "relationship_count": relationship_count,
                "node_property_count": node_property_count,
                "node_label_count": node_label_count,
                "relationship_property_count": relationship_property_count,
                "algorithm_categories": None if algorithm_categories is None else encoded_items(algorithm_categories),
            }
        ),
    )

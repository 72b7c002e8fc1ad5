# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, encoded_items, given, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...models.algorithm_category import AlgorithmCategory
    from ...models.algorithm_to_estimate import AlgorithmToEstimate
    from ...models.session_size_estimate import SessionSizeEstimate


def _decode(body: object) -> SessionSizeEstimate:
    from ...models.session_size_estimate import SessionSizeEstimate

    data = unwrapped(body, "estimate_session_size", required=True, errors=True)
    return SessionSizeEstimate.from_dict(data)


OPERATION: Operation[SessionSizeEstimate] = Operation(
    "estimate_session_size",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/graph-analytics/sessions/sizing",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *,
    node_count: int,
    algorithm_categories: Sequence[AlgorithmCategory | str] | None = None,
    algorithms: Sequence[AlgorithmToEstimate | Mapping[str, Any]] | None = None,
    node_label_count: int | None = None,
    node_property_count: int | None = None,
    relationship_count: int | None = None,
    relationship_property_count: int | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[SessionSizeEstimate]:
    """Estimate the session size that a graph and its algorithms need: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given(
            {
                "node_count": node_count,
                "algorithm_categories": None if algorithm_categories is None else encoded_items(algorithm_categories),
                "algorithms": None if algorithms is None else encoded_items(algorithms),
                "node_label_count": node_label_count,
                "node_property_count": node_property_count,
                "relationship_count": relationship_count,
                "relationship_property_count": relationship_property_count,
            }
        ),
    )

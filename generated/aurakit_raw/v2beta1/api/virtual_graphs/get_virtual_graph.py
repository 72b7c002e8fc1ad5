# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.virtual_graph import VirtualGraph


def _decode(body: object) -> VirtualGraph:
    from ...models.virtual_graph import VirtualGraph

    data = unwrapped(body, "get_virtual_graph", required=True, errors=False)
    return VirtualGraph.from_dict(data)


OPERATION: Operation[VirtualGraph] = Operation(
    "get_virtual_graph",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/virtual-graphs/{id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Request[VirtualGraph]:
    """Get one virtual graph: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id, "id": id})

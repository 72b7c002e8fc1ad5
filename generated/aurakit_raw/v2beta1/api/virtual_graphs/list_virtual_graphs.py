# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Page, Request, array, errors_beside, given, in_place, next_token, unwrapped

if TYPE_CHECKING:
    from ...models.virtual_graph import VirtualGraph


def _decode(body: object) -> Page[VirtualGraph]:
    from ...models.virtual_graph import VirtualGraph

    data = unwrapped(body, "list_virtual_graphs", required=True, errors=False)
    return Page(
        in_place(array(data, "list_virtual_graphs", "data"), VirtualGraph.from_dict),
        errors_beside(body),
        next_token(body),
    )


OPERATION: Operation[Page[VirtualGraph]] = Operation(
    "list_virtual_graphs",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/virtual-graphs",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    *,
    page_limit: int | None = None,
    page_token: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Page[VirtualGraph]]:
    """List the virtual graphs of a project, the newest first: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        query=given({"page_limit": page_limit, "page_token": page_token}),
    )

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "delete_virtual_graph",
    "DELETE",
    "/organizations/{organization_id}/projects/{project_id}/virtual-graphs/{id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Request[None]:
    """Permanently delete a virtual graph; the data source is not affected: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id, "id": id})

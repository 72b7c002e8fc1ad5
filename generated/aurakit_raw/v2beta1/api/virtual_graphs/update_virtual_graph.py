# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request, given


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "update_virtual_graph",
    "PATCH",
    "/organizations/{organization_id}/projects/{project_id}/virtual-graphs/{id}",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    id: str,
    *,
    import_model_id: str | None = None,
    memory: str | None = None,
    name: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[None]:
    """Rename or resize a virtual graph, or update its model: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "id": id},
        body=given({"import_model_id": import_model_id, "memory": memory, "name": name}),
    )

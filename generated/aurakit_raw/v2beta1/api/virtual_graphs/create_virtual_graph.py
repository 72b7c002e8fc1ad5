# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.cloud_provider import CloudProvider
    from ...models.created_virtual_graph import CreatedVirtualGraph


def _decode(body: object) -> CreatedVirtualGraph:
    from ...models.created_virtual_graph import CreatedVirtualGraph

    data = unwrapped(body, "create_virtual_graph", required=True, errors=False)
    return CreatedVirtualGraph.from_dict(data)


OPERATION: Operation[CreatedVirtualGraph] = Operation(
    "create_virtual_graph",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/virtual-graphs",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    *,
    cloud_provider: CloudProvider | str,
    data_source_id: str,
    import_model_id: str,
    name: str,
    region: str,
    maximum_bytes_billed: int | None = None,
    memory: str | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[CreatedVirtualGraph]:
    """Create a virtual graph over a data source: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given(
            {
                "cloud_provider": cloud_provider,
                "data_source_id": data_source_id,
                "import_model_id": import_model_id,
                "name": name,
                "region": region,
                "maximum_bytes_billed": maximum_bytes_billed,
                "memory": memory,
            }
        ),
    )

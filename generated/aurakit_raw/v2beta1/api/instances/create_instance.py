# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.cloud_provider import CloudProvider
    from ...models.created_instance import CreatedInstance
    from ...models.graph_analytics import GraphAnalytics
    from ...models.instance_tier import InstanceTier


def _decode(body: object) -> CreatedInstance:
    from ...models.created_instance import CreatedInstance

    data = unwrapped(body, "create_instance", required=True, errors=False)
    return CreatedInstance.from_dict(data)


OPERATION: Operation[CreatedInstance] = Operation(
    "create_instance",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/instances",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    placed=True,
    decode=_decode,
)


def request(
    *,
    cloud_provider: CloudProvider | str,
    name: str,
    region: str,
    type: InstanceTier | str,
    graph_analytics: GraphAnalytics | str | None = None,
    memory: str | None = None,
    multi_database: bool | None = None,
    storage: str | None = None,
    vector_optimized: bool | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[CreatedInstance]:
    """Create an instance in a project: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given(
            {
                "cloud_provider": cloud_provider,
                "name": name,
                "region": region,
                "type": type,
                "graph_analytics": graph_analytics,
                "memory": memory,
                "multi_database": multi_database,
                "storage": storage,
                "vector_optimized": vector_optimized,
            }
        ),
    )

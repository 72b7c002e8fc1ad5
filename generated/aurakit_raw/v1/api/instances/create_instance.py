# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.cloud_provider import CloudProvider
    from ...models.created_instance import CreatedInstance
    from ...models.instance_type import InstanceType


def _decode(body: object) -> CreatedInstance:
    from ...models.created_instance import CreatedInstance

    data = unwrapped(body, "create_instance", required=True, errors=False)
    return CreatedInstance.from_dict(data)


OPERATION: Operation[CreatedInstance] = Operation(
    "create_instance", "POST", "/instances", version="v1", idempotent=False, decode=_decode
)


def request(
    *,
    version: str,
    region: str,
    memory: str,
    name: str,
    type: InstanceType | str,
    tenant_id: str,
    cloud_provider: CloudProvider | str,
    source_instance_id: str | None = None,
    source_snapshot_id: str | None = None,
    customer_managed_key_id: str | None = None,
    vector_optimized: bool | None = None,
    graph_analytics_plugin: bool | None = None,
    storage: str | None = None,
) -> Request[CreatedInstance]:
    """Create an instance, empty or as a clone: the request, for a client's `call`."""
    return Request(
        OPERATION,
        body=given(
            {
                "version": version,
                "region": region,
                "memory": memory,
                "name": name,
                "type": type,
                "tenant_id": tenant_id,
                "cloud_provider": cloud_provider,
                "source_instance_id": source_instance_id,
                "source_snapshot_id": source_snapshot_id,
                "customer_managed_key_id": customer_managed_key_id,
                "vector_optimized": vector_optimized,
                "graph_analytics_plugin": graph_analytics_plugin,
                "storage": storage,
            }
        ),
    )

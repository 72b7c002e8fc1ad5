# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.cdc_enrichment_mode import CdcEnrichmentMode
    from ...models.instance import Instance


def _decode(body: object) -> Instance | None:
    from ...models.instance import Instance

    data = unwrapped(body, "update_instance", required=False, errors=False)
    if data is None:
        return None
    return Instance.from_dict(data)


OPERATION: Operation[Instance | None] = Operation(
    "update_instance", "PATCH", "/instances/{instance_id}", version="v1", idempotent=False, decode=_decode
)


def request(
    instance_id: str,
    *,
    name: str | None = None,
    memory: str | None = None,
    vector_optimized: bool | None = None,
    graph_analytics_plugin: bool | None = None,
    storage: str | None = None,
    secondaries_count: int | None = None,
    cdc_enrichment_mode: CdcEnrichmentMode | str | None = None,
) -> Request[Instance | None]:
    """Rename or resize an instance, or change its options: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"instance_id": instance_id},
        body=given(
            {
                "name": name,
                "memory": memory,
                "vector_optimized": vector_optimized,
                "graph_analytics_plugin": graph_analytics_plugin,
                "storage": storage,
                "secondaries_count": secondaries_count,
                "cdc_enrichment_mode": cdc_enrichment_mode,
            }
        ),
    )

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.metrics_integration import MetricsIntegration


def _decode(body: object) -> MetricsIntegration:
    from ...models.metrics_integration import MetricsIntegration

    data = unwrapped(body, "get_metrics_integration", required=True, errors=False)
    return MetricsIntegration.from_dict(data)


OPERATION: Operation[MetricsIntegration] = Operation(
    "get_metrics_integration",
    "GET",
    "/tenants/{tenant_id}/metrics-integration",
    version="v1",
    idempotent=True,
    decode=_decode,
)


def request(tenant_id: str) -> Request[MetricsIntegration]:
    """Get the address of a project's metrics: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"tenant_id": tenant_id})

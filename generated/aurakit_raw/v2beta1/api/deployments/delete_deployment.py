# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ....types import Operation, Request


def _decode(body: object) -> None:
    return None


OPERATION: Operation[None] = Operation(
    "delete_deployment",
    "DELETE",
    "/organizations/{organization_id}/projects/{project_id}/fleet-manager/deployments/{deployment_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Request[None]:
    """Unregister a self-managed deployment from Fleet Manager: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "deployment_id": deployment_id},
    )

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, given, unwrapped

if TYPE_CHECKING:
    from ...models.created_deployment import CreatedDeployment


def _decode(body: object) -> CreatedDeployment:
    from ...models.created_deployment import CreatedDeployment

    data = unwrapped(body, "create_deployment", required=True, errors=False)
    return CreatedDeployment.from_dict(data)


OPERATION: Operation[CreatedDeployment] = Operation(
    "create_deployment",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/fleet-manager/deployments",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *, name: str, connection_url: str | None = None, organization_id: str | None = None, project_id: str | None = None
) -> Request[CreatedDeployment]:
    """Register a self-managed deployment with Fleet Manager: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given({"name": name, "connection_url": connection_url}),
    )

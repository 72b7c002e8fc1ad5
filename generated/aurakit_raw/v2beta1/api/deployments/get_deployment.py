# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.deployment import Deployment


def _decode(body: object) -> Deployment:
    from ...models.deployment import Deployment

    data = unwrapped(body, "get_deployment", required=True, errors=False)
    return Deployment.from_dict(data)


OPERATION: Operation[Deployment] = Operation(
    "get_deployment",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/fleet-manager/deployments/{deployment_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[Deployment]:
    """Get one self-managed deployment, with the details of its token: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "deployment_id": deployment_id},
    )

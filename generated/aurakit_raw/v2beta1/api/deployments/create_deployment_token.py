# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.deployment_token import DeploymentToken


def _decode(body: object) -> DeploymentToken:
    from ...models.deployment_token import DeploymentToken

    data = unwrapped(body, "create_deployment_token", required=True, errors=False)
    return DeploymentToken.from_dict(data)


OPERATION: Operation[DeploymentToken] = Operation(
    "create_deployment_token",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/fleet-manager/deployments/{deployment_id}/token",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[DeploymentToken]:
    """Create the token with which a deployment registers itself: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "deployment_id": deployment_id},
    )

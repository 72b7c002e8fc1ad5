# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.deployment_server import DeploymentServer


def _decode(body: object) -> builtins.list[DeploymentServer]:
    from ...models.deployment_server import DeploymentServer

    data = unwrapped(body, "list_deployment_servers", required=True, errors=False)
    return in_place(array(data, "list_deployment_servers", "data"), DeploymentServer.from_dict)


OPERATION: Operation[builtins.list[DeploymentServer]] = Operation(
    "list_deployment_servers",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/fleet-manager/deployments/{deployment_id}/servers",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[DeploymentServer]]:
    """List the servers of a self-managed deployment: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "deployment_id": deployment_id},
    )

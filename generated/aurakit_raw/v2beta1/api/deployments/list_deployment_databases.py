# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.deployment_database import DeploymentDatabase


def _decode(body: object) -> builtins.list[DeploymentDatabase]:
    from ...models.deployment_database import DeploymentDatabase

    data = unwrapped(body, "list_deployment_databases", required=True, errors=False)
    return in_place(array(data, "list_deployment_databases", "data"), DeploymentDatabase.from_dict)


OPERATION: Operation[builtins.list[DeploymentDatabase]] = Operation(
    "list_deployment_databases",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/fleet-manager/deployments/{deployment_id}/databases",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[DeploymentDatabase]]:
    """List the logical databases of a self-managed deployment: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "deployment_id": deployment_id},
    )

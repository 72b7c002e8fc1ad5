# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place, unwrapped

if TYPE_CHECKING:
    from ...models.deployment_summary import DeploymentSummary


def _decode(body: object) -> builtins.list[DeploymentSummary]:
    from ...models.deployment_summary import DeploymentSummary

    data = unwrapped(body, "list_deployments", required=True, errors=False)
    return in_place(array(data, "list_deployments", "data"), DeploymentSummary.from_dict)


OPERATION: Operation[builtins.list[DeploymentSummary]] = Operation(
    "list_deployments",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/fleet-manager/deployments",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[DeploymentSummary]]:
    """List the self-managed deployments of a project that Fleet Manager monitors: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id})

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request, unwrapped

if TYPE_CHECKING:
    from ...models.virtual_graph_allowed_configs import VirtualGraphAllowedConfigs


def _decode(body: object) -> VirtualGraphAllowedConfigs:
    from ...models.virtual_graph_allowed_configs import VirtualGraphAllowedConfigs

    data = unwrapped(body, "get_virtual_graph_allowed_configs", required=True, errors=False)
    return VirtualGraphAllowedConfigs.from_dict(data)


OPERATION: Operation[VirtualGraphAllowedConfigs] = Operation(
    "get_virtual_graph_allowed_configs",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/virtual-graphs/allowed-configs",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *, organization_id: str | None = None, project_id: str | None = None
) -> Request[VirtualGraphAllowedConfigs]:
    """Get the sizes that a virtual graph can have in a project, and what they cost: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id})

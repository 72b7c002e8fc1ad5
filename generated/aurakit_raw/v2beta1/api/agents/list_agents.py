# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ....types import Operation, Request, array, in_place

if TYPE_CHECKING:
    from ...models.agent_summary import AgentSummary


def _decode(body: object) -> builtins.list[AgentSummary]:
    from ...models.agent_summary import AgentSummary

    data = body
    return in_place(array(data, "list_agents", None), AgentSummary.from_dict)


OPERATION: Operation[builtins.list[AgentSummary]] = Operation(
    "list_agents",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/agents",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *, organization_id: str | None = None, project_id: str | None = None
) -> Request[builtins.list[AgentSummary]]:
    """List the agents of a project: the request, for a client's `call`."""
    return Request(OPERATION, path_values={"organization_id": organization_id, "project_id": project_id})

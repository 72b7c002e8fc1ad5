# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING

from ....types import Operation, Request

if TYPE_CHECKING:
    from ...models.agent import Agent


def _decode(body: object) -> Agent:
    from ...models.agent import Agent

    data = body
    return Agent.from_dict(data)


OPERATION: Operation[Agent] = Operation(
    "get_agent",
    "GET",
    "/organizations/{organization_id}/projects/{project_id}/agents/{agent_id}",
    version="v2beta1",
    idempotent=True,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(agent_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Request[Agent]:
    """Get one agent with its tools: the request, for a client's `call`."""
    return Request(
        OPERATION, path_values={"organization_id": organization_id, "project_id": project_id, "agent_id": agent_id}
    )

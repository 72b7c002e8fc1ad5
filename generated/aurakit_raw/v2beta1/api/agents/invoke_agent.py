# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...models.agent_message import AgentMessage
    from ...models.agent_response import AgentResponse


def _decode(body: object) -> AgentResponse:
    from ...models.agent_response import AgentResponse

    data = body
    return AgentResponse.from_dict(data)


OPERATION: Operation[AgentResponse] = Operation(
    "invoke_agent",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/agents/{agent_id}/invoke",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    agent_id: str,
    *,
    input: str | Sequence[AgentMessage | Mapping[str, Any]],
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[AgentResponse]:
    """Ask an agent, and wait for its whole response: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "agent_id": agent_id},
        body=given({"input": input}),
    )

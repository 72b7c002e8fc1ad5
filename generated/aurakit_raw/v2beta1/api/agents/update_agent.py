# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, encoded_items, given, unless_empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...models.agent import Agent
    from ...models.cypher_template_tool import CypherTemplateTool
    from ...models.similarity_search_tool import SimilaritySearchTool
    from ...models.text_2_cypher_tool import Text2CypherTool


def _decode(body: object) -> Agent | None:
    from ...models.agent import Agent

    data = unless_empty(body, "update_agent")
    if data is None:
        return None
    return Agent.from_dict(data)


OPERATION: Operation[Agent | None] = Operation(
    "update_agent",
    "PATCH",
    "/organizations/{organization_id}/projects/{project_id}/agents/{agent_id}",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    agent_id: str,
    *,
    name: str | None = None,
    description: str | None = None,
    dbid: str | None = None,
    is_private: bool | None = None,
    tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]] | None = None,
    system_prompt: str | None = None,
    is_mcp_enabled: bool | None = None,
    enabled: bool | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Agent | None]:
    """Change some properties of an agent: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id, "agent_id": agent_id},
        body=given(
            {
                "name": name,
                "description": description,
                "dbid": dbid,
                "is_private": is_private,
                "tools": None if tools is None else encoded_items(tools),
                "system_prompt": system_prompt,
                "is_mcp_enabled": is_mcp_enabled,
                "enabled": enabled,
            }
        ),
    )

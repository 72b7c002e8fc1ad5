# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....types import Operation, Request, encoded_items, given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...models.agent import Agent
    from ...models.cypher_template_tool import CypherTemplateTool
    from ...models.similarity_search_tool import SimilaritySearchTool
    from ...models.text_2_cypher_tool import Text2CypherTool


def _decode(body: object) -> Agent:
    from ...models.agent import Agent

    data = body
    return Agent.from_dict(data)


OPERATION: Operation[Agent] = Operation(
    "create_agent",
    "POST",
    "/organizations/{organization_id}/projects/{project_id}/agents",
    version="v2beta1",
    idempotent=False,
    scope=("organization_id", "project_id"),
    decode=_decode,
)


def request(
    *,
    name: str,
    description: str,
    dbid: str,
    is_private: bool,
    tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]],
    system_prompt: str | None = None,
    is_mcp_enabled: bool | None = None,
    enabled: bool | None = None,
    organization_id: str | None = None,
    project_id: str | None = None,
) -> Request[Agent]:
    """Create an agent for a database: the request, for a client's `call`."""
    return Request(
        OPERATION,
        path_values={"organization_id": organization_id, "project_id": project_id},
        body=given(
            {
                "name": name,
                "description": description,
                "dbid": dbid,
                "is_private": is_private,
                "tools": encoded_items(tools),
                "system_prompt": system_prompt,
                "is_mcp_enabled": is_mcp_enabled,
                "enabled": enabled,
            }
        ),
    )

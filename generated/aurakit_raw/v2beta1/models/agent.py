# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, by_kind, encoded, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .cypher_template_tool import CypherTemplateTool
    from .similarity_search_tool import SimilaritySearchTool
    from .text_2_cypher_tool import Text2CypherTool

_KNOWN: frozenset[str] = frozenset(
    (
        "dbid",
        "description",
        "id",
        "is_private",
        "name",
        "tools",
        "created_by",
        "enabled",
        "is_mcp_enabled",
        "organization_id",
        "project_id",
        "system_prompt",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class Agent(Model):
    """An agent with its prompt and its tools.

    Attributes:
        dbid: The id of the instance that it queries.
        description: What it is for.
        id: The id of the agent, a UUID.
        is_private: Whether only members of the project may invoke it.
        name: Its name.
        tools: The tools it can use; one of an unknown kind is a plain `dict`.
        created_by: Who created it.
        enabled: Whether it can be invoked.
        is_mcp_enabled: Whether MCP clients can use it.
        organization_id: The id of its organization.
        project_id: The id of its project.
        system_prompt: The instructions that it gets before each question.
    """

    dbid: str
    description: str
    id: str
    is_private: bool
    name: str
    tools: builtins.list[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool]
    created_by: str | None = None
    enabled: bool | None = None
    is_mcp_enabled: bool | None = None
    organization_id: str | None = None
    project_id: str | None = None
    system_prompt: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .cypher_template_tool import CypherTemplateTool
        from .similarity_search_tool import SimilaritySearchTool
        from .text_2_cypher_tool import Text2CypherTool

        source = data if type(data) is dict else obj(data, "Agent")
        get = source.get
        self = new(cls)
        try:
            value = source["dbid"]
            self.dbid = value if type(value) is str else scalar(value, "Agent", "dbid")
            value = source["description"]
            self.description = value if type(value) is str else scalar(value, "Agent", "description")
            value = source["id"]
            self.id = scalar(value, "Agent", "id")
            value = source["is_private"]
            self.is_private = scalar(value, "Agent", "is_private")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "Agent", "name")
            value = source["tools"]
            self.tools = [
                by_kind(
                    item,
                    "type",
                    {
                        "cypherTemplate": CypherTemplateTool.from_dict,
                        "similaritySearch": SimilaritySearchTool.from_dict,
                        "text2cypher": Text2CypherTool.from_dict,
                    },
                    "Agent",
                    "tools",
                )
                for item in array(value, "Agent", "tools")
            ]
        except KeyError as error:
            raise absent(error, "Agent") from None
        value = get("created_by")
        self.created_by = value if type(value) is str or value is None else scalar(value, "Agent", "created_by")
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "Agent", "enabled")
        value = get("is_mcp_enabled")
        self.is_mcp_enabled = None if value is None else scalar(value, "Agent", "is_mcp_enabled")
        value = get("organization_id")
        self.organization_id = None if value is None else scalar(value, "Agent", "organization_id")
        value = get("project_id")
        self.project_id = None if value is None else scalar(value, "Agent", "project_id")
        value = get("system_prompt")
        self.system_prompt = value if type(value) is str or value is None else scalar(value, "Agent", "system_prompt")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "dbid": self.dbid,
            "description": self.description,
            "id": self.id,
            "is_private": self.is_private,
            "name": self.name,
            "tools": [encoded(item) for item in self.tools],
        }
        if self.created_by is not None:
            result["created_by"] = self.created_by
        if self.enabled is not None:
            result["enabled"] = self.enabled
        if self.is_mcp_enabled is not None:
            result["is_mcp_enabled"] = self.is_mcp_enabled
        if self.organization_id is not None:
            result["organization_id"] = self.organization_id
        if self.project_id is not None:
            result["project_id"] = self.project_id
        if self.system_prompt is not None:
            result["system_prompt"] = self.system_prompt
        result.update(self.additional_properties)
        return result

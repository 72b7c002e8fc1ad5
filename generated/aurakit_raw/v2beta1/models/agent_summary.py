# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .tool_summary import ToolSummary

_KNOWN: frozenset[str] = frozenset(
    (
        "dbid",
        "description",
        "id",
        "is_private",
        "name",
        "tools",
        "enabled",
        "endpoint_link",
        "is_mcp_enabled",
        "mcp_endpoint_link",
        "organization_id",
        "project_id",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class AgentSummary(Model):
    """An agent in a list.

    Attributes:
        dbid: The id of the instance that it queries.
        description: What it is for.
        id: The id of the agent, a UUID.
        is_private: Whether only members of the project may invoke it.
        name: Its name.
        tools: The tools it can use, each with name and kind.
        enabled: Whether it can be invoked.
        endpoint_link: Its address for requests.
        is_mcp_enabled: Whether MCP clients can use it.
        mcp_endpoint_link: Its address for MCP clients.
        organization_id: The id of its organization.
        project_id: The id of its project.
    """

    dbid: str
    description: str
    id: str
    is_private: bool
    name: str
    tools: builtins.list[ToolSummary]
    enabled: bool | None = None
    endpoint_link: str | None = None
    is_mcp_enabled: bool | None = None
    mcp_endpoint_link: str | None = None
    organization_id: str | None = None
    project_id: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .tool_summary import ToolSummary

        source = data if type(data) is dict else obj(data, "AgentSummary")
        get = source.get
        self = new(cls)
        try:
            value = source["dbid"]
            self.dbid = value if type(value) is str else scalar(value, "AgentSummary", "dbid")
            value = source["description"]
            self.description = value if type(value) is str else scalar(value, "AgentSummary", "description")
            value = source["id"]
            self.id = scalar(value, "AgentSummary", "id")
            value = source["is_private"]
            self.is_private = scalar(value, "AgentSummary", "is_private")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "AgentSummary", "name")
            value = source["tools"]
            self.tools = [*map(ToolSummary.from_dict, array(value, "AgentSummary", "tools"))]
        except KeyError as error:
            raise absent(error, "AgentSummary") from None
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "AgentSummary", "enabled")
        value = get("endpoint_link")
        self.endpoint_link = (
            value if type(value) is str or value is None else scalar(value, "AgentSummary", "endpoint_link")
        )
        value = get("is_mcp_enabled")
        self.is_mcp_enabled = None if value is None else scalar(value, "AgentSummary", "is_mcp_enabled")
        value = get("mcp_endpoint_link")
        self.mcp_endpoint_link = (
            value if type(value) is str or value is None else scalar(value, "AgentSummary", "mcp_endpoint_link")
        )
        value = get("organization_id")
        self.organization_id = None if value is None else scalar(value, "AgentSummary", "organization_id")
        value = get("project_id")
        self.project_id = None if value is None else scalar(value, "AgentSummary", "project_id")
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
            "tools": [item.to_dict() for item in self.tools],
        }
        if self.enabled is not None:
            result["enabled"] = self.enabled
        if self.endpoint_link is not None:
            result["endpoint_link"] = self.endpoint_link
        if self.is_mcp_enabled is not None:
            result["is_mcp_enabled"] = self.is_mcp_enabled
        if self.mcp_endpoint_link is not None:
            result["mcp_endpoint_link"] = self.mcp_endpoint_link
        if self.organization_id is not None:
            result["organization_id"] = self.organization_id
        if self.project_id is not None:
            result["project_id"] = self.project_id
        result.update(self.additional_properties)
        return result

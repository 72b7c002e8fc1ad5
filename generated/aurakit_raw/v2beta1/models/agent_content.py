# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .agent_content_type import AgentContentType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("type", "id", "input", "name", "output", "text", "thinking", "tool_use_id"))

_covers = _KNOWN.issuperset
_agent_content_type = AgentContentType.known()


@attrs.define(weakref_slot=False)
class AgentContent(Model):
    """One part of a response of an agent.

    Attributes:
        type: The kind of the part, which decides what other fields it has.
        id: The id of a use of a tool, in a part that begins one.
        input: What the tool was given, in a part that begins its use.
        name: The name of the tool, in a part that begins its use.
        output: What the tool returned, in a part that is a result.
        text: The text, in a part of that kind.
        thinking: The model's thinking, in a part of that kind.
        tool_use_id: The id of the use that this is the result of.
    """

    type: AgentContentType
    id: str | None = None
    input: dict[str, Any] | None = None
    name: str | None = None
    output: dict[str, Any] | None = None
    text: str | None = None
    thinking: str | None = None
    tool_use_id: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AgentContent")
        get = source.get
        self = new(cls)
        try:
            value = source["type"]
            self.type = (type(value) is str and _agent_content_type(value)) or AgentContentType.decode(
                value, "AgentContent", "type"
            )
        except KeyError as error:
            raise absent(error, "AgentContent") from None
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "AgentContent", "id")
        value = get("input")
        self.input = None if value is None else obj(value, "AgentContent", "input")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "AgentContent", "name")
        value = get("output")
        self.output = None if value is None else obj(value, "AgentContent", "output")
        value = get("text")
        self.text = value if type(value) is str or value is None else scalar(value, "AgentContent", "text")
        value = get("thinking")
        self.thinking = value if type(value) is str or value is None else scalar(value, "AgentContent", "thinking")
        value = get("tool_use_id")
        self.tool_use_id = (
            value if type(value) is str or value is None else scalar(value, "AgentContent", "tool_use_id")
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"type": self.type.value}
        if self.id is not None:
            result["id"] = self.id
        if self.input is not None:
            result["input"] = self.input
        if self.name is not None:
            result["name"] = self.name
        if self.output is not None:
            result["output"] = self.output
        if self.text is not None:
            result["text"] = self.text
        if self.thinking is not None:
            result["thinking"] = self.thinking
        if self.tool_use_id is not None:
            result["tool_use_id"] = self.tool_use_id
        result.update(self.additional_properties)
        return result

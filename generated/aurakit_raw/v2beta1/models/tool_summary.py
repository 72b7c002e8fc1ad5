# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .tool_type import ToolType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("name", "type"))

_tool_type = ToolType.known()


@attrs.define(weakref_slot=False)
class ToolSummary(Model):
    """A tool of an agent in a list.

    Attributes:
        name: The name of the tool.
        type: Its kind, which says what it does with a question.
    """

    name: str
    type: ToolType
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ToolSummary")
        self = new(cls)
        try:
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "ToolSummary", "name")
            value = source["type"]
            self.type = (type(value) is str and _tool_type(value)) or ToolType.decode(value, "ToolSummary", "type")
        except KeyError as error:
            raise absent(error, "ToolSummary") from None
        self.additional_properties = NO_FIELDS if len(source) == 2 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"name": self.name, "type": self.type.value}
        result.update(self.additional_properties)
        return result

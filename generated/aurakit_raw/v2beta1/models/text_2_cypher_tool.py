# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("description", "name", "type", "config", "enabled"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class Text2CypherTool(Model):
    """A tool that lets the model write queries of its own.

    Attributes:
        description: When to use it, for the model, at most 2,000 characters.
        name: A name for the model, at most 64 characters.
        type: Always `text2cypher`.
        config: Nothing, since this kind has no settings.
        enabled: Whether the agent may use it.
    """

    description: str
    name: str
    type: str
    config: dict[str, Any] | None = None
    enabled: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "Text2CypherTool")
        get = source.get
        self = new(cls)
        try:
            value = source["description"]
            self.description = value if type(value) is str else scalar(value, "Text2CypherTool", "description")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "Text2CypherTool", "name")
            value = source["type"]
            self.type = value if type(value) is str else scalar(value, "Text2CypherTool", "type")
        except KeyError as error:
            raise absent(error, "Text2CypherTool") from None
        value = get("config")
        self.config = None if value is None else obj(value, "Text2CypherTool", "config")
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "Text2CypherTool", "enabled")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"description": self.description, "name": self.name, "type": self.type}
        if self.config is not None:
            result["config"] = self.config
        if self.enabled is not None:
            result["enabled"] = self.enabled
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .cypher_parameter_type import CypherParameterType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("data_type", "description", "name", "default", "is_list", "is_optional"))

_covers = _KNOWN.issuperset
_cypher_parameter_type = CypherParameterType.known()


@attrs.define(weakref_slot=False)
class CypherParameter(Model):
    """A parameter of a Cypher template.

    Attributes:
        data_type: The type of the value, or of each value in a list.
        description: What to fill in, for the model, at most 2,000 characters.
        name: The name, as in the template without its `$`.
        default: The value if the model leaves it out, of the same type; can be null.
        is_list: Whether the value is a list; false if not given.
        is_optional: Whether the model may leave it out, which requires a default; false if not given.
    """

    data_type: CypherParameterType
    description: str
    name: str
    default: Any | None = None
    is_list: bool | None = None
    is_optional: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CypherParameter")
        get = source.get
        self = new(cls)
        try:
            value = source["data_type"]
            self.data_type = (type(value) is str and _cypher_parameter_type(value)) or CypherParameterType.decode(
                value, "CypherParameter", "data_type"
            )
            value = source["description"]
            self.description = value if type(value) is str else scalar(value, "CypherParameter", "description")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "CypherParameter", "name")
        except KeyError as error:
            raise absent(error, "CypherParameter") from None
        value = get("default")
        self.default = value
        value = get("is_list")
        self.is_list = None if value is None else scalar(value, "CypherParameter", "is_list")
        value = get("is_optional")
        self.is_optional = None if value is None else scalar(value, "CypherParameter", "is_optional")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"data_type": self.data_type.value, "description": self.description, "name": self.name}
        if self.default is not None:
            result["default"] = self.default
        if self.is_list is not None:
            result["is_list"] = self.is_list
        if self.is_optional is not None:
            result["is_optional"] = self.is_optional
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .cypher_parameter import CypherParameter

_KNOWN: frozenset[str] = frozenset(("template", "parameters"))


@attrs.define(weakref_slot=False)
class CypherTemplateConfig(Model):
    """A query with parameters that a model fills in.

    Attributes:
        template: The Cypher query, its parameters as `$name`.
        parameters: Every parameter that the query has; empty if it has none.
    """

    template: str
    parameters: builtins.list[CypherParameter] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .cypher_parameter import CypherParameter

        source = data if type(data) is dict else obj(data, "CypherTemplateConfig")
        get = source.get
        self = new(cls)
        try:
            value = source["template"]
            self.template = value if type(value) is str else scalar(value, "CypherTemplateConfig", "template")
        except KeyError as error:
            raise absent(error, "CypherTemplateConfig") from None
        value = get("parameters")
        self.parameters = (
            None
            if value is None
            else [*map(CypherParameter.from_dict, array(value, "CypherTemplateConfig", "parameters"))]
        )
        known = 1 if value is None else 2
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"template": self.template}
        if self.parameters is not None:
            result["parameters"] = [item.to_dict() for item in self.parameters]
        result.update(self.additional_properties)
        return result

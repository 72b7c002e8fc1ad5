# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .similarity_search_config import SimilaritySearchConfig

_KNOWN: frozenset[str] = frozenset(("config", "description", "name", "type", "enabled"))


@attrs.define(weakref_slot=False)
class SimilaritySearchTool(Model):
    """A tool that searches a vector index.

    Attributes:
        config: The index, and how to search in it.
        description: When to use it, for the model, at most 2,000 characters.
        name: A name for the model, at most 64 characters.
        type: Always `similaritySearch`.
        enabled: Whether the agent may use it.
    """

    config: SimilaritySearchConfig
    description: str
    name: str
    type: str
    enabled: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .similarity_search_config import SimilaritySearchConfig

        source = data if type(data) is dict else obj(data, "SimilaritySearchTool")
        get = source.get
        self = new(cls)
        try:
            value = source["config"]
            self.config = SimilaritySearchConfig.from_dict(value)
            value = source["description"]
            self.description = value if type(value) is str else scalar(value, "SimilaritySearchTool", "description")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "SimilaritySearchTool", "name")
            value = source["type"]
            self.type = value if type(value) is str else scalar(value, "SimilaritySearchTool", "type")
        except KeyError as error:
            raise absent(error, "SimilaritySearchTool") from None
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "SimilaritySearchTool", "enabled")
        known = 4 if value is None else 5
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "config": self.config.to_dict(),
            "description": self.description,
            "name": self.name,
            "type": self.type,
        }
        if self.enabled is not None:
            result["enabled"] = self.enabled
        result.update(self.additional_properties)
        return result

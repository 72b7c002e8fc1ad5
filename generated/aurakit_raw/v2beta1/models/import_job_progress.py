# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, new, obj, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .node_progress import NodeProgress
    from .relationship_progress import RelationshipProgress

_KNOWN: frozenset[str] = frozenset(("nodes", "relationships"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class ImportJobProgress(Model):
    """What an import job has created so far.

    Attributes:
        nodes: The node types of the model, one entry for each.
        relationships: The relationship types of the model, one entry for each.
    """

    nodes: builtins.list[NodeProgress] | None = None
    relationships: builtins.list[RelationshipProgress] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .node_progress import NodeProgress
        from .relationship_progress import RelationshipProgress

        source = data if type(data) is dict else obj(data, "ImportJobProgress")
        get = source.get
        self = new(cls)
        value = get("nodes")
        self.nodes = (
            None if value is None else [*map(NodeProgress.from_dict, array(value, "ImportJobProgress", "nodes"))]
        )
        value = get("relationships")
        self.relationships = (
            None
            if value is None
            else [*map(RelationshipProgress.from_dict, array(value, "ImportJobProgress", "relationships"))]
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.nodes is not None:
            result["nodes"] = [item.to_dict() for item in self.nodes]
        if self.relationships is not None:
            result["relationships"] = [item.to_dict() for item in self.relationships]
        result.update(self.additional_properties)
        return result

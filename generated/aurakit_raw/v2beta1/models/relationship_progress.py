# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    ("created_constraints", "created_indexes", "created_relationships", "id", "processed_rows", "total_rows", "type")
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class RelationshipProgress(Model):
    """What an import job has created of one relationship type.

    Attributes:
        created_constraints: Constraints created so far.
        created_indexes: Indexes created so far.
        created_relationships: Relationships created so far.
        id: The id of the relationship type in the model, such as `r:1`.
        processed_rows: Rows read so far.
        total_rows: The total number of rows to read.
        type: The type of its relationships.
    """

    created_constraints: int | None = None
    created_indexes: int | None = None
    created_relationships: int | None = None
    id: str | None = None
    processed_rows: int | None = None
    total_rows: int | None = None
    type: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "RelationshipProgress")
        get = source.get
        self = new(cls)
        value = get("created_constraints")
        self.created_constraints = (
            None if value is None else scalar(value, "RelationshipProgress", "created_constraints")
        )
        value = get("created_indexes")
        self.created_indexes = None if value is None else scalar(value, "RelationshipProgress", "created_indexes")
        value = get("created_relationships")
        self.created_relationships = (
            None if value is None else scalar(value, "RelationshipProgress", "created_relationships")
        )
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "RelationshipProgress", "id")
        value = get("processed_rows")
        self.processed_rows = None if value is None else scalar(value, "RelationshipProgress", "processed_rows")
        value = get("total_rows")
        self.total_rows = None if value is None else scalar(value, "RelationshipProgress", "total_rows")
        value = get("type")
        self.type = value if type(value) is str or value is None else scalar(value, "RelationshipProgress", "type")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.created_constraints is not None:
            result["created_constraints"] = self.created_constraints
        if self.created_indexes is not None:
            result["created_indexes"] = self.created_indexes
        if self.created_relationships is not None:
            result["created_relationships"] = self.created_relationships
        if self.id is not None:
            result["id"] = self.id
        if self.processed_rows is not None:
            result["processed_rows"] = self.processed_rows
        if self.total_rows is not None:
            result["total_rows"] = self.total_rows
        if self.type is not None:
            result["type"] = self.type
        result.update(self.additional_properties)
        return result

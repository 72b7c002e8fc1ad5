# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    ("created_constraints", "created_indexes", "created_nodes", "id", "labels", "processed_rows", "total_rows")
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class NodeProgress(Model):
    """What an import job has created of one node type.

    Attributes:
        created_constraints: Constraints created so far.
        created_indexes: Indexes created so far.
        created_nodes: Nodes created so far.
        id: The id of the node type in the model, such as `n:1`.
        labels: The labels of its nodes.
        processed_rows: Rows read so far.
        total_rows: The total number of rows to read.
    """

    created_constraints: int | None = None
    created_indexes: int | None = None
    created_nodes: int | None = None
    id: str | None = None
    labels: builtins.list[str] | None = None
    processed_rows: int | None = None
    total_rows: int | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "NodeProgress")
        get = source.get
        self = new(cls)
        value = get("created_constraints")
        self.created_constraints = None if value is None else scalar(value, "NodeProgress", "created_constraints")
        value = get("created_indexes")
        self.created_indexes = None if value is None else scalar(value, "NodeProgress", "created_indexes")
        value = get("created_nodes")
        self.created_nodes = None if value is None else scalar(value, "NodeProgress", "created_nodes")
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "NodeProgress", "id")
        value = get("labels")
        self.labels = None if value is None else array(value, "NodeProgress", "labels")
        value = get("processed_rows")
        self.processed_rows = None if value is None else scalar(value, "NodeProgress", "processed_rows")
        value = get("total_rows")
        self.total_rows = None if value is None else scalar(value, "NodeProgress", "total_rows")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.created_constraints is not None:
            result["created_constraints"] = self.created_constraints
        if self.created_indexes is not None:
            result["created_indexes"] = self.created_indexes
        if self.created_nodes is not None:
            result["created_nodes"] = self.created_nodes
        if self.id is not None:
            result["id"] = self.id
        if self.labels is not None:
            result["labels"] = self.labels
        if self.processed_rows is not None:
            result["processed_rows"] = self.processed_rows
        if self.total_rows is not None:
            result["total_rows"] = self.total_rows
        result.update(self.additional_properties)
        return result

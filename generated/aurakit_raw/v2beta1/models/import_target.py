# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, share, shared, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("db_id", "project_id"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class ImportTarget(Model):
    """Where an import writes to.

    Attributes:
        db_id: The id of the instance.
        project_id: The id of the instance's project.
    """

    db_id: str | None = None
    project_id: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ImportTarget")
        get = source.get
        self = new(cls)
        value = get("db_id")
        self.db_id = value if type(value) is str or value is None else scalar(value, "ImportTarget", "db_id")
        value = get("project_id")
        self.project_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "ImportTarget", "project_id")
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.db_id is not None:
            result["db_id"] = self.db_id
        if self.project_id is not None:
            result["project_id"] = self.project_id
        result.update(self.additional_properties)
        return result

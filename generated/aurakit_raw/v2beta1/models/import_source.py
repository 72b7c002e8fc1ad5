# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "type"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class ImportSource(Model):
    """Where an import reads from.

    Attributes:
        id: The id of the data source, a UUID.
        name: Its name in the Aura Console.
        type: What it is, such as `postgresql`.
    """

    id: str | None = None
    name: str | None = None
    type: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ImportSource")
        get = source.get
        self = new(cls)
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "ImportSource", "id")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "ImportSource", "name")
        value = get("type")
        self.type = value if type(value) is str or value is None else scalar(value, "ImportSource", "type")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.id is not None:
            result["id"] = self.id
        if self.name is not None:
            result["name"] = self.name
        if self.type is not None:
            result["type"] = self.type
        result.update(self.additional_properties)
        return result

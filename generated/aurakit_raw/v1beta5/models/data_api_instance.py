# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id",))


@attrs.define(weakref_slot=False)
class DataApiInstance(Model):
    """The instance behind a data API.

    Attributes:
        id: The id of the instance, such as `2f49c2b3`.
    """

    id: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DataApiInstance")
        get = source.get
        self = new(cls)
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "DataApiInstance", "id")
        known = 0 if value is None else 1
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.id is not None:
            result["id"] = self.id
        result.update(self.additional_properties)
        return result

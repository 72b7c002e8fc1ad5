# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("ip_range", "description"))


@attrs.define(weakref_slot=False)
class AllowedRange(Model):
    """A range of addresses to allow.

    Attributes:
        ip_range: The range in CIDR notation, such as `192.0.2.0/24`.
        description: A description of the range.
    """

    ip_range: str
    description: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AllowedRange")
        self = new(cls)
        try:
            value = source["ip_range"]
            self.ip_range = value if type(value) is str else scalar(value, "AllowedRange", "ip_range")
            value = source["description"]
            self.description = value if type(value) is str else scalar(value, "AllowedRange", "description")
        except KeyError as error:
            raise absent(error, "AllowedRange") from None
        self.additional_properties = NO_FIELDS if len(source) == 2 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"ip_range": self.ip_range, "description": self.description}
        result.update(self.additional_properties)
        return result

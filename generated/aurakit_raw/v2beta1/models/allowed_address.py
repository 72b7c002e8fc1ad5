# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("address", "prefix_len", "description"))


@attrs.define(weakref_slot=False)
class AllowedAddress(Model):
    """A range of addresses that an IP filter allows.

    Attributes:
        address: The first address, such as `192.0.2.0`.
        prefix_len: The length of the prefix in bits, such as 24.
        description: A description of the range.
    """

    address: str
    prefix_len: int
    description: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AllowedAddress")
        get = source.get
        self = new(cls)
        try:
            value = source["address"]
            self.address = value if type(value) is str else scalar(value, "AllowedAddress", "address")
            value = source["prefix_len"]
            self.prefix_len = scalar(value, "AllowedAddress", "prefix_len")
        except KeyError as error:
            raise absent(error, "AllowedAddress") from None
        value = get("description")
        self.description = (
            value if type(value) is str or value is None else scalar(value, "AllowedAddress", "description")
        )
        known = 2 if value is None else 3
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"address": self.address, "prefix_len": self.prefix_len}
        if self.description is not None:
            result["description"] = self.description
        result.update(self.additional_properties)
        return result

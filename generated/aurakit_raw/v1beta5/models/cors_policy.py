# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("allowed_origins",))


@attrs.define(weakref_slot=False)
class CorsPolicy(Model):
    """Which web pages may use a data API from a browser.

    Attributes:
        allowed_origins: Origins as browsers send them, such as `https://app.example.com`; compared literally,
            without wildcards.
    """

    allowed_origins: builtins.list[str]
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CorsPolicy")
        self = new(cls)
        try:
            value = source["allowed_origins"]
            self.allowed_origins = array(value, "CorsPolicy", "allowed_origins")
        except KeyError as error:
            raise absent(error, "CorsPolicy") from None
        self.additional_properties = NO_FIELDS if len(source) == 1 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"allowed_origins": self.allowed_origins}
        result.update(self.additional_properties)
        return result

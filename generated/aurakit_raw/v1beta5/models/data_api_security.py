# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .cors_policy import CorsPolicy

_KNOWN: frozenset[str] = frozenset(("cors_policy",))


@attrs.define(weakref_slot=False)
class DataApiSecurity(Model):
    """Who may use a data API, and from where.

    Attributes:
        cors_policy: Which origins may use the data API from a browser.
    """

    cors_policy: CorsPolicy
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .cors_policy import CorsPolicy

        source = data if type(data) is dict else obj(data, "DataApiSecurity")
        self = new(cls)
        try:
            value = source["cors_policy"]
            self.cors_policy = CorsPolicy.from_dict(value)
        except KeyError as error:
            raise absent(error, "DataApiSecurity") from None
        self.additional_properties = NO_FIELDS if len(source) == 1 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"cors_policy": self.cors_policy.to_dict()}
        result.update(self.additional_properties)
        return result

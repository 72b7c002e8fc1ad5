# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .cors_policy import CorsPolicy

_KNOWN: frozenset[str] = frozenset(("cors_policy",))


@attrs.define(weakref_slot=False)
class ChangedDataApiSecurity(Model):
    """New settings for who may use a data API from a browser.

    Attributes:
        cors_policy: Which origins may use the data API from a browser.
    """

    cors_policy: CorsPolicy | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .cors_policy import CorsPolicy

        source = data if type(data) is dict else obj(data, "ChangedDataApiSecurity")
        get = source.get
        self = new(cls)
        value = get("cors_policy")
        self.cors_policy = None if value is None else CorsPolicy.from_dict(value)
        known = 0 if value is None else 1
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.cors_policy is not None:
            result["cors_policy"] = self.cors_policy.to_dict()
        result.update(self.additional_properties)
        return result

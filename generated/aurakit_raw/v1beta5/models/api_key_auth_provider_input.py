# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("name", "type", "enabled"))


@attrs.define(weakref_slot=False)
class ApiKeyAuthProviderInput(Model):
    """A provider to create that requires its key in each request.

    Attributes:
        name: A name for it.
        type: `api-key` for a key that Aura creates, `jwks` for tokens of your identity provider.
        enabled: Whether requests may use it from the start; true if not given.
    """

    name: str
    type: str
    enabled: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ApiKeyAuthProviderInput")
        get = source.get
        self = new(cls)
        try:
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "ApiKeyAuthProviderInput", "name")
            value = source["type"]
            self.type = value if type(value) is str else scalar(value, "ApiKeyAuthProviderInput", "type")
        except KeyError as error:
            raise absent(error, "ApiKeyAuthProviderInput") from None
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "ApiKeyAuthProviderInput", "enabled")
        known = 2 if value is None else 3
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"name": self.name, "type": self.type}
        if self.enabled is not None:
            result["enabled"] = self.enabled
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("name", "type", "url", "enabled"))


@attrs.define(weakref_slot=False)
class JwksAuthProviderInput(Model):
    """A provider to create that verifies tokens with the keys of a JWKS endpoint.

    Attributes:
        name: A name for it.
        type: Always `jwks`.
        url: The HTTPS URL of the public keys, a JSON Web Key Set; for `jwks` only.
        enabled: Whether requests may use it from the start; true if not given.
    """

    name: str
    type: str
    url: str
    enabled: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "JwksAuthProviderInput")
        get = source.get
        self = new(cls)
        try:
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "JwksAuthProviderInput", "name")
            value = source["type"]
            self.type = value if type(value) is str else scalar(value, "JwksAuthProviderInput", "type")
            value = source["url"]
            self.url = value if type(value) is str else scalar(value, "JwksAuthProviderInput", "url")
        except KeyError as error:
            raise absent(error, "JwksAuthProviderInput") from None
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "JwksAuthProviderInput", "enabled")
        known = 3 if value is None else 4
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"name": self.name, "type": self.type, "url": self.url}
        if self.enabled is not None:
            result["enabled"] = self.enabled
        result.update(self.additional_properties)
        return result

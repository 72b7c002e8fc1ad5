# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "type", "url", "enabled"))


@attrs.define(weakref_slot=False)
class JwksAuthProvider(Model):
    """An authentication provider that verifies tokens with the keys of a JWKS endpoint.

    Attributes:
        id: The id of the provider, a UUID.
        name: Its name.
        type: Always `jwks`.
        url: The HTTPS URL of the public keys, a JSON Web Key Set.
        enabled: Whether requests may use it; absent just after its creation.
    """

    id: str
    name: str
    type: str
    url: str
    enabled: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "JwksAuthProvider")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "JwksAuthProvider", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "JwksAuthProvider", "name")
            value = source["type"]
            self.type = value if type(value) is str else scalar(value, "JwksAuthProvider", "type")
            value = source["url"]
            self.url = value if type(value) is str else scalar(value, "JwksAuthProvider", "url")
        except KeyError as error:
            raise absent(error, "JwksAuthProvider") from None
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "JwksAuthProvider", "enabled")
        known = 4 if value is None else 5
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name, "type": self.type, "url": self.url}
        if self.enabled is not None:
            result["enabled"] = self.enabled
        result.update(self.additional_properties)
        return result

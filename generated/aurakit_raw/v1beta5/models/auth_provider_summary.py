# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .auth_provider_type import AuthProviderType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "type", "enabled"))

_auth_provider_type = AuthProviderType.known()


@attrs.define(weakref_slot=False)
class AuthProviderSummary(Model):
    """An authentication provider in a list.

    Attributes:
        id: The id of the provider, a UUID.
        name: Its name.
        type: Whether it requires a key or a token.
        enabled: Whether requests may use it.
    """

    id: str
    name: str
    type: AuthProviderType
    enabled: bool
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AuthProviderSummary")
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "AuthProviderSummary", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "AuthProviderSummary", "name")
            value = source["type"]
            self.type = (type(value) is str and _auth_provider_type(value)) or AuthProviderType.decode(
                value, "AuthProviderSummary", "type"
            )
            value = source["enabled"]
            self.enabled = scalar(value, "AuthProviderSummary", "enabled")
        except KeyError as error:
            raise absent(error, "AuthProviderSummary") from None
        self.additional_properties = NO_FIELDS if len(source) == 4 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name, "type": self.type.value, "enabled": self.enabled}
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...secret import Secret, sealed
from ...types import NO_FIELDS, ModelWithSecrets, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "type", "key", "enabled"))


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class CreatedApiKeyAuthProvider(ModelWithSecrets):
    """A new provider with its key, which no later response has.

    Attributes:
        id: The id of the provider, a UUID.
        name: Its name.
        type: Always `api-key`.
        key: The key that requests send in the header `x-api-key`; no later response has it. It is left out of
            copies and pickles of this object, so read it first.
        enabled: Whether requests may use it; absent just after its creation.
    """

    id: str
    name: str
    type: str
    _key: Secret = attrs.field(alias="key", converter=sealed, repr=False)
    enabled: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    __match_args__ = ("id", "name", "type", "key", "enabled", "additional_properties")

    @property
    def key(self) -> str:
        """The key that requests send in the header `x-api-key`; no later response has it. It is left out of copies and
        pickles of this object, so read it first.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return self._key.reveal()

    @key.setter
    def key(self, value: str) -> None:
        self._key = sealed(value)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CreatedApiKeyAuthProvider")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CreatedApiKeyAuthProvider", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "CreatedApiKeyAuthProvider", "name")
            value = source["type"]
            self.type = value if type(value) is str else scalar(value, "CreatedApiKeyAuthProvider", "type")
            value = source["key"]
            self.key = value if type(value) is str else str(scalar(value, "CreatedApiKeyAuthProvider", "key"))
        except KeyError as error:
            raise absent(error, "CreatedApiKeyAuthProvider") from None
        value = get("enabled")
        self.enabled = None if value is None else scalar(value, "CreatedApiKeyAuthProvider", "enabled")
        known = 4 if value is None else 5
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name, "type": self.type, "key": self.key}
        if self.enabled is not None:
            result["enabled"] = self.enabled
        result.update(self.additional_properties)
        return result

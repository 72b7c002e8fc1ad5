# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, time_text, timestamp, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("enrolled_at", "id"))


@attrs.define(weakref_slot=False)
class MfaMethod(Model):
    """A second factor that a user has set up.

    Attributes:
        enrolled_at: When it was set up.
        id: What it is; `totp` is a one-time password of an authenticator app.
    """

    enrolled_at: datetime.datetime
    id: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "MfaMethod")
        self = new(cls)
        try:
            value = source["enrolled_at"]
            self.enrolled_at = timestamp(value, "MfaMethod", "enrolled_at")
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "MfaMethod", "id")
        except KeyError as error:
            raise absent(error, "MfaMethod") from None
        self.additional_properties = NO_FIELDS if len(source) == 2 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"enrolled_at": time_text(self.enrolled_at), "id": self.id}
        result.update(self.additional_properties)
        return result

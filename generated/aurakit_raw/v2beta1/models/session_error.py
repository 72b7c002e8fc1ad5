# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("message", "id", "reason"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class SessionError(Model):
    """What went wrong with a session.

    Attributes:
        message: What happened, for developers.
        id: The id of the session, in a list of several; absent otherwise.
        reason: The kind of error, such as `OutOfMemory`; can be absent.
    """

    message: str
    id: str | None = None
    reason: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "SessionError")
        get = source.get
        self = new(cls)
        try:
            value = source["message"]
            self.message = value if type(value) is str else scalar(value, "SessionError", "message")
        except KeyError as error:
            raise absent(error, "SessionError") from None
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "SessionError", "id")
        value = get("reason")
        self.reason = value if type(value) is str or value is None else scalar(value, "SessionError", "reason")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"message": self.message}
        if self.id is not None:
            result["id"] = self.id
        if self.reason is not None:
            result["reason"] = self.reason
        result.update(self.additional_properties)
        return result

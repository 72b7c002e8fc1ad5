# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("message", "reason", "field"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class ErrorDetail(Model):
    """One error.

    Attributes:
        message: What happened, for developers.
        reason: The kind of error, such as `db-not-found`; can be empty or absent.
        field: The field of the request's body that the error refers to; absent if there is none.
    """

    message: str
    reason: str | None = None
    field: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ErrorDetail")
        get = source.get
        self = new(cls)
        try:
            value = source["message"]
            self.message = value if type(value) is str else scalar(value, "ErrorDetail", "message")
        except KeyError as error:
            raise absent(error, "ErrorDetail") from None
        value = get("reason")
        self.reason = value if type(value) is str or value is None else scalar(value, "ErrorDetail", "reason")
        value = get("field")
        self.field = value if type(value) is str or value is None else scalar(value, "ErrorDetail", "field")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"message": self.message}
        if self.reason is not None:
            result["reason"] = self.reason
        if self.field is not None:
            result["field"] = self.field
        result.update(self.additional_properties)
        return result

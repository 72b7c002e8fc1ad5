# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .error_detail import ErrorDetail

_KNOWN: frozenset[str] = frozenset(("id", "errors"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class DeletedSession(Model):
    """The session that is being deleted.

    Attributes:
        id: The session's id.
        errors: What went wrong with it, even if the request succeeded; absent or empty if nothing did.
    """

    id: str | None = None
    errors: builtins.list[ErrorDetail] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .error_detail import ErrorDetail

        source = data if type(data) is dict else obj(data, "DeletedSession")
        get = source.get
        self = new(cls)
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "DeletedSession", "id")
        value = get("errors")
        self.errors = None if value is None else [*map(ErrorDetail.from_dict, array(value, "DeletedSession", "errors"))]
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.id is not None:
            result["id"] = self.id
        if self.errors is not None:
            result["errors"] = [item.to_dict() for item in self.errors]
        result.update(self.additional_properties)
        return result

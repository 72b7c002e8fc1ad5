# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .session_error import SessionError

_KNOWN: frozenset[str] = frozenset(("id", "errors"))


@attrs.define(weakref_slot=False)
class DeletedSession(Model):
    """The session that is being deleted.

    Attributes:
        id: The id of the session.
        errors: What went wrong, even if the request succeeded; empty if nothing did.
    """

    id: str
    errors: builtins.list[SessionError] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .session_error import SessionError

        source = data if type(data) is dict else obj(data, "DeletedSession")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "DeletedSession", "id")
        except KeyError as error:
            raise absent(error, "DeletedSession") from None
        value = get("errors")
        self.errors = (
            None if value is None else [*map(SessionError.from_dict, array(value, "DeletedSession", "errors"))]
        )
        known = 1 if value is None else 2
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id}
        if self.errors is not None:
            result["errors"] = [item.to_dict() for item in self.errors]
        result.update(self.additional_properties)
        return result

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

_KNOWN: frozenset[str] = frozenset(("estimated_memory", "recommended_size", "errors"))


@attrs.define(weakref_slot=False)
class SessionSizeEstimate(Model):
    """The session size that a graph needs.

    Attributes:
        estimated_memory: The memory that the graph needs, such as `6GB`.
        recommended_size: The memory to create a session with, such as `8GB`.
        errors: What went wrong, even if the request succeeded; empty if nothing did.
    """

    estimated_memory: str
    recommended_size: str
    errors: builtins.list[SessionError] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .session_error import SessionError

        source = data if type(data) is dict else obj(data, "SessionSizeEstimate")
        get = source.get
        self = new(cls)
        try:
            value = source["estimated_memory"]
            self.estimated_memory = (
                value if type(value) is str else scalar(value, "SessionSizeEstimate", "estimated_memory")
            )
            value = source["recommended_size"]
            self.recommended_size = (
                value if type(value) is str else scalar(value, "SessionSizeEstimate", "recommended_size")
            )
        except KeyError as error:
            raise absent(error, "SessionSizeEstimate") from None
        value = get("errors")
        self.errors = (
            None if value is None else [*map(SessionError.from_dict, array(value, "SessionSizeEstimate", "errors"))]
        )
        known = 2 if value is None else 3
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"estimated_memory": self.estimated_memory, "recommended_size": self.recommended_size}
        if self.errors is not None:
            result["errors"] = [item.to_dict() for item in self.errors]
        result.update(self.additional_properties)
        return result

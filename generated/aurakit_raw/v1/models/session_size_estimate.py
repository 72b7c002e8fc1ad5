# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("recommended_size", "estimated_memory"))


@attrs.define(weakref_slot=False)
class SessionSizeEstimate(Model):
    """The session size that a graph needs.

    Attributes:
        recommended_size: The memory to create a session with, such as `8GB`.
        estimated_memory: The memory that the graph needs, such as `6GB`.
    """

    recommended_size: str
    estimated_memory: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "SessionSizeEstimate")
        self = new(cls)
        try:
            value = source["recommended_size"]
            self.recommended_size = (
                value if type(value) is str else scalar(value, "SessionSizeEstimate", "recommended_size")
            )
            value = source["estimated_memory"]
            self.estimated_memory = (
                value if type(value) is str else scalar(value, "SessionSizeEstimate", "estimated_memory")
            )
        except KeyError as error:
            raise absent(error, "SessionSizeEstimate") from None
        self.additional_properties = NO_FIELDS if len(source) == 2 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"recommended_size": self.recommended_size, "estimated_memory": self.estimated_memory}
        result.update(self.additional_properties)
        return result

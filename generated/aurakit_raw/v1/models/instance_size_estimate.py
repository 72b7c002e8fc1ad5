# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("recommended_size", "min_required_memory", "did_exceed_maximum"))


@attrs.define(weakref_slot=False)
class InstanceSizeEstimate(Model):
    """The instance size that a graph needs.

    Attributes:
        recommended_size: The memory to create an instance with, such as `16GB`.
        min_required_memory: The minimum memory that the graph needs, such as `14GB`.
        did_exceed_maximum: Whether that is more than the project can have.
    """

    recommended_size: str
    min_required_memory: str
    did_exceed_maximum: bool
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "InstanceSizeEstimate")
        self = new(cls)
        try:
            value = source["recommended_size"]
            self.recommended_size = (
                value if type(value) is str else scalar(value, "InstanceSizeEstimate", "recommended_size")
            )
            value = source["min_required_memory"]
            self.min_required_memory = (
                value if type(value) is str else scalar(value, "InstanceSizeEstimate", "min_required_memory")
            )
            value = source["did_exceed_maximum"]
            self.did_exceed_maximum = scalar(value, "InstanceSizeEstimate", "did_exceed_maximum")
        except KeyError as error:
            raise absent(error, "InstanceSizeEstimate") from None
        self.additional_properties = NO_FIELDS if len(source) == 3 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "recommended_size": self.recommended_size,
            "min_required_memory": self.min_required_memory,
            "did_exceed_maximum": self.did_exceed_maximum,
        }
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .virtual_graph_price import VirtualGraphPrice

_KNOWN: frozenset[str] = frozenset(("memory", "price"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class VirtualGraphConfiguration(Model):
    """One size that a virtual graph can have.

    Attributes:
        memory: The memory, such as `4Gi`.
        price: What it costs; absent if the price is unknown.
    """

    memory: str | None = None
    price: VirtualGraphPrice | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .virtual_graph_price import VirtualGraphPrice

        source = data if type(data) is dict else obj(data, "VirtualGraphConfiguration")
        get = source.get
        self = new(cls)
        value = get("memory")
        self.memory = (
            value if type(value) is str or value is None else scalar(value, "VirtualGraphConfiguration", "memory")
        )
        value = get("price")
        self.price = None if value is None else VirtualGraphPrice.from_dict(value)
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.memory is not None:
            result["memory"] = self.memory
        if self.price is not None:
            result["price"] = self.price.to_dict()
        result.update(self.additional_properties)
        return result

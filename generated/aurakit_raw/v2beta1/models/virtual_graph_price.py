# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("amount", "metric_unit", "sku"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class VirtualGraphPrice(Model):
    """What a size of a virtual graph costs.

    Attributes:
        amount: The price of one unit, a decimal number as text.
        metric_unit: The unit that the price is for, such as `hour`.
        sku: What it is called on the bill.
    """

    amount: str | None = None
    metric_unit: str | None = None
    sku: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "VirtualGraphPrice")
        get = source.get
        self = new(cls)
        value = get("amount")
        self.amount = value if type(value) is str or value is None else scalar(value, "VirtualGraphPrice", "amount")
        value = get("metric_unit")
        self.metric_unit = (
            value if type(value) is str or value is None else scalar(value, "VirtualGraphPrice", "metric_unit")
        )
        value = get("sku")
        self.sku = value if type(value) is str or value is None else scalar(value, "VirtualGraphPrice", "sku")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.amount is not None:
            result["amount"] = self.amount
        if self.metric_unit is not None:
            result["metric_unit"] = self.metric_unit
        if self.sku is not None:
            result["sku"] = self.sku
        result.update(self.additional_properties)
        return result

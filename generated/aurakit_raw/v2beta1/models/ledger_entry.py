# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, iso_time, keep_text, new, obj, scalar, share, shared, time_in, time_text, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    ("balance_date", "billing_account_id", "initial_credit_quantity", "organization_id", "remaining_credit_quantity")
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class LedgerEntry(Model):
    """The credits of an organization on one day.

    Attributes:
        balance_date: The day.
        billing_account_id: The id of the account that is billed.
        initial_credit_quantity: Credits that were bought.
        organization_id: The id of the organization.
        remaining_credit_quantity: Credits that were left.
    """

    balance_date: datetime.datetime | None = None
    billing_account_id: str | None = None
    initial_credit_quantity: float | None = None
    organization_id: str | None = None
    remaining_credit_quantity: float | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "LedgerEntry")
        get = source.get
        self = new(cls)
        value = get("balance_date")
        try:
            self.balance_date = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.balance_date = time_in(value)
        value = get("billing_account_id")
        self.billing_account_id = (
            value if type(value) is str or value is None else scalar(value, "LedgerEntry", "billing_account_id")
        )
        value = get("initial_credit_quantity")
        self.initial_credit_quantity = (
            None if value is None else scalar(value, "LedgerEntry", "initial_credit_quantity")
        )
        value = get("organization_id")
        self.organization_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "LedgerEntry", "organization_id")
        )
        value = get("remaining_credit_quantity")
        self.remaining_credit_quantity = (
            None if value is None else scalar(value, "LedgerEntry", "remaining_credit_quantity")
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.balance_date is None:
            keep_text(self, source, "balance_date")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.balance_date is not None:
            result["balance_date"] = time_text(self.balance_date)
        if self.billing_account_id is not None:
            result["billing_account_id"] = self.billing_account_id
        if self.initial_credit_quantity is not None:
            result["initial_credit_quantity"] = self.initial_credit_quantity
        if self.organization_id is not None:
            result["organization_id"] = self.organization_id
        if self.remaining_credit_quantity is not None:
            result["remaining_credit_quantity"] = self.remaining_credit_quantity
        result.update(self.additional_properties)
        return result

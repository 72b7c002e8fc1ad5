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
    (
        "base_sku",
        "billable_size",
        "billable_size_unit",
        "billing_account_id",
        "billing_account_type",
        "charge_period_end",
        "charge_period_start",
        "cloud_service_provider",
        "consumed_quantity",
        "consumed_unit",
        "invoice_issuer_name",
        "list_cost",
        "list_unit_price",
        "organization_id",
        "payment_method",
        "pricing_currency",
        "project_id",
        "project_name",
        "region_id",
        "resource_id",
        "resource_name",
        "resource_type",
        "service_name",
        "tier",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class UsageEntry(Model):
    """What one resource used, and what it costs.

    Attributes:
        base_sku: What is charged, such as `professional.aws.primary_db.1gb`.
        billable_size: The size of the resource; absent if it has none.
        billable_size_unit: The unit of that size, such as `GB`; absent if it has none.
        billing_account_id: The id of the account that is billed.
        billing_account_type: How that account is charged, such as `payg`.
        charge_period_end: The end of that period.
        charge_period_start: The beginning of the period that is charged.
        cloud_service_provider: The cloud provider of the resource.
        consumed_quantity: How much was used.
        consumed_unit: The unit of that, such as `GB-hours`.
        invoice_issuer_name: Who sends the bill, such as `direct`.
        list_cost: What it costs, without discounts.
        list_unit_price: The price of one unit, without discounts.
        organization_id: The id of the organization.
        payment_method: The means of payment, such as `creditcard`.
        pricing_currency: The currency of both, such as `credits`.
        project_id: The id of the project.
        project_name: The name of the project.
        region_id: The region of the resource.
        resource_id: The id of the resource, such as an instance's.
        resource_name: The name of the resource.
        resource_type: What the resource is, such as `Instance`.
        service_name: What it was used for, such as `Primary DB`.
        tier: The tier of the resource, such as `business_critical`.
    """

    base_sku: str | None = None
    billable_size: int | None = None
    billable_size_unit: str | None = None
    billing_account_id: str | None = None
    billing_account_type: str | None = None
    charge_period_end: datetime.datetime | None = None
    charge_period_start: datetime.datetime | None = None
    cloud_service_provider: str | None = None
    consumed_quantity: float | None = None
    consumed_unit: str | None = None
    invoice_issuer_name: str | None = None
    list_cost: float | None = None
    list_unit_price: float | None = None
    organization_id: str | None = None
    payment_method: str | None = None
    pricing_currency: str | None = None
    project_id: str | None = None
    project_name: str | None = None
    region_id: str | None = None
    resource_id: str | None = None
    resource_name: str | None = None
    resource_type: str | None = None
    service_name: str | None = None
    tier: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "UsageEntry")
        get = source.get
        self = new(cls)
        value = get("base_sku")
        self.base_sku = value if type(value) is str or value is None else scalar(value, "UsageEntry", "base_sku")
        value = get("billable_size")
        self.billable_size = None if value is None else scalar(value, "UsageEntry", "billable_size")
        value = get("billable_size_unit")
        self.billable_size_unit = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "billable_size_unit")
        )
        value = get("billing_account_id")
        self.billing_account_id = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "billing_account_id")
        )
        value = get("billing_account_type")
        self.billing_account_type = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "billing_account_type")
        )
        value = get("charge_period_end")
        try:
            self.charge_period_end = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.charge_period_end = time_in(value)
        value = get("charge_period_start")
        try:
            self.charge_period_start = (
                None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
            )
        except (KeyError, TypeError, ValueError):
            self.charge_period_start = time_in(value)
        value = get("cloud_service_provider")
        self.cloud_service_provider = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "cloud_service_provider")
        )
        value = get("consumed_quantity")
        self.consumed_quantity = None if value is None else scalar(value, "UsageEntry", "consumed_quantity")
        value = get("consumed_unit")
        self.consumed_unit = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "consumed_unit")
        )
        value = get("invoice_issuer_name")
        self.invoice_issuer_name = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "invoice_issuer_name")
        )
        value = get("list_cost")
        self.list_cost = None if value is None else scalar(value, "UsageEntry", "list_cost")
        value = get("list_unit_price")
        self.list_unit_price = None if value is None else scalar(value, "UsageEntry", "list_unit_price")
        value = get("organization_id")
        self.organization_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "UsageEntry", "organization_id")
        )
        value = get("payment_method")
        self.payment_method = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "payment_method")
        )
        value = get("pricing_currency")
        self.pricing_currency = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "pricing_currency")
        )
        value = get("project_id")
        self.project_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "UsageEntry", "project_id")
        )
        value = get("project_name")
        self.project_name = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "project_name")
        )
        value = get("region_id")
        self.region_id = value if type(value) is str or value is None else scalar(value, "UsageEntry", "region_id")
        value = get("resource_id")
        self.resource_id = value if type(value) is str or value is None else scalar(value, "UsageEntry", "resource_id")
        value = get("resource_name")
        self.resource_name = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "resource_name")
        )
        value = get("resource_type")
        self.resource_type = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "resource_type")
        )
        value = get("service_name")
        self.service_name = (
            value if type(value) is str or value is None else scalar(value, "UsageEntry", "service_name")
        )
        value = get("tier")
        self.tier = value if type(value) is str or value is None else scalar(value, "UsageEntry", "tier")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.charge_period_end is None:
            keep_text(self, source, "charge_period_end")
        if self.charge_period_start is None:
            keep_text(self, source, "charge_period_start")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.base_sku is not None:
            result["base_sku"] = self.base_sku
        if self.billable_size is not None:
            result["billable_size"] = self.billable_size
        if self.billable_size_unit is not None:
            result["billable_size_unit"] = self.billable_size_unit
        if self.billing_account_id is not None:
            result["billing_account_id"] = self.billing_account_id
        if self.billing_account_type is not None:
            result["billing_account_type"] = self.billing_account_type
        if self.charge_period_end is not None:
            result["charge_period_end"] = time_text(self.charge_period_end)
        if self.charge_period_start is not None:
            result["charge_period_start"] = time_text(self.charge_period_start)
        if self.cloud_service_provider is not None:
            result["cloud_service_provider"] = self.cloud_service_provider
        if self.consumed_quantity is not None:
            result["consumed_quantity"] = self.consumed_quantity
        if self.consumed_unit is not None:
            result["consumed_unit"] = self.consumed_unit
        if self.invoice_issuer_name is not None:
            result["invoice_issuer_name"] = self.invoice_issuer_name
        if self.list_cost is not None:
            result["list_cost"] = self.list_cost
        if self.list_unit_price is not None:
            result["list_unit_price"] = self.list_unit_price
        if self.organization_id is not None:
            result["organization_id"] = self.organization_id
        if self.payment_method is not None:
            result["payment_method"] = self.payment_method
        if self.pricing_currency is not None:
            result["pricing_currency"] = self.pricing_currency
        if self.project_id is not None:
            result["project_id"] = self.project_id
        if self.project_name is not None:
            result["project_name"] = self.project_name
        if self.region_id is not None:
            result["region_id"] = self.region_id
        if self.resource_id is not None:
            result["resource_id"] = self.resource_id
        if self.resource_name is not None:
            result["resource_name"] = self.resource_name
        if self.resource_type is not None:
            result["resource_type"] = self.resource_type
        if self.service_name is not None:
            result["service_name"] = self.service_name
        if self.tier is not None:
            result["tier"] = self.tier
        result.update(self.additional_properties)
        return result

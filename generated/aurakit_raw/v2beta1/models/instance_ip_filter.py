# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import (
    NO_FIELDS,
    Model,
    array,
    iso_time,
    keep_text,
    new,
    obj,
    scalar,
    share,
    shared,
    time_in,
    time_text,
    unknown,
)
from .ip_filter_status import IpFilterStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .allowed_address import AllowedAddress
    from .filtered_entities import FilteredEntities

_KNOWN: frozenset[str] = frozenset(
    (
        "allow_list",
        "description",
        "filtered_entities",
        "filtering_disabled",
        "id",
        "name",
        "organization_id",
        "updated_at",
        "brain_ip_addresses_enabled",
        "status",
    )
)

_covers = _KNOWN.issuperset
_ip_filter_status = IpFilterStatus.known()


@attrs.define(weakref_slot=False)
class InstanceIpFilter(Model):
    """The IP filter of an instance, and whether it is in force.

    Attributes:
        allow_list: The ranges of addresses that it allows.
        description: A description of its purpose.
        filtered_entities: What it protects.
        filtering_disabled: Whether it is switched off, so that every address may connect.
        id: The id of the filter, a number.
        name: Its name.
        organization_id: The id of the organization that owns it.
        updated_at: When it was last changed.
        brain_ip_addresses_enabled: Whether Neo4j's own services may connect, too.
        status: Whether it is in force on this instance.
    """

    allow_list: builtins.list[AllowedAddress] | None = None
    description: str | None = None
    filtered_entities: FilteredEntities | None = None
    filtering_disabled: bool | None = None
    id: int | str | None = None
    name: str | None = None
    organization_id: str | None = None
    updated_at: datetime.datetime | None = None
    brain_ip_addresses_enabled: bool | None = None
    status: IpFilterStatus | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .allowed_address import AllowedAddress
        from .filtered_entities import FilteredEntities

        source = data if type(data) is dict else obj(data, "InstanceIpFilter")
        get = source.get
        self = new(cls)
        value = get("allow_list")
        self.allow_list = (
            None if value is None else [*map(AllowedAddress.from_dict, array(value, "InstanceIpFilter", "allow_list"))]
        )
        value = get("description")
        self.description = (
            value if type(value) is str or value is None else scalar(value, "InstanceIpFilter", "description")
        )
        value = get("filtered_entities")
        self.filtered_entities = None if value is None else FilteredEntities.from_dict(value)
        value = get("filtering_disabled")
        self.filtering_disabled = None if value is None else scalar(value, "InstanceIpFilter", "filtering_disabled")
        value = get("id")
        self.id = None if value is None else scalar(value, "InstanceIpFilter", "id")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "InstanceIpFilter", "name")
        value = get("organization_id")
        self.organization_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "InstanceIpFilter", "organization_id")
        )
        value = get("updated_at")
        try:
            self.updated_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.updated_at = time_in(value)
        value = get("brain_ip_addresses_enabled")
        self.brain_ip_addresses_enabled = (
            None if value is None else scalar(value, "InstanceIpFilter", "brain_ip_addresses_enabled")
        )
        value = get("status")
        self.status = (
            None
            if value is None
            else (type(value) is str and _ip_filter_status(value))
            or (None if value == "" else IpFilterStatus.decode(value, "InstanceIpFilter", "status"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.updated_at is None:
            keep_text(self, source, "updated_at")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.allow_list is not None:
            result["allow_list"] = [item.to_dict() for item in self.allow_list]
        if self.description is not None:
            result["description"] = self.description
        if self.filtered_entities is not None:
            result["filtered_entities"] = self.filtered_entities.to_dict()
        if self.filtering_disabled is not None:
            result["filtering_disabled"] = self.filtering_disabled
        if self.id is not None:
            result["id"] = self.id
        if self.name is not None:
            result["name"] = self.name
        if self.organization_id is not None:
            result["organization_id"] = self.organization_id
        if self.updated_at is not None:
            result["updated_at"] = time_text(self.updated_at)
        if self.brain_ip_addresses_enabled is not None:
            result["brain_ip_addresses_enabled"] = self.brain_ip_addresses_enabled
        if self.status is not None:
            result["status"] = self.status.value
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import (
    NO_FIELDS,
    Model,
    absent,
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
from .cloud_provider import CloudProvider

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "tenant_id", "cloud_provider", "created_at"))

_cloud_provider = CloudProvider.known()


@attrs.define(weakref_slot=False)
class InstanceSummary(Model):
    """An instance in a list.

    Attributes:
        id: The instance's id, such as `2f49c2b3`.
        name: The instance's name.
        tenant_id: The id of the instance's project.
        cloud_provider: The cloud provider that hosts it.
        created_at: When it was created; sometimes absent.
    """

    id: str
    name: str
    tenant_id: str
    cloud_provider: CloudProvider
    created_at: datetime.datetime | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "InstanceSummary")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "InstanceSummary", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "InstanceSummary", "name")
            value = source["tenant_id"]
            self.tenant_id = (
                (shared(value) or share(value)) if type(value) is str else scalar(value, "InstanceSummary", "tenant_id")
            )
            value = source["cloud_provider"]
            self.cloud_provider = (type(value) is str and _cloud_provider(value)) or CloudProvider.decode(
                value, "InstanceSummary", "cloud_provider"
            )
        except KeyError as error:
            raise absent(error, "InstanceSummary") from None
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        known = 4 if value is None else 5
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "tenant_id": self.tenant_id,
            "cloud_provider": self.cloud_provider.value,
        }
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        result.update(self.additional_properties)
        return result

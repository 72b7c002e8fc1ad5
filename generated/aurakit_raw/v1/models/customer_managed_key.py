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
from .instance_type import InstanceType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    ("id", "name", "cloud_provider", "region", "key_id", "status", "tenant_id", "instance_type", "created", "type")
)

_covers = _KNOWN.issuperset
_cloud_provider = CloudProvider.known()
_instance_type = InstanceType.known()


@attrs.define(weakref_slot=False)
class CustomerManagedKey(Model):
    """A key of yours with which Aura can encrypt instances.

    Attributes:
        id: The key's id in Aura, a UUID.
        name: The key's name in Aura.
        cloud_provider: The cloud provider that stores it.
        region: Its region; it can encrypt instances of that region only.
        key_id: The key's id at the cloud provider; at Amazon its ARN.
        status: `pending`, `ready`, or `error`.
        tenant_id: The id of its project.
        instance_type: The type of instance it is for: `enterprise-db` or `enterprise-ds`; some responses call it
            `type`.
        created: When it was registered with Aura; sometimes absent.
        type: The same in responses that have no `instance_type`.
    """

    id: str
    name: str
    cloud_provider: CloudProvider
    region: str
    key_id: str
    status: str
    tenant_id: str
    instance_type: InstanceType | None = None
    created: datetime.datetime | None = None
    type: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CustomerManagedKey")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CustomerManagedKey", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "CustomerManagedKey", "name")
            value = source["cloud_provider"]
            self.cloud_provider = (type(value) is str and _cloud_provider(value)) or CloudProvider.decode(
                value, "CustomerManagedKey", "cloud_provider"
            )
            value = source["region"]
            self.region = value if type(value) is str else scalar(value, "CustomerManagedKey", "region")
            value = source["key_id"]
            self.key_id = value if type(value) is str else scalar(value, "CustomerManagedKey", "key_id")
            value = source["status"]
            self.status = value if type(value) is str else scalar(value, "CustomerManagedKey", "status")
            value = source["tenant_id"]
            self.tenant_id = (
                (shared(value) or share(value))
                if type(value) is str
                else scalar(value, "CustomerManagedKey", "tenant_id")
            )
        except KeyError as error:
            raise absent(error, "CustomerManagedKey") from None
        value = get("instance_type")
        self.instance_type = (
            None
            if value is None
            else (type(value) is str and _instance_type(value))
            or (None if value == "" else InstanceType.decode(value, "CustomerManagedKey", "instance_type"))
        )
        value = get("created")
        try:
            self.created = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created = time_in(value)
        value = get("type")
        self.type = value if type(value) is str or value is None else scalar(value, "CustomerManagedKey", "type")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created is None:
            keep_text(self, source, "created")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "cloud_provider": self.cloud_provider.value,
            "region": self.region,
            "key_id": self.key_id,
            "status": self.status,
            "tenant_id": self.tenant_id,
        }
        if self.instance_type is not None:
            result["instance_type"] = self.instance_type.value
        if self.created is not None:
            result["created"] = time_text(self.created)
        if self.type is not None:
            result["type"] = self.type
        result.update(self.additional_properties)
        return result

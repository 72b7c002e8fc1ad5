# Written by `python scripts/generate.py` from openapi/v1/. Do not edit it: run that again.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, obj, scalar, time_text, timestamp, unknown
from .cloud_provider import CloudProvider
from .instance_type import InstanceType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    ("id", "name", "cloud_provider", "region", "instance_type", "key_id", "created", "status", "tenant_id")
)

_covers = _KNOWN.issuperset
_cloud_provider = CloudProvider.known()
_instance_type = InstanceType.known()


@attrs.define(weakref_slot=False)
class CustomerManagedKey:
    """A key of yours that Aura can encrypt instances with.

    Attributes:
        id: The key's id in Aura, a UUID.
        name: The key's name in Aura.
        cloud_provider: The cloud provider that keeps it.
        region: The region it is in; it encrypts instances of that region only.
        instance_type: The type of instance it is for: `enterprise-db` or `enterprise-ds`.
        key_id: The key's id at the cloud provider; at Amazon its ARN.
        created: When it was made known to Aura.
        status: `pending`, `ready`, or `error`.
        tenant_id: The id of the project that it is in.
    """

    id: str
    name: str
    cloud_provider: CloudProvider
    region: str
    instance_type: InstanceType
    key_id: str
    created: datetime.datetime
    status: str
    tenant_id: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object; raises `DecodeError` for a missing field or a value of a wrong kind."""
        source = data if type(data) is dict else obj(data, "CustomerManagedKey")
        get = source.get
        self = cls.__new__(cls)  # and no `__init__`: handing all fields on takes as long as reading them
        value = get("id")
        self.id = value if type(value) is str else scalar(value, "CustomerManagedKey", "id")
        value = get("name")
        self.name = value if type(value) is str else scalar(value, "CustomerManagedKey", "name")
        value = get("cloud_provider")
        self.cloud_provider = (type(value) is str and _cloud_provider(value)) or CloudProvider.decode(
            value, "CustomerManagedKey", "cloud_provider"
        )
        value = get("region")
        self.region = value if type(value) is str else scalar(value, "CustomerManagedKey", "region")
        value = get("instance_type")
        self.instance_type = (type(value) is str and _instance_type(value)) or InstanceType.decode(
            value, "CustomerManagedKey", "instance_type"
        )
        value = get("key_id")
        self.key_id = value if type(value) is str else scalar(value, "CustomerManagedKey", "key_id")
        value = get("created")
        self.created = timestamp(value, "CustomerManagedKey", "created")
        value = get("status")
        self.status = value if type(value) is str else scalar(value, "CustomerManagedKey", "status")
        value = get("tenant_id")
        self.tenant_id = value if type(value) is str else scalar(value, "CustomerManagedKey", "tenant_id")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without what is absent."""
        result: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "cloud_provider": self.cloud_provider.value,
            "region": self.region,
            "instance_type": self.instance_type.value,
            "key_id": self.key_id,
            "created": time_text(self.created),
            "status": self.status,
            "tenant_id": self.tenant_id,
        }
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .cloud_provider import CloudProvider
from .instance_type import InstanceType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("region", "region_name", "type", "memory", "version", "cloud_provider", "storage"))

_instance_type = InstanceType.known()
_cloud_provider = CloudProvider.known()


@attrs.define(weakref_slot=False)
class InstanceConfiguration(Model):
    """One combination that an instance can be created with.

    Attributes:
        region: The region of the cloud provider, such as `europe-west1`.
        region_name: The display name of the region, such as `Belgium (europe-west1)`.
        type: The type of instance.
        memory: The memory, such as `8GB`.
        version: The Neo4j version.
        cloud_provider: The cloud provider.
        storage: The disk, such as `16GB`; absent for Free instances.
    """

    region: str
    region_name: str
    type: InstanceType
    memory: str
    version: str
    cloud_provider: CloudProvider
    storage: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "InstanceConfiguration")
        get = source.get
        self = new(cls)
        try:
            value = source["region"]
            self.region = value if type(value) is str else scalar(value, "InstanceConfiguration", "region")
            value = source["region_name"]
            self.region_name = value if type(value) is str else scalar(value, "InstanceConfiguration", "region_name")
            value = source["type"]
            self.type = (type(value) is str and _instance_type(value)) or InstanceType.decode(
                value, "InstanceConfiguration", "type"
            )
            value = source["memory"]
            self.memory = value if type(value) is str else scalar(value, "InstanceConfiguration", "memory")
            value = source["version"]
            self.version = value if type(value) is str else scalar(value, "InstanceConfiguration", "version")
            value = source["cloud_provider"]
            self.cloud_provider = (type(value) is str and _cloud_provider(value)) or CloudProvider.decode(
                value, "InstanceConfiguration", "cloud_provider"
            )
        except KeyError as error:
            raise absent(error, "InstanceConfiguration") from None
        value = get("storage")
        self.storage = (
            value if type(value) is str or value is None else scalar(value, "InstanceConfiguration", "storage")
        )
        known = 6 if value is None else 7
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "region": self.region,
            "region_name": self.region_name,
            "type": self.type.value,
            "memory": self.memory,
            "version": self.version,
            "cloud_provider": self.cloud_provider.value,
        }
        if self.storage is not None:
            result["storage"] = self.storage
        result.update(self.additional_properties)
        return result

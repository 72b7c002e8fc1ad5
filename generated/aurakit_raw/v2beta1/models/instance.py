# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .cloud_provider import CloudProvider
from .graph_analytics import GraphAnalytics
from .instance_status import InstanceStatus
from .instance_type import InstanceType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "id",
        "legacy_status",
        "name",
        "cloud_provider",
        "graph_analytics",
        "memory",
        "multi_database",
        "region",
        "storage",
        "type",
        "vector_optimized",
    )
)

_covers = _KNOWN.issuperset
_instance_status = InstanceStatus.known()
_cloud_provider = CloudProvider.known()
_graph_analytics = GraphAnalytics.known()
_instance_type = InstanceType.known()


@attrs.define(weakref_slot=False)
class Instance(Model):
    """An instance, its state and its configuration.

    Attributes:
        id: The id of the instance, such as `2f49c2b3`.
        legacy_status: Its state, in the terms of v1; `running` and `paused` are lasting, the others temporary.
        name: Its name.
        cloud_provider: The cloud provider that hosts it.
        graph_analytics: How graph algorithms run: in sessions (`serverless`), in a plugin, or not at all.
        memory: The memory, such as `8GB`; sometimes absent.
        multi_database: Whether it can have several databases.
        region: The region of the cloud provider, such as `europe-west1`.
        storage: The disk, such as `16GB`; sometimes absent.
        type: Its type, by the names of v1.
        vector_optimized: Whether memory is set aside for vector indexes.
    """

    id: str
    legacy_status: InstanceStatus
    name: str
    cloud_provider: CloudProvider | None = None
    graph_analytics: GraphAnalytics | None = None
    memory: str | None = None
    multi_database: bool | None = None
    region: str | None = None
    storage: str | None = None
    type: InstanceType | None = None
    vector_optimized: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "Instance")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "Instance", "id")
            value = source["legacy_status"]
            self.legacy_status = (type(value) is str and _instance_status(value)) or InstanceStatus.decode(
                value, "Instance", "legacy_status"
            )
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "Instance", "name")
        except KeyError as error:
            raise absent(error, "Instance") from None
        value = get("cloud_provider")
        self.cloud_provider = (
            None
            if value is None
            else (type(value) is str and _cloud_provider(value))
            or (None if value == "" else CloudProvider.decode(value, "Instance", "cloud_provider"))
        )
        value = get("graph_analytics")
        self.graph_analytics = (
            None
            if value is None
            else (type(value) is str and _graph_analytics(value))
            or (None if value == "" else GraphAnalytics.decode(value, "Instance", "graph_analytics"))
        )
        value = get("memory")
        self.memory = value if type(value) is str or value is None else scalar(value, "Instance", "memory")
        value = get("multi_database")
        self.multi_database = None if value is None else scalar(value, "Instance", "multi_database")
        value = get("region")
        self.region = value if type(value) is str or value is None else scalar(value, "Instance", "region")
        value = get("storage")
        self.storage = value if type(value) is str or value is None else scalar(value, "Instance", "storage")
        value = get("type")
        self.type = (
            None
            if value is None
            else (type(value) is str and _instance_type(value))
            or (None if value == "" else InstanceType.decode(value, "Instance", "type"))
        )
        value = get("vector_optimized")
        self.vector_optimized = None if value is None else scalar(value, "Instance", "vector_optimized")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "legacy_status": self.legacy_status.value, "name": self.name}
        if self.cloud_provider is not None:
            result["cloud_provider"] = self.cloud_provider.value
        if self.graph_analytics is not None:
            result["graph_analytics"] = self.graph_analytics.value
        if self.memory is not None:
            result["memory"] = self.memory
        if self.multi_database is not None:
            result["multi_database"] = self.multi_database
        if self.region is not None:
            result["region"] = self.region
        if self.storage is not None:
            result["storage"] = self.storage
        if self.type is not None:
            result["type"] = self.type.value
        if self.vector_optimized is not None:
            result["vector_optimized"] = self.vector_optimized
        result.update(self.additional_properties)
        return result

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
from .cdc_enrichment_mode import CdcEnrichmentMode
from .cloud_provider import CloudProvider
from .instance_status import InstanceStatus
from .instance_type import InstanceType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "id",
        "name",
        "status",
        "region",
        "cloud_provider",
        "tenant_id",
        "connection_url",
        "created_at",
        "metrics_integration_url",
        "type",
        "memory",
        "storage",
        "customer_managed_key_id",
        "graph_nodes",
        "graph_relationships",
        "secondaries_count",
        "cdc_enrichment_mode",
        "vector_optimized",
        "graph_analytics_plugin",
    )
)

_covers = _KNOWN.issuperset
_instance_status = InstanceStatus.known()
_cloud_provider = CloudProvider.known()
_instance_type = InstanceType.known()
_cdc_enrichment_mode = CdcEnrichmentMode.known()


@attrs.define(weakref_slot=False)
class Instance(Model):
    """An instance, its state and its configuration.

    Attributes:
        id: The instance's id, such as `2f49c2b3`.
        name: The instance's name.
        status: Its state; `running`, `paused` and `suspended` are lasting, the others temporary.
        region: The region of the cloud provider, such as `europe-west1`.
        cloud_provider: The cloud provider that hosts it.
        tenant_id: The id of its project.
        connection_url: The address for drivers, `neo4j+s://…`; absent while it is paused.
        created_at: When it was created; sometimes absent.
        metrics_integration_url: Where its metrics can be read; absent for types without metrics.
        type: The type of instance; sometimes absent for Business Critical.
        memory: The memory, such as `8GB`; sometimes absent while it is being created or deleted.
        storage: The disk, such as `16GB`; absent for Free instances.
        customer_managed_key_id: The key that encrypts it; absent if it is Aura's own.
        graph_nodes: How many nodes it has; for Free instances only.
        graph_relationships: How many relationships it has; for Free instances only.
        secondaries_count: How many secondaries it has; for Virtual Dedicated Cloud only.
        cdc_enrichment_mode: Change data capture; for Virtual Dedicated Cloud, Business Critical only.
        vector_optimized: Whether memory is set aside for vector indexes.
        graph_analytics_plugin: Whether the Graph Analytics plugin is installed.
    """

    id: str
    name: str
    status: InstanceStatus
    region: str
    cloud_provider: CloudProvider
    tenant_id: str
    connection_url: str | None = None
    created_at: datetime.datetime | None = None
    metrics_integration_url: str | None = None
    type: InstanceType | None = None
    memory: str | None = None
    storage: str | None = None
    customer_managed_key_id: str | None = None
    graph_nodes: int | str | None = None
    graph_relationships: int | str | None = None
    secondaries_count: int | None = None
    cdc_enrichment_mode: CdcEnrichmentMode | None = None
    vector_optimized: bool | None = None
    graph_analytics_plugin: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "Instance")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "Instance", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "Instance", "name")
            value = source["status"]
            self.status = (type(value) is str and _instance_status(value)) or InstanceStatus.decode(
                value, "Instance", "status"
            )
            value = source["region"]
            self.region = value if type(value) is str else scalar(value, "Instance", "region")
            value = source["cloud_provider"]
            self.cloud_provider = (type(value) is str and _cloud_provider(value)) or CloudProvider.decode(
                value, "Instance", "cloud_provider"
            )
            value = source["tenant_id"]
            self.tenant_id = (
                (shared(value) or share(value)) if type(value) is str else scalar(value, "Instance", "tenant_id")
            )
        except KeyError as error:
            raise absent(error, "Instance") from None
        value = get("connection_url")
        self.connection_url = (
            value if type(value) is str or value is None else scalar(value, "Instance", "connection_url")
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        value = get("metrics_integration_url")
        self.metrics_integration_url = (
            value if type(value) is str or value is None else scalar(value, "Instance", "metrics_integration_url")
        )
        value = get("type")
        self.type = (
            None
            if value is None
            else (type(value) is str and _instance_type(value))
            or (None if value == "" else InstanceType.decode(value, "Instance", "type"))
        )
        value = get("memory")
        self.memory = value if type(value) is str or value is None else scalar(value, "Instance", "memory")
        value = get("storage")
        self.storage = value if type(value) is str or value is None else scalar(value, "Instance", "storage")
        value = get("customer_managed_key_id")
        self.customer_managed_key_id = (
            value if type(value) is str or value is None else scalar(value, "Instance", "customer_managed_key_id")
        )
        value = get("graph_nodes")
        self.graph_nodes = None if value is None else scalar(value, "Instance", "graph_nodes")
        value = get("graph_relationships")
        self.graph_relationships = None if value is None else scalar(value, "Instance", "graph_relationships")
        value = get("secondaries_count")
        self.secondaries_count = None if value is None else scalar(value, "Instance", "secondaries_count")
        value = get("cdc_enrichment_mode")
        self.cdc_enrichment_mode = (
            None
            if value is None
            else (type(value) is str and _cdc_enrichment_mode(value))
            or (None if value == "" else CdcEnrichmentMode.decode(value, "Instance", "cdc_enrichment_mode"))
        )
        value = get("vector_optimized")
        self.vector_optimized = None if value is None else scalar(value, "Instance", "vector_optimized")
        value = get("graph_analytics_plugin")
        self.graph_analytics_plugin = None if value is None else scalar(value, "Instance", "graph_analytics_plugin")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "status": self.status.value,
            "region": self.region,
            "cloud_provider": self.cloud_provider.value,
            "tenant_id": self.tenant_id,
        }
        if self.connection_url is not None:
            result["connection_url"] = self.connection_url
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        if self.metrics_integration_url is not None:
            result["metrics_integration_url"] = self.metrics_integration_url
        if self.type is not None:
            result["type"] = self.type.value
        if self.memory is not None:
            result["memory"] = self.memory
        if self.storage is not None:
            result["storage"] = self.storage
        if self.customer_managed_key_id is not None:
            result["customer_managed_key_id"] = self.customer_managed_key_id
        if self.graph_nodes is not None:
            result["graph_nodes"] = self.graph_nodes
        if self.graph_relationships is not None:
            result["graph_relationships"] = self.graph_relationships
        if self.secondaries_count is not None:
            result["secondaries_count"] = self.secondaries_count
        if self.cdc_enrichment_mode is not None:
            result["cdc_enrichment_mode"] = self.cdc_enrichment_mode.value
        if self.vector_optimized is not None:
            result["vector_optimized"] = self.vector_optimized
        if self.graph_analytics_plugin is not None:
            result["graph_analytics_plugin"] = self.graph_analytics_plugin
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown
from .cloud_provider import CloudProvider
from .virtual_graph_status import VirtualGraphStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "id",
        "name",
        "bolt_url",
        "cloud_provider",
        "created_at",
        "data_source_id",
        "data_source_type",
        "error_detail",
        "maximum_bytes_billed",
        "memory",
        "region",
        "status",
    )
)

_covers = _KNOWN.issuperset
_cloud_provider = CloudProvider.known()
_virtual_graph_status = VirtualGraphStatus.known()


@attrs.define(weakref_slot=False)
class VirtualGraph(Model):
    """A virtual graph over a data source.

    Attributes:
        id: The id of the virtual graph, such as `ge82059a`.
        name: Its name.
        bolt_url: The address for drivers, `neo4j+s://…`.
        cloud_provider: The cloud provider that it runs on.
        created_at: When it was created.
        data_source_id: The id of the data source that it reads.
        data_source_type: What the data source is, such as `databricks-pat`.
        error_detail: What failed, when the status is `error`; empty otherwise.
        maximum_bytes_billed: What a query may cost at BigQuery, in bytes; absent for other data sources.
        memory: The memory, such as `4Gi`.
        region: The region that it runs in, such as `europe-west1`.
        status: Its state; it can be queried while it is `running`.
    """

    id: str
    name: str
    bolt_url: str | None = None
    cloud_provider: CloudProvider | None = None
    created_at: datetime.datetime | None = None
    data_source_id: str | None = None
    data_source_type: str | None = None
    error_detail: str | None = None
    maximum_bytes_billed: int | None = None
    memory: str | None = None
    region: str | None = None
    status: VirtualGraphStatus | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "VirtualGraph")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "VirtualGraph", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "VirtualGraph", "name")
        except KeyError as error:
            raise absent(error, "VirtualGraph") from None
        value = get("bolt_url")
        self.bolt_url = value if type(value) is str or value is None else scalar(value, "VirtualGraph", "bolt_url")
        value = get("cloud_provider")
        self.cloud_provider = (
            None
            if value is None
            else (type(value) is str and _cloud_provider(value))
            or (None if value == "" else CloudProvider.decode(value, "VirtualGraph", "cloud_provider"))
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        value = get("data_source_id")
        self.data_source_id = (
            value if type(value) is str or value is None else scalar(value, "VirtualGraph", "data_source_id")
        )
        value = get("data_source_type")
        self.data_source_type = (
            value if type(value) is str or value is None else scalar(value, "VirtualGraph", "data_source_type")
        )
        value = get("error_detail")
        self.error_detail = (
            value if type(value) is str or value is None else scalar(value, "VirtualGraph", "error_detail")
        )
        value = get("maximum_bytes_billed")
        self.maximum_bytes_billed = None if value is None else scalar(value, "VirtualGraph", "maximum_bytes_billed")
        value = get("memory")
        self.memory = value if type(value) is str or value is None else scalar(value, "VirtualGraph", "memory")
        value = get("region")
        self.region = value if type(value) is str or value is None else scalar(value, "VirtualGraph", "region")
        value = get("status")
        self.status = (
            None
            if value is None
            else (type(value) is str and _virtual_graph_status(value))
            or (None if value == "" else VirtualGraphStatus.decode(value, "VirtualGraph", "status"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name}
        if self.bolt_url is not None:
            result["bolt_url"] = self.bolt_url
        if self.cloud_provider is not None:
            result["cloud_provider"] = self.cloud_provider.value
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        if self.data_source_id is not None:
            result["data_source_id"] = self.data_source_id
        if self.data_source_type is not None:
            result["data_source_type"] = self.data_source_type
        if self.error_detail is not None:
            result["error_detail"] = self.error_detail
        if self.maximum_bytes_billed is not None:
            result["maximum_bytes_billed"] = self.maximum_bytes_billed
        if self.memory is not None:
            result["memory"] = self.memory
        if self.region is not None:
            result["region"] = self.region
        if self.status is not None:
            result["status"] = self.status.value
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...secret import Secret, sealed
from ...types import (
    NO_FIELDS,
    ModelWithSecrets,
    absent,
    iso_time,
    keep_text,
    new,
    obj,
    scalar,
    time_in,
    time_text,
    unknown,
)
from .cloud_provider import CloudProvider
from .virtual_graph_status import VirtualGraphStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "id",
        "name",
        "plain_password",
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


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class CreatedVirtualGraph(ModelWithSecrets):
    """A new virtual graph with its initial password, which no later response has.

    Attributes:
        id: The id of the virtual graph, such as `ge82059a`.
        name: Its name.
        plain_password: The password of the initial user; no later response has it. It is left out of copies and
            pickles of this object, so read it first.
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
    _plain_password: Secret = attrs.field(alias="plain_password", converter=sealed, repr=False)
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

    __match_args__ = (
        "id",
        "name",
        "plain_password",
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
        "additional_properties",
        "path_values",
    )

    @property
    def plain_password(self) -> str:
        """The password of the initial user; no later response has it. It is left out of copies and pickles of this
        object, so read it first.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return self._plain_password.reveal()

    @plain_password.setter
    def plain_password(self, value: str) -> None:
        self._plain_password = sealed(value)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CreatedVirtualGraph")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CreatedVirtualGraph", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "CreatedVirtualGraph", "name")
            value = source["plain_password"]
            self.plain_password = (
                value if type(value) is str else str(scalar(value, "CreatedVirtualGraph", "plain_password"))
            )
        except KeyError as error:
            raise absent(error, "CreatedVirtualGraph") from None
        value = get("bolt_url")
        self.bolt_url = (
            value if type(value) is str or value is None else scalar(value, "CreatedVirtualGraph", "bolt_url")
        )
        value = get("cloud_provider")
        self.cloud_provider = (
            None
            if value is None
            else (type(value) is str and _cloud_provider(value))
            or (None if value == "" else CloudProvider.decode(value, "CreatedVirtualGraph", "cloud_provider"))
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        value = get("data_source_id")
        self.data_source_id = (
            value if type(value) is str or value is None else scalar(value, "CreatedVirtualGraph", "data_source_id")
        )
        value = get("data_source_type")
        self.data_source_type = (
            value if type(value) is str or value is None else scalar(value, "CreatedVirtualGraph", "data_source_type")
        )
        value = get("error_detail")
        self.error_detail = (
            value if type(value) is str or value is None else scalar(value, "CreatedVirtualGraph", "error_detail")
        )
        value = get("maximum_bytes_billed")
        self.maximum_bytes_billed = (
            None if value is None else scalar(value, "CreatedVirtualGraph", "maximum_bytes_billed")
        )
        value = get("memory")
        self.memory = value if type(value) is str or value is None else scalar(value, "CreatedVirtualGraph", "memory")
        value = get("region")
        self.region = value if type(value) is str or value is None else scalar(value, "CreatedVirtualGraph", "region")
        value = get("status")
        self.status = (
            None
            if value is None
            else (type(value) is str and _virtual_graph_status(value))
            or (None if value == "" else VirtualGraphStatus.decode(value, "CreatedVirtualGraph", "status"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name, "plain_password": self.plain_password}
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

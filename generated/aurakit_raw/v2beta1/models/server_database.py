# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "current_status",
        "deployment_id",
        "graph_shards",
        "id",
        "last_committed_txn",
        "name",
        "property_shards",
        "replication_lag",
        "role",
        "server_id",
        "status_message",
        "type",
        "writer",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class ServerDatabase(Model):
    """A database as one server of a deployment hosts it.

    Attributes:
        current_status: The state of this copy, such as `online`.
        deployment_id: The id of the deployment, a UUID.
        graph_shards: The graph shards of a sharded database.
        id: The id of the database.
        last_committed_txn: The last transaction in this copy.
        name: Its name.
        property_shards: The property shards of a sharded database.
        replication_lag: How many transactions this copy is behind; negative when it is.
        role: Whether this copy is a primary or a secondary.
        server_id: The id of the server, a UUID.
        status_message: Why it is in this state; empty if all is well.
        type: Whether it is a system, standard or composite one.
        writer: Whether writes go to this copy.
    """

    current_status: str | None = None
    deployment_id: str | None = None
    graph_shards: builtins.list[str] | None = None
    id: str | None = None
    last_committed_txn: int | None = None
    name: str | None = None
    property_shards: builtins.list[str] | None = None
    replication_lag: int | None = None
    role: str | None = None
    server_id: str | None = None
    status_message: str | None = None
    type: str | None = None
    writer: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ServerDatabase")
        get = source.get
        self = new(cls)
        value = get("current_status")
        self.current_status = (
            value if type(value) is str or value is None else scalar(value, "ServerDatabase", "current_status")
        )
        value = get("deployment_id")
        self.deployment_id = None if value is None else scalar(value, "ServerDatabase", "deployment_id")
        value = get("graph_shards")
        self.graph_shards = None if value is None else array(value, "ServerDatabase", "graph_shards")
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "ServerDatabase", "id")
        value = get("last_committed_txn")
        self.last_committed_txn = None if value is None else scalar(value, "ServerDatabase", "last_committed_txn")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "ServerDatabase", "name")
        value = get("property_shards")
        self.property_shards = None if value is None else array(value, "ServerDatabase", "property_shards")
        value = get("replication_lag")
        self.replication_lag = None if value is None else scalar(value, "ServerDatabase", "replication_lag")
        value = get("role")
        self.role = value if type(value) is str or value is None else scalar(value, "ServerDatabase", "role")
        value = get("server_id")
        self.server_id = None if value is None else scalar(value, "ServerDatabase", "server_id")
        value = get("status_message")
        self.status_message = (
            value if type(value) is str or value is None else scalar(value, "ServerDatabase", "status_message")
        )
        value = get("type")
        self.type = value if type(value) is str or value is None else scalar(value, "ServerDatabase", "type")
        value = get("writer")
        self.writer = None if value is None else scalar(value, "ServerDatabase", "writer")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.current_status is not None:
            result["current_status"] = self.current_status
        if self.deployment_id is not None:
            result["deployment_id"] = self.deployment_id
        if self.graph_shards is not None:
            result["graph_shards"] = self.graph_shards
        if self.id is not None:
            result["id"] = self.id
        if self.last_committed_txn is not None:
            result["last_committed_txn"] = self.last_committed_txn
        if self.name is not None:
            result["name"] = self.name
        if self.property_shards is not None:
            result["property_shards"] = self.property_shards
        if self.replication_lag is not None:
            result["replication_lag"] = self.replication_lag
        if self.role is not None:
            result["role"] = self.role
        if self.server_id is not None:
            result["server_id"] = self.server_id
        if self.status_message is not None:
            result["status_message"] = self.status_message
        if self.type is not None:
            result["type"] = self.type
        if self.writer is not None:
            result["writer"] = self.writer
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

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
    (
        "id",
        "connection_url",
        "username",
        "password",
        "tenant_id",
        "cloud_provider",
        "region",
        "name",
        "type",
        "created_at",
        "vector_optimized",
        "graph_analytics_plugin",
    )
)

_covers = _KNOWN.issuperset
_cloud_provider = CloudProvider.known()
_instance_type = InstanceType.known()


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class CreatedInstance(ModelWithSecrets):
    """A new instance with its initial password, which no later response has.

    Attributes:
        id: The instance's id, such as `db1d1234`.
        connection_url: The address for drivers once it is running, `neo4j+s://…`.
        username: The name of the initial database user.
        password: The password of that user; no later response has it. It is left out of copies and pickles of
            this object, so read it first.
        tenant_id: The id of its project.
        cloud_provider: The cloud provider that hosts it.
        region: The region of the cloud provider, such as `europe-west1`.
        name: The instance's name.
        type: The type of instance; sometimes absent for Business Critical.
        created_at: When it was created; sometimes absent.
        vector_optimized: Whether memory is set aside for vector indexes.
        graph_analytics_plugin: Whether the Graph Analytics plugin is installed.
    """

    id: str
    connection_url: str
    username: str
    _password: Secret = attrs.field(alias="password", converter=sealed, repr=False)
    tenant_id: str | None = None
    cloud_provider: CloudProvider | None = None
    region: str | None = None
    name: str | None = None
    type: InstanceType | None = None
    created_at: datetime.datetime | None = None
    vector_optimized: bool | None = None
    graph_analytics_plugin: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    __match_args__ = (
        "id",
        "connection_url",
        "username",
        "password",
        "tenant_id",
        "cloud_provider",
        "region",
        "name",
        "type",
        "created_at",
        "vector_optimized",
        "graph_analytics_plugin",
        "additional_properties",
    )

    @property
    def password(self) -> str:
        """The password of that user; no later response has it. It is left out of copies and pickles of this object, so
        read it first.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return self._password.reveal()

    @password.setter
    def password(self, value: str) -> None:
        self._password = sealed(value)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "CreatedInstance")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CreatedInstance", "id")
            value = source["connection_url"]
            self.connection_url = value if type(value) is str else scalar(value, "CreatedInstance", "connection_url")
            value = source["username"]
            self.username = value if type(value) is str else scalar(value, "CreatedInstance", "username")
            value = source["password"]
            self.password = value if type(value) is str else str(scalar(value, "CreatedInstance", "password"))
        except KeyError as error:
            raise absent(error, "CreatedInstance") from None
        value = get("tenant_id")
        self.tenant_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "CreatedInstance", "tenant_id")
        )
        value = get("cloud_provider")
        self.cloud_provider = (
            None
            if value is None
            else (type(value) is str and _cloud_provider(value))
            or (None if value == "" else CloudProvider.decode(value, "CreatedInstance", "cloud_provider"))
        )
        value = get("region")
        self.region = value if type(value) is str or value is None else scalar(value, "CreatedInstance", "region")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "CreatedInstance", "name")
        value = get("type")
        self.type = (
            None
            if value is None
            else (type(value) is str and _instance_type(value))
            or (None if value == "" else InstanceType.decode(value, "CreatedInstance", "type"))
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        value = get("vector_optimized")
        self.vector_optimized = None if value is None else scalar(value, "CreatedInstance", "vector_optimized")
        value = get("graph_analytics_plugin")
        self.graph_analytics_plugin = (
            None if value is None else scalar(value, "CreatedInstance", "graph_analytics_plugin")
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "id": self.id,
            "connection_url": self.connection_url,
            "username": self.username,
            "password": self.password,
        }
        if self.tenant_id is not None:
            result["tenant_id"] = self.tenant_id
        if self.cloud_provider is not None:
            result["cloud_provider"] = self.cloud_provider.value
        if self.region is not None:
            result["region"] = self.region
        if self.name is not None:
            result["name"] = self.name
        if self.type is not None:
            result["type"] = self.type.value
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        if self.vector_optimized is not None:
            result["vector_optimized"] = self.vector_optimized
        if self.graph_analytics_plugin is not None:
            result["graph_analytics_plugin"] = self.graph_analytics_plugin
        result.update(self.additional_properties)
        return result

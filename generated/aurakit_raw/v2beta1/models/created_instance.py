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
    share,
    shared,
    time_in,
    time_text,
    unknown,
)
from .cloud_provider import CloudProvider
from .instance_status import InstanceStatus
from .instance_type import InstanceType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "connection_url",
        "id",
        "password",
        "username",
        "cloud_provider",
        "created_at",
        "default_database_id",
        "legacy_status",
        "memory",
        "multi_database",
        "name",
        "project_id",
        "region",
        "storage",
        "type",
        "vector_optimized",
    )
)

_covers = _KNOWN.issuperset
_cloud_provider = CloudProvider.known()
_instance_status = InstanceStatus.known()
_instance_type = InstanceType.known()


@attrs.define(weakref_slot=False, on_setattr=attrs.setters.NO_OP)
class CreatedInstance(ModelWithSecrets):
    """A new instance with its initial password, which no later response has.

    Attributes:
        connection_url: The address for drivers once it is running, `neo4j+s://…`.
        id: The id of the instance, such as `db1d1234`.
        password: The password of that user; no later response has it. It is left out of copies and pickles of
            this object, so read it first.
        username: The name of the initial database user.
        cloud_provider: The cloud provider that hosts it.
        created_at: When it was created.
        default_database_id: The id of its first database; sometimes absent.
        legacy_status: Its state, in the terms of v1: `creating`.
        memory: The memory, such as `8GB`; sometimes absent.
        multi_database: Whether it can have several databases.
        name: Its name.
        project_id: The id of its project.
        region: The region of the cloud provider, such as `europe-west1`.
        storage: The disk, such as `16GB`; sometimes absent.
        type: Its type, by the names of v1.
        vector_optimized: Whether memory is set aside for vector indexes.
    """

    connection_url: str
    id: str
    _password: Secret = attrs.field(alias="password", converter=sealed, repr=False)
    username: str
    cloud_provider: CloudProvider | None = None
    created_at: datetime.datetime | None = None
    default_database_id: str | None = None
    legacy_status: InstanceStatus | None = None
    memory: str | None = None
    multi_database: bool | None = None
    name: str | None = None
    project_id: str | None = None
    region: str | None = None
    storage: str | None = None
    type: InstanceType | None = None
    vector_optimized: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    __match_args__ = (
        "connection_url",
        "id",
        "password",
        "username",
        "cloud_provider",
        "created_at",
        "default_database_id",
        "legacy_status",
        "memory",
        "multi_database",
        "name",
        "project_id",
        "region",
        "storage",
        "type",
        "vector_optimized",
        "additional_properties",
        "path_values",
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
            value = source["connection_url"]
            self.connection_url = value if type(value) is str else scalar(value, "CreatedInstance", "connection_url")
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CreatedInstance", "id")
            value = source["password"]
            self.password = value if type(value) is str else str(scalar(value, "CreatedInstance", "password"))
            value = source["username"]
            self.username = value if type(value) is str else scalar(value, "CreatedInstance", "username")
        except KeyError as error:
            raise absent(error, "CreatedInstance") from None
        value = get("cloud_provider")
        self.cloud_provider = (
            None
            if value is None
            else (type(value) is str and _cloud_provider(value))
            or (None if value == "" else CloudProvider.decode(value, "CreatedInstance", "cloud_provider"))
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        value = get("default_database_id")
        self.default_database_id = (
            value if type(value) is str or value is None else scalar(value, "CreatedInstance", "default_database_id")
        )
        value = get("legacy_status")
        self.legacy_status = (
            None
            if value is None
            else (type(value) is str and _instance_status(value))
            or (None if value == "" else InstanceStatus.decode(value, "CreatedInstance", "legacy_status"))
        )
        value = get("memory")
        self.memory = value if type(value) is str or value is None else scalar(value, "CreatedInstance", "memory")
        value = get("multi_database")
        self.multi_database = None if value is None else scalar(value, "CreatedInstance", "multi_database")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "CreatedInstance", "name")
        value = get("project_id")
        self.project_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "CreatedInstance", "project_id")
        )
        value = get("region")
        self.region = value if type(value) is str or value is None else scalar(value, "CreatedInstance", "region")
        value = get("storage")
        self.storage = value if type(value) is str or value is None else scalar(value, "CreatedInstance", "storage")
        value = get("type")
        self.type = (
            None
            if value is None
            else (type(value) is str and _instance_type(value))
            or (None if value == "" else InstanceType.decode(value, "CreatedInstance", "type"))
        )
        value = get("vector_optimized")
        self.vector_optimized = None if value is None else scalar(value, "CreatedInstance", "vector_optimized")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "connection_url": self.connection_url,
            "id": self.id,
            "password": self.password,
            "username": self.username,
        }
        if self.cloud_provider is not None:
            result["cloud_provider"] = self.cloud_provider.value
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        if self.default_database_id is not None:
            result["default_database_id"] = self.default_database_id
        if self.legacy_status is not None:
            result["legacy_status"] = self.legacy_status.value
        if self.memory is not None:
            result["memory"] = self.memory
        if self.multi_database is not None:
            result["multi_database"] = self.multi_database
        if self.name is not None:
            result["name"] = self.name
        if self.project_id is not None:
            result["project_id"] = self.project_id
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

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import (
    NO_FIELDS,
    Model,
    absent,
    array,
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
from .session_status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .error_detail import ErrorDetail

_KNOWN: frozenset[str] = frozenset(
    (
        "id",
        "name",
        "cloud_provider",
        "created_at",
        "expiry_date",
        "host",
        "instance_id",
        "database_uuid",
        "memory",
        "tenant_id",
        "region",
        "status",
        "ttl",
        "user_id",
        "project_id",
        "database_id",
        "errors",
    )
)

_covers = _KNOWN.issuperset
_cloud_provider = CloudProvider.known()
_session_status = SessionStatus.known()


@attrs.define(weakref_slot=False)
class Session(Model):
    """A Graph Analytics session.

    Attributes:
        id: The session's id, such as `s-04de43fe-67ab-4`.
        name: The session's name, unique in its project.
        cloud_provider: The cloud provider that it runs on.
        created_at: When it was created.
        expiry_date: When it will end; absent while it is being created.
        host: The host that it runs on.
        instance_id: The id of the instance that it is attached to; absent if it is standalone.
        database_uuid: The UUID of the database that it is attached to; some responses have `database_id`.
        memory: The memory, such as `8GB`, also written `8Gi`.
        tenant_id: The id of its project; some responses have `project_id`.
        region: The region that it runs in, such as `europe-west1`.
        status: Its state; sometimes absent while it is being created.
        ttl: How long it can be unused before it expires, such as `20m0s` or `1d8h1m2s`.
        user_id: The id of the user who created it.
        project_id: The same as `tenant_id`, in some responses.
        database_id: The same as `database_uuid`, in some responses.
        errors: What went wrong with it, even if the request succeeded; absent or empty if nothing did.
    """

    id: str
    name: str
    cloud_provider: CloudProvider | None = None
    created_at: datetime.datetime | None = None
    expiry_date: datetime.datetime | None = None
    host: str | None = None
    instance_id: str | None = None
    database_uuid: str | None = None
    memory: str | None = None
    tenant_id: str | None = None
    region: str | None = None
    status: SessionStatus | None = None
    ttl: str | None = None
    user_id: str | None = None
    project_id: str | None = None
    database_id: str | None = None
    errors: builtins.list[ErrorDetail] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .error_detail import ErrorDetail

        source = data if type(data) is dict else obj(data, "Session")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "Session", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "Session", "name")
        except KeyError as error:
            raise absent(error, "Session") from None
        value = get("cloud_provider")
        self.cloud_provider = (
            None
            if value is None
            else (type(value) is str and _cloud_provider(value))
            or (None if value == "" else CloudProvider.decode(value, "Session", "cloud_provider"))
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        value = get("expiry_date")
        try:
            self.expiry_date = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.expiry_date = time_in(value)
        value = get("host")
        self.host = value if type(value) is str or value is None else scalar(value, "Session", "host")
        value = get("instance_id")
        self.instance_id = value if type(value) is str or value is None else scalar(value, "Session", "instance_id")
        value = get("database_uuid")
        self.database_uuid = value if type(value) is str or value is None else scalar(value, "Session", "database_uuid")
        value = get("memory")
        self.memory = value if type(value) is str or value is None else scalar(value, "Session", "memory")
        value = get("tenant_id")
        self.tenant_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "Session", "tenant_id")
        )
        value = get("region")
        self.region = value if type(value) is str or value is None else scalar(value, "Session", "region")
        value = get("status")
        self.status = (
            None
            if value is None
            else (type(value) is str and _session_status(value))
            or (None if value == "" else SessionStatus.decode(value, "Session", "status"))
        )
        value = get("ttl")
        self.ttl = value if type(value) is str or value is None else scalar(value, "Session", "ttl")
        value = get("user_id")
        self.user_id = value if type(value) is str or value is None else scalar(value, "Session", "user_id")
        value = get("project_id")
        self.project_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "Session", "project_id")
        )
        value = get("database_id")
        self.database_id = value if type(value) is str or value is None else scalar(value, "Session", "database_id")
        value = get("errors")
        self.errors = None if value is None else [*map(ErrorDetail.from_dict, array(value, "Session", "errors"))]
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        if self.expiry_date is None:
            keep_text(self, source, "expiry_date")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name}
        if self.cloud_provider is not None:
            result["cloud_provider"] = self.cloud_provider.value
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        if self.expiry_date is not None:
            result["expiry_date"] = time_text(self.expiry_date)
        if self.host is not None:
            result["host"] = self.host
        if self.instance_id is not None:
            result["instance_id"] = self.instance_id
        if self.database_uuid is not None:
            result["database_uuid"] = self.database_uuid
        if self.memory is not None:
            result["memory"] = self.memory
        if self.tenant_id is not None:
            result["tenant_id"] = self.tenant_id
        if self.region is not None:
            result["region"] = self.region
        if self.status is not None:
            result["status"] = self.status.value
        if self.ttl is not None:
            result["ttl"] = self.ttl
        if self.user_id is not None:
            result["user_id"] = self.user_id
        if self.project_id is not None:
            result["project_id"] = self.project_id
        if self.database_id is not None:
            result["database_id"] = self.database_id
        if self.errors is not None:
            result["errors"] = [item.to_dict() for item in self.errors]
        result.update(self.additional_properties)
        return result

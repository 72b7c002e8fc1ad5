# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

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
from .session_status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .session_created_by import SessionCreatedBy
    from .session_error import SessionError

_KNOWN: frozenset[str] = frozenset(
    (
        "id",
        "name",
        "cloud_provider",
        "created_at",
        "created_by",
        "database_id",
        "expiry_date",
        "host",
        "instance_id",
        "memory",
        "project_id",
        "region",
        "status",
        "ttl",
        "errors",
    )
)

_covers = _KNOWN.issuperset
_session_status = SessionStatus.known()


@attrs.define(weakref_slot=False)
class Session(Model):
    """A Graph Analytics session.

    Attributes:
        id: The id of the session, such as `s-04de43fe-67ab-4`.
        name: Its name.
        cloud_provider: The cloud provider that it runs on; absent if it is attached.
        created_at: When it was created.
        created_by: Who created it.
        database_id: The id of the database that it is attached to; absent unless the instance has several.
        expiry_date: When it ends, even if it is in use.
        host: The host that clients connect to.
        instance_id: The id of the instance that it is attached to; empty if it is standalone.
        memory: The memory, such as `8GB`.
        project_id: The id of its project.
        region: The region that it runs in; absent if it is attached.
        status: Its state; it can be used while it is `Ready`.
        ttl: How long it can be unused before it ends, such as `1h0m0s`.
        errors: What went wrong, even if the request succeeded; empty if nothing did.
    """

    id: str
    name: str
    cloud_provider: str | None = None
    created_at: datetime.datetime | None = None
    created_by: SessionCreatedBy | None = None
    database_id: str | None = None
    expiry_date: datetime.datetime | None = None
    host: str | None = None
    instance_id: str | None = None
    memory: str | None = None
    project_id: str | None = None
    region: str | None = None
    status: SessionStatus | None = None
    ttl: str | None = None
    errors: builtins.list[SessionError] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .session_created_by import SessionCreatedBy
        from .session_error import SessionError

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
            value if type(value) is str or value is None else scalar(value, "Session", "cloud_provider")
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        value = get("created_by")
        self.created_by = None if value is None else SessionCreatedBy.from_dict(value)
        value = get("database_id")
        self.database_id = value if type(value) is str or value is None else scalar(value, "Session", "database_id")
        value = get("expiry_date")
        try:
            self.expiry_date = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.expiry_date = time_in(value)
        value = get("host")
        self.host = value if type(value) is str or value is None else scalar(value, "Session", "host")
        value = get("instance_id")
        self.instance_id = value if type(value) is str or value is None else scalar(value, "Session", "instance_id")
        value = get("memory")
        self.memory = value if type(value) is str or value is None else scalar(value, "Session", "memory")
        value = get("project_id")
        self.project_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "Session", "project_id")
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
        value = get("errors")
        self.errors = None if value is None else [*map(SessionError.from_dict, array(value, "Session", "errors"))]
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        if self.expiry_date is None:
            keep_text(self, source, "expiry_date")
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name}
        if self.cloud_provider is not None:
            result["cloud_provider"] = self.cloud_provider
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        if self.created_by is not None:
            result["created_by"] = self.created_by.to_dict()
        if self.database_id is not None:
            result["database_id"] = self.database_id
        if self.expiry_date is not None:
            result["expiry_date"] = time_text(self.expiry_date)
        if self.host is not None:
            result["host"] = self.host
        if self.instance_id is not None:
            result["instance_id"] = self.instance_id
        if self.memory is not None:
            result["memory"] = self.memory
        if self.project_id is not None:
            result["project_id"] = self.project_id
        if self.region is not None:
            result["region"] = self.region
        if self.status is not None:
            result["status"] = self.status.value
        if self.ttl is not None:
            result["ttl"] = self.ttl
        if self.errors is not None:
            result["errors"] = [item.to_dict() for item in self.errors]
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, iso_time, keep_text, new, obj, scalar, share, shared, time_in, time_text, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "action_id",
        "action_name",
        "description",
        "email",
        "id",
        "ip_address",
        "logged_at",
        "org_id",
        "payload",
        "project_id",
        "project_name",
        "status",
        "timestamp",
        "user_id",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class Activity(Model):
    """Something that a user did.

    Attributes:
        action_id: What was done, as an identifier for programs.
        action_name: What was done, as text for people.
        description: What was done, in a sentence.
        email: The address of that user.
        id: The id of the entry.
        ip_address: The IP address from which it was done.
        logged_at: When it was done.
        org_id: The id of the organization.
        payload: Details, as JSON text.
        project_id: The id of the project; absent if it concerns none.
        project_name: The name of the project; absent if it concerns none.
        status: Whether it succeeded.
        timestamp: When the entry was stored, as a Unix time.
        user_id: The id of the user who did it.
    """

    action_id: str | None = None
    action_name: str | None = None
    description: str | None = None
    email: str | None = None
    id: str | None = None
    ip_address: str | None = None
    logged_at: datetime.datetime | None = None
    org_id: str | None = None
    payload: str | None = None
    project_id: str | None = None
    project_name: str | None = None
    status: str | None = None
    timestamp: int | None = None
    user_id: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "Activity")
        get = source.get
        self = new(cls)
        value = get("action_id")
        self.action_id = value if type(value) is str or value is None else scalar(value, "Activity", "action_id")
        value = get("action_name")
        self.action_name = value if type(value) is str or value is None else scalar(value, "Activity", "action_name")
        value = get("description")
        self.description = value if type(value) is str or value is None else scalar(value, "Activity", "description")
        value = get("email")
        self.email = value if type(value) is str or value is None else scalar(value, "Activity", "email")
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "Activity", "id")
        value = get("ip_address")
        self.ip_address = value if type(value) is str or value is None else scalar(value, "Activity", "ip_address")
        value = get("logged_at")
        try:
            self.logged_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.logged_at = time_in(value)
        value = get("org_id")
        self.org_id = value if type(value) is str or value is None else scalar(value, "Activity", "org_id")
        value = get("payload")
        self.payload = value if type(value) is str or value is None else scalar(value, "Activity", "payload")
        value = get("project_id")
        self.project_id = (
            (shared(value) or share(value))
            if type(value) is str
            else None
            if value is None
            else scalar(value, "Activity", "project_id")
        )
        value = get("project_name")
        self.project_name = value if type(value) is str or value is None else scalar(value, "Activity", "project_name")
        value = get("status")
        self.status = value if type(value) is str or value is None else scalar(value, "Activity", "status")
        value = get("timestamp")
        self.timestamp = None if value is None else scalar(value, "Activity", "timestamp")
        value = get("user_id")
        self.user_id = value if type(value) is str or value is None else scalar(value, "Activity", "user_id")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.logged_at is None:
            keep_text(self, source, "logged_at")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.action_id is not None:
            result["action_id"] = self.action_id
        if self.action_name is not None:
            result["action_name"] = self.action_name
        if self.description is not None:
            result["description"] = self.description
        if self.email is not None:
            result["email"] = self.email
        if self.id is not None:
            result["id"] = self.id
        if self.ip_address is not None:
            result["ip_address"] = self.ip_address
        if self.logged_at is not None:
            result["logged_at"] = time_text(self.logged_at)
        if self.org_id is not None:
            result["org_id"] = self.org_id
        if self.payload is not None:
            result["payload"] = self.payload
        if self.project_id is not None:
            result["project_id"] = self.project_id
        if self.project_name is not None:
            result["project_name"] = self.project_name
        if self.status is not None:
            result["status"] = self.status
        if self.timestamp is not None:
            result["timestamp"] = self.timestamp
        if self.user_id is not None:
            result["user_id"] = self.user_id
        result.update(self.additional_properties)
        return result

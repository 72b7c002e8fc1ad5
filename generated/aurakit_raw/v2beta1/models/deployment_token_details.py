# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(
    (
        "auto_rotated",
        "claimed_time",
        "created_by",
        "creation_time",
        "expiry_time",
        "id",
        "last_used_time",
        "release_time",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class DeploymentTokenDetails(Model):
    """Details of a deployment's token; the token itself cannot be retrieved.

    Attributes:
        auto_rotated: Whether it is replaced by a new one before it expires.
        claimed_time: When a deployment began to use it; absent while none does.
        created_by: The id of the user who created it.
        creation_time: When it was created.
        expiry_time: When it stops working.
        id: The id of the token, a UUID.
        last_used_time: When it was used last; absent before the first time.
        release_time: When the deployment stopped using it; absent before.
    """

    auto_rotated: bool | None = None
    claimed_time: datetime.datetime | None = None
    created_by: str | None = None
    creation_time: datetime.datetime | None = None
    expiry_time: datetime.datetime | None = None
    id: str | None = None
    last_used_time: datetime.datetime | None = None
    release_time: datetime.datetime | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DeploymentTokenDetails")
        get = source.get
        self = new(cls)
        value = get("auto_rotated")
        self.auto_rotated = None if value is None else scalar(value, "DeploymentTokenDetails", "auto_rotated")
        value = get("claimed_time")
        try:
            self.claimed_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.claimed_time = time_in(value)
        value = get("created_by")
        self.created_by = None if value is None else scalar(value, "DeploymentTokenDetails", "created_by")
        value = get("creation_time")
        try:
            self.creation_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.creation_time = time_in(value)
        value = get("expiry_time")
        try:
            self.expiry_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.expiry_time = time_in(value)
        value = get("id")
        self.id = None if value is None else scalar(value, "DeploymentTokenDetails", "id")
        value = get("last_used_time")
        try:
            self.last_used_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.last_used_time = time_in(value)
        value = get("release_time")
        try:
            self.release_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.release_time = time_in(value)
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.claimed_time is None:
            keep_text(self, source, "claimed_time")
        if self.creation_time is None:
            keep_text(self, source, "creation_time")
        if self.expiry_time is None:
            keep_text(self, source, "expiry_time")
        if self.last_used_time is None:
            keep_text(self, source, "last_used_time")
        if self.release_time is None:
            keep_text(self, source, "release_time")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.auto_rotated is not None:
            result["auto_rotated"] = self.auto_rotated
        if self.claimed_time is not None:
            result["claimed_time"] = time_text(self.claimed_time)
        if self.created_by is not None:
            result["created_by"] = self.created_by
        if self.creation_time is not None:
            result["creation_time"] = time_text(self.creation_time)
        if self.expiry_time is not None:
            result["expiry_time"] = time_text(self.expiry_time)
        if self.id is not None:
            result["id"] = self.id
        if self.last_used_time is not None:
            result["last_used_time"] = time_text(self.last_used_time)
        if self.release_time is not None:
            result["release_time"] = time_text(self.release_time)
        result.update(self.additional_properties)
        return result

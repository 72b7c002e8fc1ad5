# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown
from .snapshot_profile import SnapshotProfile
from .snapshot_status import SnapshotStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("instance_id", "snapshot_id", "status", "profile", "timestamp", "exportable"))

_covers = _KNOWN.issuperset
_snapshot_status = SnapshotStatus.known()
_snapshot_profile = SnapshotProfile.known()


@attrs.define(weakref_slot=False)
class Snapshot(Model):
    """A snapshot of an instance.

    Attributes:
        instance_id: The id of its instance.
        snapshot_id: The snapshot's id.
        status: Its progress; only a `Completed` one can be used.
        profile: Whether it was taken on demand or by schedule.
        timestamp: When it was taken.
        exportable: Whether a new instance can be created from it.
    """

    instance_id: str
    snapshot_id: str
    status: SnapshotStatus
    profile: SnapshotProfile | None = None
    timestamp: datetime.datetime | None = None
    exportable: bool | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "Snapshot")
        get = source.get
        self = new(cls)
        try:
            value = source["instance_id"]
            self.instance_id = value if type(value) is str else scalar(value, "Snapshot", "instance_id")
            value = source["snapshot_id"]
            self.snapshot_id = value if type(value) is str else scalar(value, "Snapshot", "snapshot_id")
            value = source["status"]
            self.status = (type(value) is str and _snapshot_status(value)) or SnapshotStatus.decode(
                value, "Snapshot", "status"
            )
        except KeyError as error:
            raise absent(error, "Snapshot") from None
        value = get("profile")
        self.profile = (
            None
            if value is None
            else (type(value) is str and _snapshot_profile(value))
            or (None if value == "" else SnapshotProfile.decode(value, "Snapshot", "profile"))
        )
        value = get("timestamp")
        try:
            self.timestamp = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.timestamp = time_in(value)
        value = get("exportable")
        self.exportable = None if value is None else scalar(value, "Snapshot", "exportable")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.timestamp is None:
            keep_text(self, source, "timestamp")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "instance_id": self.instance_id,
            "snapshot_id": self.snapshot_id,
            "status": self.status.value,
        }
        if self.profile is not None:
            result["profile"] = self.profile.value
        if self.timestamp is not None:
            result["timestamp"] = time_text(self.timestamp)
        if self.exportable is not None:
            result["exportable"] = self.exportable
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown
from .backup_status import BackupStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "status", "exportable", "timestamp"))

_covers = _KNOWN.issuperset
_backup_status = BackupStatus.known()


@attrs.define(weakref_slot=False)
class Backup(Model):
    """A backup of a database.

    Attributes:
        id: The id of the backup, such as `backup-5678`.
        status: Its progress; only a `Completed` one can be used.
        exportable: Whether it can be downloaded; absent just after its start.
        timestamp: When it was taken; absent just after its start.
    """

    id: str
    status: BackupStatus
    exportable: bool | None = None
    timestamp: datetime.datetime | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "Backup")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "Backup", "id")
            value = source["status"]
            self.status = (type(value) is str and _backup_status(value)) or BackupStatus.decode(
                value, "Backup", "status"
            )
        except KeyError as error:
            raise absent(error, "Backup") from None
        value = get("exportable")
        self.exportable = None if value is None else scalar(value, "Backup", "exportable")
        value = get("timestamp")
        try:
            self.timestamp = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.timestamp = time_in(value)
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.timestamp is None:
            keep_text(self, source, "timestamp")
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "status": self.status.value}
        if self.exportable is not None:
            result["exportable"] = self.exportable
        if self.timestamp is not None:
            result["timestamp"] = time_text(self.timestamp)
        result.update(self.additional_properties)
        return result

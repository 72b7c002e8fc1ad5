# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown
from .import_job_state import ImportJobState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .import_exit_status import ImportExitStatus
    from .import_job_progress import ImportJobProgress

_KNOWN: frozenset[str] = frozenset(
    (
        "cancellation_requested_time",
        "completion_time",
        "exit_status",
        "last_update_time",
        "percentage_complete",
        "progress",
        "start_time",
        "state",
        "submitted_time",
    )
)

_covers = _KNOWN.issuperset
_import_job_state = ImportJobState.known()


@attrs.define(weakref_slot=False)
class ImportJobInfo(Model):
    """The progress of an import job.

    Attributes:
        cancellation_requested_time: When it was cancelled; absent if it was not.
        completion_time: When it ended; absent before.
        exit_status: How it ended; absent before.
        last_update_time: When this was last updated.
        percentage_complete: The percentage completed, 0 to 100.
        progress: Counts by node and relationship type; only if they were requested.
        start_time: When it began to run; absent before.
        state: Its state; `Completed` says that it has ended, and `exit_status` how.
        submitted_time: When it was created.
    """

    cancellation_requested_time: datetime.datetime | None = None
    completion_time: datetime.datetime | None = None
    exit_status: ImportExitStatus | None = None
    last_update_time: datetime.datetime | None = None
    percentage_complete: float | None = None
    progress: ImportJobProgress | None = None
    start_time: datetime.datetime | None = None
    state: ImportJobState | None = None
    submitted_time: datetime.datetime | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .import_exit_status import ImportExitStatus
        from .import_job_progress import ImportJobProgress

        source = data if type(data) is dict else obj(data, "ImportJobInfo")
        get = source.get
        self = new(cls)
        value = get("cancellation_requested_time")
        try:
            self.cancellation_requested_time = (
                None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
            )
        except (KeyError, TypeError, ValueError):
            self.cancellation_requested_time = time_in(value)
        value = get("completion_time")
        try:
            self.completion_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.completion_time = time_in(value)
        value = get("exit_status")
        self.exit_status = None if value is None else ImportExitStatus.from_dict(value)
        value = get("last_update_time")
        try:
            self.last_update_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.last_update_time = time_in(value)
        value = get("percentage_complete")
        self.percentage_complete = None if value is None else scalar(value, "ImportJobInfo", "percentage_complete")
        value = get("progress")
        self.progress = None if value is None else ImportJobProgress.from_dict(value)
        value = get("start_time")
        try:
            self.start_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.start_time = time_in(value)
        value = get("state")
        self.state = (
            None
            if value is None
            else (type(value) is str and _import_job_state(value))
            or (None if value == "" else ImportJobState.decode(value, "ImportJobInfo", "state"))
        )
        value = get("submitted_time")
        try:
            self.submitted_time = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.submitted_time = time_in(value)
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.cancellation_requested_time is None:
            keep_text(self, source, "cancellation_requested_time")
        if self.completion_time is None:
            keep_text(self, source, "completion_time")
        if self.last_update_time is None:
            keep_text(self, source, "last_update_time")
        if self.start_time is None:
            keep_text(self, source, "start_time")
        if self.submitted_time is None:
            keep_text(self, source, "submitted_time")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.cancellation_requested_time is not None:
            result["cancellation_requested_time"] = time_text(self.cancellation_requested_time)
        if self.completion_time is not None:
            result["completion_time"] = time_text(self.completion_time)
        if self.exit_status is not None:
            result["exit_status"] = self.exit_status.to_dict()
        if self.last_update_time is not None:
            result["last_update_time"] = time_text(self.last_update_time)
        if self.percentage_complete is not None:
            result["percentage_complete"] = self.percentage_complete
        if self.progress is not None:
            result["progress"] = self.progress.to_dict()
        if self.start_time is not None:
            result["start_time"] = time_text(self.start_time)
        if self.state is not None:
            result["state"] = self.state.value
        if self.submitted_time is not None:
            result["submitted_time"] = time_text(self.submitted_time)
        result.update(self.additional_properties)
        return result

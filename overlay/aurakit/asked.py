"""Completing what the API answers too thinly: an operation's result says what was asked for, so that it can be waited
on.

Pure. The API answers an update with an empty body, a snapshot's creation with an id alone, and a restore at times with
the state before it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs

from aurakit_raw.v1.models import (
    CdcEnrichmentMode,
    CreatedSnapshot,
    DeletedSession,
    Instance,
    InstanceStatus,
    InstanceType,
    Snapshot,
    SnapshotStatus,
)

from .errors import AuraError, InvalidArgumentError
from .states import INSTANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Self

    from aurakit_raw.types import Response


@attrs.define(eq=False)
class RequestedInstance(Instance):
    """An instance with values that were asked for and need not be there yet; `requested` has them by name."""

    requested: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    rests: str = attrs.field(default="running", repr=False)
    """The state it is in with these values."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """An instance for which nothing was asked: what was is not written into an object."""
        self = super().from_dict(data)
        self.requested, self.rests = {}, "running"
        return self


def requested(instance: Instance, values: Mapping[str, Any], rests: str = "running") -> RequestedInstance:
    """`instance` on its way to the values just asked for."""
    given = {name: _ENUMS.get(name, _as_it_is)(value) for name, value in values.items() if value is not None}
    fields = {field.name: getattr(instance, field.name) for field in attrs.fields(Instance)}
    return RequestedInstance(**{**fields, **given, "status": InstanceStatus.UPDATING}, requested=given, rests=rests)


def _as_it_is(value: Any) -> Any:
    return value


_ENUMS: Mapping[str, Callable[[Any], Any]] = {"type": InstanceType, "cdc_enrichment_mode": CdcEnrichmentMode}


def updating(instance: Instance, values: Mapping[str, Any]) -> RequestedInstance:
    """`instance` on its way to new values. One that is paused, which can have a new name, stays so."""
    state = instance.status.lower()
    return requested(instance, values, state if state in INSTANCE.resting else "running")


def upgrading(instance: Instance, values: Mapping[str, Any]) -> RequestedInstance:
    """`instance` on its way to the business-critical tier."""
    return requested(instance, {**values, "type": InstanceType.BUSINESS_CRITICAL})


def changes(values: dict[str, Any]) -> dict[str, Any]:
    """`values`, of which at least one must be given."""
    if all(value is None for value in values.values()):
        raise InvalidArgumentError(f"Give at least one value to change: {', '.join(values)}.")
    return values


def check_upgrade(memory: str | None, storage: str | None) -> None:
    """Refuse one of the two without the other, as the API does."""
    if (memory is None) != (storage is None):
        raise InvalidArgumentError("Give memory and storage together, or neither, to keep the size.")


@contextmanager
def accepted(operation: str) -> Iterator[None]:
    """Around the look that follows an accepted request: an error there is not the request's."""
    try:
        yield
    except AuraError as error:
        error.add_note(f"The {operation} itself was accepted: do not send it again, look at the instance.")
        raise


def under_way(instance: Instance, status: InstanceStatus, done: InstanceStatus | None = None) -> Instance:
    """`instance` in the state that the operation begins with, unless the answer shows it or its end already."""
    if instance.status.lower() == status.lower() or (done is not None and instance.status.lower() == done.lower()):
        return instance
    return attrs.evolve(instance, status=status)


def being_deleted(answer: Response[DeletedSession | None], session_id: str) -> DeletedSession | None:
    """The session that is deleted now, with the id that a wait needs; None when it was gone already."""
    if answer.status_code >= 300:  # not found by a repeated deletion
        return None
    return attrs.evolve(answer.parsed or DeletedSession(), id=session_id)


def pending_snapshot(created: CreatedSnapshot | Snapshot, instance_id: str) -> Snapshot:
    """The snapshot that a creation began."""
    return Snapshot(instance_id=instance_id, snapshot_id=created.snapshot_id, status=SnapshotStatus.PENDING)

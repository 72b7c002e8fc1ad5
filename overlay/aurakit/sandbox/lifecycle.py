"""What a long-running operation shows, and when: a table, and pure functions of the operation and the time.

The table is that of the API's long-running operations; who starts them and what they change is in the other modules.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

Span = tuple[float, float]
"""The least and the most of something drawn at random, in seconds of sandbox time."""


class Course(NamedTuple):
    """One row of the table.

    phases: the statuses on the way, each with the share of the duration after which it ends.
    done: the status at the end; None when the resource is gone.
    failed: the statuses an operation may end in instead.
    lags: the first answers may still show the status from before (seen after update, overwrite, restore, upgrade).
    """

    phases: tuple[tuple[str, float], ...]
    done: str | None
    failed: tuple[str, ...] = ()
    lags: bool = False


COURSES = MappingProxyType({
    "create": Course((("creating", 0.8), ("loading", 1.0)), "running", ("loading failed",)),
    "pause": Course((("pausing", 1.0),), "paused"),
    "resume": Course((("resuming", 1.0),), "running"),
    "update": Course((("updating", 1.0),), "running", lags=True),
    "rename": Course((("updating", 1.0),), "running", lags=True),
    "overwrite": Course((("overwriting", 0.5), ("loading", 1.0)), "running", ("loading failed",), lags=True),
    "restore": Course((("restoring", 1.0),), "running", lags=True),
    "upgrade": Course((("updating", 1.0),), "running", lags=True),
    "delete": Course((("destroying", 1.0),), None),
    "snapshot": Course((("Pending", 0.2), ("InProgress", 1.0)), "Completed", ("Failed", "Cancelled")),
    "key": Course((("pending", 1.0),), "ready", ("error",)),
    "session": Course((("Creating", 0.7), ("NotReady", 1.0)), "Ready", ("Failed",)),
})  # fmt: skip
"""Every long-running operation by its name in `Durations` and `Sandbox.fail_operation`."""


class Durations(NamedTuple):
    """How long operations take, as (least, most) seconds of sandbox time. The defaults are those of the real API.

    The documentation says that creation takes some minutes and at times ten; the rest is what users of the API see.
    """

    create: Span = (180.0, 600.0)
    pause: Span = (60.0, 120.0)
    resume: Span = (60.0, 150.0)
    update: Span = (60.0, 180.0)
    rename: Span = (0.0, 3.0)
    overwrite: Span = (120.0, 300.0)
    restore: Span = (90.0, 240.0)
    upgrade: Span = (90.0, 240.0)
    delete: Span = (30.0, 90.0)
    snapshot: Span = (30.0, 90.0)
    key: Span = (20.0, 60.0)
    session: Span = (20.0, 40.0)
    session_delete: Span = (2.0, 10.0)

    @classmethod
    def none(cls) -> Durations:
        """Every operation is done as soon as it is accepted."""
        return cls(*[(0.0, 0.0)] * len(cls._fields))


class Operation(NamedTuple):
    """An operation under way.

    kind: its row in the table. start, duration: in seconds of sandbox time. lag: seconds from the start in which
    answers still show `before`, the status the resource had. outcome: the status it ends in; None for a resource that
    is gone then.
    """

    kind: str
    start: float
    duration: float
    lag: float
    before: str | None
    outcome: str | None

    @property
    def end(self) -> float:
        """When it is over."""
        return self.start + self.duration

    @property
    def succeeds(self) -> bool:
        """Whether it ends as it should."""
        return self.outcome == COURSES[self.kind].done


def under_way(operation: Operation, now: float) -> bool:
    """Whether the operation is not over yet."""
    return now < operation.end


def actual_status(operation: Operation, now: float) -> str | None:
    """The status the resource really has at `now`; None when it is gone."""
    if not under_way(operation, now):
        return operation.outcome
    share = (now - operation.start) / operation.duration
    phases = COURSES[operation.kind].phases
    return next((status for status, until in phases if share < until), phases[-1][0])


def shown_status(operation: Operation, now: float) -> str | None:
    """The status an answer shows at `now`: stale for a moment where the real API's answers are."""
    if operation.before is not None and now < operation.start + operation.lag and under_way(operation, now):
        return operation.before
    return actual_status(operation, now)

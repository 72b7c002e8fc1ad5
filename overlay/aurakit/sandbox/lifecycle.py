"""Long-running operations: a table of the statuses they go through, and pure functions of an operation and the time.

Which request starts one and what it changes is left to the operations of a version.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

Span = tuple[float, float]
"""The bounds of a random duration, in seconds of sandbox time."""


class Lifecycle(NamedTuple):
    """One row of the table.

    phases: the transitional statuses, each with the fraction of the duration at which it ends.
    done: the final status; None if the resource is gone.
    failed: the statuses an operation may end in instead.
    lags: whether the first responses may show the former status (seen after update, overwrite, restore, upgrade).
    """

    phases: tuple[tuple[str, float], ...]
    done: str | None
    failed: tuple[str, ...] = ()
    lags: bool = False


LIFECYCLES = MappingProxyType({
    "create": Lifecycle((("creating", 1.0),), "running", ("loading failed",)),
    "clone": Lifecycle((("creating", 0.8), ("loading", 1.0)), "running", ("loading failed",)),
    "pause": Lifecycle((("pausing", 1.0),), "paused"),
    "resume": Lifecycle((("resuming", 1.0),), "running"),
    "update": Lifecycle((("updating", 1.0),), "running", lags=True),
    "rename": Lifecycle((("updating", 1.0),), "running", lags=True),
    "overwrite": Lifecycle((("overwriting", 0.5), ("loading", 1.0)), "running", ("loading failed",), lags=True),
    "restore": Lifecycle((("restoring", 1.0),), "running", lags=True),
    "upgrade": Lifecycle((("updating", 1.0),), "running", lags=True),
    "delete": Lifecycle((("destroying", 1.0),), None),
    "snapshot": Lifecycle((("Pending", 0.2), ("InProgress", 1.0)), "Completed", ("Failed", "Cancelled")),
    "scheduled": Lifecycle((("Pending", 0.2), ("InProgress", 1.0)), "Completed"),
    "key": Lifecycle((("pending", 1.0),), "ready", ("error",)),
    "session": Lifecycle((("Creating", 0.7), ("NotReady", 1.0)), "Ready", ("Failed",)),
    "resize": Lifecycle((("resizing", 1.0),), "running", lags=True),
    "database_delete": Lifecycle((("deleting", 1.0),), None),
    "backup": Lifecycle((("Pending", 0.2), ("InProgress", 1.0)), "Completed", ("Failed",)),
    "data_api": Lifecycle((("creating", 1.0),), "ready", ("error",)),
    "data_api_update": Lifecycle((("updating", 1.0),), "ready", ("error",)),
    "data_api_pause": Lifecycle((("pausing", 1.0),), "paused"),
    "data_api_resume": Lifecycle((("resuming", 1.0),), "ready"),
    "data_api_delete": Lifecycle((("deleting", 1.0),), None),
    "import_job": Lifecycle((("Queued", 0.2), ("Running", 1.0)), "Success", ("Failure",)),
    "import_job_cancel": Lifecycle((("Running", 1.0),), "Cancelled"),
    "virtual_graph": Lifecycle((("creating", 1.0),), "running", ("error",)),
    "virtual_graph_update": Lifecycle((("updating", 1.0),), "running", ("error",)),
    "virtual_graph_delete": Lifecycle((("deleted", 1.0),), None),
})  # fmt: skip
"""Every long-running operation by its kind."""

TIMED_AS = MappingProxyType({"clone": "create", "resize": "update"})
"""Kinds that `Durations` and requested failures treat as another kind."""


class Durations(NamedTuple):
    """How long operations take, as (least, most) seconds of sandbox time. The defaults are those of the real API.

    According to the documentation, creation takes a few minutes and sometimes ten; the rest is what users observe.
    `scheduled` is the snapshot that is taken automatically when a new instance is running.
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
    scheduled: Span = (10.0, 40.0)
    key: Span = (20.0, 60.0)
    session: Span = (20.0, 40.0)
    session_delete: Span = (2.0, 10.0)
    database_delete: Span = (5.0, 20.0)
    backup: Span = (30.0, 90.0)
    data_api: Span = (60.0, 120.0)
    data_api_update: Span = (20.0, 60.0)
    data_api_pause: Span = (10.0, 30.0)
    data_api_resume: Span = (10.0, 30.0)
    data_api_delete: Span = (10.0, 30.0)
    import_job: Span = (60.0, 240.0)
    import_job_cancel: Span = (2.0, 10.0)
    virtual_graph: Span = (60.0, 180.0)
    virtual_graph_update: Span = (20.0, 60.0)
    virtual_graph_delete: Span = (10.0, 30.0)

    @classmethod
    def none(cls) -> Durations:
        """Every operation ends as soon as it is accepted."""
        return cls(*[(0.0, 0.0)] * len(cls._fields))


class Operation(NamedTuple):
    """A running operation.

    kind: its row in the table. start, duration: in seconds of sandbox time. lag: seconds from the start during which
    responses still show `before`, the previous status. outcome: the status it ends in; None if the resource is gone
    then.
    """

    kind: str
    start: float
    duration: float
    lag: float
    before: str | None
    outcome: str | None

    @property
    def end(self) -> float:
        """When it ends."""
        return self.start + self.duration

    @property
    def succeeds(self) -> bool:
        """Whether it succeeds."""
        return self.outcome == LIFECYCLES[self.kind].done


def progress(operation: Operation, now: float) -> float:
    """Its progress, from 0 to 1."""
    return 1.0 if operation.duration <= 0.0 else min(1.0, max(0.0, (now - operation.start) / operation.duration))


def under_way(operation: Operation, now: float) -> bool:
    """Whether the operation is not over yet."""
    return now < operation.end


def actual_status(operation: Operation, now: float) -> str | None:
    """The status the resource really has at `now`; None when it is gone."""
    if not under_way(operation, now):
        return operation.outcome
    share = (now - operation.start) / operation.duration
    phases = LIFECYCLES[operation.kind].phases
    return next((status for status, until in phases if share < until), phases[-1][0])


def shown_status(operation: Operation, now: float) -> str | None:
    """The status in responses at `now`; briefly stale if the real API's is."""
    if operation.before is not None and now < operation.start + operation.lag and under_way(operation, now):
        return operation.before
    return actual_status(operation, now)

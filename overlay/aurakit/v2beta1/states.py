"""The states of resources that can be waited for in v2beta1, and where they lead, in lower case."""

from __future__ import annotations

from typing import Final

from .._client.wait_rules import GONE, States

INSTANCE: Final = States(
    leads_to={
        "creating": "running", "loading": "running", "resuming": "running", "restoring": "running",
        "overwriting": "running", "updating": "running", "upgrading": "running", "resizing": "running",
        "pausing": "paused", "suspending": "suspended", "destroying": GONE, "deleting": GONE,
    },
    resting=frozenset({"running", "paused", "suspended", "stopped"}),
    failed=frozenset({
        "loading failed", "encryption key error", "encryption key not found", "encryption key deleted",
    }),
    unannounced=frozenset({"restoring", "overwriting", "updating", "upgrading", "resizing"}),
    new=frozenset({"creating"}),
    gone=frozenset({"destroyed", "deleted"}),
)  # fmt: skip
"""The states in `legacy_status`, which has the words of v1."""

DATABASE: Final = States(
    leads_to={"creating": "found", "deleting": GONE},
    resting=frozenset({"found"}),
    failed=frozenset(),
    unannounced=frozenset(),
    new=frozenset({"creating"}),
)
"""A database has no state: it exists, or it does not."""

BACKUP: Final = States(
    leads_to={"pending": "completed", "inprogress": "completed"},
    resting=frozenset({"completed"}),
    failed=frozenset({"failed", "cancelled"}),
    unannounced=frozenset(),
    new=frozenset({"pending"}),
)

SESSION: Final = States(
    leads_to={"creating": "ready", "notready": "ready", "destroying": GONE},
    resting=frozenset({"ready"}),
    failed=frozenset({"failed", "expired"}),
    unannounced=frozenset(),
    new=frozenset({"creating"}),
    gone=frozenset({"deleted"}),
)

IMPORT_JOB: Final = States(
    leads_to={
        "secretcreated": "success", "modelconfigmapownerupdated": "success", "queued": "success", "running": "success",
        "completed": "success",
    },
    resting=frozenset({"success", "cancelled"}),
    failed=frozenset({"failure"}),
    unannounced=frozenset(),
    new=frozenset({"queued"}),
)  # fmt: skip
"""Of `info.state`; once that is `Completed`, of `info.exit_status.state`. One that was cancelled ends either way."""

VIRTUAL_GRAPH: Final = States(
    leads_to={"creating": "running", "updating": "running", "deleting": GONE},
    resting=frozenset({"running"}),
    failed=frozenset({"error"}),
    unannounced=frozenset({"updating"}),
    new=frozenset({"creating"}),
    gone=frozenset({"deleted"}),
)

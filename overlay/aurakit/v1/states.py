"""The states of resources that can be waited for in v1, and where they lead, in lower case. They are from the API's
documentation and from practice."""

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
    expected={"creating": "up to 10 min"},
)  # fmt: skip


def is_going(status: str) -> bool:
    """Whether an instance of this status is being deleted, or is gone."""
    state = status.lower()
    return state in INSTANCE.gone or INSTANCE.leads_to.get(state) == GONE


SNAPSHOT: Final = States(
    leads_to={"pending": "completed", "inprogress": "completed"},
    resting=frozenset({"completed"}),
    failed=frozenset({"failed", "cancelled"}),
    unannounced=frozenset(),
    new=frozenset({"pending"}),
)

KEY: Final = States(
    leads_to={"pending": "ready"},
    resting=frozenset({"ready"}),
    failed=frozenset({"error"}),
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
    expected={"creating": "about 30 s", "notready": "about 30 s"},
)

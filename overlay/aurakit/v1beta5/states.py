"""The states of resources that can be waited for in v1beta5, and where they lead, in lower case."""

from __future__ import annotations

from typing import Final

from .._client.wait_rules import GONE, States

DATA_API: Final = States(
    leads_to={
        "creating": "ready", "updating": "ready", "resuming": "ready", "pausing": "paused", "deleting": GONE,
    },
    resting=frozenset({"ready", "paused"}),
    failed=frozenset({"error"}),
    unannounced=frozenset({"updating"}),
    new=frozenset({"creating"}),
    gone=frozenset({"deleted"}),
)  # fmt: skip

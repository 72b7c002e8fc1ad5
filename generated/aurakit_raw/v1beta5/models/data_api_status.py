# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class DataApiStatus(OpenEnum):
    """The state of a data API; `ready`, `paused` and `error` are states that last, every other one is temporary."""

    CREATING = "creating"
    UPDATING = "updating"
    READY = "ready"
    DELETING = "deleting"
    PAUSING = "pausing"
    PAUSED = "paused"
    RESUMING = "resuming"
    ERROR = "error"

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class InstanceStatus(OpenEnum):
    """What an instance is doing; values that are not documented occur."""

    CREATING = "creating"
    DESTROYING = "destroying"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    SUSPENDING = "suspending"
    SUSPENDED = "suspended"
    RESUMING = "resuming"
    LOADING = "loading"
    LOADING_FAILED = "loading failed"
    RESTORING = "restoring"
    UPDATING = "updating"
    OVERWRITING = "overwriting"

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class InstanceStatus(OpenEnum):
    """The state of an instance; undocumented values occur."""

    CREATING = "creating"
    PAUSING = "pausing"
    SUSPENDING = "suspending"
    LOADING = "loading"
    RESTORING = "restoring"
    UPDATING = "updating"
    OVERWRITING = "overwriting"
    RESUMING = "resuming"
    DESTROYING = "destroying"
    RESIZING = "resizing"
    LOADING_FAILED = "loading failed"
    RUNNING = "running"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    ENCRYPTION_KEY_DELETED = "encryption key deleted"
    ENCRYPTION_KEY_ERROR = "encryption key error"
    ENCRYPTION_KEY_NOT_FOUND = "encryption key not found"
    UPGRADING = "upgrading"

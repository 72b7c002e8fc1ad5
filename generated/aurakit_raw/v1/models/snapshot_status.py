# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class SnapshotStatus(OpenEnum):
    """The progress of a snapshot."""

    COMPLETED = "Completed"
    INPROGRESS = "InProgress"
    FAILED = "Failed"
    PENDING = "Pending"
    CANCELLED = "Cancelled"

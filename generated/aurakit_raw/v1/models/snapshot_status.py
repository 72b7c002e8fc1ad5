# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class SnapshotStatus(OpenEnum):
    """How far a snapshot has come."""

    COMPLETED = "Completed"
    INPROGRESS = "InProgress"
    FAILED = "Failed"
    PENDING = "Pending"
    CANCELLED = "Cancelled"

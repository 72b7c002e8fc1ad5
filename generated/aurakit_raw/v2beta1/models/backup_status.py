# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class BackupStatus(OpenEnum):
    """The progress of a backup."""

    INPROGRESS = "InProgress"
    FAILED = "Failed"
    COMPLETED = "Completed"
    PENDING = "Pending"

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class SnapshotProfile(OpenEnum):
    """Why a snapshot was taken: on demand, or by schedule."""

    ADHOC = "AdHoc"
    SCHEDULED = "Scheduled"

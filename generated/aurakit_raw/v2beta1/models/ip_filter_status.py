# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class IpFilterStatus(OpenEnum):
    """Whether an IP filter is in force on an instance."""

    UNKNOWN = "UNKNOWN"
    SUBMITTED = "SUBMITTED"
    ACTIVE = "ACTIVE"
    DELETED = "DELETED"
    ERROR = "ERROR"

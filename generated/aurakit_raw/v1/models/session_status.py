# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class SessionStatus(OpenEnum):
    """What a session is doing; `NotReady` was seen as well."""

    CREATING = "Creating"
    READY = "Ready"
    EXPIRED = "Expired"
    FAILED = "Failed"

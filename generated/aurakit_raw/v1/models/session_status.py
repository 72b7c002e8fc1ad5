# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class SessionStatus(OpenEnum):
    """The state of a session; `NotReady` also occurs."""

    CREATING = "Creating"
    READY = "Ready"
    EXPIRED = "Expired"
    FAILED = "Failed"

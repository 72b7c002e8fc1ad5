# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class SessionStatus(OpenEnum):
    """The state of a session; only a `Ready` one can be used."""

    CREATING = "Creating"
    READY = "Ready"
    NOTREADY = "NotReady"
    EXPIRED = "Expired"
    FAILED = "Failed"
    DELETED = "Deleted"

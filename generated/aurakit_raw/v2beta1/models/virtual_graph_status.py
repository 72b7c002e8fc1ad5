# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class VirtualGraphStatus(OpenEnum):
    """The state of a virtual graph."""

    CREATING = "creating"
    RUNNING = "running"
    UPDATING = "updating"
    ERROR = "error"
    DELETED = "deleted"

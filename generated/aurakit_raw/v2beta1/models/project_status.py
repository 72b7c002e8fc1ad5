# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class ProjectStatus(OpenEnum):
    """Whether a project is in use or being removed."""

    DELETION_REQUEST = "deletion_request"
    DELETED = "deleted"
    ACTIVE = "active"

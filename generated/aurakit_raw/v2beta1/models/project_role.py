# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class ProjectRole(OpenEnum):
    """What a user may do in a project."""

    PROJECT_ADMIN = "project-admin"
    PROJECT_MEMBER = "project-member"
    PROJECT_VIEWER = "project-viewer"
    PROJECT_METRICS_INTEGRATION_READER = "project-metrics-integration-reader"

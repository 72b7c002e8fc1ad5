# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class InvitedProjectRole(OpenEnum):
    """What an invited user may do in a project, by the names that invites have for the roles."""

    NAMESPACE_VIEWER = "namespace-viewer"
    NAMESPACE_MEMBER = "namespace-member"
    NAMESPACE_ADMIN = "namespace-admin"
    NAMESPACE_METRICS_INTEGRATION_READER = "namespace-metrics-integration-reader"

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class MfaEnrollmentStatus(OpenEnum):
    """Whether a user has set up a second factor for logging in."""

    ENROLLED = "enrolled"
    NOT_ENROLLED = "not_enrolled"
    EXTERNAL_AUTH_PROVIDER = "external_auth_provider"
    NON_APPLICABLE = "non_applicable"

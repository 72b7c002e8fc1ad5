# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class OrganizationRole(OpenEnum):
    """What a user may do in an organization."""

    ORGANIZATION_OWNER = "organization-owner"
    ORGANIZATION_ADMIN = "organization-admin"
    ORGANIZATION_MEMBER = "organization-member"

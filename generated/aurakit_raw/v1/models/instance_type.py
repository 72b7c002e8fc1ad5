# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class InstanceType(OpenEnum):
    """The type of an instance; `enterprise-db` is AuraDB Virtual Dedicated Cloud."""

    ENTERPRISE_DB = "enterprise-db"
    ENTERPRISE_DS = "enterprise-ds"
    BUSINESS_CRITICAL = "business-critical"
    PROFESSIONAL_DB = "professional-db"
    PROFESSIONAL_DS = "professional-ds"
    FREE_DB = "free-db"

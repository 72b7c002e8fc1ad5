# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class InstanceTier(OpenEnum):
    """The tier of a new instance, by which it is billed."""

    VIRTUAL_DEDICATED_CLOUD = "virtual-dedicated-cloud"
    BUSINESS_CRITICAL = "business-critical"
    PROFESSIONAL = "professional"
    FREE = "free"

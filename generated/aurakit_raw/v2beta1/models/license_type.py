# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class LicenseType(OpenEnum):
    """The kind of a licence."""

    FREE = "FREE"
    COMMERCIAL = "COMMERCIAL"
    EVALUATION = "EVALUATION"
    UNSUPPORTED = "UNSUPPORTED"
    INCONSISTENT = "INCONSISTENT"

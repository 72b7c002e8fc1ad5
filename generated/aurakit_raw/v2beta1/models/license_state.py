# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class LicenseState(OpenEnum):
    """Whether a licence is accepted and in force."""

    VALID = "VALID"
    EXPIRED = "EXPIRED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    INVALID = "INVALID"
    UNKNOWN = "UNKNOWN"
    INCONSISTENT = "INCONSISTENT"

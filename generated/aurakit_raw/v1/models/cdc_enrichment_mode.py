# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class CdcEnrichmentMode(OpenEnum):
    """What change data capture records: nothing, the differences, or the full state before and after."""

    OFF = "OFF"
    DIFF = "DIFF"
    FULL = "FULL"

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class ImportOutcome(OpenEnum):
    """How an import job ended."""

    SUCCESS = "Success"
    FAILURE = "Failure"
    CANCELLED = "Cancelled"

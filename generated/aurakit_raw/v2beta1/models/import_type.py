# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class ImportType(OpenEnum):
    """How an import runs."""

    CLOUD = "cloud"
    INITIAL = "initial"
    ONLINE = "online"

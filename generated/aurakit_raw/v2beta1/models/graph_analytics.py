# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class GraphAnalytics(OpenEnum):
    """How graph algorithms run: in separate sessions, or in a plugin of the instance."""

    UNAVAILABLE = "unavailable"
    SERVERLESS = "serverless"
    PLUGIN = "plugin"

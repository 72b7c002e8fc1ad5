# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class AgentResponseType(OpenEnum):
    """Whether an agent responded or failed."""

    MESSAGE = "message"
    ERROR = "error"

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class AgentContentType(OpenEnum):
    """What a part of an agent's response is."""

    TEXT = "text"
    THINKING = "thinking"
    TOOL_USE = "tool_use"
    TOOL_RESULT = "tool_result"
    CYPHER_TEMPLATE_TOOL_USE = "cypher_template_tool_use"
    CYPHER_TEMPLATE_TOOL_RESULT = "cypher_template_tool_result"

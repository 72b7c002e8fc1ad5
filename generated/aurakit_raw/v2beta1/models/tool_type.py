# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class ToolType(OpenEnum):
    """What kind of tool an agent can use."""

    TEXT2CYPHER = "text2cypher"
    CYPHERTEMPLATE = "cypherTemplate"
    SIMILARITYSEARCH = "similaritySearch"

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from ...types import OpenEnum


class CypherParameterType(OpenEnum):
    """The type of a parameter in a Cypher template."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    INTEGER = "integer"

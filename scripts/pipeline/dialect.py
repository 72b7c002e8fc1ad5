"""OpenAPI 3.1's schemas in a document that says 3.0: what has a 3.0 form is put into it.

A document that calls itself 3.0 and writes `type: [string, "null"]` is read in two ways by two tools. The normal form
says the same in 3.0's words, so that neither corrections nor templates need to know. What 3.0 cannot say stays, and the
generation refuses what no correction replaced (checks.py).
"""

from __future__ import annotations

from typing import Any


def as_3_0(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema`, of which only its own level is looked at, in OpenAPI 3.0's words."""
    schema = _one_type(schema)
    if "const" in schema:
        schema = {**{key: value for key, value in schema.items() if key != "const"}, "enum": [schema["const"]]}
    for word, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if type(schema.get(word)) in (int, float):
            schema = {**schema, bound: schema[word], word: True}
    return schema


def _one_type(schema: dict[str, Any]) -> dict[str, Any]:
    types = schema.get("type")
    if types == "null":
        return {**{key: value for key, value in schema.items() if key != "type"}, "nullable": True, "enum": [None]}
    if not isinstance(types, list):
        return schema
    rest = {key: value for key, value in schema.items() if key != "type"}
    wanted = [name for name in types if name != "null"]
    if len(wanted) < len(types):
        rest["nullable"] = True
    if len(wanted) == 1:
        return {"type": wanted[0], **rest}
    if "anyOf" in rest or not wanted:
        return schema
    return {"anyOf": [{"type": name} for name in wanted], **rest}

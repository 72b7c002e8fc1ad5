"""OpenAPI 3.1 schemas in a document that says 3.0: converted where 3.0 has an equivalent.

Tools disagree about a document that calls itself 3.0 and contains `type: [string, "null"]`. The normal form uses the
equivalent of 3.0, so that corrections and templates need not handle it. What 3.0 cannot express is kept, and the
generation refuses it unless a correction replaces it (checks.py).
"""

from __future__ import annotations

from typing import Any

# The keywords that concern values of one type only: with several types they belong to that one.
OF_TYPE = {
    "array": ("items", "maxItems", "minItems", "uniqueItems"),
    "object": ("additionalProperties", "maxProperties", "minProperties", "properties", "required"),
    "string": ("format", "maxLength", "minLength", "pattern"),
}
NAMES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def as_3_0(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` in the keywords of OpenAPI 3.0; nested schemas are not changed."""
    schema = _one_type(schema)
    if "const" in schema:
        kind = {"type": NAMES[type(schema["const"])]} if type(schema["const"]) in NAMES else {}
        schema = kind | {key: value for key, value in schema.items() if key != "const"} | {"enum": [schema["const"]]}
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
    members = [{"type": name, **{key: rest[key] for key in OF_TYPE.get(name, ()) if key in rest}} for name in wanted]
    taken = {key for member in members for key in member}
    return {"anyOf": members, **{key: value for key, value in rest.items() if key not in taken}}

"""Values that fit a schema, for responses of which the document has no example. Pure."""

from __future__ import annotations

from typing import Any

FORMATS = {
    "uuid": "8c764aed-8eb3-4a1c-92f6-e4ef0c7a6ed9",
    "date-time": "2026-01-31T12:00:00Z",
    "date": "2026-01-31",
    "email": "user@example.com",
    "uri": "https://example.com/",
    "password": "only-shown-once",
}
TYPES: dict[str, Any] = {"integer": 1, "number": 1.5, "boolean": True}


def resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to; the node itself when it is none."""
    while "$ref" in node:
        found: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def sample(document: dict[str, Any], schema: dict[str, Any], name: str = "text") -> Any:
    """A value that fits a schema, with all the fields that it can have.

    Args:
        document: where references lead.
        schema: of the value.
        name: of the field that it is the value of; a text without a format says it.
    """
    schema = resolved(document, schema)
    if "example" in schema:
        return schema["example"]
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return sample(document, schema[word][0], name)
    if "allOf" in schema or "properties" in schema:
        return _object(document, schema)
    if schema.get("type") == "array":
        return [sample(document, schema["items"], name)]
    if schema.get("type") == "object":
        return {}
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    return TYPES.get(schema.get("type", "string"), name)


def _object(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    found = {name: sample(document, one, name) for name, one in schema.get("properties", {}).items()}
    for part in schema.get("allOf", ()):
        found |= sample(document, part)
    return found

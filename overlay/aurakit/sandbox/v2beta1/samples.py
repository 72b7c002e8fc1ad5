"""Values that match a schema, for responses without an example in the document. Pure."""

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
    """The target of a reference; the node itself if it is not a reference."""
    while "$ref" in node:
        found: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def sample(document: dict[str, Any], schema: dict[str, Any], name: str = "text") -> Any:
    """A value that matches a schema, with all optional fields.

    Args:
        document: the document that references are resolved in.
        schema: the schema of the value.
        name: the field that holds the value; used as the value of a string without a format.
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

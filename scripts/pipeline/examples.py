"""Check that every example in a document is valid against its schema, and has only declared properties.

The examples are the best evidence of the wire format: if a schema and its examples differ, a correction is missing or
wrong. OpenAPI 3.0 schemas are converted to JSON Schema for this; undeclared properties are refused unless a schema
has `additionalProperties`.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker

from .references import SCHEMAS, resolved_once

if TYPE_CHECKING:
    from collections.abc import Iterator

JOINED = ("allOf", "oneOf", "anyOf")
# OpenAPI keywords that JSON Schema does not have, or not with this meaning.
LEFT_OUT = {"nullable", "example", "discriminator", "xml", "externalDocs", "deprecated", *JOINED}

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.date.fromisoformat(value))


def mistakes(document: dict[str, Any]) -> list[str]:
    """What is wrong with the examples of `document`, one line each: the location, the value, and the reason."""
    document = _with_plain_references(document)
    schemas = document.get("components", {}).get("schemas", {})
    known = {kind: {name: _converted(schema, kind) for name, schema in schemas.items()} for kind in ("closed", "open")}
    found: list[str] = []
    for place, schema, value in every_example(document):
        validator = Draft202012Validator({**_converted(schema, "closed"), **known}, format_checker=FORMATS)
        for error in sorted(validator.iter_errors(value), key=lambda error: list(map(str, error.absolute_path))):
            where = ".".join(str(step) for step in error.absolute_path)
            found.append(f"{' > '.join(place)}: {where or 'the value'}: {error.message}")
    return found


def _with_plain_references(document: dict[str, Any]) -> dict[str, Any]:
    """The document with references into schemas replaced by their targets."""

    def walked(node: Any) -> Any:
        if isinstance(node, list):
            return [walked(inner) for inner in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str) and "/" in reference.removeprefix(SCHEMAS) and reference.startswith(SCHEMAS):
            return walked(resolved_once(document, node))
        return {key: walked(inner) for key, inner in node.items()}

    found: dict[str, Any] = walked(document)
    return found


def every_example(node: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any], Any]]:
    """Every example below `node` as (place, schema, value)."""
    if isinstance(node, list):
        for number, inner in enumerate(node):
            yield from every_example(inner, (*place, str(number)))
        return
    if not isinstance(node, dict):
        return
    inside_names = bool(place) and place[-1] in ("properties", "schemas")  # where `example` would be a property's name
    if not inside_names:
        schema = node["schema"] if isinstance(node.get("schema"), dict) else node
        if "example" in node:
            yield (*place, "example"), schema, node["example"]
        examples = node.get("examples") if "schema" in node else None
        for name, example in examples.items() if isinstance(examples, dict) else ():
            if "value" in example:
                yield (*place, "examples", name), schema, example["value"]
    for key, inner in node.items():
        if inside_names or key not in ("example", "examples", "enum"):
            yield from every_example(inner, (*place, str(key)))


def _converted(schema: dict[str, Any], kind: str) -> dict[str, Any]:
    """An OpenAPI 3.0 schema as JSON Schema; `closed` refuses undeclared properties, `open` does not."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return {"$ref": f"#/{kind}/{name}"}
    result = {key: value for key, value in schema.items() if key not in LEFT_OUT and not key.startswith("x-")}
    if "properties" in schema:
        result["properties"] = {name: _converted(inner, "closed") for name, inner in schema["properties"].items()}
    if isinstance(schema.get("items"), dict):
        result["items"] = _converted(schema["items"], "closed")
    if isinstance(schema.get("additionalProperties"), dict):
        result["additionalProperties"] = _converted(schema["additionalProperties"], "closed")
    if isinstance(schema.get("not"), dict):
        result["not"] = _converted(schema["not"], "open")
    for key in JOINED:
        if key in schema:
            result[key] = [_converted(inner, "open") for inner in schema[key]]
    if kind == "closed" and "additionalProperties" not in schema:
        result["unevaluatedProperties"] = False
    # 3.0 allows null only if the type is beside `nullable`
    if schema.get("nullable") is True and "type" in schema:
        result["type"] = [schema["type"], "null"]
    return result

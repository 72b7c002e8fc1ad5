"""Unwrapping the envelope of responses: an operation returns the content of `data`.

`errors` beside `data` are added to the object or the list; `links` beside `data` mark a paged list.
"""

from __future__ import annotations

import copy
from typing import Any

from .inline import fields_of
from .references import JSON, operations_of, resolved


def join_envelopes(document: dict[str, Any]) -> None:
    """Make one object of an envelope, and of the `data` in it, that is put together by `allOf`."""
    for response in responses_of(document):
        content = response.get("content", {}).get(JSON, {})
        if "schema" not in content:
            continue
        content["schema"] = _joined(document, content["schema"])
        shape = resolved(document, content["schema"])
        if is_envelope(shape):
            shape["properties"]["data"] = _joined(document, shape["properties"]["data"])


def _joined(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The object that `allOf` composes, or the referenced schema if there is nothing else."""
    parts = schema.get("allOf", [])
    if len(parts) == 1 and "$ref" in parts[0] and not schema.keys() - {"allOf", "description"}:
        only: dict[str, Any] = parts[0]
        return only
    found = fields_of(document, schema) if parts else None
    if found is None:
        return schema
    kept = {key: value for key, value in schema.items() if key != "allOf"}
    required = {"required": sorted(found[1])} if found[1] else {}
    return kept | {"type": "object", "properties": copy.deepcopy(found[0])} | required


def open_envelopes(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """Replace the schema of each successful response with that of its `data`; returns what the envelopes had."""
    contents = [
        content["schema"]
        for status, response in operation.get("responses", {}).items()
        if str(status).startswith("2")
        for content in [_response_of(document, response).get("content", {}).get("application/json", {})]
        if "schema" in content
    ]
    shapes = [resolved(document, schema) for schema in contents]
    enveloped = [is_envelope(shape) for shape in shapes]
    envelope = any(enveloped)
    required = bool(shapes) and all("data" in shape.get("required", []) for shape in shapes)
    errors = envelope and any("errors" in shape.get("properties", {}) for shape in shapes)
    listing = False
    paged = str(operation.get("x-paged", ""))
    if any(is_linked_list(document, shape) for shape in shapes):
        paged = "token"
    for status, response in operation.get("responses", {}).items():
        if not envelope or not str(status).startswith("2"):
            continue
        opened = operation["responses"][status] = copy.deepcopy(_response_of(document, response))
        content = opened.get("content", {}).get("application/json", {})
        shape = resolved(document, content.get("schema", {}))
        if not is_envelope(shape):
            opened.pop("content", None)  # an object without `data` has no information
            continue
        data = shape["properties"]["data"]
        content["schema"] = data
        beside = shape["properties"].get("errors")
        listing = listing or (beside is not None and resolved(document, data).get("type") == "array")
        _carry(resolved(document, data), beside)
    return {
        "envelope": envelope,
        "required": required if envelope else bool(shapes),
        "errors": errors,
        "listing": listing,
        "paged": paged,
    }


def _response_of(document: dict[str, Any], response: dict[str, Any]) -> dict[str, Any]:
    reference = response.get("$ref", "")
    found = document.get("components", {}).get("responses", {}).get(reference.rpartition("/")[2])
    return found if reference and found is not None else response


def responses_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    own = [response for *_, operation in operations_of(document) for response in operation["responses"].values()]
    shared = document.get("components", {}).get("responses", {}).values()
    return [response for response in (*own, *shared) if "$ref" not in response]


def is_envelope(shape: dict[str, Any]) -> bool:
    """Whether an object has `data`, and nothing else that is not known to be beside it."""
    properties = shape.get("properties", {})
    return "data" in properties and set(properties) <= {"data", "errors", "links"}


def is_linked_list(document: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Whether an envelope has a list, and links to its other pages; links beside an object lead to no pages."""
    properties = shape.get("properties", {})
    return (
        is_envelope(shape) and "links" in properties and resolved(document, properties["data"]).get("type") == "array"
    )


def _carry(data: dict[str, Any], beside: dict[str, Any] | None) -> None:
    """Add the `errors` beside `data` to the object in it."""
    if beside is not None and data.get("type", "object") == "object" and "properties" in data:
        data["properties"].setdefault("errors", beside)

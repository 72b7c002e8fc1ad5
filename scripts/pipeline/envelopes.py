"""Opening the envelope of responses: what is in `data` is what an operation returns.

`errors` beside `data` are carried into the object or the list, `links` beside it make a list one that comes in pages.
"""

from __future__ import annotations

import copy
from typing import Any

from .references import operations_of, resolved


def open_envelopes(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """Put what stands in `data` in the place of each successful response's schema; say what the envelopes had."""
    contents = [
        content["schema"]
        for status, response in operation.get("responses", {}).items()
        if str(status).startswith("2")
        for content in [_response_of(document, response).get("content", {}).get("application/json", {})]
        if "schema" in content
    ]
    shapes = [resolved(document, schema) for schema in contents]
    enveloped = [_is_envelope(shape) for shape in shapes]
    envelope = any(enveloped)
    required = bool(shapes) and all("data" in shape.get("required", []) for shape in shapes)
    errors = envelope and any("errors" in shape.get("properties", {}) for shape in shapes)
    listing = False
    paged = str(operation.get("x-paged", ""))
    if envelope and any("links" in shape.get("properties", {}) for shape in shapes):
        paged = "token"
    for status, response in operation.get("responses", {}).items():
        if not envelope or not str(status).startswith("2"):
            continue
        opened = operation["responses"][status] = copy.deepcopy(_response_of(document, response))
        content = opened.get("content", {}).get("application/json", {})
        shape = resolved(document, content.get("schema", {}))
        if not _is_envelope(shape):
            opened.pop("content", None)  # an object without `data` says nothing
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


def _is_envelope(shape: dict[str, Any]) -> bool:
    properties = shape.get("properties", {})
    return "data" in properties and set(properties) <= {"data", "errors", "links"}


def _carry(data: dict[str, Any], beside: dict[str, Any] | None) -> None:
    """Give the object in `data` the `errors` that stand beside it."""
    if beside is not None and data.get("type", "object") == "object" and "properties" in data:
        data["properties"].setdefault("errors", beside)

"""Resolving references inside a document, and iterating over its operations."""

from __future__ import annotations

from typing import Any

from .documents import METHODS

SCHEMAS = "#/components/schemas/"
JSON = "application/json"


def operations_of(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation as (path, method, operation)."""
    return [
        (path, method, item[method])
        for path, item in document.get("paths", {}).items()
        for method in METHODS
        if method in item
    ]


def resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """`node`, or the target of its references inside the document; an empty mapping if there is none."""
    for _ in range(20):
        if not _is_reference(node):
            break
        node = resolved_once(document, node)
    return node


def resolved_once(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """The direct target of the reference in `node`, possibly another reference; an empty mapping if there is none."""
    if not _is_reference(node):
        return {}
    found: Any = document
    for step in node["$ref"][2:].split("/"):
        found = found.get(step.replace("~1", "/").replace("~0", "~"), {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


def _is_reference(node: dict[str, Any]) -> bool:
    reference = node.get("$ref")
    return isinstance(reference, str) and reference.startswith("#/")


def references(node: Any) -> set[str]:
    """The names of the schemas that `node` refers to, at any depth."""
    if isinstance(node, dict):
        own = node.get("$ref")
        found = {own.removeprefix(SCHEMAS)} if isinstance(own, str) and own.startswith(SCHEMAS) else set()
        return found.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(value) for value in node))
    return set()


def parameters_of(document: dict[str, Any], path: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters of an operation, those of its path item first; its own replace them."""
    shared, own = (
        [resolved(document, one) for one in node.get("parameters", [])] for node in (document["paths"][path], operation)
    )
    replaced = {(one.get("in"), one.get("name")) for one in own}
    return [*(one for one in shared if (one.get("in"), one.get("name")) not in replaced), *own]

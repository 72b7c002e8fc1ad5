"""New editions of the published document, as its authors might make them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from pipeline.documents import ROOT, load
from pipeline.edition import Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[dict[str, Any]], object]

INTERFACE: dict[str, Any] = load(ROOT / "openapi" / "v1" / "interface.yaml")
CORRECTIONS: dict[str, Any] = load(ROOT / "openapi" / "v1" / "corrections.yaml")


def changed(change: Change) -> dict[str, Any]:
    """The interface after a change."""
    edition = copy.deepcopy(INTERFACE)
    change(edition)
    return edition


def compared(change: Change) -> Comparison:
    """What a change means to users."""
    return compare(INTERFACE, changed(change), CORRECTIONS, "v1")


def operation(document: dict[str, Any], route: str) -> dict[str, Any]:
    """The operation at a route such as `POST /instances`."""
    method, _, path = route.partition(" ")
    found: dict[str, Any] = document["paths"][path][method.lower()]
    return found


def body(document: dict[str, Any], route: str) -> dict[str, Any]:
    """The schema of an operation's request body."""
    found: dict[str, Any] = operation(document, route)["requestBody"]["content"]["application/json"]["schema"]
    return found


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A schema of the document by name."""
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found

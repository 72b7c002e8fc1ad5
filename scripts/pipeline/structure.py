"""Whether a published document has the structure of OpenAPI: a part of the wrong type is reported with its place.

The other modules rely on it. Only what they read is checked; extensions (`x-…`) and comments (`@…`) can be anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .documents import METHODS
from .references import resolved_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Place = tuple[str, ...]

COMPOSED = ("allOf", "anyOf", "oneOf")
TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
PARAMETER_PLACES = frozenset({"cookie", "header", "path", "query"})


def _is_type(value: Any) -> bool:
    found = value if isinstance(value, list) else [value]
    return bool(found) and all(isinstance(one, str) and one in TYPES for one in found)


# What a part has to be that is not a mapping: a test, and how an error says it.
_VALUES: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "text": (lambda value: isinstance(value, str), "text"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "list": (lambda value: isinstance(value, list), "a list"),
    "type": (_is_type, f"a type ({', '.join(sorted(TYPES))})"),
    "place": (lambda value: value in PARAMETER_PLACES, f"one of {', '.join(sorted(PARAMETER_PLACES))}"),
}
# The parts of each kind of mapping, by key: their kind, after `*` if the part is a mapping with them as values, and
# after `+` if it is a list of them.
_PARTS: Final[dict[str, dict[str, str]]] = {
    "document": {"paths": "*path item", "components": "components"},
    "components": {
        "schemas": "*schema", "parameters": "*parameter", "responses": "*response", "requestBodies": "*body",
        "headers": "*header",
    },
    "path item": {"parameters": "+parameter", **dict.fromkeys(METHODS, "operation")},
    "operation": {
        "parameters": "+parameter", "requestBody": "body", "responses": "*response", "tags": "+text",
        "operationId": "text",
    },
    "parameter": {"name": "text", "in": "place", "required": "flag", "schema": "schema", "content": "*media type"},
    "body": {"required": "flag", "content": "*media type"},
    "response": {"content": "*media type", "headers": "*header"},
    "header": {"schema": "schema"},
    "media type": {"schema": "schema", "examples": "*example"},
    "example": {},
    "schema": {
        "type": "type", "enum": "list", "required": "+text", "nullable": "flag", "properties": "*schema",
        "items": "schema", "not": "schema", **dict.fromkeys(COMPOSED, "+schema"),
    },
}  # fmt: skip
_NEEDED: Final = {"parameter": ("name", "in")}


def is_remark(name: object, value: Any) -> bool:
    """Whether an entry of a mapping is a comment or an extension rather than a part of the document."""
    return str(name).startswith(("x-", "@")) and not isinstance(value, dict)


def malformed(document: dict[str, Any]) -> str:
    """The first part that is not what OpenAPI says, with its place; empty if there is none."""
    for path, item in document.get("paths", {}).items():
        if not str(path).startswith("/") and not is_remark(path, item):
            return f"paths > {path} does not begin with a slash"
    found = next(_Walk().part(document, "document", ()), None)
    return f"{' > '.join(found[0])} {found[1]}" if found else _circular(document)


class _Walk:
    """One walk over a document; a part that a YAML alias repeats is checked once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, str]] = set()

    def part(self, node: Any, kind: str, place: Place) -> Iterator[tuple[Place, str]]:
        """The problems of a part, each with its place."""
        if kind in _VALUES:
            fits, told = _VALUES[kind]
            if not fits(node):
                yield place, f"is not {told}"
            return
        if not isinstance(node, dict):
            yield place, "is not a mapping"
            return
        if (id(node), kind) in self._seen:
            return
        self._seen.add((id(node), kind))
        for name in () if "$ref" in node else _NEEDED.get(kind, ()):
            if name not in node and any(not str(key).startswith("@") for key in node):
                yield place, f"has no `{name}`"
        for key, inner in _PARTS[kind].items():
            if key in node:
                yield from self._parts(node[key], inner, (*place, key))

    def _parts(self, node: Any, kind: str, place: Place) -> Iterator[tuple[Place, str]]:
        match kind[0]:
            case "*" if not isinstance(node, dict):
                yield place, "is not a mapping"
            case "*":
                for name, inner in node.items():
                    if not is_remark(name, inner):
                        yield from self.part(inner, kind[1:], (*place, str(name)))
            case "+" if not isinstance(node, list):
                yield place, "is not a list"
            case "+":
                for number, inner in enumerate(node, 1):
                    yield from self.part(inner, kind[1:], (*place, str(number)))
            case _:
                yield from self.part(node, kind, place)


def _circular(document: dict[str, Any]) -> str:
    """A schema that consists of itself; one that has itself in a field is fine."""
    done: set[str] = set()

    def leads_to(reference: str, before: tuple[str, ...]) -> str:
        if reference in before:
            return reference
        if reference in done:
            return ""
        done.add(reference)
        node = resolved_once(document, {"$ref": reference})
        return next((one for part in _composed_of(node) if (one := leads_to(part, (*before, reference)))), "")

    schemas = document.get("components", {}).get("schemas", {})
    for name in schemas:
        if found := leads_to(f"#/components/schemas/{name}", ()):
            return f"{found.removeprefix('#/').replace('/', ' > ')} consists of itself"
    return ""


def _composed_of(node: dict[str, Any]) -> Iterator[str]:
    """The references that a schema consists of: its own, and those of its `allOf`, `anyOf` and `oneOf`."""
    if isinstance(node.get("$ref"), str):
        yield node["$ref"]
    for word in COMPOSED:
        for part in node.get(word, ()):
            yield from _composed_of(part)

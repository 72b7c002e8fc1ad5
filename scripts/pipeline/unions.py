"""Unions and compositions that a generated client would misread: a value as the wrong model, or text as an object.

The client reads a union of objects by the field that has another single value in each, or else as the first member all
of whose required fields are present. A union where neither leads to the right member is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .facts import kind_of
from .inline import NAME, fields_of
from .references import operations_of, references, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = ("example", "examples", "enum", "default")


def ambiguous(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What cannot be read reliably in responses and the schemas of their parts: the place, and the problem."""
    for place, node in _responses(document):
        composed = place[-2:-1] == ("allOf",)  # it becomes part of the object around it
        for word in () if composed else ("oneOf", "anyOf"):
            told = _union_problem(document, node[word]) if isinstance(node.get(word), list) else ""
            yield from ((" > ".join(place), told),) if told else ()
        if isinstance(node.get("allOf"), list):
            yield from ((" > ".join(place), told) for told in _composition_problems(document, node))


def conflicting(document: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """The fields that have different types in the parts of a composed schema."""
    schema = resolved(document, schema)
    types: dict[str, set[str]] = {}
    for part in (part for word in ("allOf", "oneOf", "anyOf") for part in schema.get(word, ())):
        for name, inner in (fields_of(document, part) or ({}, set()))[0].items():
            types.setdefault(name, set()).add(str(resolved(document, inner).get("type", "")))
    return sorted(name for name, found in types.items() if len(found - {""}) > 1)


def _responses(document: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every part of the responses, and of the schemas that they refer to."""
    schemas, shared = (document.get("components", {}).get(name, {}) for name in ("schemas", "responses"))
    waiting: set[str] = references(shared)
    yield from _nodes(shared, ("components", "responses"))
    for path, method, operation in operations_of(document):
        waiting |= references(operation["responses"])
        yield from _nodes(operation["responses"], (f"{method.upper()} {path}", "responses"))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in schemas and name not in seen:
            seen.add(name)
            waiting |= references(schemas[name])
            yield from _nodes(schemas[name], ("components", "schemas", name))


def _nodes(node: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    if isinstance(node, list):
        for number, inner in enumerate(node, 1):
            yield from _nodes(inner, (*place, str(number)))
    elif isinstance(node, dict):
        yield place, node
        for key, inner in node.items():
            if key not in EXAMPLES or (place and place[-1] == "properties"):
                yield from _nodes(inner, (*place, str(key)))


def _union_problem(document: dict[str, Any], members: list[dict[str, Any]]) -> str:
    objects = [one for one in members if fields_of(document, one) is not None]
    if len(objects) < 2:
        return ""
    if any("$ref" not in one and NAME not in one for one in objects):
        return "the objects of a union need names: give each an `x-model`"
    if len(objects) == len(members) and _told_apart(document, objects):
        return ""
    required = [(fields_of(document, one) or ({}, set()))[1] for one in objects]
    for number, later in enumerate(required):
        if any(earlier <= later for earlier in required[:number]):
            return "nothing tells the objects of a union apart: no required field has another single value in each"
    return ""


def _told_apart(document: dict[str, Any], objects: list[dict[str, Any]]) -> bool:
    """Whether the required field with a single value is the same in each, with another value."""
    kinds = [kind_of(document, resolved(document, one)) for one in objects]
    known = {kind for kind in kinds if kind is not None}
    return len(known) == len(objects) and len({field for field, _ in known}) == 1


def _composition_problems(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """Parts of an `allOf` that are no objects: only one reference, with words about it beside, can be read then."""
    parts = [one for one in schema["allOf"] if set(one) - {"description"}]
    if len(parts) > 1 and fields_of(document, {"allOf": parts}) is None:
        yield "`allOf` joins a schema that is not an object with others"
    for name in conflicting(document, schema):
        yield f"{name} has different types in the parts that are joined"

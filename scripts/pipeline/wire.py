"""Proof that the corrected document describes the same wire format as the published one.

Compared for each operation: path and method, names and places of parameters, whether it takes a body, statuses with
their headers, content types, and the names and enum values of properties in requests and responses at any depth,
inline or through `$ref` or `allOf`. A correction declares its intended differences (`x-wire`); any other difference is
an error. An enum may gain values, because a client accepts unknown ones anyway, but may not lose any.
"""

from __future__ import annotations

import re
from typing import Any

from .documents import METHODS
from .references import resolved

JOINED = ("allOf", "oneOf", "anyOf")
VALUE = "="  # between a property and one value of its enum: `data.status=running`

Facts = dict[str, set[str]]


def differences(normal_form: dict[str, Any], corrected: dict[str, Any]) -> list[str]:
    """The wire differences of `corrected`, one line each, such as `PATCH /things/{id}: request: adds size`."""
    before, after = _facts(normal_form), _facts(corrected)
    lines: list[str] = []
    for place in sorted(before.keys() | after.keys()):
        old, new = before.get(place), after.get(place)
        if old is None or new is None:
            if not _is_inside_another(place, before.keys() ^ after.keys()):
                lines.append(f"{place}: {'added' if old is None else 'lost'}")
            continue
        lines += [f"{place}: loses {name}" for name in _topmost(old - new)]
        lines += [f"{place}: adds {name}" for name in _topmost(new - old) if VALUE not in name]
    return lines


def undeclared(normal_form: dict[str, Any], corrected: dict[str, Any], corrections: dict[str, Any]) -> list[str]:
    """Undeclared differences, and declarations (`*` matches any text) without a difference."""
    found = differences(normal_form, corrected)
    declared = [line for action in corrections["actions"] for line in _lines(action.get("x-wire", []))]
    patterns = {line: re.compile(re.escape(line).replace(r"\*", ".*")) for line in declared}
    wrong = [f"not declared: {line}" for line in found if not any(p.fullmatch(line) for p in patterns.values())]
    wrong += [
        f"declared, but not found: {line}"
        for line, pattern in patterns.items()
        if not any(pattern.fullmatch(difference) for difference in found)
    ]
    return wrong


def _lines(declared: str | list[str]) -> list[str]:
    return [declared] if isinstance(declared, str) else declared


def _is_inside_another(place: str, places: set[str]) -> bool:
    return any(place.startswith(f"{other}:") for other in places)


def _topmost(names: set[str]) -> list[str]:
    """The names without those nested in another one: only `data`, not `data.id`."""
    inside = (".", "[", VALUE)
    return sorted(n for n in names if not any(n.startswith(tuple(o + mark for mark in inside)) for o in names))


# ------------------------------------------------------------------------------------------------ a document's facts


def _facts(document: dict[str, Any]) -> Facts:
    facts: Facts = {}
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                _operation(document, f"{method.upper()} {path}", item, item[method], facts)
    return facts


def _operation(
    document: dict[str, Any], name: str, item: dict[str, Any], operation: dict[str, Any], facts: Facts
) -> None:
    parameters = [resolved(document, one) for one in (*item.get("parameters", []), *operation.get("parameters", []))]
    facts[name] = set()
    facts[f"{name}: parameters"] = {f"{one['in']} {one['name']}" for one in parameters}
    if "requestBody" in operation:
        _body(document, f"{name}: request", resolved(document, operation["requestBody"]), facts)
    for status, reference in operation.get("responses", {}).items():
        response = resolved(document, reference)
        _body(document, f"{name}: response {status}", response, facts)
        facts[f"{name}: response {status}: headers"] = set(response.get("headers", {}))


def _body(document: dict[str, Any], place: str, body: dict[str, Any], facts: Facts) -> None:
    content = body.get("content", {})
    facts[place] = set()
    facts[f"{place}: content types"] = set(content)
    for content_type, media in content.items():
        here = place if content_type == "application/json" else f"{place}: {content_type}"
        facts[here] = _names(document, media.get("schema", {}), "", ())


def _names(document: dict[str, Any], schema: Any, at: str, seen: tuple[str, ...]) -> set[str]:
    """The names of all properties below `schema`, located at `at`, and the values of its enums."""
    reference = schema.get("$ref") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or reference in seen:
        return set()
    seen = (*seen, reference) if reference else seen
    schema = resolved(document, schema)
    names = {f"{at}{VALUE}{value}" for value in schema.get("enum", []) if value is not None}
    for name, inner in schema.get("properties", {}).items():
        here = f"{at}.{name}" if at else name
        names |= {here} | _names(document, inner, here, seen)
    if "items" in schema and schema.get("type") != "object":  # an object has no items
        names |= _names(document, schema["items"], f"{at}[]", seen)
    for key in JOINED:
        for inner in schema.get(key, []):
            names |= _names(document, inner, at, seen)
    return names

"""What the generator would silently drop or misread in a corrected document: refused, with what to do.

openapi-python-client omits a body with an unknown content type, or an operation that it cannot read, and the client
would lack it. So everything that is not understood here is an error, and all errors are reported together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .documents import DocumentError
from .facts import method_names, snake_case
from .references import JSON, operations_of, parameters_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

# JSON Schema keywords that OpenAPI 3.0 does not have, and that have no equivalent in 3.0.
NOT_IN_3_0 = (
    "$defs", "$dynamicRef", "contains", "dependentRequired", "dependentSchemas", "else", "if", "patternProperties",
    "prefixItems", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip
KNOWN_PAGING = ("token", "number")


def check(document: dict[str, Any], version: str) -> None:
    """Raise `DocumentError` with every part of `document` for which no client can be generated."""
    problems = [*_names(document)]
    for path, method, operation in operations_of(document):
        name = f"{method.upper()} {path}"
        parts = (
            *_parameters(document, path, operation),
            *_body(document, path, operation),
            *_responses(document, operation),
            *_declarations(operation),
        )
        problems += [f"{name}: {problem}" for problem in parts]
    problems += [f"{place}: {problem}" for place, problem in _schemas(document, ())]
    if problems:
        lines = "".join(f"\n  {problem}" for problem in problems)
        raise DocumentError(f"{version} cannot be generated, a correction is needed for:{lines}")


def _names(document: dict[str, Any]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    names: list[tuple[str, str]] = []
    for path, method, operation in operations_of(document):
        route = f"{method.upper()} {path}"
        tag = snake_case((operation.get("tags") or ["default"])[0])
        name = snake_case(operation.get("operationId") or f"{method}_{path}")
        if not name.isidentifier() or len(name) > 60:
            yield f"{route}: its operationId gives no valid function name: {name!r}"
        names.append((tag, name))
        seen.setdefault((tag, name), route)
    for (tag, name), method_name in method_names(names).items():
        if not method_name.isidentifier():
            yield f"{seen[tag, name]}: {method_name!r} is not a valid method name"


def _parameters(document: dict[str, Any], path: str, operation: dict[str, Any]) -> Iterator[str]:
    parameters = parameters_of(document, path, operation)
    for parameter in parameters:
        place, name = parameter.get("in"), parameter.get("name")
        if place in ("header", "cookie"):
            yield f"the {place} parameter {name} is not supported; remove it, or declare it differently"
        elif not isinstance(parameter.get("schema"), dict):
            yield f"the {place} parameter {name} has no schema"
    inside = [snake_case(one["name"]) for one in parameters if one.get("in") == "path"]
    twice = {snake_case(one["name"]) for one in parameters if one.get("in") == "query"} & set(inside)
    for name in sorted(twice):
        yield f"{name} is in the path and in the query: two arguments with one name"
    missing = [part for part in path.split("/") if part.startswith("{") and snake_case(part[1:-1]) not in inside]
    for part in missing:
        yield f"the path has {part}, but no such parameter is declared"


def _body(document: dict[str, Any], path: str, operation: dict[str, Any]) -> Iterator[str]:
    body = resolved(document, operation.get("requestBody", {}))
    content = body.get("content", {})
    if body and set(content) != {JSON}:
        yield f"its body is {', '.join(sorted(content)) or 'of no type'}, but only {JSON} is supported"
    schema = content.get(JSON, {}).get("schema") if content else None
    if JSON in content and not schema:
        beside = " (its examples show what is in it)" if content[JSON].get("examples") else ""
        yield f"its body has no schema{beside}"
    fields = resolved(document, schema or {}).get("properties", {})
    queries = {one["name"] for one in parameters_of(document, path, operation) if one.get("in") == "query"}
    for name in sorted(queries & set(fields)):
        yield f"{name} is in the query and in the body: two arguments with one name"


def _responses(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    for status, reference in operation["responses"].items():
        if not str(status).startswith("2"):
            continue
        content = resolved(document, reference).get("content", {})
        for kind in sorted(set(content) - {JSON}):
            yield f"its response {status} can be {kind}, but only {JSON} is supported"
        if JSON in content and not content[JSON].get("schema"):
            beside = " (its examples show what is in it)" if content[JSON].get("examples") else ""
            yield f"its response {status} has no schema{beside}"


def _declarations(operation: dict[str, Any]) -> Iterator[str]:
    paged = operation.get("x-paged")
    if paged is not None and paged not in KNOWN_PAGING:
        yield f"x-paged is {paged!r}, not one of {', '.join(KNOWN_PAGING)}"
    if operation.get("x-empty") is True and "x-completes" not in operation:
        yield "x-empty needs x-completes, which says what the method returns instead"


def _schemas(node: Any, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Keywords in schemas that OpenAPI 3.0 does not have; property names are not keywords."""
    if isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _schemas(inner, (*place, str(number)))
        return
    if not isinstance(node, dict):
        return
    named = bool(place) and place[-1] in ("properties", "schemas", "headers", "paths")
    for key, inner in node.items():
        if not named and key in NOT_IN_3_0:
            yield " > ".join(place), f"`{key}` is not in OpenAPI 3.0"
        if named or key not in ("example", "examples", "enum", "default"):
            yield from _schemas(inner, (*place, str(key)))

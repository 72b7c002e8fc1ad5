"""What the generator would silently drop or misread in a corrected document: refused, with what to do.

openapi-python-client omits a body with an unknown content type, or an operation that it cannot read, and the client
would lack it. So everything that is not understood here is an error, and all errors are reported together.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any

from .documents import DocumentError
from .envelopes import is_envelope, is_linked_list
from .facts import method_names, snake_case
from .inline import NAME, fields_of, is_free_form
from .references import JSON, operations_of, parameters_of, resolved
from .unions import ambiguous, conflicting

if TYPE_CHECKING:
    from collections.abc import Iterator

# JSON Schema keywords that OpenAPI 3.0 does not have, and that have no equivalent in 3.0.
NOT_IN_3_0 = (
    "$defs", "$dynamicRef", "contains", "dependentRequired", "dependentSchemas", "else", "if", "patternProperties",
    "prefixItems", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip
# What generated modules import; a model of that name would hide it.
TAKEN = frozenset({
    "Any", "AsyncPages", "ClassVar", "Listing", "Mapping", "Model", "Operation", "Page", "Pages", "Request", "Response",
    "Secret", "Self", "Sequence", "TypeVar",
})  # fmt: skip
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
            *_declarations(document["paths"][path], operation),
            *_paging(document, path, operation),
        )
        problems += [f"{name}: {problem}" for problem in parts]
    problems += [f"{place}: {problem}" for place, problem in (*_schemas(document, ()), *ambiguous(document))]
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
        if not _is_name(name) or len(name) > 60:
            yield f"{route}: its operationId gives no valid function name: {name!r}"
        if not _is_name(tag):
            yield f"{route}: its tag gives no valid module name: {tag!r}"
        names.append((tag, name))
        seen.setdefault((tag, name), route)
    for (tag, name), method_name in method_names(names).items():
        if not method_name.isidentifier():
            yield f"{seen[tag, name]}: {method_name!r} is not a valid method name"
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        model = schema.get(NAME, name)
        if model in TAKEN:
            yield f"the schema {model} has the name of a type that generated code uses; rename it with x-model"


def _is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)


def _parameters(document: dict[str, Any], path: str, operation: dict[str, Any]) -> Iterator[str]:
    parameters = parameters_of(document, path, operation)
    for parameter in parameters:
        place, name = parameter.get("in"), parameter.get("name")
        if place in ("header", "cookie"):
            yield f"the {place} parameter {name} is not supported; remove it, or declare it differently"
        elif not isinstance(parameter.get("schema"), dict):
            yield f"the {place} parameter {name} has no schema"
        elif not _is_sent_plainly(document, parameter):
            yield f"the {place} parameter {name} is of a type or style that is not supported"
    inside = [snake_case(one["name"]) for one in parameters if one.get("in") == "path"]
    twice = {snake_case(one["name"]) for one in parameters if one.get("in") == "query"} & set(inside)
    for name in sorted(twice):
        yield f"{name} is in the path and in the query: two arguments with one name"
    for place in ("path", "query"):
        yield from _same_names(f"{place} parameters", [one["name"] for one in parameters if one.get("in") == place])
    missing = [part for part in path.split("/") if part.startswith("{") and snake_case(part[1:-1]) not in inside]
    for part in missing:
        yield f"the path has {part}, but no such parameter is declared"


def _is_sent_plainly(document: dict[str, Any], parameter: dict[str, Any]) -> bool:
    """Whether a parameter is one value or, in the query, a list that is sent as one parameter for each."""
    schema = resolved(document, parameter["schema"])
    path = parameter["in"] == "path"
    if parameter.get("style", "simple" if path else "form") != ("simple" if path else "form"):
        return False
    if schema.get("type") == "array":
        return not path and parameter.get("explode", True) is True
    return schema.get("type") != "object" and fields_of(document, schema) is None


def _body(document: dict[str, Any], path: str, operation: dict[str, Any]) -> Iterator[str]:
    body = resolved(document, operation.get("requestBody", {}))
    content = body.get("content", {})
    if body and set(content) != {JSON}:
        yield f"its body is {', '.join(sorted(content)) or 'of no type'}, but only {JSON} is supported"
    schema = content.get(JSON, {}).get("schema") if content else None
    if JSON in content and not schema:
        beside = " (its examples show what is in it)" if content[JSON].get("examples") else ""
        yield f"its body has no schema{beside}"
    if schema:
        yield from _fields(document, path, operation, body)


def _fields(document: dict[str, Any], path: str, operation: dict[str, Any], body: dict[str, Any]) -> Iterator[str]:
    """Problems of the fields of a body, which become arguments of the method."""
    schema = body["content"][JSON]["schema"]
    found = fields_of(document, schema)
    if found is None:
        whole = resolved(document, schema)
        empty = is_free_form(whole) and not body.get("required") and not whole.get("additionalProperties")
        if not empty:  # of an optional object without fields `{}` is sent
            yield "its body is not an object with declared fields, which become arguments"
        return
    fields = {snake_case(name): inner for name, inner in found[0].items()}
    yield from _same_names("fields of the body", list(found[0]))
    for name, inner in fields.items():
        if resolved(document, inner).get("readOnly") is True:
            yield f"{name} is read-only, but a field of the body"
    for name in conflicting(document, schema):
        yield f"{name} has different types in the choices of the body"
    for one in parameters_of(document, path, operation):
        name = snake_case(one["name"])
        if one.get("in") == "query" and name in fields:
            yield f"{name} is in the query and in the body: two arguments with one name"
        elif name in fields and _type(document, one.get("schema", {})) != _type(document, fields[name]):
            yield f"{name} is in the path and in the body with different types"


def _type(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    return resolved(document, schema).get("type")


def _same_names(what: str, names: list[str]) -> Iterator[str]:
    """Names that are different in requests and equal in Python."""
    python = [snake_case(name) for name in names]
    for name in sorted({one for one in python if python.count(one) > 1}):
        yield f"several {what} would be called {name}"


def _responses(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    if not any(str(status).startswith("2") for status in operation["responses"]):
        yield "it has no response of success (2xx)"
    yield from _unlike_responses(document, operation)
    for status, reference in operation["responses"].items():
        if not str(status).startswith("2"):
            continue
        content = resolved(document, reference).get("content", {})
        for kind in sorted(set(content) - {JSON}):
            yield f"its response {status} can be {kind}, but only {JSON} is supported"
        if JSON in content and not content[JSON].get("schema"):
            beside = " (its examples show what is in it)" if content[JSON].get("examples") else ""
            yield f"its response {status} has no schema{beside}"


def _unlike_responses(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    """Responses that a method cannot return: `data` that is null, and fields beside others' `data`, which are lost."""
    fields = {
        status: (fields_of(document, content["schema"]) or ({}, set()))[0]
        for status, reference in operation["responses"].items()
        if str(status).startswith("2")
        for content in [resolved(document, reference).get("content", {}).get(JSON, {})]
        if content.get("schema")
    }
    for status, found in fields.items():
        if is_envelope({"properties": found}) and _can_be_null(document, found["data"]):
            yield f"`data` of its response {status} can be null, and no method returns that"
    if any(is_envelope({"properties": found}) for found in fields.values()):
        for status, found in fields.items():
            if found and "data" not in found:
                yield f"its response {status} has fields but no `data`, which another response has"


def _can_be_null(document: dict[str, Any], schema: dict[str, Any]) -> bool:
    choices = [schema, *schema.get("oneOf", ()), *schema.get("anyOf", ())]
    return any(resolved(document, one).get("nullable") is True for one in choices)


def _declarations(item: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    if "servers" in item or "servers" in operation:
        yield "it has servers of its own, and would be sent to those of the document"
    paged = operation.get("x-paged")
    if paged is not None and paged not in KNOWN_PAGING:
        yield f"x-paged is {paged!r}, not one of {', '.join(KNOWN_PAGING)}"
    if operation.get("x-empty") is True and "x-completes" not in operation:
        yield "x-empty needs x-completes, which says what the method returns instead"


def _paging(document: dict[str, Any], path: str, operation: dict[str, Any]) -> Iterator[str]:
    """A list in pages needs the query parameter that requests the next page."""
    wanted = "page" if operation.get("x-paged") == "number" else ""
    for status, reference in operation["responses"].items():
        content = resolved(document, reference).get("content", {}).get(JSON, {})
        found = fields_of(document, content.get("schema", {})) if str(status).startswith("2") else None
        if found and is_linked_list(document, {"properties": found[0]}):
            wanted = "page_token"
    optional = {
        one["name"]
        for one in parameters_of(document, path, operation)
        if one.get("in") == "query" and not one.get("required")
    }
    if wanted and wanted not in optional:
        yield f"its list comes in pages, but it has no optional query parameter {wanted}"


def _schemas(node: Any, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Keywords in schemas that OpenAPI 3.0 does not have; property names are not keywords."""
    if isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _schemas(inner, (*place, str(number)))
        return
    if not isinstance(node, dict):
        return
    named = bool(place) and place[-1] in ("properties", "schemas", "headers", "paths")
    if not named and node.get("format") == "binary":
        yield " > ".join(place), "`format: binary` cannot be in JSON; say how the bytes are encoded, such as `byte`"
    for key, inner in node.items():
        if not named and key in NOT_IN_3_0:
            yield " > ".join(place), f"`{key}` is not in OpenAPI 3.0"
        if named or key not in ("example", "examples", "enum", "default"):
            yield from _schemas(inner, (*place, str(key)))

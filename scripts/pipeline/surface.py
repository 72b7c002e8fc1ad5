"""What a user of the SDK can see of a document: operations, arguments, results, fields and enum values.

Each is a `Fact` under a key of its own; changes.py compares two editions fact by fact. An operation is identified
by its route without parameter names (`GET /instances/{}`), or by its operation id if its route is new. Names are the
SDK's where known: `instances.pause`, `Instance.status`. If the corrections do not fit an edition, the names of the
previous edition are found by route (`Names`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .facts import prepare, snake_case
from .references import JSON, SCHEMAS, operations_of, parameters_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

JOINED = ("allOf", "oneOf", "anyOf")
LIMITS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "pattern", "default")


class Fact(NamedTuple):
    """One thing a user can see."""

    subject: str
    """The name in a report: `Instance.status`."""
    kind: str
    """operation, argument, field, model, value, result, status, header, limits, format, address or authentication."""
    type: str = ""
    required: bool = False
    """Whether it must be given or, in a response, is always present and never null."""
    place: str = ""
    """Of an argument: path, query, body or nested. Of a status: success or error. Of a model: its side.
    Of an operation: its id."""


Surface = dict[str, Fact]


class Names(NamedTuple):
    """The SDK's names, by route: of operations, and of the models they return."""

    operations: dict[str, str]
    results: dict[str, str]


def route_of(method: str, path: str) -> str:
    """The key of an operation: renaming a parameter has no effect on a request."""
    return f"{method.upper()} {re.sub(r'{[^}]*}', '{}', path)}"


def names_of(surface: Surface) -> Names:
    """The names that `surface` uses."""
    operations = {key: fact.subject for key, fact in surface.items() if fact.kind == "operation"}
    results = {fact.subject: fact.type for fact in surface.values() if fact.kind == "result"}
    return Names(
        operations,
        {route: results[name].removeprefix("list of ") for route, name in operations.items() if name in results},
    )


def surface_of(
    document: dict[str, Any], version: str, names: Names | None = None, before: Surface | None = None
) -> Surface:
    """The facts of `document`; `names` replace its own for the routes they know.

    An operation with a new route keeps the key of its operation id in `before`.
    """
    prepared, facts = prepare(document, version)
    methods = {operation: known["method"] for operation, known in facts["operations"].items()}
    return _Reader(prepared, methods, names or Names({}, {}), before or {}).read()


def _moved(document: dict[str, Any], before: Surface) -> dict[str, str]:
    """The keys in `before` of operations that now have another route, by the new route."""
    now = {route_of(method, path): operation["operationId"] for path, method, operation in operations_of(document)}
    then = {fact.place: key for key, fact in before.items() if fact.kind == "operation"}
    gone = {key for key in then.values() if key not in now}
    return {route: then[name] for route, name in now.items() if route not in then.values() and then.get(name) in gone}


class _Reader:
    def __init__(self, document: dict[str, Any], methods: dict[str, str], names: Names, before: Surface) -> None:
        self._document = document
        self._moved = _moved(document, before)
        self._methods = methods
        self._names = names
        self._found: Surface = {}
        self._models: set[tuple[str, str]] = set()

    def read(self) -> Surface:
        for server in self._document.get("servers", []):
            self._add("server", Fact("the API", "address", str(server.get("url"))))
        schemes = self._document.get("components", {}).get("securitySchemes", {})
        self._add("authentication", Fact("the API", "authentication", f"{self._document.get('security')} {schemes}"))
        for path, method, operation in operations_of(self._document):
            route = route_of(method, path)
            route = self._moved.get(route, route)
            own = f"{operation['tags'][0]}.{self._methods[operation['operationId']]}"
            name = self._names.operations.get(route, own)
            self._add(route, Fact(name, "operation", f"{method.upper()} {path}", place=operation["operationId"]))
            self._arguments(route, name, parameters_of(self._document, path, operation))
            self._body(route, name, operation)
            self._result(route, name, operation)
            self._responses(route, name, operation["responses"])
        return self._found

    def _add(self, key: str, fact: Fact) -> None:
        self._found.setdefault(key, fact)

    # -------------------------------------------------------------------------------------------- what is sent

    def _arguments(self, route: str, name: str, parameters: list[dict[str, Any]]) -> None:
        in_path = 0
        for parameter in parameters:
            known_by = parameter["name"]
            if parameter["in"] == "path":  # by position: the name of a path parameter is not sent
                in_path += 1
                known_by = str(in_path)
            key = f"{route} {parameter['in']} {known_by}"
            subject = f"{name}({snake_case(parameter['name'])})"
            schema = parameter.get("schema", {})
            kind = self._type(schema, key, subject, "argument")
            self._add(key, Fact(subject, "argument", kind, parameter.get("required", False), parameter["in"]))
            self._limits(key, subject, schema)

    def _body(self, route: str, name: str, operation: dict[str, Any]) -> None:
        body = self._resolved(operation.get("requestBody", {}))
        content = body.get("content", {})
        if content:
            self._add(f"{route} request format", Fact(name, "format", ", ".join(sorted(content)), place="request"))
        schema = content.get(JSON, {}).get("schema", {})
        for field, inner, required in self._fields(schema):
            key, subject = f"{route} body {field}", f"{name}({snake_case(field)})"
            kind = self._type(inner, key, subject, "argument")
            self._add(key, Fact(subject, "argument", kind, required, "body"))
            self._limits(key, subject, inner)

    # -------------------------------------------------------------------------------------------- what comes back

    def _result(self, route: str, name: str, operation: dict[str, Any]) -> None:
        types = []
        known = self._names.results.get(route)
        for status, response in operation["responses"].items():
            schema = self._resolved(response).get("content", {}).get(JSON, {}).get("schema")
            if str(status).startswith("2") and schema is not None:
                types.append(self._type(schema, f"{route} response", known or f"{name} response", "field"))
        told = " or ".join(dict.fromkeys(types)) or "nothing"
        if known and told.removeprefix("list of ") == "object":
            told = told.replace("object", known)
        self._add(f"{route} result", Fact(name, "result", told))

    def _responses(self, route: str, name: str, responses: dict[str, Any]) -> None:
        for status, reference in responses.items():
            place = "success" if str(status).startswith("2") else "error"
            self._add(f"{route} status {status}", Fact(name, "status", str(status), place=place))
            response = self._resolved(reference)
            for header in response.get("headers", {}):
                self._add(f"{route} status {status} header {header}", Fact(name, "header", f"{header} of a {status}"))
            if place == "success" and response.get("content"):
                formats = ", ".join(sorted(response["content"]))
                self._add(f"{route} status {status} format", Fact(name, "format", formats, place="response"))

    # -------------------------------------------------------------------------------------------- schemas

    def _type(self, schema: dict[str, Any], key: str, subject: str, kind: str) -> str:
        """The type of a schema in words; its content becomes facts under `key`, named `subject`."""
        reference = schema.get("$ref")
        if isinstance(reference, str):
            model = reference.removeprefix(SCHEMAS)
            if (model, kind) not in self._models:
                self._models.add((model, kind))
                self._add(f"{kind} {model}", Fact(model, "model", place=kind))
                self._inside(self._resolved(schema), f"{kind} {model}", model, kind)
            return model
        joined = [one for word in JOINED for one in schema.get(word, []) if one.get("enum") != [None]]
        if joined and "properties" not in schema and len(schema.get("allOf", [])) < 2:
            return " or ".join(dict.fromkeys(self._type(one, key, subject, kind) for one in joined))
        if schema.get("type") == "array" or ("items" in schema and "type" not in schema):
            return f"list of {self._type(schema.get('items', {}), f'{key} items', subject, kind)}"
        self._inside(schema, key, subject, kind)
        if "properties" in schema or joined:
            return "object"
        told = str(schema.get("type", "any"))
        return f"{told} ({schema['format']})" if "format" in schema else told

    def _inside(self, schema: dict[str, Any], key: str, subject: str, kind: str) -> None:
        for value in schema.get("enum", []):
            self._add(f"{key} = {value}", Fact(subject, "value", str(value), place=kind))
        for field, inner, required in self._fields(schema):
            here, name = f"{key} > {field}", f"{subject}.{snake_case(field)}"
            self._add(here, Fact(name, kind, self._type(inner, here, name, kind), required, "nested"))

    def _fields(self, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], bool]]:
        schema = self._resolved(schema)
        for part in schema.get("allOf", []):
            yield from self._fields(part)
        required = schema.get("required", [])
        for field, inner in schema.get("properties", {}).items():
            yield field, inner, field in required and not self._can_be_null(inner)

    def _can_be_null(self, schema: dict[str, Any]) -> bool:
        schema = self._resolved(schema)
        choices = [one for word in JOINED for one in schema.get(word, [])]
        return schema.get("nullable") is True or any(one.get("enum") == [None] for one in choices)

    def _limits(self, key: str, subject: str, schema: dict[str, Any]) -> None:
        limits = {name: schema[name] for name in LIMITS if name in schema}
        if limits:
            self._add(f"{key} limits", Fact(subject, "limits", ", ".join(f"{name} {limits[name]}" for name in limits)))

    def _resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        return resolved(self._document, node)

"""Facts about a document that the templates need and the generator does not provide.

`prepare` takes the document for the generator and returns it with every response's `data` envelope unwrapped, and the
facts about each operation: its method name on the resource, whether it may be repeated, what the envelope had.
"""

from __future__ import annotations

import copy
import keyword
import re
from collections import Counter
from typing import Any

from .documents import DocumentError
from .envelopes import join_envelopes, open_envelopes, responses_of
from .inline import fields_of, hoist, is_free_form, name_body
from .references import JSON, SCHEMAS, operations_of, parameters_of, references, resolved

IDEMPOTENT = frozenset({"get", "head", "put", "delete", "options"})
PAGED = ("token", "number")


def snake_case(text: str) -> str:
    """`text` as a Python name in snake case."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    return re.sub(r"[^0-9a-zA-Z]+", "_", spaced).strip("_").lower()


def prepare(document: dict[str, Any], version: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document with its envelopes unwrapped, and the facts for the templates."""
    document = copy.deepcopy(document)
    for _, _, operation in operations_of(document):
        if "$ref" in operation.get("requestBody", {}):
            operation["requestBody"] = copy.deepcopy(resolved(document, operation["requestBody"]))
    join_envelopes(document)
    hoist(document)
    operations: dict[str, dict[str, Any]] = {}
    names: list[tuple[str, str]] = []
    for path, method, operation in operations_of(document):
        tag = snake_case((operation.get("tags") or ["default"])[0])
        name = snake_case(operation.get("operationId") or f"{method}_{path}")
        operation["operationId"], operation["tags"] = name, [tag]  # so that the generator finds no other names
        if name in operations:
            raise DocumentError(f"{method.upper()} {path}: another operation is called {name} as well")
        names.append((tag, name))
        operations[name] = {
            "idempotent": method in IDEMPOTENT or operation.get("x-idempotent") is True,
            **_declared(document, path, operation),
            **open_envelopes(document, operation),
        }
        name_body(document, operation, f"{pascal_case(name)}Body")
    for response in responses_of(document):
        response.setdefault("description", "")  # OpenAPI requires one, and the normal form has no prose
    for (_, name), method_name in method_names(names).items():
        operations[name]["method"] = method_name
    for _, _, operation in operations_of(document):
        operations[operation["operationId"]]["placed"] = _is_placed(document, operation)
    request_only = _drop_unused(document)
    tags = {snake_case(tag["name"]): tag.get("description") for tag in document.get("tags", [])}
    facts = {
        "version": version,
        "operations": operations,
        "tags": {tag: tags.get(tag) or f"The operations on {tag.replace('_', ' ')}." for tag, _ in names},
        "request_only": request_only,
        "keywords": sorted({*keyword.kwlist, "self"}),
    }
    return document, facts | _facts_of_models(document, request_only)


def pascal_case(text: str) -> str:
    """`text` as a Python class name."""
    return "".join(part.capitalize() for part in snake_case(text).split("_"))


def _declared(document: dict[str, Any], path: str, operation: dict[str, Any]) -> dict[str, Any]:
    """What the corrections add to an operation beyond OpenAPI; overlay.py describes the extensions."""
    completes = str(operation.get("x-completes", ""))
    models = [name for name in re.findall(r"\w+", completes) if name != "None"]
    inside = [snake_case(one["name"]) for one in parameters_of(document, path, operation) if one.get("in") == "path"]
    scope = tuple(name for name in operation.get("x-scope", ()) if name in inside)
    body = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
    fields = (fields_of(document, body) or ({}, set()))[0]
    return {
        "completes": completes,
        "empty": operation.get("x-empty") is True,
        "completes_from": [(snake_case(name), name) for name in models],
        "scope": scope,
        "scope_in_body": tuple(name for name in scope if name in fields),
        "quota": str(operation.get("x-quota", "")),
        "returns": str(operation.get("x-returns", "")),
        "raises": dict(operation.get("x-raises", {})),
    }


def method_names(names: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The method an operation becomes on its resource: `create_instance` of `instances` is `create`.

    If two operations would get the same name without the noun, they keep their full names.
    """
    short = {(tag, name): _without_noun(name, tag) for tag, name in names}
    taken = Counter((tag, method) for (tag, _), method in short.items())
    return {key: method if taken[key[0], method] == 1 else key[1] for key, method in short.items()}


def _without_noun(name: str, tag: str) -> str:
    for noun in (tag, tag.removesuffix("s")):
        rest = re.sub(rf"(?:^|_){re.escape(noun)}(?=_|$)", "", name).strip("_")
        if rest and rest != name:
            return f"{rest}_" if keyword.iskeyword(rest) else rest
    return name


# ------------------------------------------------------------------------------------------------ models


def _facts_of_models(document: dict[str, Any], request_only: list[str]) -> dict[str, Any]:
    schemas = document.get("components", {}).get("schemas", {})
    facts = {
        "kinds": {name: kind for name, schema in schemas.items() if (kind := kind_of(document, schema))},
        "placed": [name for name, schema in schemas.items() if schema.get("x-placed") is True],
        "free_form": [name for name in schemas if is_free_form(schemas[name]) and name not in request_only],
        "secret": _secrets(document, schemas),
    }
    for schema in schemas.values():
        _plain_constants(schema)  # after the kinds, which these fields identify
    return facts


def kind_of(document: dict[str, Any], schema: dict[str, Any]) -> tuple[str, str] | None:
    """The required field with a single value that distinguishes a model, and that value."""
    found = fields_of(document, schema) if "oneOf" not in schema and "anyOf" not in schema else None
    for field, inner in found[0].items() if found else ():
        values = resolved(document, inner).get("enum", [])
        if found and field in found[1] and len(values) == 1 and isinstance(values[0], str):
            return field, values[0]
    return None


def _plain_constants(schema: dict[str, Any]) -> None:
    """An enum with one value needs no type of its own: a field that only identifies the kind is text."""
    for inner in schema.get("properties", {}).values():
        if inner.get("type") == "string" and len(inner.get("enum", ())) == 1:
            del inner["enum"]


def _secrets(document: dict[str, Any], schemas: dict[str, Any]) -> dict[str, list[str]]:
    """The fields that hold a secret (`format: password`), by model."""
    found = {name: (fields_of(document, schema) or ({}, set()))[0] for name, schema in schemas.items()}
    secret = {
        name: [field for field, inner in fields.items() if inner.get("format") == "password"]
        for name, fields in found.items()
    }
    return {name: fields for name, fields in secret.items() if fields}


def _is_placed(document: dict[str, Any], operation: dict[str, Any]) -> bool:
    """Whether the model of a result keeps the path values of its request (`x-placed`)."""
    results = {status: one for status, one in operation["responses"].items() if str(status).startswith("2")}
    schemas = document.get("components", {}).get("schemas", {})
    return any(schemas.get(name, {}).get("x-placed") is True for name in references(results))


# ------------------------------------------------------------------------------------------------ what is left over


def _reachable(schemas: dict[str, Any], start: set[str]) -> set[str]:
    seen: set[str] = set()
    waiting = set(start)
    while waiting:
        name = waiting.pop()
        if name not in seen and name in schemas:
            seen.add(name)
            waiting |= references(schemas[name])
    return seen


def _drop_unused(document: dict[str, Any]) -> list[str]:
    """Remove unused schemas; returns the names of those that are used only in request bodies."""
    schemas = document.get("components", {}).get("schemas", {})
    bodies: set[str] = set()
    others: set[str] = references(document.get("components", {}).get("parameters", {}))
    for _, _, operation in operations_of(document):
        body = operation.get("requestBody", {})
        own = {
            content["schema"]["$ref"].removeprefix(SCHEMAS)
            for content in body.get("content", {}).values()
            if "$ref" in content.get("schema", {})
        }
        bodies |= own
        others |= references({key: value for key, value in operation.items() if key != "requestBody"})
        others |= references(body) - own
        others |= set(re.findall(r"\w+", str(operation.get("x-completes", ""))))
    for name in bodies:
        others |= references(schemas.get(name, {}))
    used = _reachable(schemas, others)
    for name in [name for name in schemas if name not in used and name not in bodies]:
        del schemas[name]
    return sorted(bodies - used)

"""What the templates need to know of a document and the generator does not tell them.

`prepare` takes the document for the generator and gives it back with every answer's `data` envelope opened, together
with the facts about each operation: its method name on the resource, whether it may be repeated, what the envelope had.
"""

from __future__ import annotations

import copy
import keyword
import re
from collections import Counter
from typing import Any

from .documents import METHODS

IDEMPOTENT = frozenset({"get", "head", "put", "delete", "options"})
SCHEMAS = "#/components/schemas/"


def snake_case(text: str) -> str:
    """`text` as a Python name in snake case."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
    return re.sub(r"[^0-9a-zA-Z]+", "_", spaced).strip("_").lower()


def prepare(document: dict[str, Any], version: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document with its envelopes opened, and the facts for the templates."""
    document = copy.deepcopy(document)
    operations: dict[str, dict[str, Any]] = {}
    names: list[tuple[str, str]] = []
    for path, method, operation in operations_of(document):
        tag = snake_case((operation.get("tags") or ["default"])[0])
        name = snake_case(operation.get("operationId") or f"{method}_{path}")
        operation["operationId"], operation["tags"] = name, [tag]  # so that the generator finds no other names
        names.append((tag, name))
        operations[name] = {
            "idempotent": method in IDEMPOTENT or operation.get("x-idempotent") is True,
            **_declared(document, operation),
            **_open_envelopes(document, operation),
        }
    for response in _responses_of(document):
        response.setdefault("description", "")  # OpenAPI wants one, and the normal form has no prose
    for (_, name), method_name in method_names(names).items():
        operations[name]["method"] = method_name
    request_only = _drop_unused(document)
    tags = {snake_case(tag["name"]): tag.get("description") for tag in document.get("tags", [])}
    facts = {
        "version": version,
        "operations": operations,
        "tags": {tag: tags.get(tag) or f"The operations on {tag.replace('_', ' ')}." for tag, _ in names},
        "request_only": request_only,
        "keywords": sorted({*keyword.kwlist, "self"}),
    }
    return document, facts


def _declared(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """What the corrections say of an operation beyond OpenAPI; overlay.py describes the extensions."""
    completes = str(operation.get("x-completes", ""))
    models = [name for name in re.findall(r"\w+", completes) if name in document["components"]["schemas"]]
    return {
        "completes": completes,
        "completes_from": [(snake_case(name), name) for name in models],
        "scope": tuple(snake_case(name) for name in operation.get("x-scope", ())),
        "quota": str(operation.get("x-quota", "")),
        "returns": str(operation.get("x-returns", "")),
        "raises": dict(operation.get("x-raises", {})),
    }


def operations_of(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation as (path, method, operation)."""
    return [
        (path, method, item[method])
        for path, item in document.get("paths", {}).items()
        for method in METHODS
        if method in item
    ]


def method_names(names: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The method an operation becomes on its resource: `create_instance` of `instances` is `create`.

    Where leaving out the noun would give two operations one name, all of that name keep theirs whole.
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


# ------------------------------------------------------------------------------------------------ envelopes


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for _ in range(20):
        if not isinstance(schema.get("$ref"), str) or not schema["$ref"].startswith(SCHEMAS):
            break
        schema = document["components"]["schemas"].get(schema["$ref"].removeprefix(SCHEMAS), {})
    return schema


def _open_envelopes(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """Put what stands in `data` in the place of each successful answer's schema; say what the envelopes had."""
    contents = [
        content["schema"]
        for status, response in operation.get("responses", {}).items()
        if str(status).startswith("2")
        for content in [_response_of(document, response).get("content", {}).get("application/json", {})]
        if "schema" in content
    ]
    shapes = [_resolved(document, schema) for schema in contents]
    enveloped = [_is_envelope(shape) for shape in shapes]
    envelope = any(enveloped)
    required = bool(shapes) and all("data" in shape.get("required", []) for shape in shapes)
    errors = envelope and any("errors" in shape.get("properties", {}) for shape in shapes)
    listing = False
    for status, response in operation.get("responses", {}).items():
        if not envelope or not str(status).startswith("2"):
            continue
        opened = operation["responses"][status] = copy.deepcopy(_response_of(document, response))
        content = opened.get("content", {}).get("application/json", {})
        shape = _resolved(document, content.get("schema", {}))
        if not _is_envelope(shape):
            opened.pop("content", None)  # an object without `data` says nothing
            continue
        data = shape["properties"]["data"]
        content["schema"] = data
        beside = shape["properties"].get("errors")
        listing = listing or (beside is not None and _resolved(document, data).get("type") == "array")
        _carry(_resolved(document, data), beside)
    return {
        "envelope": envelope,
        "required": required if envelope else bool(shapes),
        "errors": errors,
        "listing": listing,
    }


def _response_of(document: dict[str, Any], response: dict[str, Any]) -> dict[str, Any]:
    reference = response.get("$ref", "")
    found = document.get("components", {}).get("responses", {}).get(reference.rpartition("/")[2])
    return found if reference and found is not None else response


def _responses_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    own = [response for *_, operation in operations_of(document) for response in operation["responses"].values()]
    shared = document.get("components", {}).get("responses", {}).values()
    return [response for response in (*own, *shared) if "$ref" not in response]


def _is_envelope(shape: dict[str, Any]) -> bool:
    properties = shape.get("properties", {})
    return "data" in properties and set(properties) <= {"data", "errors"}


def _carry(data: dict[str, Any], beside: dict[str, Any] | None) -> None:
    """Give the object in `data` the `errors` that stand beside it."""
    if beside is not None and data.get("type", "object") == "object" and "properties" in data:
        data["properties"].setdefault("errors", beside)


# ------------------------------------------------------------------------------------------------ what is left over


def _references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = node.get("$ref")
        found = {own.removeprefix(SCHEMAS)} if isinstance(own, str) and own.startswith(SCHEMAS) else set()
        return found.union(*(_references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(_references(value) for value in node))
    return set()


def _reachable(schemas: dict[str, Any], start: set[str]) -> set[str]:
    seen: set[str] = set()
    waiting = set(start)
    while waiting:
        name = waiting.pop()
        if name not in seen and name in schemas:
            seen.add(name)
            waiting |= _references(schemas[name])
    return seen


def _drop_unused(document: dict[str, Any]) -> list[str]:
    """Remove schemas that nothing uses any more; the names of those that only a request's body is made of."""
    schemas = document.get("components", {}).get("schemas", {})
    bodies: set[str] = set()
    others: set[str] = _references(document.get("components", {}).get("parameters", {}))
    for _, _, operation in operations_of(document):
        body = operation.get("requestBody", {})
        own = {
            content["schema"]["$ref"].removeprefix(SCHEMAS)
            for content in body.get("content", {}).values()
            if "$ref" in content.get("schema", {})
        }
        bodies |= own
        others |= _references({key: value for key, value in operation.items() if key != "requestBody"})
        others |= _references(body) - own
    for name in bodies:
        others |= _references(schemas.get(name, {}))
    used = _reachable(schemas, others)
    for name in [name for name in schemas if name not in used and name not in bodies]:
        del schemas[name]
    return sorted(bodies - used)

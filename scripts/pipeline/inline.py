"""Models for inline schemas: named by the corrections, or expanded into the arguments of a body.

`x-model: Name` on an inline schema makes it a schema with that name; several with the same name must be equal. On a
named schema it is a rename. Objects composed by `allOf` are merged, so that all of their fields are found. A body that
is a choice of objects takes the fields of all of them as arguments: the API checks which of them go together.
"""

from __future__ import annotations

import copy
from typing import Any

from .documents import DocumentError
from .references import JSON, SCHEMAS, resolved, resolved_once

NAME, TEXT = "x-model", "x-model-description"
JSON_OBJECT = "JsonObject"
# What may differ between two uses of the same model: it belongs to the field.
OF_THE_FIELD = ("description", "nullable", "readOnly", "example", "default", NAME, TEXT)


def hoist(document: dict[str, Any]) -> None:
    """Move each named inline schema to the schemas, and replace it with a reference."""
    schemas: dict[str, Any] = document.get("components", {}).get("schemas", {})
    _rename(document, schemas)
    for part in (document.get("paths", {}), document.get("components", {})):
        _hoist_below(part, schemas)
    _name_free_forms(document, schemas)
    if schemas:
        document.setdefault("components", {})["schemas"] = schemas
    _follow_models(document)
    _flatten(document, schemas)


def _rename(document: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Rename schemas according to the corrections, all at once: a name can move to another schema."""
    new = {name: schema.pop(NAME) for name, schema in schemas.items() if isinstance(schema.get(NAME), str)}
    names = [new.get(name, name) for name in schemas]
    for name in names:
        if names.count(name) > 1:
            raise DocumentError(f"two schemas are called {name} (x-model)")
    for node in _mappings(document) if new else ():
        for key, value in node.items():
            if isinstance(value, str) and value.startswith(SCHEMAS):
                name, slash, rest = value.removeprefix(SCHEMAS).partition("/")
                node[key] = f"{SCHEMAS}{new.get(name, name)}{slash}{rest}"
    renamed = dict(zip(names, list(schemas.values()), strict=True))
    schemas.clear()
    schemas.update(renamed)


def _hoist_below(node: Any, schemas: dict[str, Any]) -> None:
    for child in list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else ():
        _hoist_below(child, schemas)
    if not isinstance(node, dict) or not isinstance(node.get(NAME), str):
        return
    name = node[NAME]
    model = {key: value for key, value in node.items() if key not in OF_THE_FIELD}
    known = {key: value for key, value in schemas.get(name, {}).items() if key not in OF_THE_FIELD}
    if known and not _same(known, model):
        raise DocumentError(f"two different inline schemas have the model name {name} (x-model)")
    schemas.setdefault(name, model)
    if TEXT in node:
        schemas[name]["description"] = node[TEXT]
    kept = {key: node[key] for key in ("description", "nullable") if key in node}
    node.clear()
    node.update({"$ref": f"{SCHEMAS}{name}", **kept})


def is_free_form(schema: dict[str, Any]) -> bool:
    """Whether an object has no declared fields: then it is a mapping, not a model."""
    told = any(word in schema for word in ("properties", "allOf", "oneOf", "anyOf", "$ref", "enum"))
    return schema.get("type") == "object" and not told


def _name_free_forms(document: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Objects without declared fields all have the type `JsonObject`, without a model."""
    fields = [
        inner
        for node in _mappings(document)
        for inner in (*_named(node.get("properties")), node.get("items"))
        if isinstance(inner, dict) and is_free_form(inner)
    ]
    for field in fields:
        kept: dict[str, Any] = {key: field[key] for key in ("description", "nullable") if key in field}
        field.clear()
        field["$ref"] = f"{SCHEMAS}{JSON_OBJECT}"
        field.update(kept)
    if fields:
        schemas[JSON_OBJECT] = {"type": "object"}


def _named(properties: Any) -> list[Any]:
    return list(properties.values()) if isinstance(properties, dict) else []


def _follow_models(document: dict[str, Any]) -> None:
    """Redirect a reference to the former place of an inline model to that model."""
    for node in _mappings(document):
        inner = resolved_once(document, node)
        while "$ref" in inner:
            node["$ref"] = inner["$ref"]
            inner = resolved_once(document, node)


def _flatten(document: dict[str, Any], schemas: dict[str, Any]) -> None:
    for name, schema in list(schemas.items()):
        found = fields_of(document, schema) if "allOf" in schema else None
        if found is not None:
            kept = {key: value for key, value in schema.items() if key not in ("allOf", "properties", "required")}
            fields, required = copy.deepcopy(found[0]), [field for field in found[0] if field in found[1]]
            schemas[name] = {**kept, "type": "object", "properties": fields, "required": required}


def share_lists(document: dict[str, Any]) -> None:
    """Replace an inline enum with the named one that has the same values, if there is exactly one."""
    schemas: dict[str, Any] = document.get("components", {}).get("schemas", {})
    named: dict[frozenset[str], list[str]] = {}
    for name, schema in schemas.items():
        if "enum" in schema and "properties" not in schema:
            named.setdefault(_values(schema), []).append(name)
    top = {id(schema) for schema in schemas.values()}
    for node in _mappings(document):
        if id(node) in top or not isinstance(node.get("enum"), list) or len(_values(node)) < 2:
            continue
        found = named.get(_values(node), [])
        if len(found) == 1:
            kept: dict[str, Any] = {key: node[key] for key in ("description", "nullable") if key in node}
            node.clear()
            node["$ref"] = f"{SCHEMAS}{found[0]}"
            node.update(kept)


def _values(schema: dict[str, Any]) -> frozenset[str]:
    return frozenset(str(value) for value in schema["enum"] if value is not None)


def _mappings(node: Any) -> list[dict[str, Any]]:
    """Every mapping in `node` except those inside examples."""
    if isinstance(node, list):
        return [found for item in node for found in _mappings(item)]
    if not isinstance(node, dict):
        return []
    inner = (value for key, value in node.items() if key not in ("example", "examples"))
    return [node, *(found for value in inner for found in _mappings(value))]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two schemas are equivalent; the order of an enum's values is ignored."""
    alike = {**one, "enum": sorted(map(str, one.get("enum", [])))}
    return alike == {**other, "enum": sorted(map(str, other.get("enum", [])))}


# ------------------------------------------------------------------------------------------------ bodies


def fields_of(document: dict[str, Any], schema: dict[str, Any]) -> tuple[dict[str, Any], set[str]] | None:
    """The fields of an object, or of a choice of objects, and those that all of them require; None if it is neither."""
    schema = resolved(document, schema)
    fields: dict[str, Any] = {}
    required: set[str] = set()
    for part in schema.get("allOf", []):
        found = fields_of(document, part)
        if found is None:
            return None
        fields, required = {**fields, **found[0]}, required | found[1]
    fields, required = {**fields, **schema.get("properties", {})}, required | set(schema.get("required", []))
    for word in ("oneOf", "anyOf"):
        choices = [_choice(document, part) for part in schema.get(word, [])]
        known = [one for one in choices if one is not None]
        if len(known) < len(choices):
            return None
        for one in known:
            fields = {**fields, **{name: _joined(fields.get(name, inner), inner) for name, inner in one[0].items()}}
        required |= set.intersection(*(one[1] for one in known)) if known else set()
    return (fields, required) if fields else None


def _choice(document: dict[str, Any], part: dict[str, Any]) -> tuple[dict[str, Any], set[str]] | None:
    """One choice; it can consist of nothing but the fields that it requires."""
    return ({}, set(part["required"])) if set(part) == {"required"} else fields_of(document, part)


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """A field in two choices: with the values of both, if it is an enum."""
    if one == other or "enum" not in one or "enum" not in other:
        return one
    return {**one, "enum": [*dict.fromkeys([*one["enum"], *other["enum"]])]}


def name_body(document: dict[str, Any], operation: dict[str, Any], name: str) -> None:
    """Give the operation's JSON body a schema of its own with all the fields it may have, called `name`."""
    content = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    schema = content.get("schema", {})
    whole = resolved(document, schema)
    choice = any(word in whole for word in ("oneOf", "anyOf", "allOf"))
    if not choice and "properties" not in schema:
        return
    found = fields_of(document, schema)
    if found is None:
        return
    fields, required = found
    document["components"]["schemas"][name] = {
        "type": "object",
        "properties": copy.deepcopy(fields),
        "required": sorted(required),
    }
    content["schema"] = {"$ref": f"{SCHEMAS}{name}"}

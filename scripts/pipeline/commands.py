"""The tables of `commands/` in a raw client: each operation as a command line needs to know it.

They come from the same prepared document as the operations themselves, and are checked against what was generated: a
table whose arguments are not those of the `request` function is refused, and nothing is replaced.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from openapi_python_client.strings import PythonIdentifier

from .documents import DocumentError
from .inline import fields_of, is_free_form
from .references import JSON, operations_of, parameters_of, references, resolved

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "# Written by `python scripts/generate.py` from openapi/{version}/. Do not edit.\n"
KINDS = {"string": "text", "integer": "integer", "number": "number", "boolean": "boolean", "array": "list"}
FORMATS = {"date": "date", "date-time": "time"}
PLACES = ("path", "query")
SECRET_WORDS = ("password", "secret")

Entry = dict[str, Any]


def command_tables(document: dict[str, Any], facts: dict[str, Any]) -> dict[str, dict[str, Entry]]:
    """Every operation of a prepared document, by resource and method name."""
    tables: dict[str, dict[str, Entry]] = defaultdict(dict)
    for path, method, operation in operations_of(document):
        known = facts["operations"][operation["operationId"]]
        tables[operation["tags"][0]][known["method"]] = _command(document, facts, path, method, operation)
    return {group: tables[group] for group in sorted(tables)}


def _command(document: dict[str, Any], facts: dict[str, Any], path: str, method: str, operation: Entry) -> Entry:
    known = facts["operations"][operation["operationId"]]
    options = _parameters(document, facts, path, operation)
    in_path = {option["name"] for option in options if option["place"] == "path"}
    body = [one for one in _body_fields(document, facts, operation) if one["name"] not in in_path]
    results = {status: one for status, one in operation["responses"].items() if str(status).startswith("2")}
    found = [*known["completes_from"]] or [("", name) for name in _models(document, results)]
    return {
        "operation": operation["operationId"],
        "method": method.upper(),
        "summary": _line(operation.get("summary") or operation["operationId"]).rstrip("."),
        "description": _line(operation.get("description", "")),
        "options": (*options, *body),
        "scope": known["scope"],
        "body": bool(body),
        "models": tuple(sorted(name for _, name in found)),
        "secrets": _secret_fields(document, facts, results),
        "destructive": method == "delete" or operation.get("x-destructive") is True,
    }


def _parameters(document: dict[str, Any], facts: dict[str, Any], path: str, operation: Entry) -> list[Entry]:
    found = [one for one in parameters_of(document, path, operation) if one.get("in") in PLACES]
    options = [
        _option(
            document, facts, one["name"], one.get("schema", {}), place=one["in"], required=one.get("required", False)
        )
        | ({"help": _line(one["description"])} if one.get("description") else {})
        for one in found
    ]
    order = {f"{{{one['wire']}}}": path.find(f"{{{one['wire']}}}") for one in options if one["place"] == "path"}
    return sorted(options, key=lambda one: (PLACES.index(one["place"]), order.get(f"{{{one['wire']}}}", 0)))


def _body_fields(document: dict[str, Any], facts: dict[str, Any], operation: Entry) -> list[Entry]:
    schema = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
    fields, required = fields_of(document, schema) or ({}, set())
    options = [
        _option(document, facts, name, inner, place="body", required=name in required) for name, inner in fields.items()
    ]
    return sorted(options, key=lambda one: not one["required"])


def _option(
    document: dict[str, Any], facts: dict[str, Any], name: str, schema: dict[str, Any], *, place: str, required: bool
) -> Entry:
    whole = _one(document, schema)
    items = _one(document, whole.get("items", {}))
    values = [str(value) for value in (whole.get("enum") or items.get("enum") or ()) if value is not None]
    kind = FORMATS.get(whole.get("format", ""), KINDS.get(str(whole.get("type", "")), "json"))
    if "enum" in whole:
        kind = "text"
    choices = [_one(document, one) for one in (*whole.get("oneOf", ()), *whole.get("anyOf", ()))]
    if any(choice.get("type") == "string" for choice in choices):
        kind = "value"
    if kind == "list" and ("properties" in items or items.get("type") in ("object", "array") or "oneOf" in items):
        kind = "json"
    return {
        "name": _python_name(name, facts["keywords"]),
        "wire": name,
        "place": place,
        "kind": kind,
        "help": _line(schema.get("description") or whole.get("description") or ""),
        "required": required,
        "values": tuple(values),
        "secret": whole.get("format") == "password" or any(word in name.lower() for word in SECRET_WORDS),
    }


def _one(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without its wrappers."""
    schema = resolved(document, schema)
    parts = schema.get("allOf", [])
    return {**resolved(document, parts[0]), **schema} if len(parts) == 1 else schema


def _python_name(name: str, keywords: list[str]) -> str:
    """The name that the templates' macro `name` produces."""
    plain = str(PythonIdentifier(name, "field_"))
    return plain[:-1] if plain.endswith("_") and plain[:-1] not in keywords else plain


def _models(document: dict[str, Any], responses: dict[str, Any]) -> set[str]:
    """The models of the successful responses, or of their list items."""
    found: set[str] = set()
    for response in responses.values():
        schema = response.get("content", {}).get(JSON, {}).get("schema", {})
        whole = resolved(document, schema)
        tops = [whole["items"]] if whole.get("type") == "array" and "items" in whole else [schema]
        for top in tops:
            choices = resolved(document, top).get("oneOf") or resolved(document, top).get("anyOf") or [top]
            for choice in choices:
                parts = [choice, *choice.get("allOf", ())]
                found |= {name for part in parts for name in references({"$ref": part.get("$ref", "")})}
    schemas = document.get("components", {}).get("schemas", {})
    return {name for name in found if name in schemas and not is_free_form(schemas[name])}


def _secret_fields(document: dict[str, Any], facts: dict[str, Any], responses: dict[str, Any]) -> tuple[str, ...]:
    """The fields that hold a secret in the models of the responses."""
    schemas = document.get("components", {}).get("schemas", {})
    waiting, seen, secret = references(responses), set[str](), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in schemas:
            continue
        seen.add(name)
        waiting |= references(schemas[name])
        fields = (fields_of(document, schemas[name]) or ({}, set()))[0]
        secret |= {field for field in fields if any(word in field.lower() for word in SECRET_WORDS)}
        secret |= set(facts["secret"].get(name, ()))
    return tuple(sorted(secret))


def _line(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------------------------------------ as Python


def write_tables(tables: dict[str, dict[str, Entry]], facts: dict[str, Any], tree: Path) -> None:
    """Write the tables as the package `commands` of a raw client: a module for each resource, and their names."""
    folder = tree / "commands"
    folder.mkdir()
    header = HEADER.format(version=facts["version"])
    groups = {group: _line(facts["tags"][group]) for group in tables}
    (folder / "__init__.py").write_text(
        f'{header}"""The resources, each with what it is."""\n\nGROUPS = {groups!r}\n', encoding="utf-8", newline="\n"
    )
    for group, commands in tables.items():
        _check_arguments(group, commands, tree)
        entries = ",\n".join(f"{name!r}: {_call('Command', command)}" for name, command in commands.items())
        text = (
            f'{header}"""The operations on {group.replace("_", " ")}, for a command line."""\n\n'
            f"from ...commands import Command, Option\n\nCOMMANDS = {{\n{entries}\n}}\n"
        )
        (folder / f"{group}.py").write_text(text, encoding="utf-8", newline="\n")


def _call(name: str, values: Entry) -> str:
    """The expression for a tuple of these values, without the defaults."""
    given = []
    for key, value in values.items():
        if key == "options":
            options = "".join(f"{_call('Option', option)}, " for option in value)
            given += [f"options=({options})"] if value else []
        elif value or key in ("summary", "description", "operation", "method"):
            given.append(f"{key}={value!r}")
    return f"{name}({', '.join(given)})"


def _check_arguments(group: str, commands: dict[str, Entry], tree: Path) -> None:
    """Refuse a table that does not match the arguments of the generated function."""
    for name, command in commands.items():
        path = tree / "api" / group / f"{command['operation']}.py"
        parsed = ast.parse(path.read_text(encoding="utf-8"))
        function = next(one for one in parsed.body if isinstance(one, ast.FunctionDef) and one.name == "request")
        taken = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
        listed = {option["name"] for option in command["options"]}
        if taken != listed:
            raise DocumentError(
                f"{group}.{name}: the command has the arguments {sorted(listed)}, but the operation {sorted(taken)}"
            )

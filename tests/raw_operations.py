"""The operations of every version as the raw clients have them, with what the corrected documents say of each."""

from __future__ import annotations

import importlib
import inspect
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.documents import ROOT, load, versions
from pipeline.facts import prepare, snake_case
from pipeline.generator import document_of
from pipeline.overlay import for_generator
from pipeline.references import JSON, operations_of, resolved

if TYPE_CHECKING:
    from types import ModuleType

    from aurakit_raw.types import Operation, Request

OPENAPI = ROOT / "openapi"
VERSIONS = versions(OPENAPI)
SCOPE = {
    "organization_id": "c4ea09e5-44b2-418e-9aae-0c98c37d1f38",
    "project_id": "f607bebe-0cc0-4166-b60c-b4eed69ee7ee",
}
PATH_VALUE = "8c764aed-8eb3-4a1c-92f6-e4ef0c7a6ed9"
# A value for each type of the documents, and of formats that a server checks.
VALUES: dict[str, Any] = {"string": "text", "integer": 1, "number": 1.5, "boolean": True, "object": {}}
FORMATS = {"uuid": PATH_VALUE, "date-time": "2026-11-28T10:00:00Z", "date": "2026-11-28", "email": "a@example.com"}
# Bodies of which the document has no example, and whose required fields are not enough.
SAMPLES: dict[tuple[str, str], dict[str, Any]] = {
    ("v2beta1", "replace_agent"): {
        "name": "people",
        "description": "Answers questions.",
        "dbid": "2f49c2b3",
        "is_private": True,
        "tools": [{"type": "text2cypher", "name": "query", "description": "Writes queries."}],
    },
    ("v2beta1", "update_virtual_graph"): {"memory": "8Gi"},
    ("v2beta1", "create_session"): {"name": "people", "memory": "4GB", "instance_id": "i-12345678"},
}


class Documented(NamedTuple):
    """An operation of a version."""

    version: str
    tag: str
    name: str
    method: str
    """Of the resource."""
    path: str
    responses: dict[str, Any]
    requests: tuple[Any, ...]
    """The examples of its body."""
    body: dict[str, Any]

    @property
    def module(self) -> ModuleType:
        """The generated module."""
        return importlib.import_module(f"aurakit_raw.{self.version}.api.{self.tag}.{self.name}")

    @property
    def operation(self) -> Operation[Any]:
        """The operation as the raw client has it."""
        found: Operation[Any] = self.module.OPERATION
        return found

    @property
    def sample(self) -> dict[str, Any]:
        """A body that fits, as far as its fields have to be known."""
        found: dict[str, Any] = self.requests[0] if self.requests else SAMPLES.get((self.version, self.name), {})
        return found

    def resource(self, prefix: str = "") -> type[Any]:
        """The generated class that has the method."""
        package = importlib.import_module(f"aurakit_raw.{self.version}.api.{self.tag}")
        found: type[Any] = getattr(package, prefix + "".join(part.capitalize() for part in self.tag.split("_")))
        return found

    def arguments(self, body: dict[str, Any] | None = None) -> tuple[list[str], dict[str, Any]]:
        """What has to be given, by place and by keyword; with a body, what makes that body."""
        ids: list[str] = []
        named: dict[str, Any] = {name: value for name, value in SCOPE.items() if name in self.operation.scope}
        given = {snake_case(key): value for key, value in (body or {}).items()}
        for name, parameter in inspect.signature(self.module.request).parameters.items():
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
                ids.append(PATH_VALUE)
            elif name in given:
                named[name] = given[name]
            elif parameter.default is parameter.empty:
                named[name] = self._value(name)
        return ids, named

    def _value(self, name: str) -> Any:
        document, _ = prepared(self.version)
        schemas = {snake_case(key): inner for key, inner in self.body.get("properties", {}).items()}
        if name in schemas:
            return value_of(document, schemas[name])
        return FORMATS["date-time"]  # the only queries that are required are points in time

    def request(self, body: dict[str, Any] | None = None) -> Request[Any]:
        """A request that fits the document: with this body, else that of the first example, else what is required."""
        ids, named = self.arguments(body or self.sample)
        found: Request[Any] = self.module.request(*ids, **named)
        return found


def value_of(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """A value that is valid against a schema."""
    schema = resolved(document, schema)
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return value_of(document, schema[word][0])
    if schema.get("type") == "array":
        return [value_of(document, schema["items"])]
    if "properties" in schema:
        properties, required = schema["properties"], schema.get("required", [])
        return {name: value_of(document, properties[name]) for name in required}
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    return VALUES[schema.get("type", "string")]


@cache
def document_of_version(version: str) -> dict[str, Any]:
    """The corrected document."""
    return document_of(version, OPENAPI)


@cache
def prepared(version: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document as the templates get it, and the facts about it."""
    return prepare(for_generator(document_of_version(version), load(OPENAPI / "codegen.yaml")), version)


@cache
def operations(version: str) -> tuple[Documented, ...]:
    """Every operation of a version."""
    document, (ready, facts) = document_of_version(version), prepared(version)
    bodies = {operation["operationId"]: operation for *_, operation in operations_of(ready)}
    found = []
    for path, _, operation in operations_of(document):
        name = snake_case(operation["operationId"])
        media = resolved(document, operation.get("requestBody", {})).get("content", {}).get(JSON, {})
        body = bodies[name].get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
        found.append(
            Documented(
                version,
                snake_case(operation["tags"][0]),
                name,
                facts["operations"][name]["method"],
                path,
                {status: resolved(document, one) for status, one in operation["responses"].items()},
                tuple(one["value"] for one in media.get("examples", {}).values()),
                resolved(ready, body),
            )
        )
    return tuple(found)


ALL = [operation for version in VERSIONS for operation in operations(version)]


def name_of(operation: Documented) -> str:
    """What a test's parameter is called."""
    return f"{operation.version}-{operation.name}"

"""The operations of the corrected document, each with its method of the SDK, its examples and its statuses."""

from __future__ import annotations

from typing import Any, NamedTuple

from raw_operations import document_of_version

VERSION = "v1"
DOCUMENT = document_of_version(VERSION)
JSON = "application/json"
IDS = {"instanceId": "2f49c2b3", "snapshotId": "3e5e6e27-bf0a-4898-abb8-5f3050cac418", "sessionId": "s-f5138f3b-7956-4"}
OTHER_ID = "8c764aed-8eb3-4a1c-92f6-e4ef0c7a6ed9"

Place = tuple[str, ...]


class Example(NamedTuple):
    """An example value, and where the document has it."""

    place: Place
    value: Any


class DocumentedAnswer(NamedTuple):
    """An answer: where the document has it, and its examples."""

    status: int
    examples: tuple[Example, ...]
    schema: dict[str, Any] | None


class Documented(NamedTuple):
    """An operation."""

    name: str
    resource: str
    method: str
    """Of the resource."""
    verb: str
    path: str
    path_values: tuple[str, ...]
    requests: tuple[Example, ...]
    answers: tuple[DocumentedAnswer, ...]

    @property
    def url_path(self) -> str:
        """The path with its values, under the version."""
        values = iter(self.path_values)
        steps = (next(values) if step.startswith("{") else step for step in self.path.split("/"))
        return f"/{VERSION}{'/'.join(steps)}"

    @property
    def statuses(self) -> tuple[int, ...]:
        """All that are documented."""
        return tuple(answer.status for answer in self.answers)

    @property
    def success(self) -> tuple[DocumentedAnswer, ...]:
        """The answers that are a success."""
        return tuple(answer for answer in self.answers if answer.status < 300)

    @property
    def arguments(self) -> dict[str, Any]:
        """What the method needs, as the first example has it; for a session the document has no whole request."""
        if self.name == "create_session":
            return {"name": "people-and-fruit", "memory": "8GB"}
        return dict(self.requests[0].value) if self.requests else {}

    def call(self, aura: Any, arguments: dict[str, Any] | None = None) -> Any:
        """Call the SDK's method for it, with what it needs if `arguments` are not given."""
        given = self.arguments if arguments is None else arguments
        return getattr(getattr(aura, self.resource), self.method)(*self.path_values, **given)


def resolved(node: dict[str, Any], place: Place) -> tuple[dict[str, Any], Place]:
    """What a reference leads to, and where that stands; `node` itself when it is none."""
    while "$ref" in node:
        place = tuple(node["$ref"].removeprefix("#/").split("/"))
        node = DOCUMENT
        for step in place:
            node = node[step]
    return node, place


def _examples(body: dict[str, Any], place: Place) -> tuple[Example, ...]:
    """The examples of a request's or an answer's body."""
    media = body.get("content", {}).get(JSON)
    if media is None:
        return ()
    at = (*place, "content", JSON)
    found = [Example((*at, "example"), media["example"])] if "example" in media else []
    found += [Example((*at, "examples", name), one["value"]) for name, one in media.get("examples", {}).items()]
    return tuple(found)


def _operation(path: str, item: dict[str, Any], verb: str) -> Documented:
    operation, place = item[verb], ("paths", path, verb)
    resource = operation["tags"][0].replace(" ", "_")
    method = operation["operationId"].replace(f"_{resource}", "").replace(f"_{resource.removesuffix('s')}", "")
    values = tuple(IDS.get(step[1:-1], OTHER_ID) for step in path.split("/") if step.startswith("{"))
    body = resolved(operation.get("requestBody", {}), (*place, "requestBody"))
    answers = []
    for status, reference in operation["responses"].items():
        answer, at = resolved(reference, (*place, "responses", status))
        schema = answer.get("content", {}).get(JSON, {}).get("schema")
        answers.append(DocumentedAnswer(int(status), _examples(answer, at), schema))
    return Documented(
        operation["operationId"], resource, method, verb.upper(), path, values, _examples(*body),
        tuple(answers),
    )  # fmt: skip


OPERATIONS = tuple(
    _operation(path, item, verb) for path, item in DOCUMENT["paths"].items() for verb in item if verb != "parameters"
)

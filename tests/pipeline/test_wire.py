"""The wire check finds every change of the wire format, and none where a schema is only written otherwise."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import wire

if TYPE_CHECKING:
    from collections.abc import Callable

THING = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "kind": {"type": "string", "enum": ["small", "large"]},
        "parts": {"type": "array", "items": {"type": "object", "properties": {"size": {"type": "integer"}}}},
    },
}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/things/{id}": {
            "parameters": [{"name": "id", "in": "path"}, {"$ref": "#/components/parameters/page"}],
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "responses": {
                    "200": {
                        "headers": {"X-Id": {}},
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {"data": {"$ref": "#/components/schemas/Thing"}},
                                }
                            }
                        },
                    },
                    "404": {"$ref": "#/components/responses/Gone"},
                },
            },
        }
    },
    "components": {
        "parameters": {"page": {"name": "page", "in": "query"}},
        "responses": {"Gone": {"content": {"application/json": {"schema": {"type": "object"}}}}},
        "schemas": {"Thing": THING},
    },
}


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return document


def item(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/things/{id}"]
    return found


def answer(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = item(document)["post"]["responses"]["200"]
    return found


def thing(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]["Thing"]
    return found


def test_a_document_does_not_differ_from_itself() -> None:
    assert wire.differences(DOCUMENT, DOCUMENT) == []


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda d: d["paths"].pop("/things/{id}"), ["POST /things/{id}: lost"]),
        (lambda d: d["paths"].update({"/new": {"get": {"responses": {}}}}), ["GET /new: added"]),
        (lambda d: item(d).update(put=item(d).pop("post")), ["POST /things/{id}: lost", "PUT /things/{id}: added"]),
        (lambda d: item(d).pop("parameters"), [f"{{}}: parameters: loses {p}" for p in ("path id", "query page")]),
        (
            lambda d: d["components"]["parameters"]["page"].update({"in": "header"}),
            ["{}: parameters: loses query page", "{}: parameters: adds header page"],
        ),
        (lambda d: item(d)["post"].update(parameters=[{"name": "q", "in": "query"}]), ["{}: parameters: adds query q"]),
        (lambda d: item(d)["post"].pop("requestBody"), ["{}: request: lost"]),
        (lambda d: item(d)["post"]["responses"].pop("404"), ["{}: response 404: lost"]),
        (lambda d: item(d)["post"]["responses"].update({"202": {}}), ["{}: response 202: added"]),
        (lambda d: answer(d).pop("headers"), ["{}: response 200: headers: loses X-Id"]),
        (
            lambda d: item(d)["post"]["requestBody"]["content"].update({"text/csv": {}}),
            ["{}: request: content types: adds text/csv", "{}: request: text/csv: added"],
        ),
        (
            lambda d: thing(d)["properties"].pop("id"),
            ["{}: response 200: loses data.id", "{}: request: loses id"],
        ),
        (
            lambda d: thing(d)["properties"]["parts"]["items"]["properties"].update(colour={"type": "string"}),
            ["{}: response 200: adds data.parts[].colour", "{}: request: adds parts[].colour"],
        ),
        (
            lambda d: thing(d)["properties"].pop("parts"),
            ["{}: response 200: loses data.parts", "{}: request: loses parts"],
        ),
        (
            lambda d: thing(d)["properties"]["kind"]["enum"].remove("small"),
            ["{}: response 200: loses data.kind=small", "{}: request: loses kind=small"],
        ),
    ],
)
def test_every_change_of_the_wire_is_one_line(change: Callable[[dict[str, Any]], object], lines: list[str]) -> None:
    wanted = [line.replace("{}", "POST /things/{id}", 1) if line.startswith("{}") else line for line in lines]
    assert sorted(wire.differences(DOCUMENT, changed(change))) == sorted(wanted)


def hoist(document: dict[str, Any]) -> None:
    thing(document)["properties"]["parts"]["items"] = {
        "allOf": [{"$ref": "#/components/schemas/Part"}],
        "nullable": True,
    }
    document["components"]["schemas"]["Part"] = THING["properties"]["parts"]["items"]  # type: ignore[index]


def inline(document: dict[str, Any]) -> None:
    answer(document)["content"]["application/json"]["schema"]["properties"]["data"] = copy.deepcopy(THING)


def choose(document: dict[str, Any]) -> None:
    kind = thing(document)["properties"]["kind"]
    thing(document)["properties"]["kind"] = {"oneOf": [kind, {"type": "string", "nullable": True, "enum": [None]}]}


def describe(document: dict[str, Any]) -> None:
    thing(document)["description"] = "A thing."
    item(document)["post"].update(operationId="make", tags=["t"])


def require(document: dict[str, Any]) -> None:
    thing(document).update(required=["id"])
    thing(document)["properties"]["kind"]["enum"].append("huge")  # a client takes values it does not know anyway


@pytest.mark.parametrize("change", [hoist, inline, choose, describe, require])
def test_writing_a_schema_otherwise_changes_nothing(change: Callable[[dict[str, Any]], object]) -> None:
    assert wire.differences(DOCUMENT, changed(change)) == []


def test_the_items_of_an_object_mean_nothing() -> None:
    document = changed(lambda d: thing(d).update(items={"type": "object", "properties": {"ghost": {}}}))
    assert wire.differences(DOCUMENT, document) == []


def test_a_schema_that_contains_itself_is_followed_once() -> None:
    document = changed(lambda d: thing(d)["properties"].update(inner={"$ref": "#/components/schemas/Thing"}))
    assert wire.differences(document, document) == []
    assert "POST /things/{id}: request: adds inner" in wire.differences(DOCUMENT, document)


def undeclared(*declared: str | list[str]) -> list[str]:
    document = changed(lambda d: thing(d)["properties"].update(a={}, b={}))
    return wire.undeclared(DOCUMENT, document, {"actions": [{"x-wire": one} for one in declared]})


def test_declared_differences_are_no_error() -> None:
    assert undeclared("POST /things/{id}: request: adds a", ["* request: adds b", "*: response 200: adds data.*"]) == []


def test_an_undeclared_difference_is_an_error() -> None:
    assert undeclared("*: response 200: adds data.*", "* request: adds b") == [
        "not declared: POST /things/{id}: request: adds a"
    ]


def test_a_declared_difference_that_is_none_is_an_error() -> None:
    assert undeclared("POST *", "GET *") == ["declared, but not found: GET *"]

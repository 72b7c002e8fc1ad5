"""A published document with a part of the wrong type is refused, with its place; comments can be anywhere."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.documents import DocumentError, dump
from pipeline.normal_form import normal_form, read
from small_documents import DOCUMENT, TEXT, reference

if TYPE_CHECKING:
    from collections.abc import Callable

TREES, SHAPES = "/forests/{forest_id}/trees", "/shapes"


def published(change: Callable[[dict[str, Any]], object]) -> bytes:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return dump(document).encode()


def schema(document: dict[str, Any], name: str = "Tree") -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found


def get(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"][TREES]["get"]
    return found


MALFORMED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a path without a slash": (
        lambda d: d["paths"].update(trees=d["paths"].pop(SHAPES)),
        "paths > trees does not begin with a slash",
    ),
    "parameters in a mapping": (lambda d: get(d).update(parameters={}), f"{TREES} > get > parameters is not a list"),
    "a parameter as text": (lambda d: get(d).update(parameters=["a"]), "get > parameters > 1 is not a mapping"),
    "a parameter without a name": (
        lambda d: get(d)["parameters"].append({"in": "query", "schema": TEXT}), "parameters > 3 has no `name`",
    ),
    "a parameter in an unknown place": (
        lambda d: get(d)["parameters"].append({"in": "boddy", "name": "a", "schema": TEXT}),
        "parameters > 3 > in is not one of cookie, header, path, query",
    ),
    "an operation id that is a number": (lambda d: get(d).update(operationId=7), "get > operationId is not text"),
    "tags as text": (lambda d: get(d).update(tags="trees"), "get > tags is not a list"),
    "a body that is null": (lambda d: get(d).update(requestBody=None), "get > requestBody is not a mapping"),
    "content in a list": (
        lambda d: get(d)["responses"]["200"].update(content=["application/json"]), "200 > content is not a mapping",
    ),
    "a schema as text": (
        lambda d: get(d)["responses"]["200"]["content"]["application/json"].update(schema="Tree"),
        "application/json > schema is not a mapping",
    ),
    "properties in a list": (lambda d: schema(d).update(properties=["a"]), "Tree > properties is not a mapping"),
    "a schema that is true": (
        lambda d: schema(d)["properties"].update(a=True), "Tree > properties > a is not a mapping",
    ),
    "required fields as text": (lambda d: schema(d).update(required="id"), "Tree > required is not a list"),
    "a field that says itself that it is required": (
        lambda d: schema(d)["properties"].update(a={"type": "string", "required": True}),
        "Tree > properties > a > required is not a list",
    ),
    "items in a list": (
        lambda d: schema(d)["properties"].update(a={"type": "array", "items": [TEXT]}), "a > items is not a mapping",
    ),
    "values as text": (lambda d: schema(d)["properties"].update(a={"enum": "a"}), "a > enum is not a list"),
    "an unknown type": (lambda d: schema(d)["properties"].update(a={"type": "text"}), "a > type is not a type (array"),
    "parts in a mapping": (lambda d: schema(d, "TallTree").update(allOf={"a": 1}), "TallTree > allOf is not a list"),
    "a schema that extends itself": (
        lambda d: schema(d).update(allOf=[reference("TallTree")]), "consists of itself",
    ),
    "two schemas that are each other": (
        lambda d: d["components"]["schemas"].update(Round=reference("Square"), Square=reference("Round")),
        "components > schemas > Round consists of itself",
    ),
    "a choice of itself": (
        lambda d: schema(d, "Round").update(oneOf=[{"oneOf": [reference("Round")]}]),
        "components > schemas > Round consists of itself",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED)
def test_a_part_of_the_wrong_type_is_refused_with_its_place(case: str) -> None:
    change, words = MALFORMED[case]
    with pytest.raises(DocumentError) as caught:
        read(published(change), "v7", "trees.yaml")
    assert str(caught.value).startswith("trees.yaml is not a correct OpenAPI document: ")
    assert words in str(caught.value)


def test_a_schema_with_itself_in_a_field_is_correct() -> None:
    content = published(lambda d: schema(d)["properties"].update(next=reference("Tree")))
    assert normal_form(read(content, "v7", "trees.yaml")) != normal_form(DOCUMENT)


WORDS = "A sentence of theirs."
COMMENTED: dict[str, Callable[[dict[str, Any], str], object]] = {
    "paths": lambda d, name: d["paths"].update({name: WORDS}),
    "a path": lambda d, name: d["paths"][TREES].update({name: WORDS}),
    "an operation": lambda d, name: get(d).update({name: WORDS}),
    "responses": lambda d, name: get(d)["responses"].update({name: WORDS}),
    "content": lambda d, name: get(d)["responses"]["200"]["content"].update({name: WORDS}),
    "components": lambda d, name: d["components"].update({name: WORDS}),
    "schemas": lambda d, name: d["components"]["schemas"].update({name: WORDS}),
    "a schema": lambda d, name: schema(d).update({name: WORDS}),
    "properties": lambda d, name: schema(d)["properties"].update({name: WORDS}),
    "examples": lambda d, name: get(d)["responses"]["200"]["content"]["application/json"].update(
        examples={name: WORDS}
    ),
}


@pytest.mark.parametrize("name", ["@comment", "x-comment"])
@pytest.mark.parametrize("place", COMMENTED)
def test_a_comment_is_left_out_wherever_it_is(place: str, name: str) -> None:
    found = normal_form(read(published(lambda d: COMMENTED[place](d, name)), "v7", "trees.yaml"))
    for content in found["paths"][TREES]["get"]["responses"]["200"]["content"].values():
        content.pop("examples", None)  # empty
    assert found == normal_form(read(published(lambda d: None), "v7", "trees.yaml"))


def test_a_comment_in_a_list_is_left_out() -> None:
    commented = published(lambda d: get(d)["parameters"].insert(0, {"@comment": WORDS}))
    assert normal_form(read(commented, "v7", "trees.yaml")) == normal_form(DOCUMENT)


@pytest.mark.parametrize("name", ["@type", "x-kind"])
def test_a_field_whose_name_looks_like_a_comment_is_kept(name: str) -> None:
    content = published(lambda d: schema(d)["properties"].update({name: TEXT}))
    assert normal_form(read(content, "v7", "trees.yaml"))["components"]["schemas"]["Tree"]["properties"][name] == TEXT


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (
            {"type": ["object", "string"], "properties": {"a": TEXT}, "maxLength": 3},
            {"anyOf": [{"type": "object", "properties": {"a": TEXT}}, {"type": "string", "maxLength": 3}]},
        ),
        (
            {"type": ["array", "integer", "null"], "items": TEXT},
            {"anyOf": [{"type": "array", "items": TEXT}, {"type": "integer"}], "nullable": True},
        ),
        ({"const": "a"}, {"type": "string", "enum": ["a"]}),
        ({"const": 3}, {"type": "integer", "enum": [3]}),
        ({"const": True}, {"type": "boolean", "enum": [True]}),
    ],
)
def test_what_concerns_one_type_goes_with_it(given: dict[str, Any], found: dict[str, Any]) -> None:
    content = published(lambda d: schema(d)["properties"].update(a=given))
    assert normal_form(read(content, "v7", "trees.yaml"))["components"]["schemas"]["Tree"]["properties"]["a"] == found

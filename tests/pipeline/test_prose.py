"""Whose words they are: what has none is found, and what repeats the published ones is, too."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.dialect import as_3_0
from pipeline.facts import prepare
from pipeline.normal_form import normal_form
from pipeline.prose import copied, texts_of, undocumented

THEIRS = "Creates a new tree in the given forest and waters it twice a day."


def corrections(**texts: Any) -> dict[str, Any]:
    return {"actions": [{"target": "$.x", "description": THEIRS, "update": texts}]}


@pytest.mark.parametrize(
    ("text", "is_copied"),
    [
        (THEIRS, True),
        ("It creates a new tree in the given forest.", True),
        ("CREATES `a new tree`, in the given FOREST - now", True),
        ("It has a tree in the given forest and waters.", False),
        ("new tree in the given forest and", False),
        ("Plants something.", False),
    ],
)
def test_eight_words_in_a_row_are_copied_whatever_is_between_them(text: str, *, is_copied: bool) -> None:
    published = {"paths": {"/trees": {"post": {"description": THEIRS}}}}
    assert copied(published, corrections(summary=text)) == ([text] if is_copied else [])


def test_texts_of_our_own_extensions_are_compared_and_reasons_for_us_are_not() -> None:
    published = {"description": THEIRS}
    assert copied(published, corrections()) == []
    assert copied(published, corrections(**{"x-returns": THEIRS})) == [THEIRS]
    assert copied(published, corrections(**{"x-raises": {"NotFoundError": THEIRS}})) == [THEIRS]
    assert copied({"@comment": THEIRS}, corrections(description=THEIRS)) == [THEIRS]
    assert copied(published, None) == []


def test_a_value_of_an_example_is_no_text() -> None:
    assert texts_of({"example": {"description": THEIRS}, "summary": "S"}) == ["S"]


def test_a_sentence_in_an_example_does_not_come_into_the_project() -> None:
    found = normal_form({"info": {}, "schema": {"example": {"message": THEIRS, "name": "An old oak"}}})
    assert found["schema"]["example"] == {"message": "(a text of 14 words)", "name": "An old oak"}
    assert normal_form(found) == found


def test_everything_without_a_text_is_named() -> None:
    document = {
        "paths": {
            "/trees/{id}": {
                "get": {
                    "tags": ["trees"],
                    "operationId": "get-tree",
                    "summary": "Get a tree.",
                    "parameters": [{"in": "path", "name": "id", "schema": {"type": "string"}}],
                    "responses": {
                        "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}}
                    },
                }
            }
        },
        "components": {"schemas": {"Tree": {"type": "object", "properties": {"height": {"type": "number"}}}}},
    }
    assert undocumented(*prepare(document, "v7")) == [
        "get_tree: description",
        "get_tree(id)",
        "get_tree: what it returns or raises",
        "Tree",
        "Tree.height",
        "the resource trees",
    ]


@pytest.mark.parametrize(
    ("schema", "same"),
    [
        ({"type": "string"}, {"type": "string"}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        ({"type": ["string"]}, {"type": "string"}),
        ({"type": ["integer", "string"]}, {"anyOf": [{"type": "integer"}, {"type": "string"}]}),
        (
            {"type": ["integer", "string", "null"], "example": 1},
            {"anyOf": [{"type": "integer"}, {"type": "string"}], "nullable": True, "example": 1},
        ),
        ({"type": "null"}, {"nullable": True, "enum": [None]}),
        ({"const": "a"}, {"type": "string", "enum": ["a"]}),
        ({"const": {}}, {"enum": [{}]}),
        ({"exclusiveMinimum": 3}, {"minimum": 3, "exclusiveMinimum": True}),
        ({"exclusiveMaximum": 3.5, "type": "number"}, {"maximum": 3.5, "exclusiveMaximum": True, "type": "number"}),
        ({"exclusiveMinimum": True, "minimum": 3}, {"exclusiveMinimum": True, "minimum": 3}),
        ({"type": ["integer", "string"], "anyOf": [{}]}, {"type": ["integer", "string"], "anyOf": [{}]}),
    ],
)
def test_what_3_1_says_is_said_in_3_0s_words(schema: dict[str, Any], same: dict[str, Any]) -> None:
    assert as_3_0(schema) == same
    assert as_3_0(same) == same

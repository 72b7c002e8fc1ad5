"""The applier: the standard's rules, and its refusals, which name the action and say what to do."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.documents import ROOT, load
from pipeline.overlay import OverlayError, apply, for_generator

DOCUMENT: dict[str, Any] = {
    "tags": ["small"],
    "size": 3,
    "paths": {"/a": {"get": {"tags": ["x", "y"], "list": [1, 2, 3, 2]}}, "/b": {"get": {"tags": ["x"]}}},
}


def run(*actions: dict[str, Any]) -> dict[str, Any]:
    overlay = {
        "overlay": "1.1.0",
        "info": {"title": "t", "version": "1"},
        "actions": [{"description": "because", **action} for action in actions],
    }
    return apply(DOCUMENT, overlay, "test.yaml")


def refusal(*actions: dict[str, Any]) -> str:
    with pytest.raises(OverlayError) as caught:
        run(*actions)
    return str(caught.value)


def test_an_update_merges_objects_and_leaves_the_input_alone() -> None:
    before = copy.deepcopy(DOCUMENT)
    result = run({"target": "$.paths['/a'].get", "update": {"tags": ["z"], "id": "get_a"}})
    assert result["paths"]["/a"]["get"] == {"tags": ["x", "y", "z"], "list": [1, 2, 3, 2], "id": "get_a"}
    assert before == DOCUMENT


def test_an_update_replaces_a_scalar_and_appends_to_a_list() -> None:
    result = run({"target": "$.size", "update": 4}, {"target": "$.tags", "update": "large"})
    assert (result["size"], result["tags"]) == (4, ["small", "large"])


def test_an_update_reaches_every_node_that_its_target_selects_each_with_data_of_its_own() -> None:
    result = run(
        {"target": "$.paths.*.get", "update": {"seen": {}}},
        {"target": "$.paths['/a'].get.seen", "update": {"only": "here"}},
    )
    assert [item["get"]["seen"] for item in result["paths"].values()] == [{"only": "here"}, {}]


def test_removing_several_items_of_a_list_removes_just_those() -> None:
    result = run({"target": "$.paths['/a'].get.list[?@==2]", "remove": True, "x-count": 2})
    assert result["paths"]["/a"]["get"]["list"] == [1, 3]


def test_removing_a_node_and_what_is_inside_it_in_one_action_works() -> None:
    assert run({"target": "$..['get','tags']", "remove": True})["paths"] == {"/a": {}, "/b": {}}


def test_a_copy_merges_one_node_into_another() -> None:
    result = run({"target": "$.paths['/b'].get", "copy": "$.paths['/a'].get"})
    assert result["paths"]["/b"]["get"] == {"tags": ["x", "x", "y"], "list": [1, 2, 3, 2]}


def test_the_refusal_names_the_action_by_number_target_and_reason() -> None:
    text = refusal({"target": "$.size", "update": 4}, {"target": "$.nowhere", "update": 1})
    assert text.startswith("test.yaml: action 2, target $.nowhere: selects nothing.")
    assert "delete this action" in text
    assert text.endswith("(The action's reason: because)")


@pytest.mark.parametrize(("count", "fits"), [(1, False), (2, True), (3, False), ("any", True)])
def test_a_declared_count_must_be_the_number_of_nodes_selected(count: int | str, fits: bool) -> None:
    action = {"target": "$.paths.*.get", "update": {"a": 1}, "x-count": count}
    if fits:
        run(action)
    else:
        assert f"selects 2 nodes and declares {count}" in refusal(action)


def test_a_target_may_select_nothing_only_where_it_says_any() -> None:
    assert run({"target": "$.nowhere", "remove": True, "x-count": "any"}) == DOCUMENT


def test_a_repair_that_finds_what_it_repairs_is_applied() -> None:
    assert run({"target": "$.size", "update": 5, "x-was": 3})["size"] == 5


@pytest.mark.parametrize("was", [4, "3", 3.0, True, None, [3], {"a": 3}])
def test_a_repair_that_finds_something_else_is_refused(was: Any) -> None:
    text = refusal({"target": "$.size", "update": 5, "x-was": was})
    assert "the published document now says 3 where this action repairs" in text
    assert "delete this correction" in text


@pytest.mark.parametrize(
    ("was", "problem"),
    [
        ({"tags": ["x", "y"]}, None),
        ({"tags": ["x", "y"], "id": None}, None),
        ({"tags": ["x"]}, "`tags` ['x', 'y'] where this action repairs ['x']"),
        ({"tags": ["y", "x"]}, "`tags` ['x', 'y'] where this action repairs ['y', 'x']"),
        ({"tags": None}, "`tags` ['x', 'y'] where this action repairs its absence"),
        ({"id": "a"}, "nothing at `id` where this action repairs 'a'"),
        ({}, "where this action repairs {}"),
    ],
)
def test_what_a_repair_finds_in_an_object_is_compared_field_by_field(was: Any, problem: str | None) -> None:
    action = {"target": "$.paths['/a'].get", "update": {"new": 1}, "x-was": was}
    if problem is None:
        run(action)
    else:
        assert problem in refusal(action)


def test_a_repair_of_several_nodes_says_which_of_them_differs() -> None:
    text = refusal({"target": "$.paths.*.get", "update": {"new": 1}, "x-was": {"tags": ["x"]}, "x-count": 2})
    assert "paths > /a > get" in text


def test_documentation_goes_only_to_what_is_there() -> None:
    good = {"target": "$.paths['/a']", "x-documents": True, "update": {"get": {"description": "d", "summary": "s"}}}
    assert run(good)["paths"]["/a"]["get"]["description"] == "d"
    gone = {"target": "$.paths['/a']", "x-documents": True, "update": {"put": {"description": "d"}}}
    assert "documents `put`, which is gone from the published document: delete that text" in refusal(gone)
    fact = {"target": "$.paths['/a']", "x-documents": True, "update": {"get": {"type": "object"}}}
    assert "documents `get.type`" in refusal(fact)
    scalar = {"target": "$", "x-documents": True, "update": {"size": {"description": "d"}}}
    assert "documents `size`, which is not an object" in refusal(scalar)


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ({"target": "$.size"}, "exactly one of"),
        ({"target": "$.size", "update": 1, "remove": True}, "exactly one of"),
        ({"target": "$.size", "remove": False}, "exactly one of"),
        ({"target": "$.size", "update": 1, "x-wsa": 3}, "has unknown fields: x-wsa"),
        ({"target": "$.size", "update": 1, "description": " "}, "gives no reason"),
        ({"update": 1}, "has no target"),
        ({"target": "$.size", "update": 1, "x-count": 0}, "`x-count` must be a number of 1 or more"),
        ({"target": "$.size", "update": 1, "x-count": "some"}, "`x-count` must be a number of 1 or more"),
        ({"target": "$.size[", "update": 1}, "is not an RFC 9535 path"),
        ({"target": "$", "remove": True}, "cannot remove the whole document"),
        ({"target": "$.size", "update": {"a": 1}}, "merges {'a': 1} into 3: their kinds differ"),
        ({"target": "$.paths", "update": {"/a": 1}}, "at `/a`: their kinds differ"),
        ({"target": "$.paths['/a'].get", "update": {"tags": "z"}}, "into the list at `tags`"),
        ({"target": "$.size", "copy": "$.nowhere"}, "selects 0 nodes instead of one"),
        ({"target": "$.size", "copy": "$.paths.*"}, "selects 2 nodes instead of one"),
    ],
)
def test_a_malformed_action_is_refused_with_what_is_wrong(action: dict[str, Any], problem: str) -> None:
    assert problem in refusal(action)


@pytest.mark.parametrize(
    "overlay",
    [
        [],
        {"overlay": "2.0.0", "info": {"title": "t", "version": "1"}, "actions": [{}]},
        {"overlay": "1.1.0", "actions": [{}]},
        {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": []},
        {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": ["x"]},
    ],
)
def test_what_is_no_overlay_is_refused_by_name(overlay: Any) -> None:
    with pytest.raises(OverlayError, match=r"^test\.yaml "):
        apply(DOCUMENT, overlay, "test.yaml")


# ------------------------------------------------------------------------------------------------ for the generator

PUBLISHED: dict[str, Any] = {
    "paths": {
        "/a": {
            "parameters": [{"name": "p", "in": "query", "description": "A p.", "schema": {"$ref": "#/x"}}],
            "get": {"responses": {"200": {}, "202": {}, "default": {}, "404": {}, "599": {}}},
        }
    },
    "components": {
        "schemas": {
            "A": {
                "properties": {
                    "nullable": {"type": "string", "nullable": True},
                    "b": {"$ref": "#/x", "description": "A b."},
                    "c": {"$ref": "#/x"},
                    "d": {"oneOf": [{"$ref": "#/x"}, {"type": "string", "nullable": True, "enum": [None]}]},
                }
            }
        }
    },
}
CODEGEN = load(ROOT / "openapi" / "codegen.yaml")


def test_the_generator_sees_only_successful_answers() -> None:
    assert list(for_generator(PUBLISHED, CODEGEN)["paths"]["/a"]["get"]["responses"]) == ["200", "202"]


def test_the_generator_sees_no_null_and_keeps_a_field_of_that_name() -> None:
    properties = for_generator(PUBLISHED, CODEGEN)["components"]["schemas"]["A"]["properties"]
    assert properties["nullable"] == {"type": "string"}
    assert properties["d"] == {"oneOf": [{"$ref": "#/x"}]}


def test_the_generator_sees_a_text_beside_a_reference_and_a_parameters_text() -> None:
    result = for_generator(PUBLISHED, CODEGEN)
    properties = result["components"]["schemas"]["A"]["properties"]
    assert properties["b"] == {"allOf": [{"$ref": "#/x"}], "description": "A b."}
    assert properties["c"] == {"$ref": "#/x"}
    assert result["paths"]["/a"]["parameters"][0]["schema"] == {"allOf": [{"$ref": "#/x"}], "description": "A p."}


def test_a_document_with_nothing_to_leave_out_is_for_the_generator_as_it_is() -> None:
    plain = {"paths": {"/a": {"get": {"responses": {"200": {"description": "d"}}}}}}
    assert for_generator(plain, CODEGEN) == plain

"""What no client could be generated from is refused, with its place and before anything is replaced."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import generator
from pipeline.checks import check
from pipeline.documents import DocumentError, dump, load_corrections
from pipeline.generator import GenerationError, generate
from pipeline.normal_form import read
from small_documents import DOCUMENT, JSON, TEXT, laid_out, ours_kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def at(document: dict[str, Any], *steps: Any) -> Any:
    for step in steps:
        document = document[step]
    return document


FORESTS = ("paths", "/forests/{forest_id}/trees")
REFUSED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a header parameter": (
        lambda d: at(d, *FORESTS, "get", "parameters").append({"in": "header", "name": "Accept", "schema": TEXT}),
        "GET /forests/{forest_id}/trees: the header parameter Accept is not supported",
    ),
    "a parameter without a schema": (
        lambda d: at(d, *FORESTS, "get", "parameters").append({"in": "query", "name": "size"}),
        "the query parameter size has no schema",
    ),
    "a path parameter that nothing declares": (
        lambda d: at(d, *FORESTS).update(parameters=[]),
        "the path has {forest_id}, but no such parameter is declared",
    ),
    "a body without a schema": (
        lambda d: at(d, *FORESTS, "post").update(requestBody={"content": {JSON: {}}}),
        "POST /forests/{forest_id}/trees: its body has no schema",
    ),
    "a body with an example and no schema": (
        lambda d: at(d, *FORESTS, "post").update(requestBody={"content": {JSON: {"examples": {"a": {"value": 1}}}}}),
        "its body has no schema (its examples show what is in it)",
    ),
    "a response with an example and no schema": (
        lambda d: at(d, "paths", "/shapes", "get", "responses").update(
            {"200": {"content": {JSON: {"examples": {"a": {"value": {}}}}}}}
        ),
        "its response 200 has no schema (its examples show what is in it)",
    ),
    "a stream": (
        lambda d: at(d, "paths", "/shapes", "get", "responses", "200", "content").update({"text/event-stream": {}}),
        "its response 200 can be text/event-stream, but only application/json is supported",
    ),
    "a body of another type": (
        lambda d: at(d, *FORESTS, "post").update(requestBody={"content": {"text/csv": {"schema": TEXT}}}),
        "its body is text/csv, but only application/json is supported",
    ),
    "a name in query and path": (
        lambda d: at(d, *FORESTS, "get", "parameters").append({"in": "query", "name": "forestId", "schema": TEXT}),
        "forest_id is in the path and in the query: two arguments with one name",
    ),
    "what only 3.1 can say": (
        lambda d: at(d, "components", "schemas", "Tree").update(patternProperties={"^x": TEXT}),
        "components > schemas > Tree: `patternProperties` is not in OpenAPI 3.0",
    ),
    "an operation id that is no name": (
        lambda d: at(d, *FORESTS, "get").update(operationId="2 trees"),
        "its operationId gives no valid function name: '2_trees'",
    ),
    "another way of paging": (
        lambda d: at(d, *FORESTS, "get").update({"x-paged": "cursor"}),
        "x-paged is 'cursor', not one of token, number",
    ),
    "a body that may be missing, with nothing in its place": (
        lambda d: at(d, *FORESTS, "get").update({"x-empty": True}),
        "x-empty needs x-completes, which says what the method returns instead",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_be_dropped_or_misread_is_refused_with_its_place(case: str) -> None:
    change, words = REFUSED[case]
    document = ours_kept(copy.deepcopy(DOCUMENT))
    check(document, "v7")
    change(document)
    with pytest.raises(DocumentError, match="v7 cannot be generated, a correction is needed for:") as caught:
        check(document, "v7")
    assert words in str(caught.value)


def test_everything_that_is_refused_is_told_at_once() -> None:
    document = ours_kept(copy.deepcopy(DOCUMENT))
    for case in ("a header parameter", "a body without a schema", "what only 3.1 can say"):
        REFUSED[case][0](document)
    with pytest.raises(DocumentError) as caught:
        check(document, "v7")
    assert len(str(caught.value).splitlines()) == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: at(d, "components", "schemas").pop("Square"), "`#/components/schemas/Square` is referenced"),
        (lambda d: at(d, "info").update(version="v8"), "describes version v8 of the API; v7 is pinned here"),
        (lambda d: at(d, "info").pop("version"), "describes version None"),
    ],
    ids=["a schema that is not there", "another version", "no version"],
)
def test_a_document_that_is_not_whole_is_refused_when_it_is_read(
    change: Callable[[dict[str, Any]], object], words: str
) -> None:
    document = copy.deepcopy(DOCUMENT)
    read(dump(document).encode(), "v7", "trees.yaml")
    change(document)
    with pytest.raises(DocumentError, match="trees.yaml") as caught:
        read(dump(document).encode(), "v7", "trees.yaml")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ({"x-model": "Leaf", "type": "object", "properties": {"a": TEXT}}, {"a": TEXT}, ""),
        ({"x-model": "Leaf", "type": "object", "properties": {"a": TEXT}}, {"b": TEXT}, "two different inline schemas"),
    ],
    ids=["the same", "different"],
)
def test_two_inline_schemas_of_one_name_must_be_the_same(
    first: dict[str, Any], second: dict[str, Any], words: str, tmp_path: Path
) -> None:
    document = copy.deepcopy(DOCUMENT)
    properties = at(document, "components", "schemas", "Tree", "properties")
    properties |= {"one": first, "two": {**first, "properties": second}}
    openapi = laid_out(tmp_path, document)
    if words:
        with pytest.raises(DocumentError, match=words):
            generate("v7", tmp_path / "out", openapi)
    else:
        generate("v7", tmp_path / "out", openapi)
        assert (tmp_path / "out" / "models" / "leaf.py").is_file()


def test_generated_code_that_is_not_python_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: Path, templates: Path, out: Path) -> None:
        out.mkdir()
        (out / "__init__.py").write_text("")
        (out / "model.py").write_text("class 2Cypher: pass")

    monkeypatch.setattr(generator, "_run_generator", broken)
    openapi = laid_out(tmp_path, DOCUMENT)
    with pytest.raises(GenerationError, match=r"model\.py was generated but is not Python; nothing was replaced"):
        generate("v7", tmp_path / "out", openapi)
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------------------------------------ corrections in parts


def part(*targets: str) -> dict[str, Any]:
    actions = [{"target": target, "description": "Why.", "remove": True} for target in targets]
    return {"overlay": "1.1.0", "info": {"title": "T", "version": "1"}, "actions": actions}


def test_corrections_in_several_files_are_applied_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "corrections"
    folder.mkdir()
    (folder / "2-second.yaml").write_text(dump(part("$.c")), encoding="utf-8")
    (folder / "1-first.yaml").write_text(dump(part("$.a", "$.b")), encoding="utf-8")
    found = load_corrections(tmp_path)
    assert found is not None
    assert [action["target"] for action in found["actions"]] == ["$.a", "$.b", "$.c"]
    assert found["x-files"] == ["1-first.yaml: action 1", "1-first.yaml: action 2", "2-second.yaml: action 1"]


def test_corrections_in_a_file_and_in_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "corrections").mkdir()
    for path in (tmp_path / "corrections.yaml", tmp_path / "corrections" / "more.yaml"):
        path.write_text(dump(part("$.a")), encoding="utf-8")
    with pytest.raises(DocumentError, match="only one of them may exist"):
        load_corrections(tmp_path)

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
from small_documents import DOCUMENT, JSON, TEXT, giving, in_path, laid_out, ours_kept, reference, shape, taking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def at(document: dict[str, Any], *steps: Any) -> Any:
    for step in steps:
        document = document[step]
    return document


def fields(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


FORESTS = ("paths", "/forests/{forest_id}/trees")


def query(document: dict[str, Any], **parameter: Any) -> None:
    at(document, *FORESTS, "get", "parameters").append({"in": "query", "name": "only", **parameter})


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
    "an operation id that is a keyword": (
        lambda d: at(d, *FORESTS, "get").update(operationId="import"),
        "its operationId gives no valid function name: 'import'",
    ),
    "a tag that is no name": (
        lambda d: at(d, *FORESTS, "get").update(tags=["2fa"]),
        "GET /forests/{forest_id}/trees: its tag gives no valid module name: '2fa'",
    ),
    "a model with the name of a type of the runtime": (
        lambda d: at(d, "components", "schemas").update(Any={"type": "object"}),
        "the schema Any has the name of a type that generated code uses",
    ),
    "a model with the name of what holds secrets": (
        lambda d: at(d, "components", "schemas").update(Secret={"type": "object"}),
        "the schema Secret has the name of a type that generated code uses; rename it with x-model",
    ),
    "an object in the query": (
        lambda d: at(d, *FORESTS, "get", "parameters").append(
            {"in": "query", "name": "only", "schema": fields(a=TEXT)}
        ),
        "the query parameter only is of a type or style that is not supported",
    ),
    "a list in the query that is joined": (
        lambda d: at(d, *FORESTS, "get", "parameters").append(
            {"in": "query", "name": "only", "explode": False, "schema": {"type": "array", "items": TEXT}}
        ),
        "the query parameter only is of a type or style that is not supported",
    ),
    "a list in the query in another style": (
        lambda d: at(d, *FORESTS, "get", "parameters").append(
            {"in": "query", "name": "only", "style": "pipeDelimited", "schema": {"type": "array", "items": TEXT}}
        ),
        "the query parameter only is of a type or style that is not supported",
    ),
    "a list in the path": (
        lambda d: at(d, *FORESTS, "parameters", 0).update(schema={"type": "array", "items": TEXT}),
        "the path parameter forest_id is of a type or style that is not supported",
    ),
    "a read-only field of a body": (
        lambda d: at(d, *FORESTS, "post").update(requestBody=taking(fields(id={"type": "string", "readOnly": True}))),
        "id is read-only, but a field of the body",
    ),
    "a response without the envelope of the other": (
        lambda d: at(d, *FORESTS, "post", "responses").update(giving(reference("Tree"), "202")),
        "its response 202 has fields but no `data`, which another response has",
    ),
    "data that can be null": (
        lambda d: at(d, "paths", "/shapes", "get", "responses").update(
            giving({"type": "object", "properties": {"data": {"oneOf": [reference("Tree"), {"nullable": True}]}}})
        ),
        "GET /shapes: `data` of its response 200 can be null, and no method returns that",
    ),
    "servers of an operation": (
        lambda d: at(d, *FORESTS, "get").update(servers=[{"url": "https://other.example"}]),
        "GET /forests/{forest_id}/trees: it has servers of its own",
    ),
    "servers of a path": (
        lambda d: at(d, *FORESTS).update(servers=[{"url": "https://other.example"}]),
        "POST /forests/{forest_id}/trees: it has servers of its own",
    ),
    "bytes in JSON": (
        lambda d: at(d, "components", "schemas", "Tree", "properties", "notes").update(type="string", format="binary"),
        "components > schemas > Tree > properties > notes: `format: binary` cannot be in JSON",
    ),
    "another way of paging": (
        lambda d: at(d, *FORESTS, "get").update({"x-paged": "cursor"}),
        "x-paged is 'cursor', not one of token, number",
    ),
    "no success": (
        lambda d: at(d, "paths", "/shapes", "put").update(responses={"default": {}, "404": {}}),
        "PUT /shapes: it has no response of success (2xx)",
    ),
    "a body that is a list": (
        lambda d: at(d, *FORESTS, "post").update(requestBody=taking({"type": "array", "items": TEXT})),
        "its body is not an object with declared fields",
    ),
    "a body that is a mapping": (
        lambda d: at(d, *FORESTS, "post").update(requestBody=taking({"type": "object", "additionalProperties": TEXT})),
        "its body is not an object with declared fields",
    ),
    "a body that is an object or text": (
        lambda d: at(d, *FORESTS, "post").update(requestBody=taking({"oneOf": [reference("Round"), TEXT]})),
        "its body is not an object with declared fields",
    ),
    "a field of two types in the choices of a body": (
        lambda d: at(d, *FORESTS, "post").update(
            requestBody=taking({"oneOf": [fields(a=TEXT), fields(a={"type": "integer"})]})
        ),
        "a has different types in the choices of the body",
    ),
    "two fields of a body with one name in Python": (
        lambda d: at(d, *FORESTS, "post").update(requestBody=taking(fields(dryRun=TEXT, dry_run=TEXT))),
        "several fields of the body would be called dry_run",
    ),
    "two queries with one name in Python": (
        lambda d: at(d, *FORESTS, "get", "parameters").append({"in": "query", "name": "page-limit", "schema": TEXT}),
        "several query parameters would be called page_limit",
    ),
    "a name in query and body, written differently": (
        lambda d: at(d, *FORESTS, "post").update(
            requestBody=taking(fields(dry_run=TEXT)), parameters=[{"in": "query", "name": "dryRun", "schema": TEXT}]
        ),
        "dry_run is in the query and in the body: two arguments with one name",
    ),
    "a name in path and body, of two types": (
        lambda d: at(d, *FORESTS, "post").update(requestBody=taking(fields(forest_id={"type": "integer"}))),
        "forest_id is in the path and in the body with different types",
    ),
    "pages without a parameter for the next": (
        lambda d: at(d, *FORESTS, "get", "parameters").pop(),
        "GET /forests/{forest_id}/trees: its list comes in pages, but it has no optional query parameter page_token",
    ),
    "pages that need their token from the start": (
        lambda d: at(d, *FORESTS, "get", "parameters", 1).update(required=True),
        "its list comes in pages, but it has no optional query parameter page_token",
    ),
    "numbered pages without a parameter for the number": (
        lambda d: at(d, "paths", "/shapes", "get").update({"x-paged": "number"}),
        "its list comes in pages, but it has no optional query parameter page",
    ),
    "a union whose objects have the same value": (
        lambda d: at(d, "components", "schemas", "Square").update(shape("round", radius="number", side="number")),
        "GET /shapes > responses > 200 > content > application/json > schema > properties > data: nothing tells",
    ),
    "a union that is told apart by an optional field": (
        lambda d: [at(d, "components", "schemas", name).update(required=[]) for name in ("Round", "Square")],
        "nothing tells the objects of a union apart",
    ),
    "a union that is told apart by numbers": (
        lambda d: [
            at(d, "components", "schemas", name).update(
                required=["kind"], properties={"kind": {"type": "integer", "enum": [number]}}
            )
            for number, name in enumerate(("Round", "Square"))
        ],
        "nothing tells the objects of a union apart",
    ),
    "a union of objects without names": (
        lambda d: at(d, "components", "schemas", "Tree", "properties").update(
            either={"oneOf": [shape("a", x="string"), shape("b", x="string")]}
        ),
        "components > schemas > Tree > properties > either: the objects of a union need names",
    ),
    "text put together from parts": (
        lambda d: at(d, "components", "schemas", "Tree", "properties").update(sap={"allOf": [TEXT, {"maxLength": 3}]}),
        "Tree > properties > sap: `allOf` joins a schema that is not an object with others",
    ),
    "an object put together from parts that contradict each other": (
        lambda d: at(d, "components", "schemas", "TallTree", "allOf", 1, "properties").update(id={"type": "integer"}),
        "components > schemas > TallTree: id has different types in the parts that are joined",
    ),
    "a body that may be missing, with nothing in its place": (
        lambda d: at(d, *FORESTS, "get").update({"x-empty": True}),
        "x-empty needs x-completes, which says what the method returns instead",
    ),
}


ACCEPTED: dict[str, Callable[[dict[str, Any]], object]] = {
    "an optional object without fields": lambda d: at(d, *FORESTS, "post").update(
        requestBody={"content": {JSON: {"schema": {"type": "object"}}}}
    ),
    "a choice of what is required": lambda d: at(d, *FORESTS, "post").update(
        requestBody=taking({**fields(a=TEXT, b=TEXT), "oneOf": [{"required": ["a"]}, {"required": ["b"]}]})
    ),
    "a union whose objects have the same value and require different fields": lambda d: at(
        d, "components", "schemas", "Square", "properties", "kind"
    ).update(enum=["round"]),
    "a union whose objects require different fields": lambda d: [
        at(d, "components", "schemas", name).update(required=[field], properties={field: TEXT})
        for name, field in (("Round", "radius"), ("Square", "side"))
    ],
    "a union of an object and text": lambda d: at(d, "components", "schemas", "Tree", "properties").update(
        either={"oneOf": [reference("Round"), TEXT]}
    ),
    "a union in an object put together from parts": lambda d: at(d, "components", "schemas", "TallTree").update(
        allOf=[reference("Tree"), {"oneOf": [fields(a=TEXT), fields(b=TEXT)]}]
    ),
    "a parameter that replaces that of its path": lambda d: at(d, *FORESTS, "get", "parameters").extend(
        in_path("forest_id")
    ),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_can_be_read_is_accepted(case: str) -> None:
    document = ours_kept(copy.deepcopy(DOCUMENT))
    ACCEPTED[case](document)
    check(document, "v7")


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

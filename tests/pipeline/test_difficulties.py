"""What a document of another version may have that v1's has not: handled, or refused with what to do.

The documents are small ones of our own. All that is handled is in one, which is generated once.
"""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import generator
from pipeline.checks import check
from pipeline.documents import ROOT, DocumentError, dump, load_corrections
from pipeline.generator import GenerationError, generate, write_shared
from pipeline.normal_form import normal_form, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

JSON = "application/json"


def taking(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A request body."""
    return {"required": True, "content": {JSON: {"schema": schema, **more}}}


def giving(schema: dict[str, Any], status: str = "200") -> dict[str, Any]:
    """Responses with one success."""
    return {status: {"content": {JSON: {"schema": schema}}}}


def data(schema: dict[str, Any], **beside: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["data"], "properties": {"data": schema, **beside}}


def in_path(*names: str) -> list[dict[str, Any]]:
    return [{"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in names]


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def shape(kind: str, **fields: str) -> dict[str, Any]:
    properties = {"kind": {"type": "string", "enum": [kind]}, **{name: {"type": one} for name, one in fields.items()}}
    return {"type": "object", "required": ["kind", *fields], "properties": properties}


TEXT = {"type": "string"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Trees", "version": "v7", "description": "Not ours."},
    "servers": [{"url": "https://api.example.com/v7"}],
    "paths": {
        "/forests/{forest_id}/trees": {
            "parameters": in_path("forest_id"),
            "get": {
                "tags": ["trees"],
                "operationId": "list-trees",
                "x-scope": ["forest_id"],
                "parameters": [
                    {"in": "query", "name": "page_limit", "schema": {"type": "integer"}},
                    {"in": "query", "name": "page_token", "schema": TEXT},
                ],
                "responses": giving(
                    data(
                        {"type": "array", "items": reference("Tree")},
                        links={"type": "object", "properties": {"next": {"type": ["string", "null"]}}},
                    )
                ),
            },
            "post": {
                "tags": ["trees"],
                "operationId": "plant-tree",
                "x-scope": ["forest_id"],
                "requestBody": taking(
                    {
                        "oneOf": [
                            {
                                "type": "object",
                                "required": ["forest_id", "name", "seed"],
                                "properties": {"forest_id": TEXT, "name": TEXT, "seed": TEXT},
                            },
                            {
                                "type": "object",
                                "required": ["name", "cutting"],
                                "properties": {"name": TEXT, "cutting": {"type": "integer"}},
                            },
                        ]
                    }
                ),
                "responses": {201: {"content": {JSON: {"schema": data(reference("TallTree"))}}}, "202": {}},
            },
        },
        "/shapes": {
            "get": {
                "tags": ["shapes"],
                "operationId": "get-shape",
                "responses": giving(
                    data({"oneOf": [reference("Round"), reference("Square")], "@comment": "A sentence of theirs."})
                ),
            },
            "put": {
                "tags": ["shapes"],
                "operationId": "set-shape",
                "requestBody": taking({"allOf": [reference("Round"), {"properties": {"tags": {"type": "object"}}}]}),
                "responses": {"204": {}},
            },
        },
    },
    "components": {
        "schemas": {
            "Tree": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": TEXT,
                    "height": {"type": ["number", "null"]},
                    "either": {"type": ["integer", "string"]},
                    "notes": {"type": "object", "additionalProperties": True},
                    "roots": {
                        "x-model": "Roots",
                        "type": "object",
                        "required": ["depth"],
                        "properties": {"depth": {"type": "integer"}},
                    },
                    "sap": {"const": "green"},
                    "api_token": {"type": "string", "format": "password"},
                },
            },
            "TallTree": {
                "allOf": [
                    reference("Tree"),
                    {"type": "object", "required": ["top"], "properties": {"top": {"type": "number"}}},
                ]
            },
            "Round": shape("round", radius="number"),
            "Square": shape("square", side="number"),
        }
    },
}
DOCUMENTATION = 'documentation = "https://example.com/trees"\n'


def laid_out(folder: Path, document: dict[str, Any]) -> Path:
    """The folder `openapi/` for a document, which is put into normal form but for our own words."""
    openapi = folder / "openapi"
    version = openapi / document["info"]["version"]
    version.mkdir(parents=True)
    for name in ("templates", "codegen.yaml"):
        (openapi / name).symlink_to(ROOT / "openapi" / name)
    (version / "interface.yaml").write_text(dump(ours_kept(document)), encoding="utf-8")
    (version / "source.toml").write_text(DOCUMENTATION, encoding="utf-8")
    return openapi


def ours_kept(document: dict[str, Any]) -> dict[str, Any]:
    """The normal form with `x-…` as corrections would add them."""
    renamed = json.loads(json.dumps(document).replace('"x-', '"our-'))
    found: dict[str, Any] = json.loads(json.dumps(normal_form(renamed)).replace('"our-', '"x-'))
    return found


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], ModuleType]]:
    """Imports a module of the generated client by its name inside the version."""
    folder = tmp_path_factory.mktemp("difficulties")
    openapi = laid_out(folder, DOCUMENT)
    generate("v7", folder / "raw_trees" / "v7", openapi)
    write_shared(folder / "raw_trees")
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"raw_trees.v7.{name}")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "raw_trees"]:
        del sys.modules[name]


def signature(trees: Callable[[str], ModuleType], module: str) -> str:
    return str(inspect.signature(trees(f"api.{module}").request))


def read_as(trees: Callable[[str], ModuleType], module: str, value: Any, *given: Any, **named: Any) -> Any:
    request = trees(f"api.{module}").request(*given, **named)
    return request.read(200, {}, json.dumps(value).encode()).parsed


# ------------------------------------------------------------------------------------------------ handled


def test_a_body_that_is_a_choice_takes_the_fields_of_all_and_requires_what_all_do(
    trees: Callable[[str], ModuleType],
) -> None:
    assert signature(trees, "trees.plant_tree") == (
        "(*, name: 'str', seed: 'str | None' = None, cutting: 'int | None' = None, forest_id: 'str | None' = None)"
        " -> 'Request[TallTree | None]'"
    )


def test_the_same_name_in_path_and_body_is_one_argument_that_is_sent_in_both(
    trees: Callable[[str], ModuleType],
) -> None:
    request = trees("api.trees.plant_tree").request(name="oak", seed="acorn", forest_id="f1")
    assert request.path_values == {"forest_id": "f1"}
    assert request.body == {"name": "oak", "seed": "acorn", "forest_id": "f1"}


def test_an_id_that_the_client_holds_fills_the_path_and_the_body(trees: Callable[[str], ModuleType]) -> None:
    request = trees("api.trees.plant_tree").request(name="oak")
    assert request.path_values == {"forest_id": None}
    filled = request.filled({"forest_id": "f2"})
    assert (filled.path_values, filled.body) == ({"forest_id": "f2"}, {"name": "oak", "forest_id": "f2"})
    given = trees("api.trees.plant_tree").request(name="oak", forest_id="f1")
    assert given.filled({"forest_id": "f2"}).path_values == {"forest_id": "f1"}
    assert request.filled({}).path_values == {"forest_id": None}


def test_a_status_written_as_a_number_is_the_same_as_text(trees: Callable[[str], ModuleType]) -> None:
    tree = read_as(trees, "trees.plant_tree", {"data": {"id": "t", "top": 3.5}}, name="oak")
    assert (type(tree).__name__, tree.top) == ("TallTree", 3.5)


def test_objects_put_together_have_the_fields_of_all_their_parts(trees: Callable[[str], ModuleType]) -> None:
    model = trees("models").TallTree
    assert model.from_dict({"id": "t", "top": 1}).id == "t"
    assert read_error(lambda: model.from_dict({"id": "t"}))[:2] == ("TallTree", "top")


def read_error(read: Callable[[], object]) -> tuple[str, str | None, str]:
    """What a decoding error of the generated client says; its class is that of its own runtime."""
    with pytest.raises(Exception, match="missing or null") as caught:
        read()
    error: Any = caught.value
    return error.model, error.field, error.problem


def test_types_of_3_1_are_optional_or_a_choice(trees: Callable[[str], ModuleType]) -> None:
    tree = trees("models").Tree
    assert tree.__annotations__["height"] == "float | None"
    assert tree.__annotations__["either"] == "int | str | None"
    assert tree.from_dict({"id": "t", "height": None, "either": "many"}).either == "many"


def test_a_free_form_object_is_a_mapping(trees: Callable[[str], ModuleType]) -> None:
    tree = trees("models").Tree
    assert tree.__annotations__["notes"] == "dict[str, Any] | None"
    value = {"id": "t", "notes": {"any": ["thing"]}}
    assert tree.from_dict(value).notes == {"any": ["thing"]}
    assert tree.from_dict(value).to_dict() == value
    assert "tags: 'Mapping[str, Any] | None' = None" in signature(trees, "shapes.set_shape")


def test_an_inline_object_gets_the_name_that_corrections_give_it(trees: Callable[[str], ModuleType]) -> None:
    assert trees("models").Tree.from_dict({"id": "t", "roots": {"depth": 2}}).roots == trees("models").Roots(depth=2)


def test_a_constant_is_text(trees: Callable[[str], ModuleType]) -> None:
    assert trees("models").Round.__annotations__["kind"] == "str"


def test_a_secret_by_its_format_is_not_shown(trees: Callable[[str], ModuleType]) -> None:
    tree = trees("models").Tree.from_dict({"id": "t", "api_token": "hush"})
    assert tree.api_token == "hush"
    assert "hush" not in repr(tree)


def test_a_union_is_told_apart_by_its_field_of_one_value(trees: Callable[[str], ModuleType]) -> None:
    assert type(read_as(trees, "shapes.get_shape", {"data": {"kind": "square", "side": 2}})).__name__ == "Square"
    assert type(read_as(trees, "shapes.get_shape", {"data": {"kind": "round", "radius": 2}})).__name__ == "Round"


def test_a_member_of_a_union_that_is_not_known_yet_stays_what_it_is(trees: Callable[[str], ModuleType]) -> None:
    assert read_as(trees, "shapes.get_shape", {"data": {"kind": "star"}}) == {"kind": "star"}


def test_a_known_member_with_a_missing_field_says_which(trees: Callable[[str], ModuleType]) -> None:
    model, field, _ = read_error(lambda: read_as(trees, "shapes.get_shape", {"data": {"kind": "square"}}))
    assert (model, field) == ("Square", "side")


def test_data_with_links_is_a_list_that_comes_in_pages(trees: Callable[[str], ModuleType]) -> None:
    method = trees("api.trees").Trees.list
    assert str(inspect.signature(method)) == (
        "(self, *, page_limit: 'int | None' = None, page_token: 'str | None' = None, forest_id: 'str | None' = None)"
        " -> 'Pages[Tree]'"
    )
    link = "https://api.example.com/v7/forests/f/trees?page_limit=1&page_token=abc%3D"
    page = read_as(trees, "trees.list_trees", {"data": [{"id": "t"}], "links": {"next": link}})
    assert ([tree.id for tree in page], page.next) == (["t"], "abc=")
    assert read_as(trees, "trees.list_trees", {"data": [], "links": {"next": None}}).next is None
    assert read_as(trees, "trees.list_trees", {"data": []}).next is None
    assert read_as(trees, "trees.list_trees", {"data": [], "links": {"next": "plain-token"}}).next == "plain-token"


def test_an_operation_knows_its_version_and_its_scope(trees: Callable[[str], ModuleType]) -> None:
    operation = trees("api.trees.list_trees").OPERATION
    assert (operation.version, operation.scope, operation.quota) == ("v7", ("forest_id",), "")


def test_comments_of_the_authors_are_not_kept() -> None:
    assert "theirs" not in dump(normal_form(DOCUMENT))


def test_the_documentation_of_a_method_names_the_page_of_its_version(trees: Callable[[str], ModuleType]) -> None:
    assert (inspect.getdoc(trees("api.trees").Trees.plant) or "").endswith("See https://example.com/trees.")


# ------------------------------------------------------------------------------------------------ refused


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
        "the path has {forest_id}, and no parameter says so",
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
        "its response 200 can be text/event-stream, and only application/json is supported",
    ),
    "a body of another type": (
        lambda d: at(d, *FORESTS, "post").update(requestBody={"content": {"text/csv": {"schema": TEXT}}}),
        "its body is text/csv, and only application/json is supported",
    ),
    "a name in query and path": (
        lambda d: at(d, *FORESTS, "get", "parameters").append({"in": "query", "name": "forestId", "schema": TEXT}),
        "forest_id is in the path and in the query: two arguments of one name",
    ),
    "what only 3.1 can say": (
        lambda d: at(d, "components", "schemas", "Tree").update(patternProperties={"^x": TEXT}),
        "components > schemas > Tree: `patternProperties` is not in OpenAPI 3.0",
    ),
    "an operation id that is no name": (
        lambda d: at(d, *FORESTS, "get").update(operationId="2 trees"),
        "its operationId makes no name of a function: '2_trees'",
    ),
    "another way of paging": (
        lambda d: at(d, *FORESTS, "get").update({"x-paged": "cursor"}),
        "x-paged is 'cursor', and none of token, number",
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
        (lambda d: at(d, "components", "schemas").pop("Square"), "`#/components/schemas/Square` is referred to"),
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
    with pytest.raises(GenerationError, match=r"model\.py was generated and is not Python, so nothing was replaced"):
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
    with pytest.raises(DocumentError, match="only one of them can be"):
        load_corrections(tmp_path)

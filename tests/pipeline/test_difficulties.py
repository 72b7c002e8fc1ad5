"""What a document of another version may have that v1's has not, and how it is handled; test_refused.py has the rest.

All of it is in one small document of our own, which is generated once.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pickle
import sys
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from pipeline.documents import dump
from pipeline.generator import generate, write_shared
from pipeline.normal_form import normal_form
from small_documents import DOCUMENT, laid_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType


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


def test_a_required_field_that_may_be_null_is_none_then(trees: Callable[[str], ModuleType]) -> None:
    tree = trees("models").Tree
    assert tree.__annotations__["felled"] == "datetime.datetime | None"
    read = tree.from_dict({"id": "t", "felled": None, "height": None})
    assert (read.felled, read.height) == (None, None)


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


def test_a_text_that_is_secret_by_its_format_or_its_name_is_shown_only_when_it_is_asked_for(
    trees: Callable[[str], ModuleType],
) -> None:
    source = {"id": "t", "api_token": "hush", "rootPassword": "hush, too"}
    for kind in ("Tree", "TallTree"):
        tree = getattr(trees("models"), kind).from_dict({**source, "top": 1})
        assert (tree.api_token, tree.root_password) == ("hush", "hush, too")
        assert tree.to_dict() == {**source, "top": 1}
        assert "hush" not in f"{tree} {attrs.asdict(tree)} {pickle.dumps(tree)!r}"
    tree = trees("models").Tree.from_dict({"id": "t", "rootPassword": None})
    assert (tree.api_token, tree.root_password, tree.to_dict()) == (None, None, {"id": "t"})


def test_a_value_with_a_secret_name_that_is_no_text_is_only_left_out_of_the_repr(
    trees: Callable[[str], ModuleType],
) -> None:
    tree = trees("models").Tree.from_dict({"id": "t", "secret_leaves": 7})
    assert tree.secret_leaves == 7 and "secret_leaves" not in repr(tree)
    assert pickle.loads(pickle.dumps(tree)) == tree


def test_a_union_is_told_apart_by_its_field_of_one_value(trees: Callable[[str], ModuleType]) -> None:
    assert type(read_as(trees, "shapes.get_shape", {"data": {"kind": "square", "side": 2}})).__name__ == "Square"
    assert type(read_as(trees, "shapes.get_shape", {"data": {"kind": "round", "radius": 2}})).__name__ == "Round"


def test_a_member_of_a_union_that_is_not_known_yet_stays_what_it_is(trees: Callable[[str], ModuleType]) -> None:
    assert read_as(trees, "shapes.get_shape", {"data": {"kind": "star"}}) == {"kind": "star"}


def test_a_known_member_with_a_missing_field_says_which(trees: Callable[[str], ModuleType]) -> None:
    model, field, _ = read_error(lambda: read_as(trees, "shapes.get_shape", {"data": {"kind": "square"}}))
    assert (model, field) == ("Square", "side")


def test_a_body_that_is_a_reference_gives_the_same_arguments(trees: Callable[[str], ModuleType]) -> None:
    request = trees("api.shapes.set_shape").request(kind="round", radius=2.5, tags={"a": 1})
    assert request.body == {"kind": "round", "radius": 2.5, "tags": {"a": 1}}


def test_a_union_whose_objects_have_the_same_value_is_told_apart_by_what_they_require(
    trees: Callable[[str], ModuleType],
) -> None:
    assert type(read_as(trees, "shapes.guess_shape", {"data": {"kind": "round", "place": "a"}})).__name__ == "Dot"
    assert type(read_as(trees, "shapes.guess_shape", {"data": {"kind": "round", "area": 2}})).__name__ == "Disc"


def test_links_beside_an_object_are_no_pages(trees: Callable[[str], ModuleType]) -> None:
    method = trees("api.shapes").Shapes.guess
    assert inspect.signature(method).return_annotation == "Dot | Disc"


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

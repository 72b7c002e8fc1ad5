"""The tables of commands: a new operation of a document is a command, and a table that lies is refused."""

from __future__ import annotations

import copy
import inspect
from typing import TYPE_CHECKING, Any

import click
import pytest

from aurakit.cli.app import commands_of
from aurakit.cli.operations import operation_command
from aurakit_raw.commands import Command, Option
from pipeline.commands import command_tables, write_tables
from pipeline.documents import DocumentError
from pipeline.facts import prepare
from raw_operations import ALL, Documented, name_of
from small_documents import DOCUMENT, TEXT, data, giving, in_path, ours_kept, reference, taking

if TYPE_CHECKING:
    from pathlib import Path


def tables_of(document: dict[str, Any]) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    prepared, facts = prepare(copy.deepcopy(document), "v7")
    return command_tables(prepared, facts), facts


def read(entry: dict[str, Any]) -> Command:
    """A table's entry as a command line reads it."""
    return Command(**{**entry, "options": tuple(Option(**option) for option in entry["options"])})


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return ours_kept(DOCUMENT)


@pytest.mark.parametrize("operation", ALL, ids=name_of)
def test_every_operation_is_in_a_table_with_its_own_arguments(operation: Documented) -> None:
    command = commands_of(operation.version, operation.tag)[operation.method]
    signature = inspect.signature(operation.module.request)
    assert command.operation == operation.name
    assert {option.name for option in command.options} == set(signature.parameters)
    required = {option.name for option in command.options if option.required and option.name not in command.scope}
    assert required == {name for name, one in signature.parameters.items() if one.default is inspect.Parameter.empty}


def test_a_new_operation_in_a_document_is_a_command_without_a_line_of_ours(document: dict[str, Any]) -> None:
    before, _ = tables_of(document)
    grown = copy.deepcopy(document)
    kinds = {"type": "string", "enum": ["soft", "HARD"]}
    grown["paths"]["/forests/{forest_id}/trees/{tree_id}/pruning"] = {
        "parameters": in_path("forest_id", "tree_id"),
        "post": {
            "tags": ["trees"],
            "operationId": "prune-tree",
            "summary": "Prune a tree.",
            "requestBody": taking(
                {
                    "type": "object",
                    "required": ["cutKind"],
                    "properties": {
                        "cutKind": {**kinds, "description": "How hard."},
                        "branches": {"type": "array", "items": {"type": "string"}},
                        "at": {"type": "object", "properties": {"height": {"type": "number"}}},
                        "mayRest": {"type": "boolean"},
                        "pass_word": TEXT,
                        "password": TEXT,
                    },
                }
            ),
            "responses": giving(data(reference("Tree"))),
        },
    }
    after, _ = tables_of(grown)
    assert after["trees"].keys() - before["trees"].keys() == {"prune"}
    command = read(after["trees"]["prune"])
    made = operation_command("v7", "trees", "prune", command)
    assert made.help == "Prune a tree."
    options = {option.opts[0]: option for option in made.params if isinstance(option, click.Option)}
    assert [one.name for one in made.params if isinstance(one, click.Argument)] == ["forest_id", "tree_id"]
    assert options["--cut-kind"].type.values == ("soft", "HARD")  # type: ignore[attr-defined]
    assert options["--cut-kind"].help == "How hard.  [required]"
    assert options["--branches"].multiple
    assert options["--at"].type.name == "json"
    assert options["--may-rest"].secondary_opts == ["--no-may-rest"]
    assert options["--password"].type.name == "@file|-"
    assert command.secrets == ("api_token", "rootPassword", "secret_leaves")


def test_a_table_that_does_not_say_what_the_operation_takes_is_refused(
    document: dict[str, Any], tmp_path: Path
) -> None:
    tables, facts = tables_of(document)
    module = tmp_path / "api" / "shapes" / "get_shape.py"
    module.parent.mkdir(parents=True)
    module.write_text("def request(*, colour): ...\n", encoding="utf-8")
    with pytest.raises(
        DocumentError, match=r"shapes\.get: the command has the arguments \[\], but the operation \['col"
    ):
        write_tables({"shapes": tables["shapes"]}, facts, tmp_path)

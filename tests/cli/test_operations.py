"""Commands for the operations of the API: what they take, send and write."""

from __future__ import annotations

import json
import stat
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aurakit.cli.app import commands_of, groups_of, other_versions
from aurakit.cli.operations import operation_command
from aurakit.cli.waitable import WAITABLE
from cli.conftest import WANTED

if TYPE_CHECKING:
    from aurakit_raw.commands import Command
    from cli.conftest import Shell

EVERY = [
    (version, group, method, command)
    for version in ("v1", *other_versions())
    for group in groups_of(version)
    for method, command in commands_of(version, group).items()
]


def named(value: object) -> str | None:
    return value if isinstance(value, str) else None


# ------------------------------------------------------------------------------------------------ what there is


@pytest.mark.parametrize(("version", "group", "method", "command"), EVERY, ids=named)
def test_every_operation_is_a_command_whose_options_are_its_arguments(
    version: str, group: str, method: str, command: Command
) -> None:
    made = operation_command(version, group, method, command)
    names = [parameter.name for parameter in made.params]
    assert len(names) == len(set(names)), "an option of the API hides one of the command line"
    assert {option.name for option in command.options} <= set(names)
    assert command.summary
    client = import_module(f"aurakit.{version}").Aura
    assert hasattr(client, group)


@pytest.mark.parametrize("version", ["v1", *other_versions()])
def test_what_a_command_can_wait_for_is_what_the_clients_wait_takes(version: str) -> None:
    models = import_module(f"aurakit_raw.{version}.models")
    waitable = import_module(f"aurakit.{version}.client").VERSION.waitable
    found = set()
    for name in {name for one, _, _, command in EVERY if one == version for name in command.models}:
        model = getattr(models, name, None)
        if model is None:
            continue
        made = model.__new__(model)
        if hasattr(model, "id"):
            made.id = "one"
        try:
            waitable(made)
        except TypeError:
            continue
        except AttributeError:  # it was taken, and has no fields here
            pass
        found.add(name)
    assert found == WAITABLE.get(version, frozenset())


# ------------------------------------------------------------------------------------------------ results


def test_a_list_is_json_lines_where_nobody_looks(shell: Shell) -> None:
    first, second = shell.created("orders"), shell.created("archive")
    found = shell("instances", "list")
    assert (found.status, found.errors) == (0, "")
    assert {(one["id"], one["name"]) for one in found.lines} == {(first, "orders"), (second, "archive")}


def test_it_is_a_table_on_a_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    instance = shell.created()
    monkeypatch.setenv("NO_COLOR", "1")
    found = shell("instances", "list", terminal=True)
    head, _, row = found.output.splitlines()
    assert head.split()[:2] == ["id", "name"]
    assert row.split()[:2] == [instance, "orders"]


def test_an_empty_list_says_so_on_a_terminal_and_writes_nothing_elsewhere(shell: Shell) -> None:
    assert shell("instances", "list", terminal=True).errors == "None found.\n"
    assert shell("instances", "list") == (0, "", "")


def test_one_resource_is_one_object_in_every_format(shell: Shell) -> None:
    instance = shell.created()
    assert json.loads(shell("instances", "get", instance, "-o", "json").output)["id"] == instance
    assert shell("instances", "get", instance, "-o", "yaml").output.startswith(f"id: {instance}\nname: orders\n")
    assert (
        shell("instances", "get", instance, "-o", "csv").output.splitlines()[1].startswith(f"{instance},orders,running")
    )
    assert shell("instances", "get", instance, "-o", "text").output.startswith(f"{instance}\torders\trunning\t")
    lines = shell("instances", "get", instance, "-o", "table").output.splitlines()
    assert lines[0].split() == ["id", instance]


def test_the_format_may_be_said_before_the_command_or_in_the_environment(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.created()
    after = shell("instances", "list", "--output", "yaml").output
    assert shell("--output", "yaml", "instances", "list").output == after
    monkeypatch.setenv("AURAKIT_OUTPUT", "yaml")
    assert shell("instances", "list").output == after
    assert shell("instances", "list", "-o", "json").output.startswith("[\n")


def test_a_table_counts_what_is_a_table_of_its_own(shell: Shell) -> None:
    shown = shell("projects", "get", shell.sandbox.project_id, "-o", "table").output
    (line,) = [line for line in shown.splitlines() if line.startswith("instance_configurations")]
    assert line.endswith("items: --query instance_configurations")
    configurations = shell(
        "projects", "get", shell.sandbox.project_id, "-o", "table", "--query", "instance_configurations[:2]"
    ).output
    assert configurations.split()[:2] == ["region", "region_name"]


def test_a_query_takes_part_of_the_result(shell: Shell) -> None:
    instance = shell.created()
    assert shell("instances", "list", "--query", "[?name=='orders'].id", "-o", "text").output == f"{instance}\n"
    assert shell("instances", "get", instance, "--query", "status").output == '"running"\n'
    wrong = shell("instances", "list", "--query", "[?")
    assert wrong.status == 2
    assert "--query" in wrong.errors


def test_control_characters_in_a_name_do_not_reach_a_terminal(shell: Shell) -> None:
    shell.sandbox.state.add({"projects": [{"id": "p2", "name": "a\x1b[31mred"}]})
    assert "\x1b[31m" not in shell("projects", "list", terminal=True).output


# ------------------------------------------------------------------------------------------------ bodies


def test_options_become_the_fields_of_the_body(shell: Shell) -> None:
    found = shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id, "--vector-optimized")
    assert found.status == 0
    (instance,) = shell.sandbox.instances
    assert (instance.name, instance.memory, instance.vector_optimized) == ("orders", "8GB", True)


def test_the_body_may_be_json_from_a_file_or_standard_input_and_options_win_over_it(shell: Shell) -> None:
    body = {
        "name": "other", "type": "professional-db", "memory": "2GB", "region": "europe-west1",
        "cloud_provider": "gcp", "version": "5", "tenant_id": shell.sandbox.project_id,
    }  # fmt: skip
    Path("body.json").write_text(json.dumps(body))
    assert shell("instances", "create", "--json-body", "body.json", "--name", "mine").one["name"] == "mine"
    assert shell("instances", "create", "--json-body", "-", given=json.dumps(body)).one["name"] == "other"


def test_a_body_with_an_unknown_field_or_without_a_needed_one_is_refused_before_anything_is_sent(shell: Shell) -> None:
    unknown = shell("instances", "create", "--json-body", "-", given='{"colour": "red"}')
    assert unknown.status == 2
    assert "colour" in unknown.errors
    lacking = shell("instances", "create", "--json-body", "-", given='{"name": "orders"}')
    assert lacking.status == 2
    assert "needs --version, --region, --memory, --type, --tenant-id, --cloud-provider." in lacking.errors
    assert shell.sandbox.requests == ()


def test_a_value_is_taken_in_any_case_and_an_unknown_one_is_refused_with_those_there_are(shell: Shell) -> None:
    given = [*WANTED, "--tenant-id", shell.sandbox.project_id]
    assert shell("instances", "create", *given, "--type", "Professional-DB").status == 0
    wrong = shell("instances", "create", *given, "--type", "huge-db")
    assert wrong.status == 2
    assert "'huge-db' is not one of enterprise-db" in wrong.errors


def test_a_needed_project_is_that_of_the_environment(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_PROJECT_ID", shell.sandbox.project_id)
    assert shell("instances", "create", *WANTED).status == 0


# ------------------------------------------------------------------------------------------------ secrets


def test_an_initial_password_is_kept_in_a_private_file_and_not_shown(shell: Shell) -> None:
    found = shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id)
    path = shell.folder / f"Neo4j-{found.one['id']}.env"
    assert found.one["password"] == "***"
    assert found.errors == f"The secrets of the response are in {path.name}: keep that file.\n"
    text = path.read_text()
    assert f"NEO4J_URI={found.one['connection_url']}\n" in text
    assert "NEO4J_PASSWORD=***" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_written_out_when_that_is_asked_for_and_then_kept_nowhere(shell: Shell) -> None:
    found = shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id, "--show-secrets")
    assert len(found.one["password"]) > 8
    assert list(shell.folder.glob("*.env")) == []


def test_the_file_may_be_named_and_an_existing_one_is_refused_before_anything_is_created(shell: Shell) -> None:
    given = [*WANTED, "--tenant-id", shell.sandbox.project_id, "--credentials-file", "mine.env"]
    assert shell("instances", "create", *given).status == 0
    before = Path("mine.env").read_text()
    again = shell("instances", "create", *given)
    assert again.status == 2
    assert "mine.env exists already" in again.errors
    assert Path("mine.env").read_text() == before
    assert len(shell.sandbox.instances) == 1


def test_where_it_could_not_be_kept_nothing_is_created(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)  # as in a folder of another user's, but for root
    found = shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id)
    assert found.status == 2
    assert "--credentials-file FILE or --show-secrets" in found.errors
    assert shell.sandbox.instances == ()


def test_a_file_that_cannot_be_written_after_all_is_replaced_by_a_temporary_one(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("aurakit.cli.secret_files.write_new", full)
    found = shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id)
    assert found.status == 0
    warning, told = found.errors.splitlines()
    assert warning.endswith("cannot be written: No space left on device.")
    path = Path(told.split(" are in ")[1].partition(": keep")[0])
    assert "NEO4J_PASSWORD=" in path.read_text()
    path.unlink()


def test_a_creation_whose_response_cannot_be_read_does_not_cost_the_password(shell: Shell) -> None:
    body = {"data": {"password": "initial-Password_1", "username": "neo4j"}}
    shell.sandbox.fail(method="POST", path="/instances", status=202, body=body)
    found = shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id)
    assert found.status == 9
    assert "initial-Password_1" not in found.errors + found.output
    (kept,) = shell.folder.glob("aurakit-instances-create*.txt")
    assert f"are in {kept.name}: keep that file." in found.errors
    assert json.loads(kept.read_text()) == body


# ------------------------------------------------------------------------------------------------ long work


def test_a_wait_ends_with_the_settled_resource_and_says_how_it_goes_on_standard_error(shell: Shell) -> None:
    found = shell("instances", "create", *WANTED, "--tenant-id", shell.sandbox.project_id, "--wait")
    assert (found.status, found.one["status"]) == (0, "running")
    assert found.one["password"] == "***"
    _, first, *_, last = found.errors.splitlines()
    assert first == f"orders ({found.one['id']}): creating, expected: up to 10 min"
    assert last.startswith(f"orders ({found.one['id']}): running after ")


def test_several_ids_are_dealt_with_at_once_and_one_that_fails_does_not_stop_the_others(shell: Shell) -> None:
    first, second = shell.created("one"), shell.created("two")
    found = shell("instances", "pause", first, "nope0000", second, "--wait")
    assert found.status == 4
    assert [one["status"] for one in found.lines] == ["paused", "paused"]
    assert "nope0000" in found.errors
    assert (shell.state_of(first), shell.state_of(second)) == ("paused", "paused")


def test_what_goes_on_elsewhere_can_be_waited_for(shell: Shell) -> None:
    instance = shell.created()
    shell("instances", "pause", instance)
    found = shell("wait", "instances", instance)
    assert (found.status, found.one["status"]) == (0, "paused")


def test_a_wait_that_is_too_short_and_an_operation_that_fails_have_statuses_of_their_own(shell: Shell) -> None:
    instance = shell.created()
    assert shell("instances", "pause", instance, "--wait", "--wait-timeout", "1").status == 11
    shell.sandbox.operations.finish()
    shell.sandbox.operations.fail("snapshot")
    shell("instances", "resume", instance, "--wait")
    assert shell("snapshots", "create", instance, "--wait").status == 10


def test_what_loses_data_is_refused_where_nobody_can_be_asked(shell: Shell) -> None:
    instance = shell.created()
    found = shell("instances", "delete", instance)
    assert found.status == 2
    assert "give --yes" in found.errors
    assert shell.state_of(instance) == "running"
    assert shell("instances", "delete", instance, "--yes", "--wait").status == 0
    assert shell.sandbox.instances == ()


def test_on_a_terminal_the_answer_counts(shell: Shell) -> None:
    instance = shell.created()
    no = shell("instances", "delete", instance, given="n\n", terminal=True)
    assert no.status == 1
    assert no.errors.endswith("Continue? [y/N]: Cancelled; nothing was changed.\n")
    assert no.output == ""
    assert shell.state_of(instance) == "running"
    assert shell("instances", "delete", instance, given="y\n", terminal=True).status == 0


@pytest.mark.parametrize("words", ["snapshots restore a b", "instances overwrite a --source-instance-id b"])
def test_what_replaces_data_asks_as_well(shell: Shell, words: str) -> None:
    assert "loses data permanently" in shell(*words.split()).errors


def test_a_repeated_deletion_writes_nothing(shell: Shell) -> None:
    key = shell("customer-managed-keys", "delete", "00000000-0000-0000-0000-000000000000", "--yes")
    assert key.status == 4

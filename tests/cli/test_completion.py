"""Completion in a shell: words, values, and ids where they are wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

from aurakit.cli.app import root

if TYPE_CHECKING:
    from cli.conftest import Shell


def completed(*words: str) -> list[str]:
    """What a shell offers for the last of these words."""
    *before, incomplete = words
    found = ShellComplete(root, {}, "aurakit", "_AURAKIT_COMPLETE").get_completions(list(before), incomplete)
    return [item.value for item in found]


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(shell: Shell, kind: str) -> None:
    found = shell("completion", kind)
    assert found.status == 0
    assert "_AURAKIT_COMPLETE" in found.output


def test_commands_options_and_values_are_completed() -> None:
    assert completed("inst") == ["instances"]
    assert completed("instances", "ens") == ["ensure", "ensure-running", "ensure-paused"]
    assert completed("instances", "create", "--mem") == ["--memory"]
    assert completed("instances", "create", "--cloud-provider", "a") == ["aws", "azure"]
    assert completed("instances", "list", "--output", "j") == ["json", "jsonl"]


def test_ids_are_completed_when_that_is_wished_and_no_request_is_made_otherwise(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = shell.created()
    shell.sandbox.requests.clear()
    assert completed("instances", "get", "") == []
    assert shell.sandbox.requests == ()
    monkeypatch.setenv("AURAKIT_COMPLETE_IDS", "1")
    assert completed("instances", "get", "") == [instance]
    assert completed("instances", "get", instance[:3]) == [instance]
    assert completed("projects", "get", "") == [shell.sandbox.project_id]
    assert completed("instances", "find", "or") == ["orders"]


def test_an_id_below_another_is_completed_with_those_below_it(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAKIT_COMPLETE_IDS", "1")
    instance = shell.created()
    shell("snapshots", "create", instance)
    shell.sandbox.operations.finish()
    (snapshot,) = [one.snapshot_id for one in shell.sandbox.client().snapshots.list(instance)]
    assert completed("snapshots", "get", instance, "") == [snapshot]


def test_a_completion_that_fails_offers_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAKIT_COMPLETE_IDS", "1")
    monkeypatch.setenv("AURA_CLIENT_SECRET", "wrong")
    assert completed("instances", "get", "") == []

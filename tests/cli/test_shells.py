"""Completion in the shells themselves: Tab is pressed in a terminal."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from aurakit.sandbox import Awkwardness, Sandbox

from . import shells
from .shells import InteractiveShell

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


@pytest.fixture(scope="module")
def instances() -> Iterator[tuple[Sandbox, list[str]]]:
    """A sandbox with two instances, and their ids."""
    with Sandbox(awkwardness=Awkwardness.off()) as sandbox:
        aura = sandbox.client()
        ids = [
            aura.instances.create(
                name=name, tenant_id=sandbox.project_id, type="professional-db", version="5", memory="8GB",
                cloud_provider="gcp", region="europe-west1",
            ).id
            for name in ("orders", "archive: cold, big")
        ]  # fmt: skip
        yield sandbox, ids


@pytest.fixture(scope="module", params=shells.to_try())
def shell(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, instances: tuple[Sandbox, list[str]]
) -> Iterator[InteractiveShell]:
    environment = {**instances[0].env(), "AURAKIT_COMPLETE_IDS": "1"}
    home = tmp_path_factory.mktemp(request.param)
    (home / "body.json").write_text("{}")
    with InteractiveShell(request.param, home, environment) as shell:
        yield shell


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("aurakit inst", "aurakit instances "),
        ("aurakit instances ensure-r", "aurakit instances ensure-running "),
        ("aurakit v2beta1 agents inv", "aurakit v2beta1 agents invoke "),
        ("aurakit instances create --mem", "aurakit instances create --memory "),
        ("aurakit instances create --cloud-provider aw", "aurakit instances create --cloud-provider aws "),
        ("aurakit instances list --output js", "aurakit instances list --output json"),
        ("aurakit instances find or", "aurakit instances find orders "),
        ("aurakit instances list --output=ya", "aurakit instances list --output=yaml "),
        ("aurakit instances list --output=json --que", "aurakit instances list --output=json --query "),
        ("aurakit instances create --json-body bod", "aurakit instances create --json-body body.json "),
        ("aurakit instances get nothing-like-it", "aurakit instances get nothing-like-it"),
    ],
)
def test_tab_completes_commands_options_values_and_names(shell: InteractiveShell, typed: str, completed: str) -> None:
    assert shell.completed(typed) == completed, shell.screen


def test_a_name_with_spaces_stays_one_word(shell: InteractiveShell) -> None:
    found = shell.completed("aurakit instances find arch")
    assert shlex.split(found) == ["aurakit", "instances", "find", "archive: cold, big"], found
    assert shell.completed("aurakit instances find 'arch") == "aurakit instances find 'archive: cold, big' "


def test_tab_completes_an_id(shell: InteractiveShell, instances: tuple[Sandbox, list[str]]) -> None:
    for instance in instances[1]:
        assert shell.completed(f"aurakit instances get {instance[:6]}") == f"aurakit instances get {instance} "


def test_tab_offers_what_there_is(shell: InteractiveShell, instances: tuple[Sandbox, list[str]]) -> None:
    names = () if shell.name == "bash" else ("orders", "archive: cold, big")  # Bash has no place for them
    shell.offered("aurakit instances get ", *instances[1], *names)
    shell.offered("aurakit instances create --cloud-provider ", "aws", "azure", "gcp")


def test_a_shell_that_is_missing_is_named_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: "/bin/bash" if name == "bash" else None)
    monkeypatch.delenv("AURAKIT_REQUIRE_SHELLS", raising=False)
    assert shells.to_try() == ["bash"]
    assert shells.left_out() == "not on the PATH: zsh, fish"


def test_where_they_are_required_all_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv("AURAKIT_REQUIRE_SHELLS", "1")
    assert shells.to_try() == ["bash", "zsh", "fish"]
    assert shells.left_out() is None
    assert shells.problem() is not None

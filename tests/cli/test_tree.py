"""The tree of commands: what help shows, what it costs, and what is said when something is missing."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from aurakit import __version__
from aurakit.cli.app import OWN, other_versions, root
from aurakit.cli.suggestions import ELSEWHERE
from support.commands import ROOT, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli.conftest import Shell

ENTRY = "import sys; from aurakit.cli.entry import main; sys.exit(main(sys.argv[1:]))"


def every_command() -> Iterator[list[str]]:
    """The words of every command and group."""
    waiting: list[tuple[list[str], click.Command]] = [([], root)]
    while waiting:
        words, command = waiting.pop()
        yield words
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                waiting.append(([*words, name], found))


COMMANDS = [words for words in every_command() if words != ["doctor"]]


def run(home: Path, *arguments: str, code: str = ENTRY) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], env=surroundings(home, {"COLUMNS": "100"}), cwd=home,
        capture_output=True, encoding="utf-8", timeout=60.0, check=False,
    )  # fmt: skip


def test_every_command_has_help(shell: Shell) -> None:
    assert len(COMMANDS) > 40
    for words in COMMANDS:
        found = shell(*words, "--help")
        assert (found.status, found.errors) == (0, ""), words
        assert found.output.startswith(f"Usage: {' '.join(['aurakit', *words])} ")


def test_the_resources_of_the_first_version_stand_at_the_top_and_other_versions_are_groups(shell: Shell) -> None:
    shown = shell("--help").output
    for name in ("instances", "snapshots", "projects", "customer-managed-keys", "sessions", *OWN, *other_versions()):
        assert f"\n  {name} " in shown


def test_required_options_are_marked_and_values_listed(shell: Shell) -> None:
    shown = " ".join(shell("instances", "create", "--help").output.split())
    assert "--memory TEXT The memory, such as `8GB`. [required]" in shown
    assert "--cloud-provider [gcp|aws|azure]" in shown
    assert "--storage TEXT The disk, such as `16GB`; not for Free instances. --" in shown


@pytest.mark.parametrize(
    "words", [["--help"], ["instances", "create", "--help"], ["--version"], ["completion", "bash"]]
)
def test_help_imports_neither_an_http_library_nor_a_model_nor_rich(tmp_path: Path, words: list[str]) -> None:
    done = run(tmp_path, *words, code=f"import atexit\natexit.register(lambda: print(*sorted(sys.modules)))\n{ENTRY}")
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "click" in loaded
    unwanted = {"httpx", "httpx2", "httpcore", "rich", "attrs", "attr", "keyring", "jmespath", "asyncio"}
    assert not unwanted & loaded
    assert not {name for name in loaded if name.startswith(("aurakit_raw.v1.models", "aurakit_raw.v1.api"))}


def test_the_version_is_shown(shell: Shell) -> None:
    assert shell("--version").output == f"aurakit {__version__}\n"


def test_a_word_that_is_no_command_is_wrong_usage(shell: Shell) -> None:
    found = shell("instance", "list")
    assert found.status == 2
    assert "No such command 'instance'" in found.errors


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("instance list", "aurakit instances"),
        ("instance snapshot list", "aurakit instances"),
        ("instances snapshot list", "aurakit snapshots"),
        ("tenant list", "aurakit projects"),
        ("tenants", "aurakit projects"),
        ("credential list", "aurakit credentials"),
        ("customer-managed-key list", "aurakit customer-managed-keys"),
        ("graph-analytics session list", "aurakit sessions"),
        ("agent list", "aurakit v2beta1 agents"),
        ("v2beta1 organization list", "aurakit v2beta1 organizations"),
    ],
)
def test_the_names_of_other_command_lines_are_answered_with_ours(shell: Shell, typed: str, meant: str) -> None:
    assert f"Did you mean `{meant}`?" in shell(*typed.split()).errors


@pytest.mark.parametrize("meant", sorted(ELSEWHERE.values()))
def test_what_is_suggested_for_them_is_a_command(shell: Shell, meant: str) -> None:
    assert shell(*meant.split(), "--help").status == 0


def test_without_click_it_says_what_to_install_and_the_check_of_a_setup_works(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise ModuleNotFoundError('no click', name='click')\n")
    code = f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n{ENTRY}"
    done = run(tmp_path, "instances", "list", code=code)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == 'The command line needs click: pip install "aurakit[cli]"\n'
    assert "aurakit 0." in run(tmp_path, "doctor", code=code).stdout


def test_the_check_of_a_setup_is_the_same_among_the_commands(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    found = shell("--output", "json", "doctor", "--json")
    assert found.status == 0
    assert '"ok": true' in found.output
    assert shell("doctor", "--json").status == 0


def test_the_command_is_installed_with_the_package() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '\n[project.scripts]\naurakit = "aurakit.cli.entry:main"\n' in text

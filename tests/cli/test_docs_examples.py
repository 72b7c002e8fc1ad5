"""The examples of the command line in the docs: each is run, and writes what stands below it.

A block of `console` has commands after `$ ` and what they write, standard error first. A line with `…` stands for any
that begins as it does, a line of `…` alone for any number of lines.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aurakit.cli.failures import STATUSES
from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from cli.conftest import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if BLOCK.search(path.read_text(encoding="utf-8"))]
STATE = {
    "instances": [
        {"name": "orders", "id": "2f49c2b3", "memory": "8GB"},
        {"name": "archive", "id": "7c1d0e55", "memory": "2GB", "status": "paused"},
    ]
}
FAILING = ("Error:", "Usage:")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")


class Example(NamedTuple):
    """A command, and the lines below it."""

    command: str
    lines: list[str]


def examples_of(page: Path) -> Iterator[Example]:
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.replace("\\\n", " ").splitlines()
            yield Example(command, lines)


def matches(shown: list[str], wanted: list[str]) -> bool:
    """Whether the lines are those wanted."""
    if not wanted:
        return not shown
    first, *rest = wanted
    if first == "…":
        return any(matches(shown[skipped:], rest) for skipped in range(len(shown) + 1))
    if not shown:
        return False
    same = shown[0].startswith(first.partition("…")[0]) if "…" in first else shown[0].rstrip() == first
    if same and "…" in first and shown[1:2] and shown[1].startswith(first.partition("…")[0]):
        return matches(shown[1:], wanted) or matches(shown[1:], rest)  # of a wait several lines
    return same and matches(shown[1:], rest)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_of_a_page_writes_what_stands_below_it(
    page: Path, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keyring.backends.fail import Keyring as NoKeyring

    monkeypatch.setattr("keyring.core._keyring_backend", NoKeyring())  # type: ignore[no-untyped-call]
    monkeypatch.setenv("NO_COLOR", "1")
    calm = Awkwardness.off()
    with Sandbox(clock=ManualClock(), state=STATE, awkwardness=calm, token_limit=None, request_limit=None) as sandbox:
        for name, value in sandbox.env().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("aurakit._client.state.Clock", lambda: sandbox.clock)
        download = at_home / "Downloads" / "credentials.txt"
        download.parent.mkdir()
        download.write_text(f"CLIENT_ID={sandbox.client_id}\nCLIENT_SECRET={sandbox.client_secret}\n", encoding="utf-8")
        shell = Shell(sandbox, at_home)
        wrong = []
        for example in examples_of(page):
            shown = run(shell, example.command)
            if not matches(shown.splitlines(), example.lines):
                wrong.append(f"$ {example.command}\n{shown}")
    assert not wrong, "\n".join(wrong)


def run(shell: Shell, command: str) -> str:
    """What a command writes on a terminal, errors first; its standard input may be an `echo`."""
    before, _, after = command.rpartition(" | ")
    given = " ".join(shlex.split(before)[1:])
    words = [str(Path(word).expanduser()) if word.startswith("~") else word for word in shlex.split(after)]
    assert words[0] == "aurakit"
    found = shell(*words[1:], given=given, terminal=True, live=False)
    assert bool(found.status) == any(line.startswith(FAILING) for line in found.errors.splitlines()), found
    return found.errors + found.output


def test_the_page_has_every_exit_status() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    for status, names in STATUSES:
        (row,) = re.findall(rf"^\| {status} \|.*$", page, re.MULTILINE)
        assert [name for name in names if f"`{name}`" not in row] == []


def test_the_table_for_movers_names_commands_that_there_are(shell: Shell) -> None:
    named = set(re.findall(r"`aurakit ((?:[a-z0-9][a-z0-9-]* ?)+)", (DOCS / "moving.md").read_text(encoding="utf-8")))
    assert len(named) > 20
    for words in sorted(named):
        found = shell(*words.split(), "--help")
        assert found.status == 0, words

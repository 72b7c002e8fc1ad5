"""What the page on moving over says of neo4j-cli: which commands it has, and how it and `aurakit` exit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from programs import environments
from programs.drivers.situations import NOBODY, STATUSES
from programs.environments import python_of
from programs.test_moving import PAGE, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from aurakit.sandbox import Sandbox

NOWHERE = "http://127.0.0.1:9"


def rows(heading: str) -> dict[str, list[str]]:
    """The table on the page below a row of headings: by its first cell the others."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines[lines.index(heading) + 2 :]:
        if not line.startswith("|"):
            break
        first, *others = (cell.strip() for cell in line.strip("|").split("|"))
        found[first] = others
    return found


def named_commands() -> set[str]:
    """The commands of neo4j-cli in the first column, whole: of a row's further ones only the last word is written."""
    found = set()
    for cell in rows("| `neo4j-cli` | `aurakit` |"):
        before: list[str] = []
        for code in re.findall(r"`([^`]+)`", cell):
            words = re.sub(r" (…|--.*|[A-Z/]+)$", "", code).split()
            if words[0].startswith("-"):
                continue
            if len(words) == 1 and before:
                words = [*before[:-1], *words]
            if words[0] in {"aura", "credential"}:
                found.add(" ".join(words))
                before = words
    return found


class CommandLine:
    """neo4j-cli or `aurakit`, with a home of its own."""

    def __init__(self, program: str, sandbox: Sandbox, home: Path) -> None:
        self.is_theirs = program == "neo4j-cli"
        ours = [sys.executable, "-m", "aurakit"]
        self.command = [str(python_of(program).with_name(program))] if self.is_theirs else ours
        folders = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
        others = {name: value for name, value in os.environ.items() if not name.startswith(("AURA", "NEO4J"))}
        login = {"AURA_BASE_URL": sandbox.base_url, "AURA_AUTH_URL": f"{sandbox.base_url}/oauth/token"}
        self.environment = others | dict.fromkeys(folders, str(home)) | login
        self.credentials = (sandbox.client_id, sandbox.client_secret)

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run it with these words."""
        return subprocess.run(
            [*self.command, *words],
            env=self.environment | environment, capture_output=True, text=True, timeout=60.0, check=False,
        )  # fmt: skip

    def request(self, instance_id: str, credentials: tuple[str, str] | None = None, **environment: str) -> int:
        """The exit status of a request for an instance with these credentials, or the sandbox's."""
        used = credentials or self.credentials
        if not self.is_theirs:
            pair = dict(zip(("AURA_CLIENT_ID", "AURA_CLIENT_SECRET"), used, strict=True))
            words = ("api", "GET", f"/v1/instances/{instance_id}", "--timeout", "3")
            return self.run(*words, **pair, AURAKIT_STORE="off", **environment).returncode
        return self.run("aura", "api", f"v1/instances/{instance_id}", "-c", used[0], **environment).returncode

    def sign_in(self, client_id: str, secret: str) -> None:
        """Let neo4j-cli know credentials, by their id."""
        names = ("--name", client_id, "--client-id", client_id, "--client-secret", secret)
        self.run("credential", "aura-client", "add", *names, "--rw")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    problem = environments.problem()
    assert problem is None, problem
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with prepared(token_limit=None) as one:  # each command here requests a token
        yield one


def statuses(line: CommandLine, without: Mapping[str, str]) -> dict[str, int]:
    """How it exits in each situation of the table."""
    if line.is_theirs:
        line.sign_in(*line.credentials)
        line.sign_in(*NOBODY)
    # Some of ours are repeated, with pauses. Processes of neo4j-cli that share a home get in each other's way.
    with ThreadPoolExecutor(1 if line.is_theirs else len(STATUSES)) as pool:
        found = dict(zip(STATUSES, pool.map(line.request, STATUSES.values()), strict=True))
    usage = ("aura", "instance", "none-such") if line.is_theirs else ("instances", "none-such")
    listing = ("aura", "organization", "list") if line.is_theirs else ("projects", "list")
    return found | {
        "no connection": line.request("00000000", AURA_BASE_URL=NOWHERE, AURA_AUTH_URL=f"{NOWHERE}/oauth/token"),
        "wrong usage": line.run(*usage).returncode,
        "credentials refused": line.request("00000000", NOBODY),
        "no credentials": line.run(*listing, **without).returncode,
    }


@pytest.mark.parametrize("program", ["neo4j-cli", "aurakit"])
def test_the_page_says_how_a_command_line_exits(program: str, sandbox: Sandbox, folder: Path) -> None:
    home, empty = folder / program, folder / f"{program}-empty"
    line = CommandLine(program, sandbox, home)
    found = statuses(line, {"HOME": str(empty), "XDG_CONFIG_HOME": str(empty)})
    place = 0 if program == "neo4j-cli" else 1
    table = rows("| what happens | `neo4j-cli` | `aurakit` |")
    assert {situation: int(cells[place]) for situation, cells in table.items()} == found


def test_neo4j_cli_has_the_commands_that_the_page_names(sandbox: Sandbox, folder: Path) -> None:
    line = CommandLine("neo4j-cli", sandbox, folder / "help")
    commands = named_commands()
    assert {"aura instance snapshot", "aura instance create", "credential aura-client use", "aura api"} <= commands
    index = json.dumps([line.run(*command.split(), "--help").stdout for command in sorted(commands)])
    assert [one for one in sorted(commands) if not re.search(rf"neo4j-cli {one}( <[\w/-]+>)* \[", index)] == []


def test_credentials_that_neo4j_cli_stored_are_found(sandbox: Sandbox, folder: Path) -> None:
    home = folder / "stored"
    CommandLine("neo4j-cli", sandbox, home).sign_in(sandbox.client_id, sandbox.client_secret)
    found = CommandLine("aurakit", sandbox, home).run("projects", "list", "--query", "[].name", "--output", "text")
    assert (found.stdout, found.returncode) == ("Sandbox\n", 0), found.stderr

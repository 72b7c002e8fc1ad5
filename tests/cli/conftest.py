"""What the tests of the command line share."""

from __future__ import annotations

import io
import json
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aurakit.cli.entry import main
from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from support.commands import run
from support.new_process import as_in_a_new_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.commands import Finding

WANTED = (
    "--name", "orders", "--type", "professional-db", "--memory", "8GB", "--region", "europe-west1",
    "--cloud-provider", "gcp", "--version", "5",
)  # fmt: skip


@pytest.fixture
def doctor(tmp_path: Path) -> Callable[..., Finding]:
    """Runs the command with nothing set but the given variables."""
    return partial(run, tmp_path)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


class Outcome(NamedTuple):
    """What a command wrote, and its exit status."""

    status: int
    output: str
    errors: str

    @property
    def lines(self) -> list[Any]:
        """The JSON lines."""
        return [json.loads(line) for line in self.output.splitlines()]

    @property
    def one(self) -> Any:
        """The one JSON line."""
        (found,) = self.lines
        return found


class Terminal(io.StringIO):
    """A stream that may say it is a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        super().__init__(text)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


class Shell:
    """Runs commands in this process, in a folder of their own, against a sandbox whose time a wait moves."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox, self.folder = sandbox, folder

    def __call__(self, *arguments: str, given: str = "", terminal: bool = False, live: bool | None = None) -> Outcome:
        """given: standard input. terminal: whether the streams say that they are one; live: standard error, if it
        differs."""
        as_in_a_new_process()
        live = terminal if live is None else live
        streams = [Terminal(given, terminal=terminal), Terminal(terminal=terminal), Terminal(terminal=live)]
        before = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = streams
        try:
            status = main(arguments)
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
        return Outcome(status, streams[1].getvalue(), streams[2].getvalue())

    def created(self, name: str = "orders") -> str:
        """The id of a new instance that runs."""
        aura = self.sandbox.client()
        instance = aura.instances.create(
            name=name, tenant_id=self.sandbox.project_id, type="professional-db", version="5", memory="8GB",
            cloud_provider="gcp", region="europe-west1",
        )  # fmt: skip
        self.sandbox.operations.finish()
        return instance.id

    def state_of(self, instance_id: str) -> str:
        """What the instance really is doing."""
        return next(one.status for one in self.sandbox.instances if one.id == instance_id)


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), token_limit=None, request_limit=None) as sandbox:
        yield sandbox


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, which is the current one, with nothing set."""
    for name in list(os.environ):
        if name.startswith(("AURA_", "AURAKIT_", "NEO4J_AURA_")) and name != "AURAKIT_HTTP_LIBRARY":
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv(
        "AURAKIT_STORE", "off"
    )  # a store's limit counts in real time, which a manual clock does not move
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shell(served: Sandbox, at_home: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    served.state.reset()
    served.requests.clear()
    served.faults.clear()
    for name, value in served.env().items():
        if name not in {"AURA_ORGANIZATION_ID", "AURA_PROJECT_ID"}:  # tests that need them set them
            monkeypatch.setenv(name, value)
    monkeypatch.setattr("aurakit._client.state.Clock", lambda: served.clock)
    return Shell(served, at_home)

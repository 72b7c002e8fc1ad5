"""User code, as mypy and pyright see it: what may be written is accepted, what may not be written is refused."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import aurakit
import aurakit.v1
from aurakit import AsyncAura, Aura

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGES = [str(ROOT / name) for name in ("overlay", "generated")]
ACCEPTED = ("accepted.py", "versions.py")
FILES = (*ACCEPTED, "refused.py")
MARK = "# refused: "
RESOURCES = ("instances", "snapshots", "projects", "customer_managed_keys", "sessions")


class Finding(NamedTuple):
    """An error that a checker reports."""

    file: str
    line: int
    text: str


def mypy() -> Iterator[Finding]:
    """What mypy reports, strict and without the project's own settings."""
    options = ["--strict", "--config-file=", f"--cache-dir={ROOT / '.mypy_cache' / 'users'}", "--no-error-summary"]
    options += ["--no-pretty", "--hide-error-context", "--follow-imports=silent"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *FILES], cwd=HERE, capture_output=True, encoding="utf-8",
        env=os.environ | {"MYPYPATH": os.pathsep.join(PACKAGES), "NO_COLOR": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    for line in done.stdout.splitlines():
        if found := re.match(r"(?P<file>[\w.]+):(?P<line>\d+): error: (?P<text>.*)", line):
            yield Finding(found["file"], int(found["line"]), found["text"])


def pyright() -> Iterator[Finding]:
    """What pyright reports, strict, with the settings beside this file."""
    program = shutil.which("pyright", path=Path(sys.executable).parent) or "pyright"
    done = subprocess.run(
        [program, "--outputjson", "--pythonpath", sys.executable, "--project", str(HERE)], capture_output=True,
        encoding="utf-8", env=os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    for one in json.loads(done.stdout)["generalDiagnostics"]:
        if one["severity"] == "error":
            yield Finding(Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"])


@pytest.fixture(scope="module", params=["mypy", "pyright"])
def findings(request: pytest.FixtureRequest) -> list[Finding]:
    """What each checker reports about both files."""
    return [*(mypy() if request.param == "mypy" else pyright())]


def marked() -> set[int]:
    lines = (HERE / "refused.py").read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, 1) if MARK in line}


def test_what_users_may_write_is_accepted(findings: list[Finding]) -> None:
    assert [one for one in findings if one.file in ACCEPTED] == []


def test_what_users_may_not_write_is_refused(findings: list[Finding]) -> None:
    assert marked() - {one.line for one in findings if one.file == "refused.py"} == set()


def test_nothing_else_is_refused(findings: list[Finding]) -> None:
    expected = {("refused.py", line) for line in marked()}
    assert [one for one in findings if (one.file, one.line) not in expected and one.file not in ACCEPTED] == []


def test_refusals_come_in_numbers() -> None:
    assert len(marked()) > 70


# ------------------------------------------------------------------------------------------------ nothing is left out


def accepted() -> ast.Module:
    return ast.parse((HERE / "accepted.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("module", "names"), [("aurakit", aurakit.__all__), ("aurakit.v1", aurakit.v1.__all__)], ids=["aurakit", "v1"]
)
def test_every_public_name_is_used(module: str, names: list[str]) -> None:
    tree = accepted()
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert set(names) - used == set(), module


def calls(tree: ast.Module, *, awaited: bool) -> set[str]:
    """The methods of `aura` that are called: `instances.list`."""
    nodes: list[ast.AST] = [node.value for node in ast.walk(tree) if isinstance(node, ast.Await)]
    if not awaited:
        nodes = [*(set(ast.walk(tree)) - set(nodes))]
    texts = (ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call))
    return {text.removeprefix("aura.") for text in texts if text.startswith("aura.")}


def methods(client: type) -> Iterator[str]:
    """The methods of a client's resources, as its type says them."""
    aura = client("id", "secret")
    for resource in RESOURCES:
        for name, _ in inspect.getmembers(getattr(aura, resource), inspect.ismethod):
            if not name.startswith("_"):
                yield f"{resource}.{name}"


@pytest.mark.parametrize("client", [Aura, AsyncAura])
def test_every_operation_is_used(client: Callable[..., object]) -> None:
    operations = set(methods(client))  # type: ignore[arg-type]
    assert len(operations) > 25
    assert operations - calls(accepted(), awaited=client is AsyncAura) == set()

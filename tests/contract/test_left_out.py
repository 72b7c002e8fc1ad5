"""When the tests with Prism are left out, and why."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from contract import prism

if TYPE_CHECKING:
    from pathlib import Path

WANTED = "9.9.9"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that wants a Prism, on a machine that has node and need not have Prism."""
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": {prism.PACKAGE: WANTED}}))
    monkeypatch.setattr(prism, "FOLDER", tmp_path)
    monkeypatch.setattr(prism, "PROGRAM", tmp_path / "prism")
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.delenv("AURAKIT_REQUIRE_PRISM", raising=False)
    return tmp_path


def install(folder: Path, version: str) -> None:
    package = folder / "node_modules" / prism.PACKAGE
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"version": version}))
    prism.PROGRAM.touch()


def test_without_node_they_are_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(folder, WANTED)
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert prism.left_out() == "node is not on the PATH"


def test_without_prism_they_are_left_out(folder: Path) -> None:
    assert "9.9.9 is not installed" in (prism.left_out() or "")


def test_with_another_prism_they_are_left_out(folder: Path) -> None:
    install(folder, "1.0.0")
    assert "1.0.0 is installed" in (prism.left_out() or "")


def test_with_the_right_prism_they_run(folder: Path) -> None:
    install(folder, WANTED)
    assert prism.left_out() is None


def test_where_they_are_required_they_are_not_left_out_and_the_problem_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAKIT_REQUIRE_PRISM", "1")
    assert prism.left_out() is None
    assert prism.problem() is not None


def test_a_prism_that_does_not_start_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "print('no such document')"
    monkeypatch.setattr(prism, "command_for", lambda document: [sys.executable, "-c", script])
    with pytest.raises(RuntimeError, match="no such document"):
        prism.Prism(folder / "document.json").__enter__()

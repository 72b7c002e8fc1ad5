"""What the README says of the programs is what is installed and tested, and when their tests are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from programs import environments
from programs.environments import PROGRAMS, driver_of, requirements
from programs.test_programs import CAUSES, README

if TYPE_CHECKING:
    from pathlib import Path


def row_of(program: str) -> list[str]:
    """The cells of a program's row in the README's table."""
    lines = README.read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith(f"| {program} ")]
    return [cell.strip() for cell in row.strip("|").split("|")]


def steps_of(program: str) -> int:
    """How many steps a driver has."""
    source = driver_of(program).read_text(encoding="utf-8")
    return sum(line.strip().startswith(("steps.run(", "await steps.run_async(")) for line in source.splitlines())


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_table_has_the_version_that_is_installed_the_number_of_steps_and_why_what_fails(program: str) -> None:
    name, version, calm, default, why = row_of(program)
    assert f"{program}=={version}" in requirements(program).read_text(encoding="utf-8").splitlines()
    assert (name, calm, default) == (program, f"all {steps_of(program)}", "fails at times")
    assert why == "; ".join(CAUSES[program])


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_version_is_pinned(program: str) -> None:
    lines = requirements(program).read_text(encoding="utf-8").splitlines()
    assert lines and all(line.count("==") == 1 for line in lines)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environments, "ENVIRONMENTS", tmp_path)
    monkeypatch.delenv("AURAKIT_REQUIRE_PROGRAMS", raising=False)
    return tmp_path


def made(folder: Path, program: str, wanted: str) -> None:
    python = folder / program / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / program / environments.STAMP).write_text(wanted)


def test_without_an_environment_they_are_left_out_and_it_is_said_how_to_make_it(folder: Path) -> None:
    for program in PROGRAMS[1:]:
        made(folder, program, environments._wanted(program))
    reason = environments.left_out() or ""
    assert PROGRAMS[0] in reason and PROGRAMS[1] not in reason
    assert "python tests/programs/environments.py" in reason


def test_an_environment_of_other_versions_counts_as_none(folder: Path) -> None:
    for program in PROGRAMS:
        made(folder, program, "other versions")
    assert all(program in (environments.left_out() or "") for program in PROGRAMS)


def test_with_all_environments_they_run(folder: Path) -> None:
    for program in PROGRAMS:
        made(folder, program, environments._wanted(program))
    assert environments.left_out() is None


def test_where_they_are_required_they_are_not_left_out_and_the_problem_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAKIT_REQUIRE_PROGRAMS", "1")
    assert environments.left_out() is None
    assert environments.problem() is not None

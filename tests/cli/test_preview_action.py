"""The composite action that makes a preview database: its shell steps, run for real but for the installation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, Sandbox
from pipeline.documents import load
from support.commands import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = load(ROOT / ".github" / "actions" / "preview-database" / "action.yml")
INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the steps are Bash, for runners that have it")


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    with Sandbox(time_scale=600.0, awkwardness=Awkwardness.off(), token_limit=None, request_limit=None) as sandbox:
        yield sandbox


class Runner:
    """A machine that runs the action's steps as GitHub's runners do."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self._folder, self._sandbox = folder, sandbox
        programs = folder / "aurakit" / "bin"
        programs.mkdir(parents=True)
        command = programs / "aurakit"
        command.write_text(
            f"#!/usr/bin/env bash\nexec {sys.executable} -c "
            "'import sys; from aurakit.cli.entry import main; sys.exit(main())' \"$@\"\n"
        )
        command.chmod(0o755)
        self.outputs: dict[str, str] = {}
        self.log = ""

    def run(self, **inputs: str) -> int:
        """Run the steps, without the installation, until one fails; the status of the last."""
        given = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
        given |= {
            "client-id": self._sandbox.client_id, "client-secret": self._sandbox.client_secret,
            "project-id": self._sandbox.project_id, "name": "preview-17",
            **{name.replace("_", "-"): value for name, value in inputs.items()},
        }  # fmt: skip
        status = 0
        for step in ACTION["runs"]["steps"]:
            skipped = step.get("if") == "inputs.operation == 'up'" and given["operation"] != "up"
            if step["name"] != "Install" and not skipped and status == 0:
                status = self._step(step, given)
        return status

    def _step(self, step: dict[str, Any], given: dict[str, str]) -> int:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "what a user gives reaches the shell as a variable only"
        output = self._folder / "output"
        output.touch()
        values = {name: INPUT.sub(lambda match: given[match[1]], text) for name, text in step.get("env", {}).items()}
        more = {"RUNNER_TEMP": str(self._folder), "GITHUB_OUTPUT": str(output), "AURA_BASE_URL": self._sandbox.base_url}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            env=surroundings(self._folder, {**more, **values, "TMPDIR": str(self._folder)}), cwd=self._folder,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120.0, check=False,
        )  # fmt: skip
        self.log += done.stdout
        self.outputs = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
        return done.returncode


@pytest.fixture
def runner(tmp_path: Path, served: Sandbox) -> Runner:
    served.state.reset()
    return Runner(tmp_path, served)


def test_a_database_comes_up_is_handed_on_masked_and_goes_down(runner: Runner, served: Sandbox, tmp_path: Path) -> None:
    assert runner.run(operation="up") == 0, runner.log
    (instance,) = served.instances
    assert (instance.name, instance.status) == ("preview-17", "running")
    password = runner.outputs["password"]
    assert runner.outputs == {
        "instance-id": instance.id, "uri": f"neo4j+s://{instance.id}.databases.neo4j.io", "username": "neo4j",
        "password": password,
    }  # fmt: skip
    assert {*ACTION["outputs"]} == {*runner.outputs}
    assert runner.log.count(password) == 1, "the one is the line that masks it"
    assert f"::add-mask::{password}\n" in runner.log
    assert list(tmp_path.rglob("*.env")) == []
    assert runner.run(operation="down") == 0, runner.log
    assert not served.instances


def test_the_next_push_has_a_new_empty_one(runner: Runner, served: Sandbox) -> None:
    assert runner.run(operation="up") == 0, runner.log
    first = runner.outputs["instance-id"]
    assert runner.run(operation="up") == 0, runner.log
    assert [one.id for one in served.instances] == [runner.outputs["instance-id"]] != [first]


@pytest.mark.parametrize("name", ["orders", "preview-", "preview-a' || 'b", "preview-" + "x" * 23])
def test_no_other_database_can_be_meant(runner: Runner, served: Sandbox, name: str) -> None:
    assert runner.run(operation="down", name=name) == 1
    assert "::error::name must be preview-" in runner.log
    assert not served.requests or served.requests[-1].path != "/v1/instances"


def test_a_word_that_is_no_operation_is_refused(runner: Runner) -> None:
    assert runner.run(operation="sideways") == 1
    assert "::error::operation is up or down" in runner.log


def test_the_requirement_is_this_package_with_its_command_line() -> None:
    assert ACTION["inputs"]["requirement"]["default"] == "aurakit[cli]"

"""The workflows: what a schema cannot say about them, and their commands, run for real but for `gh`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_release import project
from pipeline.documents import load

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def steps(workflow: str, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = load(ROOT / ".github" / "workflows" / f"{workflow}.yml")["jobs"][job]["steps"]
    return found


def command(workflow: str, job: str, name: str) -> str:
    (text,) = (step["run"] for step in steps(workflow, job) if step.get("name") == name)
    return str(text)


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class Runner:
    """A machine that runs a workflow's command: the default shell of GitHub's runners, and a `gh` that takes notes."""

    def __init__(self, folder: Path, **environment: str) -> None:
        programs = folder / "bin"
        programs.mkdir()
        self._log = folder / "gh.log"
        self._log.touch()
        gh = programs / "gh"
        gh.write_text(f'#!/usr/bin/env bash\nprintf "%s\\n" "$*" >>"{self._log.as_posix()}"\n', encoding="utf-8")
        gh.chmod(0o755)
        path = os.pathsep.join([str(programs), os.environ["PATH"]])
        self._environment = os.environ | {"PATH": path, "RUNNER_TEMP": str(folder)} | environment

    def run(self, text: str, folder: Path) -> str:
        shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", text]
        done = subprocess.run(
            shell,
            cwd=folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def gh(self) -> list[str]:
        return self._log.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_and_name_their_version(workflow: Path) -> None:
    uses = [line.strip() for line in workflow.read_text(encoding="utf-8").splitlines() if "uses:" in line]

    assert uses
    for line in uses:
        assert re.fullmatch(r"- uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_job_may_more_than_it_says(workflow: Path) -> None:
    document = load(workflow)

    assert document["permissions"] == {}
    writes = {
        (name, permission)
        for name, job in document["jobs"].items()
        for permission, level in job["permissions"].items()
        if level == "write"
    }
    assert writes <= {
        ("propose", "contents"),
        ("propose", "pull-requests"),
        ("publish", "id-token"),
        ("notes", "contents"),
    }


def test_the_tests_run_on_every_python_that_the_package_names() -> None:
    versions = {text.rpartition(" ")[2] for text in project()["classifiers"] if re.search(r":: 3\.\d+$", text)}

    assert set(load(ROOT / ".github/workflows/ci.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]) == versions
    assert project()["requires-python"] == f">={min(versions, key=lambda text: int(text.partition('.')[2]))}"


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A bare repository with one commit on main."""
    seed = tmp_path / "seed"
    (seed / "openapi" / "v1").mkdir(parents=True)
    (seed / "openapi" / "v1" / "interface.yaml").write_text("old\n", encoding="utf-8", newline="\n")
    git(seed, "init", "--quiet")
    git(seed, "add", "--all")
    git(seed, "commit", "--quiet", "--message", "Seed")
    bare = tmp_path / "origin.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(seed), str(bare))
    return bare


def checkout_with_patch(origin: Path, folder: Path, name: str, date: str) -> Path:
    """A clone, and in the runner's folder the patch that the other job made of a new edition."""
    clone = folder / name
    git(folder, "clone", "--quiet", str(origin), str(clone))
    (clone / "openapi" / "v1" / "interface.yaml").write_text("new\n", encoding="utf-8", newline="\n")
    (clone / "openapi" / "v1" / "source.toml").write_text(f'date = "{date}"\n', encoding="utf-8", newline="\n")
    git(clone, "add", "--all")
    (folder / "edition").mkdir(exist_ok=True)
    (folder / "edition" / "changes.patch").write_bytes(
        subprocess.run(["git", "diff", "--cached", "--binary"], cwd=clone, check=True, capture_output=True).stdout
    )
    git(clone, "reset", "--quiet", "--hard")
    return clone


def test_a_new_edition_is_proposed_once(origin: Path, tmp_path: Path) -> None:
    propose = command("spec", "propose", "Propose the editions")
    runner = Runner(tmp_path, OUTCOME="breaking")

    runner.run(propose, checkout_with_patch(origin, tmp_path, "first", "2026-01-05"))

    branch = git(origin, "for-each-ref", "--format=%(refname:short)", "refs/heads/spec/")
    assert re.fullmatch(r"spec/[0-9a-f]{12}", branch)
    assert git(origin, "show", f"{branch}:openapi/v1/interface.yaml") == "new"
    assert git(origin, "show", "main:openapi/v1/interface.yaml") == "old"
    setup, label, request = runner.gh()
    assert setup == "auth setup-git"
    assert label.startswith("label create breaking --force")
    assert request == (
        f"pr create --head {branch} --label breaking --title New editions of the published documents: breaking "
        f"--body-file {tmp_path}/edition/report.md"
    )

    # The next week's run sees the same edition, fetched on another day.
    again = runner.run(propose, checkout_with_patch(origin, tmp_path, "second", "2026-01-12"))

    assert "proposed before" in again
    assert [line for line in runner.gh() if line.startswith("pr ")] == [request]


@pytest.fixture
def work_tree(tmp_path: Path) -> Path:
    """This project with one version in a repository of its own, with this interpreter as its environment and tests that
    say so."""
    clone = tmp_path / "clone"
    for name in ("generated", "openapi", "scripts"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__", "v*beta*"))
    shutil.copy(ROOT / "generator-config.yaml", clone)
    edition = (tmp_path / "edition.yaml").as_posix()
    python = tmp_path / "python"
    python.write_text(
        "#!/usr/bin/env bash\n"
        f'case $1 in */pull_spec.py) set -- "$@" --from "{edition}" ;; esac\n'
        f'exec "{Path(sys.executable).as_posix()}" "$@"\n',
        encoding="utf-8",
    )
    (clone / "scripts" / "bootstrap").write_text(f'python="{python.as_posix()}"\n', encoding="utf-8")
    (clone / "scripts" / "test").write_text("#!/usr/bin/env bash\necho all tests pass\n", encoding="utf-8")
    python.chmod(0o755)
    git(clone, "init", "--quiet")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "Seed")
    shutil.copy(clone / "openapi" / "v1" / "interface.yaml", edition)
    return clone


def bring_in(work_tree: Path, folder: Path) -> str:
    """Run the workflow's command; what it tells the next steps."""
    output = folder / "output"
    output.touch()
    runner = Runner(folder, GITHUB_OUTPUT=str(output))
    runner.run(command("spec", "pull", "Pull the editions"), work_tree)
    return output.read_text(encoding="utf-8").strip()


def report_in(folder: Path) -> str:
    return (folder / "edition" / "report.md").read_text(encoding="utf-8")


def test_an_edition_that_changes_nothing_is_not_proposed(work_tree: Path, tmp_path: Path) -> None:
    assert bring_in(work_tree, tmp_path) == "outcome=unchanged"
    assert (tmp_path / "edition" / "changes.patch").read_bytes() == b""


def test_a_new_operation_comes_with_its_generated_code_and_a_report(work_tree: Path, tmp_path: Path) -> None:
    edition = tmp_path / "edition.yaml"
    text = edition.read_text(encoding="utf-8")
    operation = """
  /instances/{instanceId}/restart:
    post:
      tags: [instances]
      operationId: post-restart-instance
      parameters:
        - {name: instanceId, in: path, required: true, schema: {type: string}}
      responses:
        '204': {}
"""
    edition.write_text(text.replace("\npaths:\n", f"\npaths:{operation}", 1), encoding="utf-8")

    assert bring_in(work_tree, tmp_path) == "outcome=compatible"
    report = report_in(tmp_path)
    assert "restart" in report
    assert report.endswith("## Regenerate\n\nPassed.\n\n## Check and test\n\nPassed.\n")
    patch = (tmp_path / "edition" / "changes.patch").read_text(encoding="utf-8")
    assert "+++ b/openapi/v1/interface.yaml" in patch
    assert "+++ b/generated/aurakit_raw/v1/api/instances/__init__.py" in patch


def test_an_edition_that_a_correction_no_longer_fits_is_reported_with_that_correction(
    work_tree: Path, tmp_path: Path
) -> None:
    edition = tmp_path / "edition.yaml"
    text = edition.read_text(encoding="utf-8")
    text = text.replace("  /instances/{instanceId}/pause:\n", "  /instances/{instanceId}/halt:\n", 1)
    edition.write_text(text.replace("operationId: post-pause-instance", "operationId: post-halt-instance", 1))

    assert bring_in(work_tree, tmp_path) == "outcome=breaking"
    report = report_in(tmp_path)
    assert "## Regenerate\n\nFailed." in report
    assert "/pause" in report.partition("## Regenerate")[2]
    assert "## Check and test" not in report


def test_a_release_is_made_of_the_packages_and_the_notes(tmp_path: Path) -> None:
    (tmp_path / "dist" / "packages").mkdir(parents=True)
    for name in ("aurakit-1.2.3.tar.gz", "aurakit-1.2.3-py3-none-any.whl"):
        (tmp_path / "dist" / "packages" / name).touch()
    runner = Runner(tmp_path, GITHUB_REF_NAME="v1.2.3", GITHUB_REPOSITORY="someone/aurakit")

    runner.run(command("release", "notes", "Create the release"), tmp_path)

    (release,) = runner.gh()
    assert release == (
        "release create v1.2.3 --repo someone/aurakit --verify-tag --title v1.2.3 --notes-file dist/notes.md "
        "dist/packages/aurakit-1.2.3-py3-none-any.whl dist/packages/aurakit-1.2.3.tar.gz"
    )

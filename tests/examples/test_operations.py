"""The examples of daily operations, each run as a user runs it against a sandbox on a fast clock: the table of a fleet,
pause and resume, a snapshot before a deploy, production cloned to staging."""

from __future__ import annotations

import ast
import json
import os
import re
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import aurakit
import aurakit.v1
from aurakit._auth.credential_files import dotenv_values
from aurakit.sandbox import Awkwardness, Durations, Project, Sandbox
from support.children import python_path
from support.ctrl_c import press_ctrl_c

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
NAMES = ["clone_to_staging", "fleet_status", "pause_and_resume", "snapshot_before_deploy"]
USAGE = {
    "clone_to_staging": ["production", "staging"],
    "fleet_status": [],
    "pause_and_resume": ["pause", "*"],
    "snapshot_before_deploy": ["ab12", "--", "true"],
}

# The waits of the examples are in real time: a look at once, the next after about a second, which is SCALE seconds of
# the sandbox's. In between an operation that takes A_POLL ends, having been seen under way.
SCALE = 100.0
A_POLL = (70.0, 70.0)
FOR_EVER = (1e9, 1e9)
QUICK = Durations.none()._replace(overwrite=A_POLL, restore=A_POLL)

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="no way to send Ctrl-C to one process there")


class Done(NamedTuple):
    """How an example ended, and what it wrote."""

    status: int
    output: str
    errors: str


class Setting:
    """A sandbox, and a folder to run examples in that are led to it by the environment alone."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.aura = sandbox.client()
        home = {name: str(folder) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME")}
        python = {"PYTHONPATH": python_path(), "PYTHONIOENCODING": "utf-8", "PYTHON_COLORS": "0"}
        self.environment = {**os.environ, **home, **sandbox.env(), **python}

    def values(self, name: str, **changes: str) -> dict[str, str]:
        """What an instance is created with."""
        return {
            "name": name, "type": "enterprise-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp",
            "region": "europe-west1", "tenant_id": self.sandbox.project_id,
        } | changes  # fmt: skip

    def new(self, name: str, **changes: str) -> str:
        """The id of a new instance that runs."""
        return self.aura.wait(self.aura.instances.create(**self.values(name, **changes))).id  # type: ignore[arg-type]

    def states(self) -> dict[str, str]:
        """The real states of the instances by name."""
        return {instance.name: instance.status for instance in self.sandbox.instances}

    def sent(self, method: str, end: str = "") -> list[str]:
        """The paths of the requests with this method and this end of the path, in their order."""
        found = [request.path for request in self.sandbox.requests if request.method == method]
        return [path for path in found if path.endswith(end)]

    def command(self, name: str, arguments: Sequence[str]) -> list[str]:
        return [sys.executable, str(ROOT / "examples" / f"{name}.py"), *arguments]

    def run(self, name: str, *arguments: str, **environment: str) -> Done:
        """What an example comes to."""
        done = subprocess.run(
            self.command(name, arguments), env=self.environment | environment, cwd=self.folder, capture_output=True,
            encoding="utf-8", timeout=120.0, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def stopped(self, seen: str, name: str, *arguments: str) -> Done:
        """What an example comes to that gets a Ctrl-C once it has written a line with `seen` to its standard error."""
        with subprocess.Popen(
            self.command(name, arguments), env=self.environment, cwd=self.folder, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, encoding="utf-8",
        ) as process:  # fmt: skip
            assert process.stderr is not None
            errors = ""
            while seen not in errors:
                line = process.stderr.readline()
                assert line, errors
                errors += line
            output, rest = press_ctrl_c(process)
        assert "Traceback" not in rest, rest
        return Done(process.returncode, output, errors + rest)


@contextmanager
def settled(tmp_path: Path, durations: Durations = QUICK, **options: Any) -> Iterator[Setting]:
    with Sandbox(
        time_scale=SCALE, awkwardness=Awkwardness.off(), durations=durations, request_limit=None, **options
    ) as sandbox:
        yield Setting(sandbox, tmp_path)


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Setting]:
    """Operations take no time, or as long as a poll needs to see them."""
    with settled(tmp_path) as setting:
        yield setting


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Setting]:
    """Creations take no time, everything else has no end."""
    durations = Durations(*[FOR_EVER] * len(Durations._fields))._replace(create=(0.0, 0.0), scheduled=(0.0, 0.0))
    with settled(tmp_path, durations) as setting:
        yield setting


# ------------------------------------------------------------------------------------------------ all of them


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_uses_public_names_only(example: Path) -> None:
    public = {"aurakit": aurakit.__all__, "aurakit.v1": aurakit.v1.__all__}
    imported = 0
    for node in ast.walk(ast.parse(example.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not [alias.name for alias in node.names if alias.name.startswith("aurakit")]
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("aurakit"):
            imported += 1
            assert {alias.name for alias in node.names} <= set(public[node.module])
        elif isinstance(node, ast.Attribute) and not node.attr.startswith("__"):
            assert not node.attr.startswith("_") or (isinstance(node.value, ast.Name) and node.value.id == "self")
    assert imported


@pytest.mark.parametrize("name", NAMES)
def test_help_says_how_it_is_used(name: str, quick: Setting) -> None:
    done = quick.run(name, "--help")
    assert done.status == 0
    assert done.output.startswith(f"usage: {name}.py")
    assert quick.sandbox.requests == ()


@pytest.mark.parametrize("name", NAMES)
def test_wrong_usage_ends_before_anything_is_sent(name: str, quick: Setting) -> None:
    done = quick.run(name, "--no-such-option")
    assert (done.status, done.output) == (2, "")
    assert quick.sandbox.requests == ()


@pytest.mark.parametrize("name", NAMES)
def test_refused_credentials_are_told_in_one_line(name: str, quick: Setting) -> None:
    done = quick.run(name, *USAGE[name], AURA_CLIENT_SECRET="not-the-secret")
    assert (done.status, done.output) == (1, "")
    assert done.errors.splitlines()[-1].startswith("Failed: The API credentials from the environment variables")
    assert "not-the-secret" not in done.errors


@pytest.mark.parametrize("name", NAMES)
def test_without_credentials_it_says_where_they_may_be_given(name: str, quick: Setting) -> None:
    for variable in ("AURA_CLIENT_ID", "AURA_CLIENT_SECRET"):
        del quick.environment[variable]
    done = quick.run(name, *USAGE[name], XDG_CONFIG_HOME=str(quick.folder))
    assert (done.status, done.output) == (1, "")
    assert done.errors.startswith("Failed: No API credentials found")


# ------------------------------------------------------------------------------------------------ pause and resume


def test_what_matches_is_paused_for_the_night_and_resumed_in_the_morning(quick: Setting) -> None:
    for name in ("dev-a", "dev-b", "prod"):
        quick.new(name)
    evening = quick.run("pause_and_resume", "pause", "dev-*")
    assert evening.status == 0
    assert quick.states() == {"dev-a": "paused", "dev-b": "paused", "prod": "running"}
    assert evening.errors.splitlines()[-1] == "2 of 2 instances are paused"
    morning = quick.run("pause_and_resume", "resume", "dev-*")
    assert morning.status == 0
    assert set(quick.states().values()) == {"running"}


def test_all_are_told_to_pause_before_any_is_waited_for(quick: Setting) -> None:
    ids = [quick.new(name) for name in ("dev-a", "dev-b", "dev-c")]
    before = len(quick.sandbox.requests)
    quick.run("pause_and_resume", "pause", "dev-*")
    ours = [f"{request.method} {request.path}" for request in quick.sandbox.requests[before:]]
    last_pause = max(index for index, request in enumerate(ours) if request.endswith("/pause"))
    assert ours[last_pause + 1 :] == [f"GET /v1/instances/{instance_id}" for instance_id in ids]


def test_progress_is_told_while_it_waits(tmp_path: Path) -> None:
    with settled(tmp_path, QUICK._replace(pause=A_POLL)) as setting:
        setting.new("dev-a")
        done = setting.run("pause_and_resume", "pause", "dev-a")
    assert done.status == 0
    assert re.search(r"^dev-a \(\w{8}\): pausing\n(.*\n)*dev-a \(\w{8}\): paused after ", done.errors, re.MULTILINE)


def test_one_that_is_paused_already_is_left_in_peace(quick: Setting) -> None:
    quick.aura.wait(quick.aura.instances.pause(quick.new("dev-a")))
    done = quick.run("pause_and_resume", "pause", "dev-*")
    assert (done.status, len(quick.sent("POST", "/pause"))) == (0, 1)
    assert "dev-a: paused\n" in done.errors


def test_one_that_somebody_else_pauses_is_waited_for(tmp_path: Path) -> None:
    with settled(tmp_path, QUICK._replace(pause=(200.0, 200.0))) as setting:
        setting.aura.instances.pause(setting.new("dev-a"))
        done = setting.run("pause_and_resume", "pause", "dev-*")
        assert (done.status, len(setting.sent("POST", "/pause"))) == (0, 1)
        assert setting.states() == {"dev-a": "paused"}


def test_one_that_fails_does_not_keep_the_others_running(quick: Setting) -> None:
    first, *_ = [quick.new(name) for name in ("dev-a", "dev-b", "dev-c")]
    quick.sandbox.fail(method="POST", path=f"/instances/{first}/pause", status=409)
    done = quick.run("pause_and_resume", "pause", "dev-*")
    assert done.status == 1
    assert quick.states() == {"dev-a": "running", "dev-b": "paused", "dev-c": "paused"}
    assert [line for line in done.errors.splitlines() if " 409" in line and line.startswith("dev-a: ")]
    assert done.errors.splitlines()[-1] == "2 of 3 instances are paused"


def test_one_that_does_something_else_is_left_alone_and_told(slow: Setting) -> None:
    slow.aura.instances.update(slow.new("dev-a"), memory="8GB")
    done = slow.run("pause_and_resume", "pause", "dev-*")
    assert (done.status, slow.sent("POST", "/pause")) == (1, [])
    assert re.search("^dev-a: .* was still 'updating' or busy, and could not be paused", done.errors, re.MULTILINE)


def test_a_dry_run_changes_nothing(quick: Setting) -> None:
    quick.new("dev-a")
    done = quick.run("pause_and_resume", "pause", "dev-*", "--dry-run")
    assert (done.status, quick.states()) == (0, {"dev-a": "running"})
    assert done.errors == "dev-a: it is running; --dry-run changes nothing\n"


def test_a_pattern_that_nothing_matches_is_a_failure(quick: Setting) -> None:
    quick.new("prod")
    done = quick.run("pause_and_resume", "pause", "dev-*")
    assert (done.status, done.errors) == (1, "Failed: none of the 1 instances has a name like 'dev-*'\n")


def test_only_the_named_project_is_touched(tmp_path: Path) -> None:
    with settled(tmp_path, projects=[Project(), Project(id="another", name="Another")]) as setting:
        setting.new("dev-here")
        setting.new("dev-there", tenant_id="another")
        assert setting.run("pause_and_resume", "pause", "dev-*", "--project", "another").status == 0
        assert setting.states() == {"dev-here": "running", "dev-there": "paused"}


def test_an_operation_that_takes_too_long_is_told_and_goes_on(slow: Setting) -> None:
    slow.new("dev-a")
    done = slow.run("pause_and_resume", "pause", "dev-*", "--timeout", "0.5")
    assert (done.status, slow.states()) == (1, {"dev-a": "pausing"})
    assert re.search(r"^dev-a: .* was still 'pausing'; the operation continues", done.errors, re.MULTILINE)


@posix_only
def test_ctrl_c_says_what_goes_on_to_pause(slow: Setting) -> None:
    ids = {name: slow.new(name) for name in ("dev-a", "dev-b", "prod")}
    done = slow.stopped("): pausing", "pause_and_resume", "pause", "dev-*")
    assert done.status == 130
    going_on = f"dev-a ({ids['dev-a']}), dev-b ({ids['dev-b']})"
    assert done.errors.splitlines()[-1] == f"Stopped. Aura continues to pause: {going_on}"
    assert slow.states() == {"dev-a": "pausing", "dev-b": "pausing", "prod": "running"}


# ------------------------------------------------------------------------------------------------ snapshot, deploy


def python(program: str) -> list[str]:
    """A command that deploys."""
    return ["--", sys.executable, "-c", program]


def snapshots(setting: Setting, instance_id: str) -> list[str]:
    return [snapshot.status for snapshot in on_demand(setting, instance_id)]


def on_demand(setting: Setting, instance_id: str) -> list[Any]:
    """The snapshots without the scheduled one of a new instance."""
    return [one for one in setting.aura.snapshots.list(instance_id) if one.profile == "AdHoc"]


def test_a_deploy_that_goes_well_leaves_a_snapshot_and_its_own_output(quick: Setting) -> None:
    instance_id = quick.new("prod")
    done = quick.run("snapshot_before_deploy", instance_id, *python("print('deployed')"))
    assert (done.status, done.output) == (0, "deployed\n")
    assert snapshots(quick, instance_id) == ["Completed"]
    assert quick.sent("POST", "/restore") == []


def test_a_deploy_that_fails_is_undone_and_its_status_handed_on(quick: Setting) -> None:
    instance_id = quick.new("prod")
    done = quick.run("snapshot_before_deploy", instance_id, *python("raise SystemExit(7)"))
    assert done.status == 7
    (snapshot,) = on_demand(quick, instance_id)
    assert quick.sent("POST", "/restore") == [f"/v1/instances/{instance_id}/snapshots/{snapshot.snapshot_id}/restore"]
    assert quick.states() == {"prod": "running"}
    assert done.errors.splitlines()[-1] == f"snapshot {snapshot.snapshot_id} of {instance_id} is restored"


@pytest.mark.skipif(sys.platform == "win32", reason="no process ends by a signal there")
def test_a_deploy_that_is_killed_is_undone_and_ends_as_a_shell_has_it(quick: Setting) -> None:
    instance_id = quick.new("prod")
    program = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert quick.run("snapshot_before_deploy", instance_id, *python(program)).status == 137
    assert len(quick.sent("POST", "/restore")) == 1


def test_the_snapshot_is_complete_before_the_deploy_begins(tmp_path: Path) -> None:
    look = (
        "import sys; from aurakit import Aura; aura = Aura()\n"
        "print(*[one.status for one in aura.snapshots.list(sys.argv[1]) if one.profile == 'AdHoc'])"
    )
    with settled(tmp_path, QUICK._replace(snapshot=A_POLL)) as setting:
        instance_id = setting.new("prod")
        done = setting.run("snapshot_before_deploy", instance_id, *python(look), instance_id)
    assert (done.status, done.output) == (0, "Completed\n")
    assert re.search(r"^snapshot [0-9a-f-]+: Pending\n", done.errors, re.MULTILINE)


def test_the_command_keeps_its_own_options_and_dashes(quick: Setting) -> None:
    command = python("import sys; print(sys.argv[1:])")
    done = quick.run("snapshot_before_deploy", quick.new("prod"), *command, "--timeout", "--", "--help")
    assert (done.status, done.output) == (0, "['--timeout', '--', '--help']\n")


@pytest.mark.parametrize("end", [[], ["--"]])
def test_without_a_command_no_snapshot_is_taken(quick: Setting, end: list[str]) -> None:
    done = quick.run("snapshot_before_deploy", "ab12", *end)
    assert (done.status, list(quick.sandbox.requests)) == (2, [])
    assert "give the deploy command after --" in done.errors


def test_without_a_snapshot_nothing_is_deployed(quick: Setting) -> None:
    quick.sandbox.operations.fail("snapshot")
    done = quick.run("snapshot_before_deploy", quick.new("prod"), *python("print('deployed')"))
    assert (done.status, done.output) == (1, "")
    assert re.search(r"^Failed: .* its state is 'failed'", done.errors, re.MULTILINE)


def test_a_command_that_cannot_be_run_leaves_the_instance_as_it_is(quick: Setting) -> None:
    done = quick.run("snapshot_before_deploy", quick.new("prod"), "--", str(quick.folder / "missing"))
    assert (done.status, quick.sent("POST", "/restore")) == (1, [])
    assert "Failed: the command cannot be run, so nothing was changed: " in done.errors


def test_a_restore_that_is_refused_names_the_snapshot(quick: Setting) -> None:
    instance_id = quick.new("prod")
    quick.sandbox.fail(method="POST", path="*/restore", status=409)
    done = quick.run("snapshot_before_deploy", instance_id, *python("raise SystemExit(7)"))
    (snapshot,) = on_demand(quick, instance_id)
    assert done.status == 1
    last = done.errors.splitlines()[-1]
    assert last.startswith(f"Failed: snapshot {snapshot.snapshot_id} of {instance_id} was not restored: ")


@posix_only
def test_ctrl_c_during_the_snapshot_says_that_it_goes_on(slow: Setting) -> None:
    instance_id = slow.new("prod")
    done = slow.stopped(": Pending", "snapshot_before_deploy", instance_id, *python("print('deployed')"))
    assert (done.status, done.output) == (130, "")
    text = f"Stopped. A snapshot of {instance_id} may still be taken; the command was not run."
    assert done.errors.splitlines()[-1] == text
    assert snapshots(slow, instance_id) == ["Pending"]


@posix_only
def test_ctrl_c_during_the_deploy_ends_it_and_names_the_snapshot(quick: Setting) -> None:
    instance_id = quick.new("prod")
    program = (
        "import signal, sys\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('cleaned up')))\n"
        "print('deploying', file=sys.stderr, flush=True)\n"
        "while True: signal.pause()"
    )
    done = quick.stopped("deploying\n", "snapshot_before_deploy", instance_id, *python(program))
    assert (done.status, done.output) == (130, "cleaned up\n")
    (snapshot,) = on_demand(quick, instance_id)
    last = done.errors.splitlines()[-1]
    assert last.startswith(f"Stopped. Snapshot {snapshot.snapshot_id} of {instance_id} is complete, and was not")
    assert quick.sent("POST", "/restore") == []


@posix_only
def test_ctrl_c_during_the_restore_says_that_it_goes_on(tmp_path: Path) -> None:
    with settled(tmp_path, QUICK._replace(restore=FOR_EVER)) as setting:
        instance_id = setting.new("prod")
        command = python("raise SystemExit(7)")
        done = setting.stopped("): restoring", "snapshot_before_deploy", instance_id, *command)
        (snapshot,) = on_demand(setting, instance_id)
        assert setting.states() == {"prod": "restoring"}
    assert done.status == 130
    text = f"Stopped. Aura continues to restore snapshot {snapshot.snapshot_id} of {instance_id}."
    assert done.errors.splitlines()[-1] == text


# ------------------------------------------------------------------------------------------------ clone to staging


def credentials(setting: Setting) -> dict[str, str]:
    """The values in the one credentials file."""
    (file,) = setting.folder.glob("Neo4j-*.env")
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600
    return dotenv_values(file.read_text(encoding="utf-8"))


def test_a_staging_that_is_there_is_overwritten(quick: Setting) -> None:
    production, staging = quick.new("production"), quick.new("staging")
    done = quick.run("clone_to_staging", "production", "staging")
    assert done.status == 0
    (request,) = [request for request in quick.sandbox.requests if request.path.endswith("/overwrite")]
    assert request.path == f"/v1/instances/{staging}/overwrite"
    assert request.json() == {"source_instance_id": production}
    assert quick.states() == {"production": "running", "staging": "running"}
    assert f"staging ({staging}): overwriting\n" in done.errors
    assert done.errors.splitlines()[-1] == "staging has the data of production"
    assert quick.sandbox.instances.created == 2


def test_a_staging_that_is_not_there_is_created_like_production(quick: Setting) -> None:
    production = quick.new("production", memory="8GB", region="us-central1")
    done = quick.run("clone_to_staging", "production", "staging")
    assert done.status == 0
    staging = next(instance for instance in quick.sandbox.instances if instance.name == "staging")
    assert (staging.memory, staging.region, staging.status) == ("8GB", "us-central1", "running")
    created = [
        request for request in quick.sandbox.requests if (request.method, request.path) == ("POST", "/v1/instances")
    ]
    assert created[-1].json()["source_instance_id"] == production
    assert credentials(quick)["AURA_INSTANCEID"] == staging.id
    assert credentials(quick)["NEO4J_PASSWORD"] not in done.errors + done.output


def test_the_second_time_it_is_overwritten_and_its_credentials_stay(quick: Setting) -> None:
    quick.new("production")
    assert quick.run("clone_to_staging", "production", "staging").status == 0
    before = credentials(quick)
    assert quick.run("clone_to_staging", "production", "staging").status == 0
    assert (quick.sandbox.instances.created, len(quick.sent("POST", "/overwrite"))) == (2, 1)
    assert credentials(quick) == before


def test_production_is_never_overwritten_when_the_names_are_swapped(quick: Setting) -> None:
    done = quick.run("clone_to_staging", "staging", "production")
    assert (done.status, list(quick.sandbox.requests)) == (1, [])
    assert done.errors.startswith("Failed: production matches --protect '*prod*', so its data is not replaced")


@pytest.mark.parametrize("names", [[], ["production", "production"], ["production", "staging", "staging"]])
def test_names_that_do_not_say_which_one_is_meant_change_nothing(quick: Setting, names: list[str]) -> None:
    for name in names:
        quick.new(name)
    done = quick.run("clone_to_staging", "production", "staging")
    assert (done.status, quick.sandbox.instances.created, quick.sent("POST", "/overwrite")) == (1, len(names), [])
    assert done.errors.startswith(
        "Failed: 2 instances have the name '" if names else "Failed: No instance has the id or "
    )
    assert done.errors.count("\n") == 1


def test_a_clone_that_the_api_refuses_is_told_in_one_line(quick: Setting) -> None:
    quick.aura.wait(quick.aura.instances.pause(quick.new("production")))
    quick.new("staging")
    done = quick.run("clone_to_staging", "production", "staging")
    assert done.status == 1
    assert done.errors.splitlines()[-1].startswith("Failed: ")
    assert ": 409 " in done.errors.splitlines()[-1]


def test_a_lost_answer_creates_one_staging_and_says_that_the_password_is_lost(quick: Setting) -> None:
    quick.new("production")
    quick.sandbox.fail(method="POST", path="/instances", lose_response=True)
    done = quick.run("clone_to_staging", "production", "staging")
    assert (done.status, quick.sandbox.instances.created) == (1, 2)
    assert done.errors.endswith("its password was lost with a response of the API: delete it, and run this again\n")


def test_a_folder_that_cannot_be_written_does_not_lose_the_password(quick: Setting) -> None:
    quick.new("production")
    rescue = quick.folder / "rescue"
    rescue.mkdir()
    missing = str(quick.folder / "missing")
    done = quick.run(
        "clone_to_staging", "production", "staging", "--folder", missing, TMPDIR=str(rescue), TEMP=str(rescue)
    )
    assert done.status == 0
    (file,) = rescue.rglob("Neo4j-*.env")
    assert f"its address and password are in {file}\n" in done.errors


@posix_only
def test_ctrl_c_during_an_overwrite_says_that_it_goes_on(slow: Setting) -> None:
    slow.new("production")
    staging = slow.new("staging")
    done = slow.stopped("): overwriting", "clone_to_staging", "production", "staging")
    assert done.status == 130
    text = f"Stopped. Aura continues to overwrite staging ({staging}); its old data is lost."
    assert done.errors.splitlines()[-1] == text
    assert slow.states()["staging"] == "overwriting"


@posix_only
def test_ctrl_c_during_a_creation_leaves_the_credentials(tmp_path: Path) -> None:
    with settled(tmp_path, QUICK._replace(create=(1e5, 1e5))) as setting:
        setting.aura.instances.create(**setting.values("production"))  # type: ignore[arg-type]
        setting.sandbox.advance(1e5)
        done = setting.stopped("): creating", "clone_to_staging", "production", "staging")
        assert done.status == 130
        staging = credentials(setting)["AURA_INSTANCEID"]
        assert done.errors.splitlines()[-1] == f"Stopped. Aura continues to create staging ({staging})."
        assert setting.states() == {"production": "running", "staging": "creating"}


# ------------------------------------------------------------------------------------------------ fleet status


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Setting]:
    """Two projects with four instances."""
    with settled(tmp_path, projects=[Project(name="Alpha"), Project(id="beta", name="Beta")]) as setting:
        for name in ("one", "two", "three"):
            setting.new(name)
        setting.aura.wait(setting.aura.instances.pause(setting.new("four", tenant_id="beta")))
        yield setting


def test_all_instances_of_all_projects_are_in_the_table(four: Setting) -> None:
    done = four.run("fleet_status")
    assert done.status == 0
    head, *rows, empty, counts = done.output.splitlines()
    assert head.split() == ["project", "instance", "id", "type", "memory", "region", "status"]
    shown = [(row.split()[0], row.split()[1], row.split()[-1]) for row in rows]
    assert shown == [
        ("Alpha", "one", "running"),
        ("Alpha", "three", "running"),
        ("Alpha", "two", "running"),
        ("Beta", "four", "paused"),
    ]
    assert (empty, counts) == ("", "1 paused, 3 running")
    assert done.errors.startswith("4 instances in 2 projects\n")


def test_one_status_can_be_asked_for_as_json(four: Setting) -> None:
    done = four.run("fleet_status", "--status", "paused", "--json")
    (row,) = json.loads(done.output)
    assert (row["project"], row["instance"], row["memory"]) == ("Beta", "four", "4GB")


def test_a_status_that_no_instance_has_is_told_as_such(four: Setting) -> None:
    done = four.run("fleet_status", "--status", "pausd")
    assert (done.status, done.output) == (0, "no instances\n")
    assert done.errors.endswith("no instance is 'pausd'\n")


def test_no_instances_are_told_as_such(quick: Setting) -> None:
    done = quick.run("fleet_status")
    assert (done.status, done.output) == (0, "no instances\n")


def test_all_instances_are_looked_at_at_the_same_time(four: Setting) -> None:
    late = 100.0
    four.sandbox.fail(method="GET", path="/instances/{id}", times=4, delay=late)
    before = len(four.sandbox.requests)
    assert four.run("fleet_status").status == 0
    polls = [request.time for request in four.sandbox.requests[before:] if request.path.startswith("/v1/instances/")]
    assert len(polls) == 4
    assert max(polls) - min(polls) < late


def test_the_token_is_shared_by_the_runs(four: Setting) -> None:
    before = len(four.sent("POST", "/oauth/token"))
    for _ in range(2):
        assert four.run("fleet_status").status == 0
    assert len(four.sent("POST", "/oauth/token")) == before + 1


def test_an_instance_that_is_deleted_meanwhile_is_left_out(four: Setting) -> None:
    four.sandbox.fail(method="GET", path="/instances/{id}", status=404)
    done = four.run("fleet_status", "--json")
    assert (done.status, len(json.loads(done.output))) == (0, 3)


def test_a_failing_look_ends_it_with_one_error_and_no_table(four: Setting) -> None:
    four.sandbox.fail(method="GET", path="/instances/{id}", status=403, times=100)
    done = four.run("fleet_status")
    assert (done.status, done.output) == (1, "")
    assert done.errors.count("Failed: ") == 1
    assert ": 403." in done.errors


@posix_only
def test_ctrl_c_says_that_nothing_goes_on(four: Setting) -> None:
    four.sandbox.fail(method="GET", path="/instances/{id}", times=4, delay=1e6)
    done = four.stopped("4 instances in 2 projects", "fleet_status")
    assert (done.status, done.output) == (130, "")
    assert done.errors.splitlines()[-1] == "Stopped. Nothing was changed in Aura: this script only reads."

"""The live tests, run as a user runs them, with a sandbox in the place of the real API."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aurakit.sandbox import Durations, Project, Sandbox
from recordings.scrubbing import SCRUBBED
from support.children import python_path
from support.ctrl_c import rest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SCALE = 600.0  # the longest creation takes a second
LONG_ENOUGH = 120.0  # real seconds, after which something has gone wrong
READING, WRITING = {"AURA_LIVE": "1"}, {"AURA_LIVE": "1", "AURA_LIVE_WRITE": "1"}
LONG = (2 * SCALE, 2 * SCALE)  # for an operation that has to be seen from here, and interrupted
NOTHING_COLLECTED = 5
SECOND_PROJECT = Project(id="00000000-1111-4222-8333-444444444444", name="Second")

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="no way to send Ctrl-C to one process there")


class Done(NamedTuple):
    """How a run ended, and what it wrote."""

    status: int
    output: str


class Rehearsal:
    """A sandbox, and the command that runs the live tests against it."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder

    def command(self, files: tuple[str, ...]) -> list[str]:
        options = ["-q", "-p", "no:cacheprovider", f"--basetemp={self.folder / 'temporary'}"]
        options.append("--confcutdir=tests/live")  # what the other tests share takes a second to import
        return [sys.executable, "-m", "pytest", *options, *(f"tests/live/{file}" for file in files or ("",))]

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("AURA_", "PYTEST_"))}
        ours = {"AURA_LIVE_TIME_SCALE": f"{SCALE:g}", "AURA_LIVE_TIMEOUT": f"{LONG_ENOUGH * SCALE:g}"}
        python = {"PYTHONUTF8": "1", "PYTHONPATH": python_path(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        return {**plain, **self.sandbox.env(), **ours, **python, **more}

    def run(self, *files: str, **environment: str) -> Done:
        """What a run comes to."""
        done = subprocess.run(
            self.command(files), env=self.environment(environment), cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", timeout=LONG_ENOUGH, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout)

    def stopped(self, signals: tuple[signal.Signals, ...], when: Callable[[], bool], **environment: str) -> Done:
        """What a run comes to that gets signals, one after the other, once something is so."""
        with subprocess.Popen(
            self.command(()), env=self.environment(environment), cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8",
        ) as process:  # fmt: skip
            wait_for(lambda: when() or process.poll() is not None)
            for number in signals:
                process.send_signal(number)
                time.sleep(0.1)  # two signals at one moment would be one
            output, _ = rest_of(process, LONG_ENOUGH)
        return Done(process.returncode, output)

    def asked(self) -> list[str]:
        """The operations on an instance that were asked for, other than to look, in their order."""
        names = {"/v1/instances": "create"}
        return [
            f"{request.method} {names.get(request.path) or operation(request.path)}"
            for request in self.sandbox.requests
            if request.method != "GET" and not request.path.endswith(("/token", "/sizing"))
        ]


def operation(path: str) -> str:
    """The end of a path; nothing for one that ends with an instance's id."""
    end = path.rsplit("/", 1)[1]
    return "" if re.fullmatch("[0-9a-f]{8}", end) else end


def wait_for(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + LONG_ENOUGH
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


@contextmanager
def rehearsal_in(folder: Path, **options: Any) -> Iterator[Rehearsal]:
    with Sandbox(time_scale=SCALE, token_lifetime=1e9, request_limit=None, **options) as sandbox:
        yield Rehearsal(sandbox, folder)


@pytest.fixture
def rehearsal(tmp_path: Path) -> Iterator[Rehearsal]:
    with rehearsal_in(tmp_path) as rehearsal:
        yield rehearsal


# ------------------------------------------------------------------------------------------------ a whole run


class Whole(NamedTuple):
    """A run of everything with a paid instance, recorded."""

    rehearsal: Rehearsal
    done: Done
    cassettes: Path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    folder = tmp_path_factory.mktemp("whole")
    with rehearsal_in(folder) as rehearsal:
        cassettes = folder / "cassettes"
        done = rehearsal.run(**WRITING, AURA_LIVE_TYPE="professional-db", AURA_LIVE_RECORD=str(cassettes))
        yield Whole(rehearsal, done, cassettes)


def test_a_whole_run_passes(whole: Whole) -> None:
    assert whole.done.status == 0, whole.done.output
    assert "9 passed" in whole.done.output


def test_a_whole_run_takes_an_instance_through_its_life(whole: Whole) -> None:
    assert whole.rehearsal.asked() == [
        "POST create", "PATCH ", "POST pause", "POST resume", "POST snapshots", "DELETE ",
    ]  # fmt: skip


def test_a_whole_run_creates_the_smallest_instance_of_the_type_asked_for(whole: Whole) -> None:
    (creation,) = (
        request.json()
        for request in whole.rehearsal.sandbox.requests
        if request.path == "/v1/instances" and request.method == "POST"
    )
    assert (creation["type"], creation["memory"], creation["storage"]) == ("professional-db", "1GB", "2GB")


def test_a_whole_run_leaves_nothing(whole: Whole) -> None:
    assert (whole.rehearsal.sandbox.instances.created, list(whole.rehearsal.sandbox.instances)) == (1, [])


def test_a_whole_run_takes_one_token(whole: Whole) -> None:
    assert [request.path for request in whole.rehearsal.sandbox.requests].count("/oauth/token") == 1


def test_each_test_of_a_recorded_run_has_a_cassette_of_what_it_asked(whole: Whole) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in whole.cassettes.iterdir()}
    assert len(texts) == 9
    assert all("uri: https://api.neo4j.io/v1/" in text for text in texts.values())


def test_cassettes_hold_no_secret(whole: Whole) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in whole.cassettes.iterdir())
    sandbox = whole.rehearsal.sandbox
    assert f"password: {SCRUBBED}" in text
    assert set(re.findall(r"authorization: (.*)", text)) == {f"Bearer {SCRUBBED}"}
    assert sandbox.client_secret not in text and sandbox.client_id not in text


# ------------------------------------------------------------------------------------------------ what is opted in to


@pytest.mark.parametrize(
    ("files", "environment"),
    [
        pytest.param((), {}, id="the folder"),
        pytest.param(("test_reading.py", "test_writing.py"), {}, id="each file by its name"),
        pytest.param(("test_writing.py",), {"AURA_LIVE_WRITE": "1", "AURA_LIVE": "0"}, id="half of it"),
    ],
)
def test_without_opting_in_nothing_is_collected(
    rehearsal: Rehearsal, files: tuple[str, ...], environment: dict[str, str]
) -> None:
    done = rehearsal.run(*files, **environment)
    assert (done.status, list(rehearsal.sandbox.requests)) == (NOTHING_COLLECTED, []), done.output


def test_opting_in_to_reading_only_reads(rehearsal: Rehearsal) -> None:
    done = rehearsal.run("test_reading.py", "test_writing.py", **READING)
    assert done.status == 0 and "8 passed" in done.output, done.output
    assert rehearsal.asked() == []


def test_among_several_projects_one_has_to_be_named(tmp_path: Path) -> None:
    with rehearsal_in(tmp_path, projects=(Project(), SECOND_PROJECT)) as rehearsal:
        done = rehearsal.run(**WRITING)
        assert done.status == 2 and "AURA_LIVE_PROJECT_ID has to say which project" in done.output, done.output
        assert rehearsal.sandbox.instances.created == 0


# ------------------------------------------------------------------------------------------------ free instances


def test_a_free_run_tells_what_free_instances_do_not_have_and_what_earlier_runs_left(rehearsal: Rehearsal) -> None:
    sandbox = rehearsal.sandbox
    left = sandbox.client().instances.create(
        name="aurakit-live-0a1b2c", tenant_id=sandbox.project_id, type="professional-db", cloud_provider="gcp",
        region="europe-west1", version="5", memory="1GB",
    )  # fmt: skip
    sandbox.fail(
        method="POST", path="/instances/{id}/pause", status=420, body={"errors": [{"message": "Not for free"}]}
    )
    done = rehearsal.run("test_writing.py", **WRITING)
    assert done.status == 0, done.output
    assert "Not for a free instance, so passed over: " in done.output
    assert f"Left by an earlier run, or in use by one elsewhere: aurakit-live-0a1b2c ({left.id})" in done.output
    assert [instance.id for instance in sandbox.instances] == [left.id]


# ------------------------------------------------------------------------------------------------ interruptions


def state_of(sandbox: Sandbox) -> str:
    return next((instance.status for instance in sandbox.instances), "none")


@posix_only
@pytest.mark.parametrize(
    ("signals", "state"),
    [
        pytest.param((signal.SIGINT,), "creating", id="Ctrl-C while it is created"),
        pytest.param((signal.SIGINT, signal.SIGINT), "pausing", id="Ctrl-C twice while it is paused"),
        pytest.param((signal.SIGTERM,), "resuming", id="SIGTERM while it is resumed"),
    ],
)
def test_an_interrupted_run_leaves_nothing(tmp_path: Path, signals: tuple[signal.Signals, ...], state: str) -> None:
    long = Durations(create=LONG, pause=LONG, resume=LONG)
    with rehearsal_in(tmp_path, durations=long) as rehearsal:
        environment = {**WRITING, "AURA_LIVE_TYPE": "professional-db"}  # free instances cannot be paused
        done = rehearsal.stopped(signals, lambda: state_of(rehearsal.sandbox) == state, **environment)
        # 2, unless the signal meets an instruction that belongs to no line: pytest then fails to show where it was.
        assert done.status != 0 and "KeyboardInterrupt" in done.output, done.output
        assert "Deleted aurakit-live-" in done.output
        assert (rehearsal.sandbox.instances.created, list(rehearsal.sandbox.instances)) == (1, [])

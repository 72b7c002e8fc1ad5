"""The command as a process: its start-up, Ctrl-C, a pipe that closes, a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import trio

from aurakit.cli.entry import main
from aurakit.sandbox import Awkwardness, Sandbox
from cli.conftest import WANTED
from support.children import PACKAGES
from support.commands import surroundings
from support.ctrl_c import press_ctrl_c

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-c", "import sys; from aurakit.cli.entry import main; sys.exit(main())"]
BARE = "import click\n@click.group()\ndef cli(): pass\n@cli.command()\ndef one(): 'One.'\ncli()\n"
HTTP_LIBRARY = os.environ.get("AURAKIT_HTTP_LIBRARY", "httpx")
IMPORTED = f"""
import sys
from aurakit.cli.entry import main
status = main()
names = ("{HTTP_LIBRARY}", "{HTTP_LIBRARY}._main", "pygments", "trio")
sys.stderr.write(repr([name for name in names if sys.modules.get(name)]))
sys.exit(status)
"""
TIMES = 1.5
ROUNDS = 7


@pytest.fixture(scope="module")
def slow() -> Iterator[Sandbox]:
    """A sandbox in real time: nothing that takes minutes ends in a test."""
    with Sandbox(awkwardness=Awkwardness.off()) as sandbox:
        yield sandbox


def started(home: Path, sandbox: Sandbox, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments], env=surroundings(home, sandbox.env()), cwd=home, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def processor_time(home: Path, command: list[str]) -> float:
    """The seconds that a process computes: what else the machine does hardly counts."""
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=surroundings(home, {}), cwd=home, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.skipif(sys.platform == "win32", reason="there is no getrusage")
def test_help_takes_little_longer_than_that_of_a_bare_program(tmp_path: Path) -> None:
    """By turns, and the least of each."""
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(processor_time(tmp_path, [sys.executable, "-c", BARE, "--help"]))
        ours.append(processor_time(tmp_path, [*COMMAND, "--help"]))
    assert min(ours) <= TIMES * min(bare), (min(ours), min(bare))


@pytest.mark.parametrize("command", [["projects", "list"], ["doctor"]], ids=" ".join)
def test_a_process_imports_no_other_event_loop_and_no_command_line_of_the_http_library(
    tmp_path: Path, slow: Sandbox, command: list[str]
) -> None:
    packages = os.pathsep.join(map(str, PACKAGES))
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *command], env=surroundings(tmp_path, slow.env() | {"PYTHONPATH": packages}),
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, f"['{HTTP_LIBRARY}']"), done.stderr


def test_a_program_that_runs_a_command_itself_imports_what_it_likes() -> None:
    assert main(["--version"]) == 0
    assert sys.modules["trio"] is trio


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
def test_ctrl_c_during_a_wait_says_how_to_go_on(tmp_path: Path, slow: Sandbox) -> None:
    process = started(
        tmp_path, slow, "instances", "create", *WANTED, "--tenant-id", slow.project_id, "--wait",
        "--wait-timeout", "40", "--query", "id", "-o", "text",
    )  # fmt: skip
    assert process.stderr is not None
    told: list[str] = []
    while not told or " creating" not in told[-1]:
        told.append(process.stderr.readline())
        assert told[-1], told
    output, errors = press_ctrl_c(process)
    (instance,) = [one.id for one in slow.instances]
    assert process.returncode == 130
    assert errors.endswith(
        f"\nStopped waiting. The operation continues in Aura; to wait again: `aurakit wait instances {instance}`\n"
    )
    assert output == f"{instance}\n"
    assert (tmp_path / f"Neo4j-{instance}.env").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path, slow: Sandbox) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, "projects", "list"], env=surroundings(tmp_path, slow.env()), cwd=tmp_path, stdout=write,
        stderr=subprocess.PIPE, encoding="utf-8", timeout=60.0, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_processes_share_one_token(tmp_path: Path, slow: Sandbox) -> None:
    slow.requests.clear()
    for _ in range(2):
        started(tmp_path, slow, "projects", "list").communicate(timeout=60.0)
    assert [one.path for one in slow.requests].count("/oauth/token") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_real_terminal_the_answer_is_read_and_the_result_is_a_table(tmp_path: Path, slow: Sandbox) -> None:
    import pty

    slow.state.reset()
    aura = slow.client()
    instance = aura.instances.create(
        name="orders", tenant_id=slow.project_id, type="professional-db", version="5", memory="8GB",
        cloud_provider="gcp", region="europe-west1",
    ).id  # fmt: skip
    slow.operations.finish()
    master, follower = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "instances", "delete", instance],
        env=surroundings(tmp_path, {**slow.env(), "TERM": "xterm", "COLUMNS": "120"}), cwd=tmp_path, stdin=follower,
        stdout=follower, stderr=follower, close_fds=True, start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    shown = ""
    while "Continue? [y/N]:" not in shown:
        shown += os.read(master, 1000).decode()
    os.write(master, b"y\n")
    try:
        while chunk := os.read(master, 1000):
            shown += chunk.decode()
    except OSError:  # the terminal's other end is closed
        pass
    os.close(master)
    assert process.wait(timeout=30.0) == 0
    assert f"aurakit instances delete {instance}: data is lost permanently." in shown
    assert "destroying" in shown

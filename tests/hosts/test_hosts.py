"""The client in other people's programs: event loops, green threads, and processes of every kind, as real programs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from faultserver import FaultServer
from support.children import PACKAGES, python_path
from support.commands import at, surroundings
from support.ports import free_port
from support.samples import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = Path(__file__).parent / "programs"
SINGLE = [
    "on_uvloop.py",
    "on_trio.py",
    "on_eventlet.py",
    "on_gevent.py",
    "in_nested_loops.py",
    "in_loops_of_threads.py",
    "in_a_running_loop.py",
]
WORKERS = 3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork, uvloop or gunicorn there")


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer(default=ONE) as server:
        yield server


def program(server: FaultServer, home: Path, *command: str) -> subprocess.Popen[str]:
    # Warnings of the hosts about themselves are theirs; one of ours about a socket left open is not.
    options = ["-W", "ignore", "-W", "always::ResourceWarning"]
    paths = os.pathsep.join(map(str, PACKAGES)) if command == ("on_trio.py",) else python_path()  # which refuses trio
    return subprocess.Popen(
        [sys.executable, *options, *command],
        cwd=PROGRAMS,
        env=surroundings(home, {**at(server.url), "PYTHONPATH": paths}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def runs(server: FaultServer, home: Path, *command: str) -> None:
    process = program(server, home, *command)
    output, errors = process.communicate(timeout=60.0)
    assert (process.returncode, output, errors) == (0, "", "")


@pytest.mark.parametrize("name", SINGLE)
def test_a_program_makes_its_calls_with_one_token(server: FaultServer, tmp_path: Path, name: str) -> None:
    runs(server, tmp_path, name)
    assert server.token_requests == 1


@pytest.mark.parametrize("way", ["fork", "spawn", "forkserver"])
def test_processes_make_calls_however_they_are_started(server: FaultServer, tmp_path: Path, way: str) -> None:
    runs(server, tmp_path, "in_processes.py", way)
    assert server.count("GET", "/v1/instances/ab12") == 1 + 12 + 6


def test_the_workers_of_gunicorn_go_on_with_the_client_made_before_the_fork(
    server: FaultServer, tmp_path: Path
) -> None:
    port = free_port()
    gunicorn = program(
        server, tmp_path, "-m", "gunicorn", "--preload", "--workers", str(WORKERS), "--threads", "2",
        "--bind", f"127.0.0.1:{port}", "--worker-tmp-dir", str(tmp_path), "prefork:application",
    )  # fmt: skip
    try:
        seen = {fetched(f"http://127.0.0.1:{port}/") for _ in range(30)}
    finally:
        gunicorn.terminate()
        gunicorn.communicate(timeout=30.0)
    assert {text.partition(" ")[2] for text in seen} == {"running"}
    assert str(os.getpid()) not in {text.partition(" ")[0] for text in seen}
    assert server.token_requests == 1  # each worker has the parent's


def fetched(url: str) -> str:
    """The page, as soon as there is a server."""
    deadline = time.monotonic() + 30.0
    while True:
        try:
            with urlopen(url, timeout=10.0) as page:
                return str(page.read().decode())
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)

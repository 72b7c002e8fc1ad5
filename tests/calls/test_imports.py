"""A fork in the middle of another thread's import."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from aurakit._calls.imports import importing

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_a_signal_handler_may_import_in_the_middle_of_an_import() -> None:
    with importing, importing:
        pass


def test_imports_of_several_threads_go_one_after_the_other() -> None:
    entered = threading.Event()

    def enter() -> None:
        with importing:
            entered.set()

    with importing:
        other = threading.Thread(target=enter)
        other.start()
        assert not entered.wait(0.05)
    other.join(10.0)
    assert entered.is_set()


def run_program(program: str) -> int:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore"}
    return subprocess.run([sys.executable, "-c", program], env=environment, timeout=30, check=False).returncode


@forking
def test_a_fork_waits_until_no_thread_imports_and_leaves_the_lock_free_on_both_sides() -> None:
    program = """
import os, threading
from aurakit._calls.imports import importing
held, left = threading.Event(), []
def other():
    with importing:
        held.set()
        threading.Event().wait(0.2)
        left.append(True)
threading.Thread(target=other).start()
held.wait()
child = os.fork()
if not left:
    os._exit(2)
free = []
thread = threading.Thread(target=lambda: free.append(importing.acquire(timeout=5.0)), daemon=True)
thread.start()
thread.join()
if child == 0:
    os._exit(0 if free == [True] else 1)
status = os.waitpid(child, 0)[1]
os._exit(os.waitstatus_to_exitcode(status) or (0 if free == [True] else 3))
"""
    assert run_program(program) == 0


@forking
def test_a_fork_inside_an_import_of_the_same_thread_does_not_wait_for_itself() -> None:
    program = """
import os
from aurakit._calls.imports import importing
with importing:
    child = os.fork()
    if child == 0:
        os._exit(0)
    status = os.waitpid(child, 0)[1]
raise SystemExit(os.waitstatus_to_exitcode(status))
"""
    assert run_program(program) == 0

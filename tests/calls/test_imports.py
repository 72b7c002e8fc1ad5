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


def test_threads_import_beside_each_other() -> None:
    entered = threading.Event()

    def enter() -> None:
        with importing:
            entered.set()

    with importing:
        other = threading.Thread(target=enter)
        other.start()
        assert entered.wait(10.0)
    other.join(10.0)


def run_program(program: str) -> int:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore"}
    return subprocess.run([sys.executable, "-c", program], env=environment, timeout=30, check=False).returncode


@forking
def test_a_fork_waits_until_no_thread_imports_and_lets_both_sides_import() -> None:
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
def enter():
    with importing:
        free.append(True)
thread = threading.Thread(target=enter, daemon=True)
thread.start()
thread.join(5.0)
if child == 0:
    os._exit(0 if free == [True] else 1)
status = os.waitpid(child, 0)[1]
os._exit(os.waitstatus_to_exitcode(status) or (0 if free == [True] else 3))
"""
    assert run_program(program) == 0


@forking
def test_a_thread_that_was_interrupted_on_its_way_holds_up_no_fork() -> None:
    program = """
import os, sys, threading, time
from aurakit._calls.imports import importing
def interrupted():
    importing.__enter__()  # and never out of it, as after a Ctrl-C between two opcodes
interrupted()
def fork():
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    os._exit(0 if time.monotonic() - began < 5.0 else 1)
threading.Thread(target=fork).start()
time.sleep(20.0)
"""
    assert run_program(program) == 0


@forking
def test_no_thread_begins_an_import_while_another_forks() -> None:
    program = """
import os, threading, time
from aurakit._calls.imports import importing
entered = []
def enter():
    with importing:
        entered.append(time.monotonic())
importing.before_fork()  # as `os.fork` calls it, in this thread
thread = threading.Thread(target=enter)
thread.start()
time.sleep(0.2)
assert entered == []
importing.after_fork()
thread.join(5.0)
assert len(entered) == 1
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

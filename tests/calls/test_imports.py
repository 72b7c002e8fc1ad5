"""A fork, or a Ctrl-C, in the middle of another thread's import."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.imports import LateProperty, importing, no_fork
from aurakit_raw.importing import _current_frames as frames_of_threads
from support.children import environment

if TYPE_CHECKING:
    from pathlib import Path

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def test_a_signal_handler_may_import_in_the_middle_of_an_import() -> None:
    with importing, importing:
        pass


def test_one_thread_imports_at_a_time_in_the_order_they_came() -> None:
    order: list[str] = []

    def enter(name: str) -> None:
        with importing, importing:
            order.append(name)

    with importing:
        others = [threading.Thread(target=enter, args=(name,)) for name in "ab"]
        for other in others:
            count = len(importing._entries)
            other.start()
            while len(importing._entries) == count:
                time.sleep(0.001)
        with importing:  # whoever is in a block may go into another one
            order.append("first")
    for other in others:
        other.join(10.0)
    assert order == ["first", "a", "b"]


def test_threads_that_come_at_once_all_get_their_turn() -> None:
    done: list[int] = []

    def enter(number: int) -> None:
        for _ in range(5):
            with importing:
                done.append(number)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10.0)
    assert len(done) == 80 and not importing._entries


def test_a_thread_that_was_interrupted_on_its_way_holds_up_no_import() -> None:
    def interrupted() -> None:
        importing.__enter__()  # and never out of it, as after a Ctrl-C between two opcodes

    thread = threading.Thread(target=interrupted)
    thread.start()
    thread.join(10.0)
    began = time.monotonic()
    with importing:
        pass
    assert time.monotonic() - began < 5.0


def test_an_import_that_was_interrupted_is_made_by_the_thread_that_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "late.py").write_text(
        "import builtins, time\n"
        "if builtins.first:\n"
        "    builtins.first = False\n"
        "    builtins.begun.set()\n"
        "    builtins.time.sleep(0.2)\n"
        "    raise KeyboardInterrupt\n"
        "VALUE = 1\n",
        "utf-8",
    )
    program = f"""
import builtins, sys, threading, time
sys.path.insert(0, {str(tmp_path)!r})
from aurakit._calls.imports import importing
builtins.first, builtins.begun, builtins.time = True, threading.Event(), time
found = []
def use():
    builtins.begun.wait()
    with importing:
        from late import VALUE
    found.append(VALUE)
other = threading.Thread(target=use)
other.start()
try:
    with importing:
        from late import VALUE
except KeyboardInterrupt:
    pass
other.join(10.0)
raise SystemExit(0 if found == [1] else 1)
"""
    assert run_program(program) == 0


def test_threads_that_hold_a_library_s_lock_do_so_beside_each_other() -> None:
    entered = threading.Event()

    def enter() -> None:
        with no_fork:
            entered.set()

    with importing, no_fork:
        other = threading.Thread(target=enter)
        other.start()
        assert entered.wait(10.0)
    other.join(10.0)


@forking
@pytest.mark.parametrize(("outer", "inner"), [("importing", "no_fork"), ("no_fork", "importing")])
def test_a_thread_in_a_block_goes_into_another_one_although_a_fork_waits_for_it(outer: str, inner: str) -> None:
    program = f"""
import os, threading, time
from aurakit._calls.imports import importing, no_fork
from aurakit_raw import importing as module
held = threading.Event()
def inside():
    with {inner}:
        pass
def other():
    with {outer}:
        held.set()
        while not module._forking:
            time.sleep(0.001)
        inside()
threading.Thread(target=other).start()
held.wait()
began = time.monotonic()
child = os.fork()
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
raise SystemExit(0 if time.monotonic() - began < 5.0 else 1)
"""
    assert run_program(program) == 0


class Holder:
    def __init__(self) -> None:
        self.made = 0

    @LateProperty
    def part(self) -> object:
        """A part."""
        self.made += 1
        time.sleep(0.01)
        return object()


def test_a_late_property_is_made_once_and_is_the_same_for_all_threads() -> None:
    holder = Holder()
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(holder.part)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10.0)
    assert len(set(map(id, found))) == 1 and len(found) == 8
    made = holder.made
    assert holder.part is found[0] and holder.made == made
    assert vars(Holder)["part"].__doc__ == "A part."


@forking
def test_a_child_that_is_forked_while_a_late_property_is_made_can_use_it() -> None:
    program = """
import os, threading
from aurakit._calls.imports import LateProperty
began = threading.Event()
class Holder:
    @LateProperty
    def part(self):
        began.set()
        threading.Event().wait(0.2)
        return 1
threading.Thread(target=lambda: Holder().part).start()
began.wait()
child = os.fork()
if child == 0:
    threading.Timer(5.0, os._exit, (1,)).start()
    os._exit(Holder().part - 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert run_program(program) == 0


def run_program(program: str) -> int:
    quiet = environment(measured=False) | {"PYTHONWARNINGS": "ignore"}
    return subprocess.run([sys.executable, "-c", program], env=quiet, timeout=30, check=False).returncode


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
from aurakit_raw.importing import after_fork, before_fork
entered = []
def enter():
    with importing:
        entered.append(time.monotonic())
before_fork()  # as `os.fork` calls it, in this thread
thread = threading.Thread(target=enter)
thread.start()
time.sleep(0.2)
assert entered == []
after_fork()
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


LOOKING = """
import gc, sys, threading
from aurakit_raw import importing

class Garbage:
    def __init__(self):
        self.me = self
    def __del__(self):
        for _ in range(20):
            pass

def look():
    for number in range(3000):
        kept = []
        Garbage()
        while gc.get_count()[0] < 50 - number % 8:  # so that it is collected soon after
            kept.append(set())
        importing._current_frames()

sys.setswitchinterval(1e-6)
gc.freeze()
gc.set_threshold(50)
threads = [threading.Thread(target=look, daemon=True) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join(20.0)
raise SystemExit(any(thread.is_alive() for thread in threads) or not gc.isenabled())
"""


def test_threads_that_look_for_each_other_do_not_hang_while_garbage_is_collected() -> None:
    for _ in range(5):  # Python 3.11 itself hangs in one of six runs
        assert run_program(LOOKING) == 0


if sys.version_info < (3, 12):

    @pytest.mark.parametrize("enabled", [True, False])
    @pytest.mark.parametrize("interrupted", [True, False])
    def test_garbage_is_collected_afterwards_as_before(
        monkeypatch: pytest.MonkeyPatch, enabled: bool, interrupted: bool
    ) -> None:
        seen: list[bool] = []

        def current_frames() -> dict[int, Any]:
            seen.append(gc.isenabled())
            if interrupted:
                raise KeyboardInterrupt
            return {}

        monkeypatch.setattr(sys, "_current_frames", current_frames)
        if not enabled:
            gc.disable()
        try:
            with contextlib.suppress(KeyboardInterrupt):
                assert frames_of_threads() == {}
            assert (seen, gc.isenabled()) == ([False], enabled)
        finally:
            gc.enable()

    @forking
    def test_a_child_collects_garbage_though_another_thread_was_looking_for_threads() -> None:
        program = """
import gc, os, sys, threading
from aurakit_raw import importing
inside, over = threading.Event(), threading.Event()
def current_frames():
    inside.set()
    over.wait(10.0)
    return {}
sys._current_frames = current_frames
thread = threading.Thread(target=importing._current_frames)
thread.start()
inside.wait(10.0)
child = os.fork()
if child == 0:
    os._exit(0 if gc.isenabled() else 1)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
over.set()
thread.join(10.0)
raise SystemExit(status or (0 if gc.isenabled() else 2))
"""
        assert run_program(program) == 0

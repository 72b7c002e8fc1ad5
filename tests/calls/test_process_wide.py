"""What a process keeps for all its clients."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref

import pytest

from aurakit._calls.process_wide import Shared
from support.children import environment
from support.fakes import FakeClock


class Thing:
    """Has something to remember until `until`."""

    def __init__(self, until: float = 0.0) -> None:
        self.until = until
        self.forks = 0

    def idle(self, now: float) -> bool:
        return now >= self.until

    def forget_other_threads(self) -> None:
        self.forks += 1


def test_the_same_key_gives_the_same_object_and_another_key_another() -> None:
    shared, clock = Shared[Thing](), FakeClock()
    one = shared.get("a", Thing, clock.now)
    assert shared.get("a", Thing, clock.now) is one
    assert shared.get("b", Thing, clock.now) is not one


def test_an_object_in_use_stays_however_idle_it_is() -> None:
    shared, clock = Shared[Thing](), FakeClock()
    one = shared.get("a", Thing, clock.now)
    shared.get("b", Thing, clock.now)
    gc.collect()
    assert shared.get("a", Thing, clock.now) is one


def test_an_object_that_nobody_uses_stays_as_long_as_it_has_something_to_remember() -> None:
    shared, clock = Shared[Thing](), FakeClock(0.0)
    one = weakref.ref(shared.get("a", lambda: Thing(until=10.0), clock.now))
    clock.advance(9.0)
    shared.get("b", Thing, clock.now)
    gc.collect()
    assert one() is not None
    assert shared.get("a", Thing, clock.now) is one()
    clock.advance(1.0)
    shared.get("b", Thing, clock.now)
    gc.collect()
    assert one() is None


def test_whether_it_is_idle_is_asked_with_its_own_time() -> None:
    shared, early, late = Shared[Thing](), FakeClock(0.0), FakeClock(1000.0)
    one = weakref.ref(shared.get("a", lambda: Thing(until=10.0), early.now))
    shared.get("b", Thing, late.now)
    gc.collect()
    assert one() is not None


def test_what_is_asked_for_is_found_though_it_is_idle() -> None:
    shared, clock = Shared[Thing](), FakeClock()
    one = weakref.ref(shared.get("a", Thing, clock.now))
    gc.collect()
    assert shared.get("a", Thing, clock.now) is one()


def test_a_process_that_forgets_everything_makes_new_objects() -> None:
    shared, clock = Shared[Thing](), FakeClock()
    one = shared.get("a", lambda: Thing(until=1e9), clock.now)
    shared.clear()
    assert shared.get("a", Thing, clock.now) is not one


def test_threads_that_ask_at_the_same_time_get_the_same_object() -> None:
    shared, clock, start = Shared[Thing](), FakeClock(), threading.Barrier(8)
    found: list[Thing] = []

    def ask() -> None:
        start.wait()
        found.append(shared.get("a", Thing, clock.now))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(map(id, found))) == 1


def test_one_may_be_asked_for_while_another_is_made() -> None:
    shared, clock = Shared[Thing](), FakeClock()
    inner: list[Thing] = []

    def make() -> Thing:
        inner.append(shared.get("b", Thing, clock.now))  # as a signal handler would on the same thread
        return Thing()

    outer = shared.get("a", make, clock.now)
    assert shared.get("a", Thing, clock.now) is outer
    assert shared.get("b", Thing, clock.now) is inner[0]


def test_one_may_be_forgotten_while_another_asks_whether_it_is_idle() -> None:
    shared, clock = Shared[Thing](), FakeClock()

    class Interrupted(Thing):
        def idle(self, now: float) -> bool:
            shared.clear()  # as a signal handler might on the same thread
            return True

    shared.get("a", Interrupted, clock.now)
    one = shared.get("b", Thing, clock.now)
    assert shared.get("b", Thing, clock.now) is one


def test_after_a_fork_each_object_is_told_and_the_lock_is_a_new_one() -> None:
    shared, clock = Shared[Thing](), FakeClock()
    used = shared.get("a", Thing, clock.now)
    kept = weakref.ref(shared.get("b", lambda: Thing(until=1e9), clock.now))
    held = shared._lock
    shared.forget_other_threads()
    assert shared._lock is not held
    assert used.forks == 1
    told = kept()
    assert told is not None and told.forks == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_child_is_not_held_up_by_threads_it_does_not_have() -> None:
    program = """
import os, threading
from aurakit._calls.call import Throttled
from aurakit._auth.memory_store import process_store
from aurakit._client.state import limiter_for
from aurakit._ratelimit.limiter import RateLimit
from aurakit.clock import Clock
limiter = limiter_for("https://a", "id", RateLimit(2, per=10.0), clock=Clock())
flying, waiting = limiter.join(), limiter.join()
held, done = threading.Event(), threading.Event()
def other():
    limiter.acquire(flying, 0.0)
    limiter.report(flying, 0.0, Throttled(0.0, True, None))
    limiter.acquire(flying, 0.0)
    limiter.acquire(waiting, 0.0)
    with limiter._lock, process_store()._lock, process_store()._limits._lock:
        held.set()
        done.wait()
threading.Thread(target=other, daemon=True).start()
held.wait()
child = os.fork()
if child == 0:
    same = limiter_for("https://a", "id", RateLimit(2, per=10.0), clock=Clock())
    ticket = same.join()
    early, later = same.acquire(ticket, 0.0), same.acquire(ticket, 10.02)
    os._exit(0 if same is limiter and early > 0.0 and later == 0.0 else 1)
status = os.waitpid(child, 0)[1]
done.set()
raise SystemExit(os.waitstatus_to_exitcode(status))
"""
    quiet = environment(measured=False) | {"PYTHONWARNINGS": "ignore"}
    assert subprocess.run([sys.executable, "-c", program], env=quiet, timeout=30, check=False).returncode == 0

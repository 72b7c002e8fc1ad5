"""Waking a waiter from anywhere, working beside an event loop, and telling whether a loop still goes on."""

from __future__ import annotations

import _thread
import asyncio
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import trio

from aurakit._calls import wakers
from aurakit._calls.wakers import Waker, in_thread, running_loop, spawn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LONG = 10.0  # seconds that nothing here takes
with_signals = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signals there")


def wait_sync(waker: Waker, seconds: float) -> None:
    waker.wait(seconds)


async def waits(waker: Waker, seconds: float) -> None:
    await waker.wait_async(seconds)


def wait_in_asyncio(waker: Waker, seconds: float) -> None:
    asyncio.run(waits(waker, seconds))


def wait_in_trio(waker: Waker, seconds: float) -> None:
    trio.run(waits, waker, seconds)


everywhere = pytest.mark.parametrize("wait", [wait_sync, wait_in_asyncio, wait_in_trio])


def seconds_of(action: Callable[[], object]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began


# ------------------------------------------------------------------------------------------------ waiting


@everywhere
def test_who_waits_goes_on_when_another_thread_wakes(wait: Callable[[Waker, float], None]) -> None:
    waker = Waker()
    threading.Timer(0.02, waker.wake).start()
    assert seconds_of(lambda: wait(waker, LONG)) < 1.0
    assert waker.woken


@everywhere
def test_who_comes_after_the_wake_does_not_wait(wait: Callable[[Waker, float], None]) -> None:
    waker = Waker()
    waker.wake()
    waker.wake()
    assert seconds_of(lambda: wait(waker, LONG)) < 1.0


@everywhere
@pytest.mark.parametrize("seconds", [-1.0, 0.0, 0.05])
def test_who_is_not_woken_waits_for_the_given_time(wait: Callable[[Waker, float], None], seconds: float) -> None:
    waker = Waker()
    assert max(0.0, seconds) - 0.01 <= seconds_of(lambda: wait(waker, seconds)) < max(0.0, seconds) + 0.5
    assert not waker.woken
    waker.wake()  # nobody waits any more
    waker.wake()


@everywhere
@pytest.mark.parametrize("seconds", [1e6, 1e300, float("inf")])
def test_a_wait_may_be_longer_than_a_timer_takes(wait: Callable[[Waker, float], None], seconds: float) -> None:
    waker = Waker()
    threading.Timer(0.02, waker.wake).start()
    assert seconds_of(lambda: wait(waker, seconds)) < 1.0


@everywhere
def test_a_waker_may_be_woken_by_many_threads_at_once(wait: Callable[[Waker, float], None]) -> None:
    for _ in range(20):
        waker = Waker()
        together = threading.Barrier(5)

        def wake(waker: Waker = waker, together: threading.Barrier = together) -> None:
            together.wait()
            waker.wake()

        threads = [threading.Thread(target=wake) for _ in range(4)]
        for thread in threads:
            thread.start()
        together.wait()
        wait(waker, LONG)
        for thread in threads:
            thread.join(LONG)


def test_tasks_of_one_loop_wake_each_other() -> None:
    async def main() -> None:
        waker = Waker()
        task = asyncio.create_task(waits(waker, LONG))
        await asyncio.sleep(0)
        waker.wake()
        await task

    assert seconds_of(lambda: asyncio.run(main())) < 1.0


def test_a_task_that_is_cancelled_while_it_waits_may_be_woken_afterwards() -> None:
    async def main() -> None:
        waker = Waker()
        task = asyncio.create_task(waits(waker, LONG))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        waker.wake()
        await waker.wait_async(LONG)

    assert seconds_of(lambda: asyncio.run(main())) < 1.0


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_waking_a_task_whose_loop_was_closed_does_nothing(kind: str) -> None:
    waker = Waker()
    if kind == "asyncio":
        loop = asyncio.new_event_loop()
        task = loop.create_task(waits(waker, LONG))
        loop.run_until_complete(asyncio.sleep(0))
        wake = waker._wake
        task.cancel()
        loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        loop.close()
        waker._wake = wake  # as if it had been closed in the middle
    else:

        async def main() -> None:
            token = trio.lowlevel.current_trio_token()
            waker._wake = lambda: token.run_sync_soon(trio.Event().set)

        trio.run(main)
    waker.wake()
    assert waker.woken


@with_signals
@everywhere
def test_a_signal_handler_wakes_what_waits_on_the_thread_it_interrupts(wait: Callable[[Waker, float], None]) -> None:
    waker = Waker()
    before = signal.signal(signal.SIGALRM, lambda *_: waker.wake())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        assert seconds_of(lambda: wait(waker, 3.0)) < 1.0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


@with_signals
def test_a_signal_handler_may_wait_on_the_thread_it_interrupts_in_its_wait() -> None:
    outer, inner = Waker(), Waker()

    def handler(*_: object) -> None:
        threading.Timer(0.02, inner.wake).start()
        inner.wait(LONG)
        outer.wake()

    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        assert seconds_of(lambda: outer.wait(LONG)) < 1.0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert inner.woken


# ------------------------------------------------------------------------------------------------ beside a loop


@everywhere
def test_what_blocks_runs_in_a_thread_of_its_own(wait: Callable[[Waker, float], None]) -> None:
    done = Waker()
    result = in_thread(threading.get_ident, done)
    wait(done, LONG)
    assert result[0] != threading.get_ident()


@pytest.mark.parametrize("fault", [ValueError("a fault"), KeyboardInterrupt(), SystemExit(1)])
def test_what_it_raises_is_handed_over(fault: BaseException) -> None:
    def action() -> None:
        raise fault

    done = Waker()
    result = in_thread(action, done)
    done.wait(LONG)
    assert result == [fault]


def test_where_no_thread_can_be_started_it_runs_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(_thread, "start_new_thread", none_left)
    wakers._idle.clear()
    done = Waker()
    assert in_thread(lambda: 5, done) == [5] and done.woken


# ------------------------------------------------------------------------------------------------ a task of its own


class Kind:
    """A kind of event loop."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name

    def run(self, main: Callable[[], Awaitable[Any]]) -> Any:
        return trio.run(main) if self.name == "trio" else asyncio.run(main())  # type: ignore[arg-type]

    async def sleep(self, seconds: float) -> None:
        await (trio.sleep(seconds) if self.name == "trio" else asyncio.sleep(seconds))


both_kinds = pytest.mark.parametrize("kind", [Kind("asyncio"), Kind("trio")], ids=repr)


def finished(action: Any) -> Any:
    """What `action` returns, done in a thread."""
    done = Waker()
    result = in_thread(action, done)
    done.wait(5.0)
    return result[0]


def test_a_thread_that_has_done_its_work_does_the_next() -> None:
    assert len({finished(threading.get_ident) for _ in range(20)}) == 1
    together = threading.Barrier(3)
    assert len(set(all_at_once([lambda: (together.wait(5.0), threading.get_ident())[1]] * 3))) == 3


def all_at_once(actions: list[Any]) -> list[Any]:
    waiting = [(done := Waker(), in_thread(action, done)) for action in actions]
    for done, _ in waiting:
        done.wait(5.0)
    return [result[0] for _, result in waiting]


def test_a_thread_that_ends_for_want_of_work_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wakers, "IDLE", 0.001)
    for n in range(200):
        assert finished(lambda n=n: n) == n
        time.sleep(0.0005 * (n % 4))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks there")
def test_a_forked_child_starts_threads_of_its_own() -> None:
    assert finished(lambda: 1) == 1
    child = os.fork()
    if not child:
        status = 1
        try:
            status = 0 if finished(lambda: 2) == 2 else 2
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


@both_kinds
def test_a_spawned_task_goes_on_when_its_caller_is_cancelled(kind: Kind) -> None:
    events: list[str] = []

    async def body() -> None:
        await kind.sleep(0.05)
        events.append("done")

    async def caller() -> None:
        spawn(body, lambda: events.append("ended"))
        await kind.sleep(LONG)

    async def in_asyncio() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(caller(), 0.01)
        await asyncio.sleep(0.1)

    async def in_trio() -> None:
        with trio.move_on_after(0.01):
            await caller()
        await trio.sleep(0.1)

    kind.run(in_trio if kind.name == "trio" else in_asyncio)
    assert events == ["done", "ended"]


@both_kinds
def test_the_end_of_a_loop_ends_its_spawned_tasks_and_says_so(kind: Kind) -> None:
    events: list[str] = []

    async def main() -> None:
        spawn(lambda: kind.sleep(LONG), lambda: events.append("ended"))
        await kind.sleep(0.01)

    assert seconds_of(lambda: kind.run(main)) < 2.0
    assert events == ["ended"]


@both_kinds
def test_a_task_that_was_cancelled_before_its_first_step_has_ended_too(kind: Kind) -> None:
    events: list[str] = []

    async def main() -> None:
        spawn(lambda: kind.sleep(LONG), lambda: events.append("ended"))

    kind.run(main)
    assert events == ["ended"]


@both_kinds
def test_a_loop_that_its_program_blocks_stands_still_until_it_goes_on(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wakers, "BEAT", 0.02)
    monkeypatch.setattr(wakers, "STANDS_STILL", 0.15)
    seen: list[bool] = []

    async def main() -> None:
        goes_on = spawn(lambda: kind.sleep(0.6), lambda: None)
        await kind.sleep(0.2)
        seen.append(goes_on())
        watcher = threading.Timer(0.2, lambda: seen.append(goes_on()))
        watcher.start()
        time.sleep(0.3)
        watcher.join()
        await kind.sleep(0.05)
        seen.append(goes_on())

    kind.run(main)
    assert seen == [True, False, True]


def test_a_loop_that_was_stopped_in_the_middle_does_not_go_on() -> None:
    loop = asyncio.new_event_loop()
    try:

        async def main() -> Any:
            return spawn(lambda: asyncio.sleep(0.05), lambda: None), asyncio.all_tasks()

        goes_on, tasks = loop.run_until_complete(main())
        assert [goes_on()] == [False]
        loop.run_until_complete(asyncio.wait(tasks))
    finally:
        loop.close()


def test_a_loop_that_was_closed_in_the_middle_leaves_no_task_behind() -> None:
    events: list[str] = []

    async def body() -> None:
        try:
            await asyncio.sleep(LONG)
        finally:
            events.append("cleaned up")

    async def main() -> None:
        spawn(body, lambda: events.append("ended"))
        await asyncio.sleep(0)

    loop = asyncio.new_event_loop()
    loop.run_until_complete(main())
    before = len(wakers._tasks)
    loop.close()

    async def another() -> None:
        spawn(lambda: asyncio.sleep(0), lambda: None)
        await asyncio.sleep(0.01)

    asyncio.run(another())
    assert before == 1 and not wakers._tasks
    assert events == ["cleaned up"]


@both_kinds
def test_the_running_loop_is_the_same_for_all_its_tasks_and_another_in_another_run(kind: Kind) -> None:
    async def main() -> tuple[Any, Any]:
        first = running_loop()
        await kind.sleep(0)
        return first, running_loop()

    first, again = kind.run(main)
    assert first is again and kind.run(main)[0] is not first

"""Waking a waiting thread or task from any thread, and running blocking code outside an event loop.

No lock is held and nothing is queued, so a signal handler can wake, or wait, in the thread that it interrupts.
"""

from __future__ import annotations

import _thread
import os
import threading
import time
from collections import deque
from contextlib import suppress
from contextvars import Context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable

T = TypeVar("T")

_NO_CONTEXT = Context()  # for timers: otherwise each would copy the context of its task
BEAT = 0.5  # seconds between two heartbeats of an event loop that works for other calls
STANDS_STILL = 2.0  # seconds without one after which other calls stop waiting for it
IDLE = 5.0  # seconds that a thread waits for another job
LONGEST_WAIT = 1e6  # seconds; locks, timers and sockets accept a few years at most


class Waker:
    """Wakes one waiter, once. A waiter that arrives after that does not wait."""

    __slots__ = ("_future", "_wake", "woken")

    def __init__(self) -> None:
        self.woken = False
        self._wake: Callable[[], object] | None = None
        self._future: asyncio.Future[None] | None = None  # instead of `_wake`, since thousands of tasks may wait

    def wake(self) -> None:
        """Let the waiter continue. Can be called from any thread, more than once."""
        self.woken = True  # before `_wake` is read; the waiter does the two in the other order, so no wake is missed
        wake, future = self._wake, self._future
        try:
            if future is not None:
                # Also in the loop's own thread: a signal handler may have interrupted the loop while it waits for
                # events, and the loop would continue to wait.
                future.get_loop().call_soon_threadsafe(_finish, future)
            elif wake is not None:
                wake()
        except RuntimeError:  # already woken, or its event loop was closed: nobody waits there
            return

    def wait(self, seconds: float) -> None:
        """Return once woken, or after `seconds` of real time."""
        lock = threading.Lock()
        lock.acquire()
        self._wake = lock.release
        if not self.woken:
            lock.acquire(timeout=min(max(0.0, seconds), LONGEST_WAIT))
        self._wake = None

    def wait_async(self, seconds: float) -> Awaitable[None]:
        """The same for a task, as an awaitable; without a time limit only a future, since thousands may wait."""
        loop = _asyncio_loop()
        if loop is None:
            return self._wait_in_trio(seconds)
        future: asyncio.Future[None] = loop.create_future()
        self._future = future
        if self.woken:
            future.set_result(None)
        return future if seconds >= LONGEST_WAIT or self.woken else self._wait_until(loop, future, seconds)

    async def _wait_until(self, loop: Any, future: asyncio.Future[None], seconds: float) -> None:
        timer = loop.call_later(max(0.0, seconds), _finish, future, context=_NO_CONTEXT)
        try:
            await future
        finally:
            self._future = None
            timer.cancel()

    async def _wait_in_trio(self, seconds: float) -> None:
        import trio

        event = trio.Event()
        token = trio.lowlevel.current_trio_token()
        self._wake = lambda: token.run_sync_soon(event.set)
        if self.woken:
            return
        with trio.move_on_after(min(max(0.0, seconds), LONGEST_WAIT)):
            await event.wait()
        self._wake = None


def _finish(future: Any) -> None:
    if not future.done():
        future.set_result(None)


def in_thread(action: Callable[[], T], done: Waker) -> list[T | BaseException]:
    """Run `action` in a thread that no other work of the program can delay, and wake `done` at its end.

    Returns the list that will hold its result or exception. The interpreter does not wait for the thread when it exits.
    If no thread can be started, for example while the interpreter exits, `action` runs in the calling thread.
    """
    result: list[T | BaseException] = []

    def run() -> None:
        try:
            result.append(action())
        except BaseException as error:  # noqa: BLE001  # for whoever waits to raise
            result.append(error)

    try:
        worker = _idle.pop()
    except IndexError:
        worker = _Worker()
        worker.job = run, done
        try:
            _thread.start_new_thread(worker.work, ())  # `threading` holds a lock for which a signal handler would wait
        except RuntimeError:
            run()
            done.wake()
    else:
        worker.job = run, done
        worker.lock.release()
    return result


class _Worker:
    """A thread that waits a while for another job, since starting a thread costs more than most jobs."""

    __slots__ = ("job", "lock")

    def __init__(self) -> None:
        self.job: tuple[Callable[[], None], Waker] | None = None
        self.lock = _thread.allocate_lock()
        self.lock.acquire()

    def work(self) -> None:
        """Run one job after another."""
        while self.job is not None:
            (run, done), self.job = self.job, None
            run()
            del run  # and what it references
            _idle.append(self)  # before the waiter continues, and needs it for the next job
            done.wake()
            del done
            if not self.lock.acquire(timeout=IDLE):
                try:
                    _idle.remove(self)
                except ValueError:  # another thread has just taken it
                    self.lock.acquire(timeout=IDLE)


_idle: deque[_Worker] = deque()  # these operations of a deque need no lock

if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_idle.clear)  # the threads are the parent's


def spawn(body: Callable[[], Any], ended: Callable[[], object]) -> Callable[[], bool]:
    """Run an async function as a separate task, which continues when the caller is cancelled.

    ended: called at its end, even if it was cancelled before its first step. Returns a function that says whether its
    event loop is running: a program can close or block one meanwhile.
    """
    loop = _asyncio_loop()
    if loop is None:
        return _spawn_in_trio(body, ended)
    for left_behind in [other for other in list(_tasks) if other.get_loop().is_closed()]:
        _tasks.discard(left_behind)
        with suppress(Exception):  # its loop was closed meanwhile, and will not end it
            left_behind.get_coro().close()
    task = loop.create_task(body())
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
    task.add_done_callback(lambda _: ended())
    beats = [time.monotonic()]

    def beat() -> None:
        beats[0] = time.monotonic()
        if not task.done():
            loop.call_later(BEAT, beat)

    loop.call_later(BEAT, beat)
    return lambda: loop.is_running() and time.monotonic() - beats[0] < STANDS_STILL


def _spawn_in_trio(body: Callable[[], Any], ended: Callable[[], object]) -> Callable[[], bool]:
    import trio

    beats = [time.monotonic()]

    async def beat() -> None:
        while True:
            beats[0] = time.monotonic()
            await trio.sleep(BEAT)

    async def until_ended() -> None:
        try:
            async with trio.open_nursery() as nursery:
                nursery.start_soon(beat)
                await body()
                nursery.cancel_scope.cancel()
        finally:
            ended()

    trio.lowlevel.spawn_system_task(until_ended)
    return lambda: time.monotonic() - beats[0] < STANDS_STILL


_tasks: set[Any] = set()  # event loops keep weak references only


def _asyncio_loop() -> Any:
    """The running asyncio event loop; None under trio."""
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def running_loop() -> Any:
    """An object that identifies the running event loop: asyncio's loop, or trio's token."""
    loop = _asyncio_loop()
    if loop is not None:
        return loop
    import trio

    return trio.lowlevel.current_trio_token()

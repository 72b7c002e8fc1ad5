"""Waking a thread or a task that waits, from any thread, and running what blocks beside an event loop.

No lock is held and nothing is queued, so a signal handler may wake, or wait, on the thread that it interrupts.
"""

from __future__ import annotations

import _thread
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

BEAT = 0.5  # seconds between two signs of life of an event loop that works for others
STANDS_STILL = 2.0  # seconds without one after which the others do not wait for it
LONGEST_WAIT = 1e6  # seconds; locks and timers take no more than some years


class Waker:
    """Wakes one waiter, once. A waiter that comes after the wake does not wait."""

    __slots__ = ("_wake", "woken")

    def __init__(self) -> None:
        self.woken = False
        self._wake: Callable[[], object] | None = None

    def wake(self) -> None:
        """Let the waiter go on. May be called from any thread, more than once."""
        self.woken = True  # before `_wake` is read; the waiter does it the other way round, so none is missed
        wake = self._wake
        if wake is not None:
            try:
                wake()
            except RuntimeError:  # woken before, or its event loop was closed: nobody waits there any more
                return

    def wait(self, seconds: float) -> None:
        """Return once woken, or after `seconds` of real time."""
        lock = threading.Lock()
        lock.acquire()
        self._wake = lock.release
        if not self.woken:
            lock.acquire(timeout=min(max(0.0, seconds), LONGEST_WAIT))
        self._wake = None

    async def wait_async(self, seconds: float) -> None:
        """The same for a task."""
        loop = _asyncio_loop()
        if loop is None:
            await self._wait_in_trio(seconds)
            return
        future = loop.create_future()
        thread = threading.get_ident()

        def finish() -> None:
            if not future.done():
                future.set_result(None)

        def wake() -> None:
            if threading.get_ident() == thread:
                finish()
            else:
                loop.call_soon_threadsafe(finish)

        self._wake = wake
        if self.woken:
            return
        timer = None if seconds >= LONGEST_WAIT else loop.call_later(max(0.0, seconds), finish)
        try:
            await future
        finally:
            self._wake = None
            if timer is not None:
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


def in_thread(action: Callable[[], T], done: Waker) -> list[T | BaseException]:
    """Run `action` in a thread of its own, which no other work of the program can hold up, and wake `done` at its end.

    Returns the list that will hold what it returned or raised. The interpreter does not wait for the thread at its end.
    Where no thread can be started, as when the interpreter is about to end, `action` runs in this one.
    """
    result: list[T | BaseException] = []

    def run() -> None:
        try:
            result.append(action())
        except BaseException as error:  # noqa: BLE001  # for whoever waits to raise
            result.append(error)
        finally:
            done.wake()

    try:
        _thread.start_new_thread(run, ())  # `threading` holds a lock meanwhile, which a signal handler would wait for
    except RuntimeError:
        run()
    return result


def spawn(body: Callable[[], Any], ended: Callable[[], object]) -> Callable[[], bool]:
    """Run an async function as a task of its own, which goes on when the caller is cancelled.

    ended: called at its end, also when it was cancelled before its first step. Returns a function that says whether its
    event loop goes on: a program can close one in the middle, or block it.
    """
    loop = _asyncio_loop()
    if loop is None:
        import trio

        trio.lowlevel.spawn_system_task(_until_ended, body, ended)
        return lambda: True
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


async def _until_ended(body: Callable[[], Any], ended: Callable[[], object]) -> None:
    try:
        await body()
    finally:
        ended()


_tasks: set[Any] = set()  # event loops keep weak references only


def _asyncio_loop() -> Any:
    """The running asyncio event loop; None under trio."""
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def running_loop() -> Any:
    """What stands for the running event loop: asyncio's own, or trio's token."""
    loop = _asyncio_loop()
    if loop is not None:
        return loop
    import trio

    return trio.lowlevel.current_trio_token()

"""One token request that any number of threads, tasks and event loops wait for. Who makes it `auth` decides.

A flight ends with a token or an error for all, or is given up: then whoever waits makes the next one.
"""

from __future__ import annotations

import copy
import threading
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from .tokens import Token

T = TypeVar("T")

# A waiter looks this often whether whoever makes the request still runs: an event loop can stop in the middle.
LOOK_AGAIN: Final = 1.0
# Seconds that make a difference between the ends of two calls' time.
GRACE: Final = 1.0


class Flight:
    """A token request on its way. Its fields are set by whoever makes it, and read once it is done."""

    __slots__ = ("__weakref__", "_done", "_lock", "_running", "_wakers", "ends", "out_of_time", "result", "started")

    def __init__(self, ends: float) -> None:
        """ends: when the time of whoever makes it is over."""
        self.ends = ends
        self.started = False
        self.out_of_time = False
        self.result: Token | Exception | None = None
        self._running: Callable[[], bool] | None = None
        self._done = False
        self._lock = threading.RLock()  # a signal handler may make a call on the same thread
        self._wakers: list[Callable[[], object]] = []

    def alive(self, now: float) -> bool:
        """Whether it may still come to a result: it has not ended, nor its time, nor the event loop it is made in."""
        return not self._done and now <= self.ends + GRACE and (self._running is None or self._running())

    def finish(self, result: Token | Exception | None) -> None:
        """End it, for everybody who waits; None gives it up. Once it has ended this does nothing."""
        with self._lock:
            if self._done:
                return
            self.result = result
            self._done = True
            wakers, self._wakers = self._wakers, []
        for wake in wakers:
            wake()

    def outcome(self) -> Token | Exception | None:
        """The result. An error is a copy, since raising one in several threads would mix their tracebacks."""
        result = self.result
        if not isinstance(result, Exception):
            return result
        try:
            return copy.copy(result)
        except Exception:  # noqa: BLE001 - an exception of somebody's transport that cannot be copied
            return result

    def wait(self, seconds: float) -> None:
        """Return once it is done, or after `seconds` of real time."""
        woken = threading.Lock()
        woken.acquire()
        if self._add(woken.release):
            try:
                woken.acquire(timeout=max(0.0, seconds))
            finally:
                self._remove(woken.release)

    async def wait_async(self, seconds: float) -> None:
        """The same for a task."""
        import anyio

        event = anyio.Event()
        wake = _from_any_thread(event.set)
        if self._add(wake):
            try:
                with anyio.move_on_after(max(0.0, seconds)):
                    await event.wait()
            finally:
                self._remove(wake)

    def start(self, body: Callable[[T], Coroutine[Any, Any, object]], argument: T) -> None:
        """Run `body`, which ends this flight, as a task of its own: it goes on when the caller is cancelled."""
        try:
            import asyncio

            loop = asyncio.get_running_loop()
        except RuntimeError:
            import trio

            trio.lowlevel.spawn_system_task(body, argument)
        else:
            self._running = loop.is_running
            task = loop.create_task(body(argument))
            _tasks.add(task)
            task.add_done_callback(_tasks.discard)
            task.add_done_callback(lambda _: self.finish(None))  # a task can be cancelled before its first step
        self.started = True

    def _add(self, wake: Callable[[], object]) -> bool:
        with self._lock:
            if not self._done:
                self._wakers.append(wake)
            return not self._done

    def _remove(self, wake: Callable[[], object]) -> None:
        with self._lock:
            if wake in self._wakers:
                self._wakers.remove(wake)


_tasks: set[Any] = set()  # event loops keep weak references only


def _from_any_thread(action: Callable[[], object]) -> Callable[[], None]:
    """A function for any thread that lets the running event loop call `action`."""
    try:
        import asyncio

        submit: Callable[..., object] = asyncio.get_running_loop().call_soon_threadsafe
    except RuntimeError:
        import trio

        submit = trio.lowlevel.current_trio_token().run_sync_soon

    def wake() -> None:
        try:
            submit(action)
        except RuntimeError:  # the loop was closed: nobody waits there any more (trio's error is one, too)
            return

    return wake

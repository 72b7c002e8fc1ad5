"""The connections of a client: take an idle one or make one; keep it when its response was read to the end.

The library has pools of its own, which hold one lock around everything and must be told of every end: a cancellation or
a Ctrl-C at the wrong moment loses a place in them for good, or hangs the program, and N waiting calls cost N². Here no
lock is held at all. What does not end cleanly is closed and forgotten, and forgetting needs nobody's help: the bound
counts the connections that are alive, by weak references. `deque` appends and pops in one step, so threads and signal
handlers may come in at any moment.
"""

from __future__ import annotations

import os
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Final
from weakref import ref

from .._calls.wakers import Waker
from .attempt import EXTENSION
from .backend import KEEPALIVE, is_readable

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .attempt import Attempt
    from .backend import Link

MAX_CONNECTIONS: Final = 100
# Bytes left over from an earlier response, on a connection that is used again: a 401 or 429 among them would have a
# request sent twice.
UNHEARD: Final = "the response was there before its request"
LOOK_AGAIN: Final = 0.5  # seconds after which who waits for a place looks, should nobody have woken it


class _Pool:
    """What both kinds of pools have in common."""

    def __init__(self, make: Callable[[], Link]) -> None:
        self._make = make
        self._idle: deque[Link] = deque()  # the one used last is taken first
        self._known: list[ref[Link]] = []
        self._waiting: deque[Waker] = deque()
        self._process = os.getpid()
        self._closed = False

    def take_now(self, attempt: Attempt, *, first: bool = False) -> Link | None:
        """A connection for `attempt`: an idle one that works, or a new one. One of its own if it is to be alone.

        None when there is no place for it, or others wait and this one is not `first`: then `take` waits.
        """
        if self._waiting and not first:
            return None
        if self._process != os.getpid():
            self._forget_parent()
        while not attempt.alone:
            try:
                link = self._idle.pop()
            except IndexError:
                break
            if monotonic() < link.idle_until and not is_readable(link.backend.socket):
                return link  # not idle for too long, and not hung up by the other side
            link.close()
        if not self._has_place():
            try:
                self._idle.popleft().close()
            except IndexError:
                return None
        return self._new()

    def _new(self) -> Link:
        link = self._make()
        self._known.append(ref(link))
        return link

    def _has_place(self) -> bool:
        if len(self._known) >= MAX_CONNECTIONS:
            links = [(known, known()) for known in self._known]
            self._known = [known for known, link in links if link is not None and link.open]
        return len(self._known) < MAX_CONNECTIONS

    def give(self, link: Link | None, *, keep: bool) -> None:
        """Take a connection back. keep: it may be used again, if the library says that it is idle."""
        if link is None:
            return
        if keep and link.process == os.getpid() and link.connection.is_idle():
            link.backend.attempt = None
            link.idle_until = monotonic() + KEEPALIVE
            self._idle.append(link)
            if self._closed:  # perhaps meanwhile, by another thread
                self.close()
        else:
            link.close()
        if self._waiting:
            self._wake_next()

    def _wake_next(self) -> None:
        while True:
            try:
                waker = self._waiting.popleft()
            except IndexError:
                return
            if not waker.woken:  # else whoever waited has given up
                waker.wake()
                return

    def _queue(self, waker: Waker, *, first: bool) -> None:
        if first:
            self._waiting.appendleft(waker)
        else:
            self._waiting.append(waker)

    def _gave_up(self, waker: Waker) -> None:
        """Who waited with this waker does so no more. If it was woken, the place is for the next one."""
        if waker.woken:
            self._wake_next()
        waker.woken = True

    def _forget_parent(self) -> None:
        """In a forked child: close its copies of the parent's connections, which leaves the parent's open."""
        self._process = os.getpid()
        self._known, self._waiting = [], deque()
        idle, self._idle = self._idle, deque()
        for link in idle:
            link.close()

    def close(self) -> None:
        """Close the idle connections now, and those in use when they come back. Does not wait."""
        self._closed = True
        while True:
            try:
                self._idle.pop().close()
            except IndexError:
                break
        while self._waiting:
            self._wake_next()


class Pool(_Pool):
    """The connections of a synchronous client, for any number of threads."""

    def take(self, attempt: Attempt) -> Link:
        """A connection for `attempt`, once `take_now` gave none. Raises the library's PoolTimeout."""
        link: Link | None = None
        queued = False
        while link is None:
            waker = Waker()
            self._queue(waker, first=queued)
            queued = True
            try:
                waker.wait(min(LOOK_AGAIN, attempt.left("PoolTimeout")))
                link = self.take_now(attempt, first=True)
            except BaseException:
                self._gave_up(waker)
                raise
            waker.woken = True
        return link


class AsyncPool(_Pool):
    """The connections of an asynchronous client in one event loop."""

    async def take(self, attempt: Attempt) -> Link:
        """A connection for `attempt`, once `take_now` gave none. Raises the library's PoolTimeout."""
        link: Link | None = None
        queued = False
        while link is None:
            waker = Waker()
            self._queue(waker, first=queued)
            queued = True
            try:
                await waker.wait_async(attempt.left("PoolTimeout"))
                link = self.take_now(attempt, first=True)
            except BaseException:
                self._gave_up(waker)
                raise
            waker.woken = True
        return link


class Adapter:
    """Stands where `httpx.HTTPTransport` keeps its pool, so that requests pass the method which mocking libraries
    replace. The connection stays with the attempt, which gives it back."""

    def __init__(self, pool: Pool, stand_in: Callable[[], Any]) -> None:
        self._pool = pool
        self._stand_in = stand_in
        self._own: Any = None  # the library's method, once seen

    def handle_request(self, request: Any) -> Any:
        attempt: Attempt = request.extensions[EXTENSION]
        method = attempt.core.ConnectionPool.handle_request
        if method is not self._own and replaced(method):
            return method(self._stand_in(), request)
        self._own = method
        link = attempt.link = self._pool.take_now(attempt) or self._pool.take(attempt)
        link.backend.attempt = attempt
        response = link.connection.handle_request(request)
        if not attempt.heard:
            raise attempt.core.RemoteProtocolError(UNHEARD)
        return response

    def close(self) -> None:
        self._pool.close()


class AsyncAdapter:
    """The same for `httpx.AsyncHTTPTransport`."""

    def __init__(self, pool: Callable[[], AsyncPool], stand_in: Callable[[], Any]) -> None:
        self._pool = pool
        self._stand_in = stand_in
        self._own: Any = None  # the library's method, once seen

    async def handle_async_request(self, request: Any) -> Any:
        attempt: Attempt = request.extensions[EXTENSION]
        method = attempt.core.AsyncConnectionPool.handle_async_request
        if method is not self._own and replaced(method):
            return await method(self._stand_in(), request)
        self._own = method
        pool = self._pool()
        link = attempt.link = pool.take_now(attempt) or await pool.take(attempt)
        link.backend.attempt = attempt
        response = await link.connection.handle_async_request(request)
        if not attempt.heard:
            raise attempt.core.RemoteProtocolError(UNHEARD)
        return response

    async def aclose(self) -> None:
        return None


def replaced(method: Any) -> bool:
    """Whether a method of the library's is somebody else's now: respx replaces that of the pool."""
    return not str(getattr(method, "__module__", "")).startswith("httpcore")

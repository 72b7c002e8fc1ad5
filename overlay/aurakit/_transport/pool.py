"""The connections of a client: take an idle one or make one; keep it when its response was read to the end.

The library has pools of its own, which hold one lock around everything and must be told of every end: a cancellation or
a Ctrl-C at the wrong moment loses a place in them for good, or hangs the program, and N waiting calls cost N². Here no
lock is held at all. What does not end cleanly is closed and forgotten, and forgetting needs nobody's help: the bound
counts the connections that are alive, by weak references. `deque` and `dict` add and remove in one step, so threads and
signal handlers may come in at any moment.

Who waits is handed a connection by whoever is done with one: else a thread that makes one call after the other would
take its own connection again before those that wait have looked.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
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
LOOK_AGAIN: Final = 0.5  # seconds after which a thread that waits for a place looks, should nobody have woken it


class _Waiter(Waker):
    """Who waits for a connection, and the one that was handed over."""

    __slots__ = ("__weakref__", "link")

    def __init__(self) -> None:
        super().__init__()
        self.link: Link | None = None


class _Pool:
    """What both kinds of pools have in common."""

    def __init__(self, make: Callable[[], Link]) -> None:
        self._make = make
        self._idle: deque[Link] = deque()  # the one used last is taken first
        self._known: dict[ref[Link], None] = {}
        self._waiting: deque[_Waiter] = deque()
        self._process = os.getpid()
        self._closed = False

    def take_now(self, attempt: Attempt, *, first: bool = False) -> Link | None:
        """A connection for `attempt`: an idle one that works, or a new one. One of its own if it is to be alone.

        None when there is no place for it, or others wait and this one is not `first`: then `take` waits.
        """
        if self._process != os.getpid():
            self._forget_parent()
        if self._waiting and not first:
            return None
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
        link = self._new()
        if self._has_place(of=MAX_CONNECTIONS + 1):
            return link
        link.close()  # other threads came first
        return None

    def _new(self) -> Link:
        link = self._make()
        self._known[ref(link)] = None
        return link

    def _has_place(self, of: int | None = None) -> bool:
        known, most = self._known, MAX_CONNECTIONS if of is None else of
        if len(known) >= most:
            for one in list(known):
                link = one()
                if link is None or not link.open:
                    known.pop(one, None)
        return len(known) < most

    def give(self, link: Link, *, keep: bool) -> None:
        """Take a connection back. keep: it may be used again, if the library says that it is idle."""
        link.backend.attempt = None
        if keep and link.process == os.getpid() and link.connection.is_idle():
            now = monotonic()
            link.idle_until = now + KEEPALIVE
            if self._waiting:
                self._hand_on(link)
            else:
                self._idle.append(link)
            if self._closed:  # perhaps meanwhile, by another thread
                self.close()
            try:
                while self._idle[0].idle_until < now:
                    self._idle.popleft().close()
            except IndexError:
                return
        else:
            link.close()
            if self._waiting:
                self._hand_on(None)

    def _hand_on(self, link: Link | None) -> None:
        """Give a connection to the first who waits; else keep it. None: there is a place for a new one."""
        while self._waiting:
            if link is None:
                with suppress(Exception):  # who waits will meet it as well
                    link = self._new()
            try:
                waiter = self._waiting.popleft()
            except IndexError:
                break
            if not waiter.woken:  # else whoever waited has given up
                waiter.link = link
                waiter.wake()
                return
        if link is None:
            return
        if link.backend.socket is None:  # a new one, for somebody who waits no longer
            link.close()
        else:
            self._idle.append(link)

    def _wait_again(self, waiter: _Waiter) -> _Waiter:
        """The waiter to wait with: the same one, or one in front of all others when it was woken in vain."""
        if waiter.woken:
            waiter = _Waiter()
            self._waiting.appendleft(waiter)
        return waiter

    def _taken(self, waiter: _Waiter, attempt: Attempt) -> Link | None:
        """The connection that a waiter was handed, or one that can be found meanwhile."""
        link, waiter.link = waiter.link, None
        if link is not None:
            if link.backend.socket is None:
                return link
            if attempt.alone:
                link.close()
            else:  # it is looked at like any idle one
                self._idle.append(link)
        found = self.take_now(attempt, first=True)
        if found is not None:
            self._gave_up(waiter)
        return found

    def _gave_up(self, waiter: _Waiter) -> None:
        """Who waited does so no more. A connection that was handed over is for the next one."""
        waiter.woken = True
        link, waiter.link = waiter.link, None
        if link is not None:
            self._hand_on(link)

    def _forget_parent(self) -> None:
        """In a forked child: close its copies of the parent's connections, which leaves the parent's open."""
        self._process = os.getpid()
        self._known, self._waiting = {}, deque()
        idle, self._idle = self._idle, deque()
        for link in idle:
            link.close()

    def close(self) -> None:
        """Close the idle connections now, and those in use when they come back. Does not wait."""
        self._closed = True
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def abandon(self) -> None:
        """Close all connections at once: there is nobody left who could use one, since their event loop was closed."""
        self.close()
        for known in list(self._known):
            link = known()
            if link is not None:
                link.close()


class Pool(_Pool):
    """The connections of a synchronous client, for any number of threads."""

    def take(self, attempt: Attempt) -> Link:
        """A connection for `attempt`, once `take_now` gave none. Raises the library's PoolTimeout."""
        waiter = _Waiter()
        self._waiting.append(waiter)
        try:
            while (link := self._taken(waiter, attempt)) is None:  # at once too: one may have come back just before
                waiter = self._wait_again(waiter)
                waiter.wait(min(LOOK_AGAIN, attempt.left("PoolTimeout")))
            return link
        except BaseException:
            self._gave_up(waiter)
            raise


class AsyncPool(_Pool):
    """The connections of an asynchronous client in one event loop."""

    async def take(self, attempt: Attempt) -> Link:
        """A connection for `attempt`, once `take_now` gave none. Raises the library's PoolTimeout."""
        waiter = _Waiter()
        self._waiting.append(waiter)
        try:
            await waiter.wait_async(attempt.left("PoolTimeout"))
            while (link := self._taken(waiter, attempt)) is None:
                waiter = self._wait_again(waiter)
                await waiter.wait_async(attempt.left("PoolTimeout"))
            return link
        except BaseException:
            self._gave_up(waiter)
            raise


class Adapter:
    """Stands where `httpx.HTTPTransport` keeps its pool, so that requests pass the method which mocking libraries
    replace. Sends a request on the connection that its attempt has taken."""

    def __init__(self, stand_in: Callable[[], Any]) -> None:
        self._stand_in = stand_in
        self._own: Any = None  # the library's method, once seen

    def handle_request(self, request: Any) -> Any:
        attempt: Attempt = request.extensions[EXTENSION]
        method = attempt.core.ConnectionPool.handle_request
        if method is not self._own and replaced(method):
            return method(self._stand_in(), request)
        self._own = method
        link: Any = attempt.link
        response = link.connection.handle_request(request)
        if not attempt.heard:
            raise attempt.core.RemoteProtocolError(UNHEARD)
        return response

    def close(self) -> None:
        """Nothing: the pool is closed by the transport that has it."""


class AsyncAdapter:
    """The same for `httpx.AsyncHTTPTransport`."""

    def __init__(self, stand_in: Callable[[], Any]) -> None:
        self._stand_in = stand_in
        self._own: Any = None  # the library's method, once seen

    async def handle_async_request(self, request: Any) -> Any:
        attempt: Attempt = request.extensions[EXTENSION]
        method = attempt.core.AsyncConnectionPool.handle_async_request
        if method is not self._own and replaced(method):
            return await method(self._stand_in(), request)
        self._own = method
        link: Any = attempt.link
        response = await link.connection.handle_async_request(request)
        if not attempt.heard:
            raise attempt.core.RemoteProtocolError(UNHEARD)
        return response

    async def aclose(self) -> None:
        """Nothing, as above."""


def replaced(method: Any) -> bool:
    """Whether a method of the library's is somebody else's now: respx replaces that of the pool."""
    return not str(getattr(method, "__module__", "")).startswith("httpcore")

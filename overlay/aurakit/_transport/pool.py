"""The connections of a client: takes an idle one or makes one, and keeps it if its response was read completely.

The library's own pools hold one lock around everything and must be notified of every end: a cancellation or Ctrl-C at
the wrong moment loses a slot forever or hangs the program, and N waiting calls cost N². This pool holds no lock. A
connection that does not end cleanly is closed and dropped, which needs no bookkeeping: the bound counts the connections
that are alive, by weak references. `deque` and `dict` add and remove atomically, so threads and signal handlers can
interrupt at any moment.

A call that is done hands its connection to a waiting one. Otherwise a thread that makes one call after another would
take its own connection again before the waiting ones can.
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
# The text for bytes left over from an earlier response on a reused connection: taking a 401 or 429 in them for the
# response would send the request twice.
UNHEARD: Final = "the response was there before its request"
CHECK_AGAIN: Final = 0.5  # seconds after which a waiting thread checks by itself, in case nobody has woken it


class _Waiter(Waker):
    """A call that waits for a connection, and the connection that was handed to it."""

    __slots__ = ("__weakref__", "link")

    def __init__(self) -> None:
        super().__init__()
        self.link: Link | None = None


class _Pool:
    """The common part of both pools."""

    def __init__(self, make: Callable[[], Link]) -> None:
        self._make = make
        self._idle: deque[Link] = deque()  # the most recently used one is taken first
        self._known: dict[ref[Link], None] = {}
        self._waiting: deque[_Waiter] = deque()
        self._process = os.getpid()
        self._closed = False

    def take_now(self, attempt: Attempt, *, first: bool = False) -> Link | None:
        """A connection for `attempt`: an idle one that works, or a new one. Always a new one for an attempt that is
        `alone`.

        None if the pool is full, or others wait and this one is not `first`: then `take` waits.
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
                return link  # not idle for too long, and not closed by the other side
            link.close()
        if not self._has_place():
            try:
                self._idle.popleft().close()
            except IndexError:
                return None
        link = self._new()
        if self._has_place(of=MAX_CONNECTIONS + 1):
            return link
        link.close()  # other threads were first
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
        """Take a connection back. keep: whether it may be used again, if the library says that it is idle."""
        link.backend.attempt = None
        if keep and link.process == os.getpid() and link.connection.is_idle():
            now = monotonic()
            link.idle_until = now + KEEPALIVE
            if self._waiting:
                self._hand_on(link)
            else:
                self._idle.append(link)
            if self._closed:  # perhaps meanwhile by another thread
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
        """Give a connection to the first waiting call, or keep it. None: there is room for a new one."""
        while self._waiting:
            if link is None:
                with suppress(Exception):  # the waiting call will get the same error
                    link = self._new()
            try:
                waiter = self._waiting.popleft()
            except IndexError:
                break
            if not waiter.woken:  # otherwise that call has given up
                waiter.link = link
                waiter.wake()
                return
        if link is None:
            return
        if link.backend.socket is None:  # a new one, for a call that no longer waits
            link.close()
        else:
            self._idle.append(link)

    def _wait_again(self, waiter: _Waiter) -> _Waiter:
        """The waiter to wait with: the same one, or one ahead of all others if it was woken in vain."""
        if waiter.woken:
            waiter = _Waiter()
            self._waiting.appendleft(waiter)
        return waiter

    def _taken(self, waiter: _Waiter, attempt: Attempt) -> Link | None:
        """The connection that was handed to a waiter, or one that has become available."""
        link, waiter.link = waiter.link, None
        if link is not None:
            if link.backend.socket is None:
                return link
            if attempt.alone:
                link.close()
            else:  # it is checked like any idle one
                self._idle.append(link)
        found = self.take_now(attempt, first=True)
        if found is not None:
            self._gave_up(waiter)
        return found

    def _gave_up(self, waiter: _Waiter) -> None:
        """A waiter gave up. A connection that was handed to it goes to the next one."""
        waiter.woken = True
        link, waiter.link = waiter.link, None
        if link is not None:
            self._hand_on(link)

    def _forget_parent(self) -> None:
        """In a forked child: close its copies of the parent's connections, which leaves those of the parent open."""
        self._process = os.getpid()
        self._known, self._waiting = {}, deque()
        idle, self._idle = self._idle, deque()
        for link in idle:
            link.close()

    def close(self) -> None:
        """Close the idle connections now, and those in use when they are given back. Does not wait."""
        self._closed = True
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def abandon(self) -> None:
        """Close all connections at once: their event loop was closed, so nothing can use them."""
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
            while (
                link := self._taken(waiter, attempt)
            ) is None:  # also at once: one may have been given back just before
                waiter = self._wait_again(waiter)
                waiter.wait(min(CHECK_AGAIN, attempt.left("PoolTimeout")))
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
    """Takes the place of the pool in `httpx.HTTPTransport`, so that requests pass the method that mocking libraries
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
        """Nothing to do: the transport closes its pool."""


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
        """Nothing to do, as above."""


def replaced(method: Any) -> bool:
    """Whether a method of the library has been replaced, as respx does with that of the pool."""
    return not str(getattr(method, "__module__", "")).startswith("httpcore")

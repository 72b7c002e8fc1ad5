"""One token request that any number of threads, tasks and event loops wait for. Who makes it is decided in `provider`.

A flight ends with a token or an error for all, or is given up: then whoever waits makes the next one.
"""

from __future__ import annotations

import copy
import threading
from collections import deque
from typing import TYPE_CHECKING, Final

from .._calls.wakers import Waker
from ..errors import AuraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tokens import Token

# A waiter looks this often whether whoever makes the request still runs: an event loop can stop in the middle.
LOOK_AGAIN: Final = 1.0
# Seconds that make a difference between the ends of two calls' time.
GRACE: Final = 1.0


class Flight:
    """A token request on its way. Its fields are set by whoever makes it, and read once it is done."""

    __slots__ = ("_done", "_runs", "_thread", "_wakers", "client", "ends", "out_of_time", "result")

    def __init__(self, ends: float, client: object = None) -> None:
        """ends: when the time of whoever makes it is over. client: what stands for the client that makes it."""
        self.ends = ends
        self.client = client
        self.out_of_time = False
        """It failed for want of time, so that a call with more time may fare better."""
        self.result: Token | Exception | None = None
        self._runs: Callable[[], bool] | None = None
        self._thread = 0
        self._done = False
        self._wakers: deque[Waker] = deque()  # appending to and taking from a deque need no lock

    def alive(self, now: float) -> bool:
        """Whether it may still come to a result: neither it nor its time has ended, and its event loop goes on."""
        return not self._done and now <= self.ends + GRACE and (self._runs is None or self._runs())

    def can_be_joined(self, now: float) -> bool:
        """Whether this thread can wait for it. A signal handler cannot wait for what it interrupts."""
        return self.alive(now) and self._thread != threading.get_ident()

    def blocks(self) -> None:
        """It is made in this thread, which does nothing else until its end."""
        self._thread = threading.get_ident()

    def runs_in(self, runs: Callable[[], bool]) -> None:
        """It is made in an event loop. runs: whether that loop still goes on."""
        self._runs = runs

    def finish(self, result: Token | Exception | None) -> None:
        """End it, for everybody who waits; None gives it up. What it ended with once stays."""
        if not self._done:
            self.result = result
            self._done = True
        while True:
            try:
                waker = self._wakers.popleft()
            except IndexError:
                return
            waker.wake()

    def give_up(self) -> None:
        """End it without a result, unless it has one."""
        self.finish(None)

    def outcome(self) -> Token | Exception | None:
        """The result for a call that waited. An error is a copy, since raising one in several threads would mix their
        tracebacks. The copy of an unexpected one has the original as its cause, which shows where it comes from."""
        result = self.result
        if not isinstance(result, Exception):
            return result
        try:
            copied = copy.copy(result)
        except Exception:  # noqa: BLE001  # an exception of somebody's transport that cannot be copied
            return result
        if not isinstance(result, AuraError):
            copied.__cause__ = result
        return copied

    def waker(self) -> Waker:
        """A waker that is woken at its end."""
        waker = Waker()
        self._wakers.append(waker)
        if self._done:
            waker.wake()
        return waker

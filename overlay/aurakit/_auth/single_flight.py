"""One token request for which any number of threads, tasks and event loops wait. `provider` decides which call makes
it.

A flight ends with a token or an error for all, or is abandoned; then one of the waiting calls makes the next one.
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

# Waiters check this often whether the call that makes the request is still running: an event loop can stop.
CHECK_AGAIN: Final = 1.0
# Seconds by which the time limits of two calls must differ to matter.
GRACE: Final = 1.0


class Flight:
    """A token request in progress. The call that makes it sets the fields; they are read when it is done."""

    __slots__ = ("_done", "_runs", "_thread", "_wakers", "client", "ends", "out_of_time", "result")

    def __init__(self, ends: float, client: object = None) -> None:
        """ends: when the time of the call that makes it is over. client: identifies the client that makes it."""
        self.ends = ends
        self.client = client
        self.out_of_time = False
        """It failed for lack of time, so that a call with more time may succeed."""
        self.result: Token | Exception | None = None
        self._runs: Callable[[], bool] | None = None
        self._thread = 0
        self._done = False
        self._wakers: deque[Waker] = deque()  # appending to and taking from a deque need no lock

    def alive(self, now: float) -> bool:
        """Whether a result is still possible: it has not ended, its time is not over, and its event loop is running."""
        return not self._done and now <= self.ends + GRACE and (self._runs is None or self._runs())

    def can_be_joined(self, now: float) -> bool:
        """Whether this thread can wait for it. A signal handler cannot wait for what it interrupts."""
        return self.alive(now) and self._thread != threading.get_ident()

    def blocks(self) -> None:
        """It is made in this thread, which does nothing else until it ends."""
        self._thread = threading.get_ident()

    def runs_in(self, runs: Callable[[], bool]) -> None:
        """It is made in an event loop. runs: whether that loop is still running."""
        self._runs = runs

    def finish(self, result: Token | Exception | None) -> None:
        """End it for all waiting calls; None abandons it. The first result is final."""
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

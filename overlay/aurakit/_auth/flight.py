"""One token request that any number of threads, tasks and event loops wait for. Who makes it is decided in `provider`.

A flight ends with a token or an error for all, or is given up: then whoever waits makes the next one.
"""

from __future__ import annotations

import copy
from collections import deque
from typing import TYPE_CHECKING, Final

from .._calls.wakers import Waker

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tokens import Token

# A waiter looks this often whether whoever makes the request still runs: an event loop can stop in the middle.
LOOK_AGAIN: Final = 1.0
# Seconds that make a difference between the ends of two calls' time.
GRACE: Final = 1.0


class Flight:
    """A token request on its way. Its fields are set by whoever makes it, and read once it is done."""

    __slots__ = ("_done", "_runs", "_wakers", "ends", "out_of_time", "result", "started")

    def __init__(self, ends: float) -> None:
        """ends: when the time of whoever makes it is over."""
        self.ends = ends
        self.started = False
        self.out_of_time = False
        self.result: Token | Exception | None = None
        self._runs: Callable[[], bool] | None = None
        self._done = False
        self._wakers: deque[Waker] = deque()  # appending to and taking from a deque need no lock

    def alive(self, now: float) -> bool:
        """Whether it may still come to a result: neither it nor its time has ended, and its event loop goes on."""
        return not self._done and now <= self.ends + GRACE and (self._runs is None or self._runs())

    def runs_in(self, runs: Callable[[], bool]) -> None:
        """It is made in an event loop. runs: whether that loop still goes on."""
        self.started = True
        self._runs = runs

    def finish(self, result: Token | Exception | None) -> None:
        """End it, for everybody who waits; None gives it up. Once it has ended this does nothing."""
        if self._done:
            return
        self.result = result
        self._done = True
        while self._wakers:
            self._wakers.popleft().wake()

    def give_up(self) -> None:
        """End it without a result, unless it has one."""
        self.finish(None)

    def outcome(self) -> Token | Exception | None:
        """The result. An error is a copy, since raising one in several threads would mix their tracebacks."""
        result = self.result
        if not isinstance(result, Exception):
            return result
        try:
            return copy.copy(result)
        except Exception:  # noqa: BLE001  # an exception of somebody's transport that cannot be copied
            return result

    def waker(self) -> Waker:
        """A waker that is woken at its end."""
        waker = Waker()
        self._wakers.append(waker)
        if self._done:
            waker.wake()
        return waker

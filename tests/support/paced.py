"""Simulated time for real threads, tasks, event loops and sockets, and the server that counts by it.

Time stands still while anybody who takes part is awake, so a request takes none, and it goes on to the next one's end
of sleep once all of them sleep. That makes minutes of queueing exact, and over in a moment.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from aurakit.clock import Clock
from faultserver import response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from faultserver import Received
    from faultserver.actions import Action
    from support.fakes import Server


# No test takes so many seconds of simulated time: somebody would sleep for ever.
LONGEST = 1000.0


class PacedClock(Clock):
    """Whoever sleeps by it must be inside `taking_part`."""

    __slots__ = ("_awake", "_lock", "_numbers", "_sleepers", "_time")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._awake = 0
        self._time = 0.0
        self._numbers = itertools.count()
        self._sleepers: list[tuple[float, int, Callable[[], object]]] = []

    def now(self) -> float:
        return self._time

    def wall(self) -> float:
        return 1_700_000_000.0 + self._time

    @contextmanager
    def taking_part(self) -> Iterator[None]:
        """Time stands still inside, but for sleeps."""
        with self._lock:
            self._awake += 1
        try:
            yield
        finally:
            with self._lock:
                self._doze_off()

    def sleep(self, seconds: float) -> None:
        woken = threading.Event()
        with self._asleep(seconds, woken.set):
            assert woken.wait(30.0), "somebody who takes part is stuck"

    async def sleep_async(self, seconds: float) -> None:
        woken, loop = asyncio.Event(), asyncio.get_running_loop()
        with self._asleep(seconds, lambda: loop.call_soon_threadsafe(woken.set)):
            async with asyncio.timeout(30.0):
                await woken.wait()

    @contextmanager
    def _asleep(self, seconds: float, wake: Callable[[], object]) -> Iterator[None]:
        with self._lock:
            sleeper = (self._time + max(0.0, seconds), next(self._numbers), wake)
            heapq.heappush(self._sleepers, sleeper)
            self._doze_off()
        try:
            yield
        finally:
            with self._lock:
                if sleeper in self._sleepers:  # interrupted
                    self._sleepers.remove(sleeper)
                    heapq.heapify(self._sleepers)
                    self._awake += 1

    def _doze_off(self) -> None:
        """One less is awake. After the last one, whoever is due first is woken, with all that are due as well."""
        self._awake -= 1
        if self._awake or not self._sleepers:
            return
        self._time = self._sleepers[0][0]
        assert self._time < LONGEST, "nobody gets on"
        while self._sleepers and self._sleepers[0][0] <= self._time:
            self._awake += 1
            heapq.heappop(self._sleepers)[2]()


class Arrival(NamedTuple):
    """A request as the server counted it."""

    name: str
    """The end of its path."""
    at: float
    alone: bool
    """Whether no other was getting its response."""
    admitted: bool


class Quota:
    """A rule for a fault server, which responds as a server of `support.fakes` does, and notes what came.

    Each response repeats the id that was asked for, so that a call which gets another one's shows.
    """

    def __init__(self, counted: Server, clock: Clock, *, latency: float = 0.0) -> None:
        """counted: what it admits. latency: seconds of real time that a response takes."""
        self.arrivals: list[Arrival] = []
        self.counted = counted
        self._clock = clock
        self._busy = 0
        self._lock = threading.Lock()
        self._latency = latency

    @property
    def refusals(self) -> list[tuple[float, float]]:
        """When, and how long a pause was asked for."""
        return self.counted.refusals

    @property
    def names(self) -> list[str]:
        """The calls that came, each attempt of them."""
        return [arrival.name for arrival in self.arrivals]

    def __call__(self, request: Received) -> Action:
        now = self._clock.now()
        name = request.path.rpartition("/")[2]
        reply: Any = self.counted.arrive(now)
        with self._lock:
            self.arrivals.append(Arrival(name, now, self._busy == 0, reply.status == 200))
            self._busy += 1
        good = response(200, {"data": instance(name)})
        return self._responding(good if reply.status == 200 else response(429, headers=dict(reply.headers)))

    def _responding(self, action: Action) -> Action:
        def act(connection: Any, stop: threading.Event) -> bool:
            stop.wait(self._latency)
            with self._lock:  # before it is sent: the client may be quicker than this thread
                self._busy -= 1
            return action(connection, stop)

        return act


def instance(name: str) -> dict[str, str]:
    """What the API says of an instance."""
    return {
        "id": name, "name": "one", "status": "running", "tenant_id": "t", "cloud_provider": "gcp",
        "region": "europe-west1", "type": "enterprise-db", "memory": "8GB",
    }  # fmt: skip

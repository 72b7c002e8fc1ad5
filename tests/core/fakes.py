"""A clock, answers and a network of our own, so that minutes of waiting pass in milliseconds, the same every time."""

from __future__ import annotations

import contextlib
import heapq
import inspect
import itertools
import os
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import anyio
import anyio.lowlevel
import httpx

from aurakit.clock import Clock
from aurakit.exchange import Answer, Failure
from aurakit.flow import CallFacts, Refresh, Send, Sleep, call_flow
from aurakit.retry import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from aurakit.exchange import FailureKind
    from aurakit.flow import Outcome, Queued, Retrying
    from aurakit.ratelimit import Limiter

BASE = "https://api.test/v1"
EPSILON = 1e-6


class FakeClock(Clock):
    """Time that passes only by sleeping. Threads and tasks may sleep side by side: they wake in the order of their
    times, so that two waits of a second at once take one second, not two.
    """

    __slots__ = ("_changed", "_numbers", "_sleepers", "_time", "slept")

    def __init__(self, start: float = 1000.0) -> None:
        self._time = start
        self._changed = threading.Condition()
        self._numbers = itertools.count()
        self._sleepers: list[tuple[float, int]] = []
        self.slept: list[float] = []

    def now(self) -> float:
        return self._time

    def wall(self) -> float:
        return 1_700_000_000.0 + self._time

    def advance(self, seconds: float) -> None:
        """Let time pass without a sleeper."""
        with self._changed:
            self._time += seconds

    def sleep(self, seconds: float) -> None:
        sleeper = self._lie_down(seconds)
        try:
            time.sleep(0)  # let the other threads run
            with self._changed:
                self._changed.wait_for(lambda: self._wakes(sleeper))
        finally:
            self._get_up(sleeper)

    async def sleep_async(self, seconds: float) -> None:
        sleeper = self._lie_down(seconds)
        try:
            await anyio.lowlevel.checkpoint()
            while not self._wakes(sleeper):
                await anyio.sleep(0.0005)  # another thread may be first, so in real time
        finally:
            self._get_up(sleeper)

    def _lie_down(self, seconds: float) -> tuple[float, int]:
        with self._changed:
            self.slept.append(seconds)
            sleeper = (self._time + max(0.0, seconds), next(self._numbers))
            heapq.heappush(self._sleepers, sleeper)
            return sleeper

    def _wakes(self, sleeper: tuple[float, int]) -> bool:
        with self._changed:
            if self._sleepers[0] != sleeper:
                return False
            self._time = max(self._time, sleeper[0])
            return True

    def _get_up(self, sleeper: tuple[float, int]) -> None:
        with self._changed:
            self._sleepers.remove(sleeper)
            heapq.heapify(self._sleepers)
            self._changed.notify_all()


@contextlib.contextmanager
def local_zone(name: str) -> Generator[None]:
    """Put this machine into another time zone. Windows cannot be, and keeps its own."""
    set_zone = getattr(time, "tzset", lambda: None)
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    set_zone()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        set_zone()


def answer(status: int, content: bytes = b"{}", **headers: str) -> Answer:
    """An answer; `Retry_After="3"` gives the header `Retry-After`."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Answer(status, httpx.Headers(raw), content)


def failure(kind: FailureKind, *, sent: bool | None = None, status: int | None = None) -> Failure:
    """An attempt without a complete answer; `sent` as the kind suggests when it is not given."""
    return Failure(kind, f"{kind} failed", sent=kind != "connect" if sent is None else sent, status=status)


class Reply(NamedTuple):
    """What the network does with one attempt."""

    result: Answer | Failure
    seconds: float = 0.0
    """How long it takes. More than the attempt's timeout becomes a timeout."""


class Course(NamedTuple):
    """What driving a flow showed."""

    outcome: Outcome
    sends: list[Send]
    sleeps: list[float]
    refreshes: list[int]
    told: list[Retrying | Queued]
    seconds: float


def drive(
    method: str,
    replies: Iterable[Answer | Failure | Reply],
    *,
    idempotent: bool | None = None,
    timeout: float = 60.0,
    policy: RetryPolicy | None = None,
    limiter: Limiter | None = None,
    clock: FakeClock | None = None,
    random: Callable[[], float] = lambda: 0.5,
    refreshed: bool | None = None,
    base: str = BASE,
    within: float | None = None,
) -> Course:
    """Run one call against `replies`, in order. refreshed: what a refresh of the token gives; None: without token."""
    from aurakit.deadline import Deadline
    from aurakit.retry import is_idempotent

    clock = clock or FakeClock()
    began = clock.now()
    deadline = Deadline(clock, timeout, within)
    told: list[Retrying | Queued] = []
    facts = CallFacts(method, f"{BASE}/instances", is_idempotent(method) if idempotent is None else idempotent, base)
    flow = call_flow(
        facts,
        policy or RetryPolicy(),
        clock=clock,
        random=random,
        deadline=deadline,
        limiter=limiter,
        token_in_use=refreshed is not None,
        notify=told.append,
    )
    script = iter(replies)
    sends: list[Send] = []
    sleeps: list[float] = []
    refreshes: list[int] = []
    value: Any = None
    try:
        while True:
            try:
                step = flow.send(value)
            except StopIteration as end:
                return Course(end.value, sends, sleeps, refreshes, told, clock.now() - began)
            if isinstance(step, Sleep):
                sleeps.append(step.seconds)
                clock.sleep(step.seconds)
                value = None
            elif isinstance(step, Refresh):
                refreshes.append(step.status)
                value = refreshed
            else:
                sends.append(step)
                reply = next(script)
                value = _exchange(reply if isinstance(reply, Reply) else Reply(reply), step, clock)
    finally:
        flow.close()


def _exchange(reply: Reply, step: Send, clock: FakeClock) -> Answer | Failure:
    if reply.seconds > step.timeout:
        clock.advance(step.timeout)
        return failure("timeout")
    clock.advance(reply.seconds)
    return reply.result


class Simulation:
    """Many callers in one fake time: whoever is due next runs next, and nobody waits for real."""

    def __init__(self, lateness: Callable[[], float] = lambda: 0.0) -> None:
        """lateness: by how many seconds a sleeper oversleeps."""
        self.clock = FakeClock(0.0)
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._lateness = lateness

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Run `action` in `seconds`."""
        heapq.heappush(self._due, (self.clock.now() + seconds, next(self._numbers), action))

    def run(self, until: float = float("inf")) -> None:
        """Run whatever is due, until nothing is."""
        while self._due and self._due[0][0] <= until:
            due, _, action = heapq.heappop(self._due)
            self.clock.advance(max(0.0, due - self.clock.now()))
            action()

    def start(
        self, caller: Generator[Any, Any, Any], server: Server, done: Callable[[Any], None] = lambda _: None
    ) -> None:
        """Run a generator of steps: `Sleep` and `Send`. done: gets what it returned."""
        self._step(caller, None, server, done)

    def _step(self, caller: Generator[Any, Any, Any], value: Any, server: Server, done: Callable[[Any], None]) -> None:
        try:
            step = caller.send(value)
        except StopIteration as end:
            done(end.value)
            return
        if isinstance(step, Sleep):
            self.after(step.seconds + self._lateness(), lambda: self._resume(caller, None, server, done))
            return
        there, back = server.latency()

        def arrive() -> None:
            reply = server.arrive(self.clock.now())
            self.after(back, lambda: self._resume(caller, reply, server, done))

        self.after(there, arrive)

    def _resume(
        self, caller: Generator[Any, Any, Any], value: Any, server: Server, done: Callable[[Any], None]
    ) -> None:
        if inspect.getgeneratorstate(caller) != inspect.GEN_CLOSED:
            self._step(caller, value, server, done)


class Server:
    """An API that admits `limit` requests in any `per` seconds, by arrival; more get a 429 with `Retry-After`."""

    def __init__(
        self, limit: int, per: float, latency: Callable[[], tuple[float, float]] = lambda: (0.02, 0.03)
    ) -> None:
        """latency: seconds to the server, and back."""
        self.limit = limit
        self.per = per
        self.latency = latency
        self.arrivals: list[float] = []
        self.refusals: list[tuple[float, float]] = []  # when, and how long a pause was asked for
        self._admitted: deque[float] = deque()

    def arrive(self, now: float) -> Answer | Failure:
        """Answer one request."""
        self.arrivals.append(now)
        while self._admitted and now - self._admitted[0] >= self.per:
            self._admitted.popleft()
        if len(self._admitted) < self.limit:
            self._admitted.append(now)
            return answer(200)
        pause = int(self._admitted[0] + self.per - now) + 1
        self.refusals.append((now, pause))
        return answer(429, Retry_After=str(pause))


def most_in_any(arrivals: list[float], per: float) -> int:
    """The largest number of `arrivals` in any stretch of `per` seconds, its end left out."""
    window: deque[float] = deque()
    most = 0
    for arrival in sorted(arrivals):
        window.append(arrival)
        while arrival - window[0] >= per - EPSILON:
            window.popleft()
        most = max(most, len(window))
    return most

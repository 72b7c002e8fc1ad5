"""A clock, responses and a network of our own, so that minutes of waiting pass in milliseconds, the same every time."""

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

from aurakit._calls.call import CallSettings, call_steps
from aurakit._calls.deadline import Deadline
from aurakit._calls.messages import REQUEST_ID, Failure, Request, Response
from aurakit._calls.retry import RetryPolicy, is_idempotent
from aurakit._calls.steps import IO, Pause, Send, run
from aurakit._errors.secret import Secret
from aurakit.clock import Clock
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from aurakit._calls.call import Outcome
    from aurakit._calls.messages import FailureKind
    from aurakit._calls.protocols import Limiter
    from aurakit._calls.steps import Step

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


def response(status: int, content: bytes = b"{}", **headers: str) -> Response:
    """A response; `Retry_After="3"` gives the header `Retry-After`, and `X_Request_Id` the request id too."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    read = httpx.Headers(raw)
    return Response(status, read, content, read.get(REQUEST_ID))


def failure(kind: FailureKind, *, sent: bool | None = None, status: int | None = None) -> Failure:
    """An attempt without a complete response; `sent` as the kind suggests when it is not given."""
    return Failure(kind, f"{kind} failed", sent=kind != "connect" if sent is None else sent, status=status)


def request(
    method: str = "GET",
    path: str = "/instances",
    *,
    idempotent: bool | None = None,
    base: str = BASE,
    operation: str = "",
    route: str = "",
    version: str = "",
    quota: str = "",
) -> Request:
    """A request without headers of its own."""
    return Request(
        method,
        f"{BASE}{path}",
        headers=(),
        path=f"/v1{path}",
        base=base,
        idempotent=is_idempotent(method) if idempotent is None else idempotent,
        operation=operation,
        route=route,
        version=version,
        quota=quota,
    )


class Reply(NamedTuple):
    """What the network does with one attempt."""

    result: Response | Failure
    seconds: float = 0.0
    """How long it takes. More than the attempt's timeout becomes a timeout."""


class Script:
    """A transport that gives the same replies in the same order every time."""

    def __init__(self, replies: Iterable[Response | Failure | Reply], clock: FakeClock) -> None:
        self._replies = iter(replies)
        self._clock = clock

    def send(self, step: Send) -> Response | Failure:
        reply = next(self._replies)
        result, seconds = reply if isinstance(reply, Reply) else Reply(reply)
        if seconds > step.timeout:
            self._clock.advance(step.timeout)
            return failure("timeout")
        self._clock.advance(seconds)
        return result


class FakeProvider:
    """A token, and perhaps another one after a refusal."""

    def __init__(self, *, refreshed: bool) -> None:
        self.first = Secret("token-1")
        self.second = Secret("token-2") if refreshed else None
        self.refusals: list[int] = []
        """The status that each refusal before a second token came with."""
        self.refused_for_good: list[tuple[Secret, int]] = []
        self.on_trial: Secret | None = None
        self.accepted_tokens: list[Secret] = []

    def current(self) -> Secret:
        return self.first

    def obtain(self, settings: CallSettings, deadline: Deadline) -> Generator[Step, Any, Secret]:
        yield from ()
        return self.first

    def replace(
        self, refused: Secret, status: int, settings: CallSettings, deadline: Deadline
    ) -> Generator[Step, Any, Secret | None]:
        yield from ()
        assert refused is self.first
        self.refusals.append(status)
        self.on_trial = self.second
        return self.second

    def refused_again(self, token: Secret, status: int) -> Generator[Step, Any, None]:
        yield from ()
        self.refused_for_good.append((token, status))

    @property
    def cache(self) -> FakeProvider:
        return self

    def accepted(self, token: Secret) -> Generator[Step, Any, None]:
        yield from ()
        self.on_trial = None
        self.accepted_tokens.append(token)


class Course(NamedTuple):
    """What driving a call showed."""

    outcome: Outcome
    steps: list[Step]
    sends: list[Send]
    sleeps: list[float]
    """Seconds of each pause outside the rate limiter's queue."""
    queued: float
    """Seconds in that queue."""
    provider: FakeProvider | None
    seconds: float

    @property
    def refreshes(self) -> list[int]:
        """The status of each refusal that led to a request for another token."""
        return [] if self.provider is None else self.provider.refusals


def drive(
    method: str,
    replies: Iterable[Response | Failure | Reply],
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
    operation: str = "",
    version: str = "",
    quota: str = "",
    poll: bool = False,
) -> Course:
    """Run one call against `replies`, in order. refreshed: whether there is a second token; None: without token."""
    clock = clock or FakeClock()
    began = clock.now()
    provider = None if refreshed is None else FakeProvider(refreshed=refreshed)
    settings = CallSettings(policy or RetryPolicy(), clock, random, limiter, provider, ())
    call = request(method, idempotent=idempotent, base=base, operation=operation, version=version, quota=quota)
    steps: list[tuple[Step, float]] = []
    outcome: Outcome = run(
        noted(call_steps(call, settings, Deadline(clock, timeout, within), poll=poll), steps, clock),
        IO(Script(replies, clock), clock),
    )
    pauses = [(step, seconds) for step, seconds in steps if isinstance(step, Pause)]
    return Course(
        outcome,
        [step for step, _ in steps],
        [step for step, _ in steps if isinstance(step, Send)],
        [step.seconds for step, _ in pauses if step.waker is None],
        sum(seconds for step, seconds in pauses if step.waker is not None),
        provider,
        clock.now() - began,
    )


def noted(steps: Generator[Step, Any, Any], seen: list[tuple[Step, float]], clock: Clock) -> Generator[Step, Any, Any]:
    """The same steps; each is noted in `seen`, with the seconds that it took."""
    try:
        step = steps.send(None)
        while True:
            began = clock.now()
            try:
                result = yield step
            except Exception as error:  # noqa: BLE001 - handed on
                seen.append((step, clock.now() - began))
                step = steps.throw(error)
            else:
                seen.append((step, clock.now() - began))
                step = steps.send(result)
    except StopIteration as end:
        return end.value
    finally:
        steps.close()


class Simulation:
    """Many callers in one fake time: whoever is due next runs next, and nobody waits for real."""

    def __init__(self, lateness: Callable[[], float] = lambda: 0.0) -> None:
        """lateness: by how many seconds a sleeper oversleeps."""
        self.clock = FakeClock(0.0)
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._cancelled: set[int] = set()
        self._lateness = lateness
        self._io = IO(Script((), self.clock), self.clock)

    def after(self, seconds: float, action: Callable[[], None]) -> Callable[[], None]:
        """Run `action` in `seconds`, unless what this returns is called before."""
        number = next(self._numbers)
        heapq.heappush(self._due, (self.clock.now() + seconds, number, action))
        return lambda: self._cancelled.add(number)

    def run(self, until: float = float("inf")) -> None:
        """Run whatever is due, until nothing is."""
        while self._due and self._due[0][0] <= until:
            due, number, action = heapq.heappop(self._due)
            if number not in self._cancelled:
                self.clock.advance(max(0.0, due - self.clock.now()))
                action()

    def start(
        self, caller: Generator[Any, Any, Any], server: Server, done: Callable[[Any], None] = lambda _: None
    ) -> None:
        """Run a generator of steps. done: gets what it returned."""
        self._resume(caller, None, server, done)

    def _resume(
        self, caller: Generator[Any, Any, Any], value: Any, server: Server, done: Callable[[Any], None]
    ) -> None:
        if inspect.getgeneratorstate(caller) == inspect.GEN_CLOSED:
            return
        try:
            step = caller.send(value)
            while not step.waits:
                step = caller.send(step.perform(self._io))
        except StopIteration as end:
            done(end.value)
            return
        if isinstance(step, Pause):
            self._pause(step, lambda: self._resume(caller, None, server, done))
        else:
            self._send(server, lambda reply: self._resume(caller, reply, server, done))

    def _pause(self, step: Pause, resume: Callable[[], None]) -> None:
        """Resume after the pause, or a little after the waker's wake, once."""
        resumed = False

        def once() -> None:
            nonlocal resumed
            if not resumed:
                resumed = True
                cancel_timer()
                resume()

        cancel_timer = self.after(step.seconds + self._lateness(), once)
        if step.waker is not None:
            step.waker._wake = lambda: self.after(self._lateness(), once)
            if step.waker.woken:
                step.waker.wake()

    def _send(self, server: Server, resume: Callable[[Response | Failure], None]) -> None:
        there, back = server.latency()

        def arrive() -> None:
            reply = server.arrive(self.clock.now())
            self.after(back, lambda: resume(reply))

        self.after(there, arrive)


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

    def arrive(self, now: float) -> Response | Failure:
        """Respond to one request."""
        self.arrivals.append(now)
        while self._admitted and now - self._admitted[0] >= self.per:
            self._admitted.popleft()
        if len(self._admitted) < self.limit:
            self._admitted.append(now)
            return response(200)
        pause = int(self._admitted[0] + self.per - now) + 1
        self.refusals.append((now, pause))
        return response(429, Retry_After=str(pause))


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

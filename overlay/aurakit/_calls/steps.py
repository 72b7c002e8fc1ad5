"""The steps of everything that decides, and the two drivers that carry them out. No I/O of its own.

A call, a token request, a wait, `ensure`: each is a generator that yields steps and is sent their results.

    Send(request, …)           → Response | Failure
    Pause(seconds, waker)      → None
    Join(waker, seconds)       → None
    Acquire(limiter, ticket)   → seconds to wait; 0.0: the slot is taken
    Report(limiter, ticket, …) → None
    Use(store, method, …)      → what the store's method returned; TimeoutError when it takes too long
    Lead(flight, steps)        → None: runs `steps` on behalf of every call that waits for `flight`

`run` and `run_async` drive every generator there is. One generator includes another with `yield from`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeVar

from ..clock import Clock
from .wakers import Waker, in_thread, spawn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Generator

    from .messages import Failure, Request, Response

T = TypeVar("T")

# A clock with its own time (of a test, of the sandbox) cannot be woken: it sleeps in pieces of this many seconds.
CHECK_AGAIN: Final = 0.05


class Limiter(Protocol):
    """What grants slots to calls, and is told how attempts ended."""

    def acquire(self, ticket: Any, now: float, lasts: float) -> float:
        """0.0: a slot is taken. Otherwise the seconds after which to ask again, unless the ticket's waker wakes
        first."""
        raise NotImplementedError

    def report(self, ticket: Any, now: float, event: Any) -> None:
        """Say how the attempt ended."""


class Transport(Protocol):
    """Makes one attempt."""

    def send(self, step: Send) -> Response | Failure:
        """Send the request once, and read its response to the end."""
        raise NotImplementedError


class AsyncTransport(Protocol):
    """Makes one attempt."""

    async def send(self, step: Send) -> Response | Failure:
        """Send the request once, and read its response to the end."""
        raise NotImplementedError


class IO:
    """What performs the steps of a synchronous client."""

    __slots__ = ("clock", "real_time", "transport")

    def __init__(self, transport: Transport, clock: Clock) -> None:
        self.transport = transport
        self.clock = clock
        self.real_time = type(clock).sleep is Clock.sleep


class AsyncIO:
    """What performs the steps of an asynchronous client."""

    __slots__ = ("clock", "real_time", "transport")

    def __init__(self, transport: AsyncTransport, clock: Clock) -> None:
        self.transport = transport
        self.clock = clock
        self.real_time = type(clock).sleep_async is Clock.sleep_async


class Step:
    """One step."""

    __slots__ = ()

    waits: ClassVar[bool] = True
    """Whether it may wait; `perform_async` is for those that do."""

    def perform(self, io: IO) -> Any:
        """Perform it, blocking."""
        raise NotImplementedError

    def perform_async(self, io: AsyncIO) -> Awaitable[Any]:
        """Perform it in a task. Returns an awaitable, since one more coroutine matters with thousands of tasks."""
        raise NotImplementedError


class Send(Step):
    """Make one attempt.

    timeout: seconds for the whole attempt. url: where to send it; differs from the request's after a redirect. token: a
    `Secret`, or None for a request without a token. number: 1 for the first attempt.
    """

    __slots__ = ("number", "request", "timeout", "token", "url")

    def __init__(self, request: Request, timeout: float, url: str, token: Any, number: int) -> None:
        self.request = request
        self.timeout = timeout
        self.url = url
        self.token = token
        self.number = number

    def perform(self, io: IO) -> Response | Failure:
        return io.transport.send(self)

    def perform_async(self, io: AsyncIO) -> Awaitable[Response | Failure]:
        return io.transport.send(self)


class Pause(Step):
    """Wait. With a waker, the wait ends early when that is woken, if the clock is the real one."""

    __slots__ = ("seconds", "waker")

    def __init__(self, seconds: float, waker: Waker | None = None) -> None:
        self.seconds = seconds
        self.waker = waker

    def perform(self, io: IO) -> None:
        if self.waker is None:
            io.clock.sleep(self.seconds)
        elif io.real_time:
            self.waker.wait(self.seconds)
        elif not self.waker.woken:
            io.clock.sleep(min(self.seconds, CHECK_AGAIN))

    def perform_async(self, io: AsyncIO) -> Awaitable[None]:
        if self.waker is None:
            return io.clock.sleep_async(self.seconds)
        if io.real_time:
            return self.waker.wait_async(self.seconds)
        return io.clock.sleep_async(0.0 if self.waker.woken else min(self.seconds, CHECK_AGAIN))


class Join(Step):
    """Wait for work that another call does, such as a token request, until its waker wakes.

    `seconds` are real ones, whatever the clock, because the work takes real time.
    """

    __slots__ = ("seconds", "waker")

    def __init__(self, waker: Waker, seconds: float) -> None:
        self.waker = waker
        self.seconds = seconds

    def perform(self, io: IO) -> None:
        self.waker.wait(self.seconds)

    def perform_async(self, io: AsyncIO) -> Awaitable[None]:
        return self.waker.wait_async(self.seconds)


class Acquire(Step):
    """Ask the limiter for a slot. lasts: seconds that the attempt may take."""

    __slots__ = ("lasts", "limiter", "ticket")

    waits = False

    def __init__(self, limiter: Limiter, ticket: Any, lasts: float) -> None:
        self.limiter = limiter
        self.ticket = ticket
        self.lasts = lasts

    def perform(self, io: IO) -> float:
        return self.limiter.acquire(self.ticket, io.clock.now(), self.lasts)


class Report(Step):
    """Tell the limiter how the attempt ended, at `when`."""

    __slots__ = ("event", "limiter", "ticket", "when")

    waits = False

    def __init__(self, limiter: Limiter, ticket: Any, when: float, event: Any) -> None:
        self.limiter = limiter
        self.ticket = ticket
        self.when = when
        self.event = event

    def perform(self, io: IO) -> None:
        self.limiter.report(self.ticket, self.when, self.event)


class Use(Step):
    """Call a method of a store, which may block. Its last argument is the time it may take, in seconds.

    A task waits at most `longest` seconds of real time for it; then the method continues in its thread, and its result
    is ignored. A thread cannot abandon a method, so the method itself must keep to its time limit. A store that is
    `prompt` is first called in the event loop's own thread with a timeout of zero, because handing a call to a thread
    costs more than most operations.
    """

    __slots__ = ("arguments", "longest", "method", "store")

    def __init__(self, store: Any, method: str, *arguments: Any, longest: float = float("inf")) -> None:
        self.store = store
        self.method = method
        self.arguments = arguments
        self.longest = longest

    def perform(self, io: IO) -> Any:
        return getattr(self.store, self.method)(*self.arguments)

    async def perform_async(self, io: AsyncIO) -> Any:
        prompt = getattr(self.store, "prompt", None)
        if prompt is not None and prompt():
            try:
                return getattr(self.store, self.method)(*self.arguments[:-1], 0.0)
            except Exception:  # noqa: BLE001, S110  # if it is not for want of time, it is raised again
                pass
        done = Waker()
        result = in_thread(lambda: getattr(self.store, self.method)(*self.arguments), done)
        await done.wait_async(self.longest)
        if not result:
            raise TimeoutError(f"{self.method} took longer than {self.longest:g} s")
        if isinstance(result[0], BaseException):
            raise result[0]
        return result[0]


class Lead(Step):
    """Run `steps` for every call that waits for `flight`: in a separate task, which survives the cancellation of the
    caller."""

    __slots__ = ("flight", "steps")

    def __init__(self, flight: Any, steps: Generator[Step, Any, None]) -> None:
        self.flight = flight
        self.steps = steps

    def perform(self, io: IO) -> None:
        self.flight.blocks()
        run(self.steps, io)

    async def perform_async(self, io: AsyncIO) -> None:
        flight, steps = self.flight, self.steps
        flight.runs_in(spawn(lambda: run_async(steps, io), flight.give_up))


def run(steps: Generator[Step, Any, T], io: IO) -> T:
    """Run `steps` and return their result. What a step raises is raised where it was yielded."""
    try:
        step = steps.send(None)
        while True:
            try:
                result = step.perform(io)
            except BaseException as error:  # noqa: BLE001  # the steps decide
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        steps.close()


async def run_async(steps: Generator[Step, Any, T], io: AsyncIO) -> T:
    """Run `steps` and return their result. What a step raises is raised where it was yielded."""
    try:
        step = steps.send(None)
        while True:
            try:
                result = await step.perform_async(io) if step.waits else step.perform(io)  # type: ignore[arg-type]
            except BaseException as error:  # noqa: BLE001  # the steps decide
                step = steps.throw(error)
            else:
                step = steps.send(result)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        steps.close()

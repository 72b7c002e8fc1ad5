"""The steps one by one, and the two drivers: the same steps end the same way in a thread, in asyncio and in trio."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import trio

from aurakit._calls.call import ADMITTED, CallSettings, call_steps
from aurakit._calls.deadline import Deadline
from aurakit._calls.retry import RetryPolicy
from aurakit._calls.steps import (
    CHECK_AGAIN,
    IO,
    Acquire,
    AsyncIO,
    Join,
    Lead,
    Pause,
    Report,
    Send,
    Step,
    Use,
    run,
    run_async,
)
from aurakit._calls.wakers import Waker
from aurakit._ratelimit.limiter import Limiter, RateLimit
from aurakit.clock import Clock
from support.fakes import FakeClock, Script, failure, request, response

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit._calls.messages import Failure, Response

    Steps = Generator[Step, Any, Any]


class AsyncScript(Script):
    async def send(self, step: Send) -> Response | Failure:  # type: ignore[override]
        return super().send(step)


class Driver:
    """Drives steps in one of three ways."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def run(self, steps: Steps, clock: Clock | None = None, *replies: Response | Failure) -> Any:
        clock = clock or Clock()
        counted = clock if isinstance(clock, FakeClock) else FakeClock()
        if self.kind == "sync":
            return run(steps, IO(Script(replies, counted), clock))
        io = AsyncIO(AsyncScript(replies, counted), clock)
        if self.kind == "asyncio":
            return asyncio.run(run_async(steps, io))
        return trio.run(run_async, steps, io)


everywhere = pytest.mark.parametrize("driver", [Driver("sync"), Driver("asyncio"), Driver("trio")], ids=repr)
# A clock of one's own in trio waits by anyio, so it need not be tested here once more.
in_fake_time = pytest.mark.parametrize("driver", [Driver("sync"), Driver("asyncio")], ids=repr)


def only(step: Step) -> Steps:
    return (yield step)


# --- drivers ------------------------------------------------------------------------------------------------------


@everywhere
def test_each_step_is_answered_with_what_came_of_it_and_the_end_is_what_the_steps_return(driver: Driver) -> None:
    first, second = response(503), response(200)
    call = request("GET")

    def steps() -> Steps:
        one = yield Send(call, 5.0, call.url, None, 1)
        two = yield Send(call, 5.0, call.url, None, 2)
        return one, two

    assert driver.run(steps(), None, first, second) == (first, second)


@everywhere
def test_steps_that_need_nothing_end_at_once(driver: Driver) -> None:
    def steps() -> Steps:
        yield from ()
        return "done"

    assert driver.run(steps()) == "done"


class Boom(Exception):
    pass


class Store:
    def __init__(self) -> None:
        self.threads: list[int] = []

    def double(self, number: int) -> int:
        self.threads.append(threading.get_ident())
        return 2 * number

    def fail(self) -> None:
        raise Boom("the store")

    def interrupt(self) -> None:
        raise KeyboardInterrupt


@everywhere
def test_what_a_step_raises_is_raised_where_it_was_yielded(driver: Driver) -> None:
    def steps() -> Steps:
        caught = ""
        try:
            yield Use(Store(), "fail")
        except Boom as error:
            caught = str(error)
        return caught, (yield Use(Store(), "double", 4))

    assert driver.run(steps()) == ("the store", 8)


@everywhere
def test_what_the_steps_do_not_catch_leaves_the_driver_and_they_are_closed(driver: Driver) -> None:
    closed: list[str] = []

    def steps() -> Steps:
        try:
            yield Use(Store(), "fail")
        finally:
            closed.append("closed")

    with pytest.raises(Boom, match="the store"):
        driver.run(steps())
    assert closed == ["closed"]


@everywhere
def test_an_interrupt_in_a_step_reaches_the_steps_too(driver: Driver) -> None:
    seen: list[str] = []

    def steps() -> Steps:
        try:
            yield Use(Store(), "interrupt")
        except BaseException as error:
            seen.append(type(error).__name__)
            raise

    with pytest.raises(KeyboardInterrupt):
        driver.run(steps())
    assert seen == ["KeyboardInterrupt"]


@everywhere
def test_what_the_steps_raise_themselves_leaves_the_driver(driver: Driver) -> None:
    def steps() -> Steps:
        yield Pause(0.0)
        raise Boom("of the steps")

    with pytest.raises(Boom, match="of the steps"):
        driver.run(steps())


@pytest.mark.parametrize(
    "step", [Pause(60.0), Pause(60.0, Waker()), Join(Waker(), 60.0)], ids=["sleep", "wait", "join"]
)
def test_a_cancelled_task_closes_its_steps(step: Step) -> None:
    closed: list[str] = []

    def steps() -> Steps:
        try:
            yield step
        except asyncio.CancelledError:
            closed.append("cancelled")
            raise
        finally:
            closed.append("closed")

    async def scenario() -> None:
        nowhere: Any = None
        task = asyncio.create_task(run_async(steps(), AsyncIO(nowhere, Clock())))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(scenario())
    assert closed == ["cancelled", "closed"]


def test_a_step_that_is_none_of_these_cannot_be_carried_out() -> None:
    nowhere: Any = None
    with pytest.raises(NotImplementedError):
        run(only(Step()), IO(nowhere, Clock()))
    with pytest.raises(NotImplementedError):
        asyncio.run(run_async(only(Step()), AsyncIO(nowhere, Clock())))


@everywhere
@pytest.mark.parametrize("last", [response(200), failure("network")], ids=repr)
def test_a_whole_call_ends_the_same_in_every_driver(driver: Driver, last: Response | Failure) -> None:
    clock = FakeClock() if driver.kind != "trio" else Clock()
    limiter = Limiter(RateLimit(2, per=60.0))
    settings = CallSettings(RetryPolicy(1, 0.0, 0.0), clock, lambda: 1.0, limiter, None, ())
    outcome = driver.run(call_steps(request("GET"), settings, Deadline(clock, 60.0)), clock, response(503), last)
    assert outcome.last is last
    assert len(outcome.attempts) == 2
    assert limiter.waiting == 0


# --- waiting ------------------------------------------------------------------------------------------------------


@in_fake_time
def test_a_pause_sleeps_by_the_clock_handed_in(driver: Driver) -> None:
    clock = FakeClock(0.0)
    driver.run(only(Pause(90.0)), clock)
    assert clock.now() == 90.0


@in_fake_time
def test_a_clock_with_a_time_of_its_own_cannot_be_woken_so_it_sleeps_in_short_pieces(driver: Driver) -> None:
    clock = FakeClock(0.0)
    driver.run(only(Pause(90.0, Waker())), clock)
    assert clock.now() == CHECK_AGAIN
    driver.run(only(Pause(0.01, Waker())), clock)
    assert clock.now() == pytest.approx(CHECK_AGAIN + 0.01)


@in_fake_time
def test_who_was_woken_before_takes_no_time_by_any_clock(driver: Driver) -> None:
    waker = Waker()
    waker.wake()
    clock = FakeClock(0.0)
    driver.run(only(Pause(90.0, waker)), clock)
    assert clock.now() == 0.0
    began = time.monotonic()
    driver.run(only(Pause(90.0, waker)))
    assert time.monotonic() - began < 30.0


@everywhere
@pytest.mark.parametrize("step", [lambda waker: Pause(60.0, waker), lambda waker: Join(waker, 60.0)])
def test_in_real_time_a_waker_ends_the_wait(driver: Driver, step: Callable[[Waker], Step]) -> None:
    waker = Waker()
    timer = threading.Timer(0.05, waker.wake)
    timer.start()
    began = time.monotonic()
    driver.run(only(step(waker)))
    assert time.monotonic() - began < 30.0
    timer.join()


@everywhere
def test_in_real_time_a_wait_ends_by_itself(driver: Driver) -> None:
    began = time.monotonic()
    driver.run(only(Pause(0.05, Waker())))
    assert time.monotonic() - began >= 0.04


@in_fake_time
def test_who_waits_for_somebody_else_s_work_waits_in_real_time_whatever_the_clock(driver: Driver) -> None:
    clock, began = FakeClock(0.0), time.monotonic()
    driver.run(only(Join(Waker(), 0.05)), clock)
    assert clock.now() == 0.0
    assert time.monotonic() - began >= 0.04


def test_a_clock_that_only_tells_another_time_is_woken_like_the_real_one() -> None:
    class Ahead(Clock):
        def now(self) -> float:
            return time.monotonic() + 1000.0

    nowhere: Any = None
    assert IO(nowhere, Ahead()).real_time and AsyncIO(nowhere, Ahead()).real_time
    assert not IO(nowhere, FakeClock()).real_time and not AsyncIO(nowhere, FakeClock()).real_time


# --- the limiter --------------------------------------------------------------------------------------------------


@in_fake_time
def test_the_limiter_is_asked_with_the_clock_s_time_and_told_the_time_of_the_report(driver: Driver) -> None:
    heard: list[tuple[Any, ...]] = []

    class Hearing:
        def acquire(self, ticket: Any, now: float, lasts: float) -> float:
            heard.append((ticket, now, lasts))
            return 2.5

        def report(self, ticket: Any, now: float, event: Any) -> None:
            heard.append((ticket, now, event))

    clock = FakeClock(7.0)

    def steps() -> Steps:
        delay = yield Acquire(Hearing(), "ticket", 30.0)
        clock.advance(5.0)
        yield Report(Hearing(), "ticket", 8.0, ADMITTED)
        return delay

    assert driver.run(steps(), clock) == 2.5
    assert heard == [("ticket", 7.0, 30.0), ("ticket", 8.0, ADMITTED)]


# --- stores -------------------------------------------------------------------------------------------------------


@everywhere
def test_a_store_is_asked_in_the_thread_of_a_sync_client_and_beside_an_event_loop(driver: Driver) -> None:
    store = Store()
    assert driver.run(only(Use(store, "double", 21))) == 42
    assert (store.threads == [threading.get_ident()]) is (driver.kind == "sync")


def test_a_store_that_blocks_does_not_block_the_event_loop() -> None:
    class Slow:
        def __init__(self) -> None:
            self.go = threading.Event()

        def read(self) -> bool:
            return self.go.wait(10.0)

    async def scenario() -> bool:
        slow, nowhere = Slow(), None
        io: Any = AsyncIO(nowhere, Clock())  # type: ignore[arg-type]
        task = asyncio.create_task(run_async(only(Use(slow, "read")), io))
        await asyncio.sleep(0.01)
        slow.go.set()
        return bool(await task)

    assert asyncio.run(scenario())


class Prompt:
    """A store that an event loop may use itself; notes where, and with how much time, it was asked."""

    def __init__(self, prompt: bool, busy: int = 0) -> None:
        """busy: how many times it has no time to be had at once."""
        self._prompt, self._busy = prompt, busy
        self.asked: list[tuple[bool, float]] = []

    def prompt(self) -> bool:
        return self._prompt

    def read(self, key: str, timeout: float) -> str:
        self.asked.append((threading.current_thread() is threading.main_thread(), timeout))
        if timeout < self._busy:
            raise BlockingIOError
        return key


@pytest.mark.parametrize(
    ("store", "asked"),
    [
        (Prompt(True), [(True, 0.0)]),
        (Prompt(True, busy=1), [(True, 0.0), (False, 2.0)]),
        (Prompt(False), [(False, 2.0)]),
    ],
    ids=["at once", "busy", "not prompt"],
)
def test_a_prompt_store_is_asked_without_a_thread_and_with_one_only_for_want_of_time(
    store: Prompt, asked: list[tuple[bool, float]]
) -> None:
    nowhere: Any = None
    assert asyncio.run(run_async(only(Use(store, "read", "key", 2.0)), AsyncIO(nowhere, Clock()))) == "key"
    assert store.asked == asked


def test_what_a_prompt_store_raises_with_time_too_is_raised() -> None:
    nowhere: Any = None
    with pytest.raises(BlockingIOError):
        asyncio.run(run_async(only(Use(Prompt(True, busy=9), "read", "key", 2.0)), AsyncIO(nowhere, Clock())))


# --- on behalf of others ------------------------------------------------------------------------------------------


class Flight:
    def __init__(self) -> None:
        self.events: list[str] = []
        self.runs: Callable[[], bool] = lambda: True
        self.done = Waker()

    def blocks(self) -> None:
        self.events.append("blocks")

    def runs_in(self, runs: Callable[[], bool]) -> None:
        self.events.append("runs in a loop")
        self.runs = runs

    def give_up(self) -> None:
        self.events.append("ended")
        self.done.wake()

    def steps(self, seconds: float = 0.0) -> Steps:
        self.events.append("begun")
        yield Pause(seconds)
        self.events.append("made")


def test_a_thread_leads_by_doing_the_work_itself() -> None:
    flight = Flight()
    Driver("sync").run(only(Lead(flight, flight.steps())))
    assert flight.events == ["blocks", "begun", "made"]


@pytest.mark.parametrize("driver", [Driver("asyncio"), Driver("trio")], ids=repr)
def test_a_task_leads_by_a_task_beside_it(driver: Driver) -> None:
    flight = Flight()

    def steps() -> Steps:
        yield Lead(flight, flight.steps())
        flight.events.append("led")
        yield Join(flight.done, 10.0)

    driver.run(steps())
    assert flight.events == ["runs in a loop", "led", "begun", "made", "ended"]


def test_what_a_task_leads_outlives_its_cancellation() -> None:
    flight = Flight()
    nowhere: Any = None

    def steps() -> Steps:
        yield Lead(flight, flight.steps(0.05))
        yield Join(flight.done, 10.0)

    async def scenario() -> None:
        task = asyncio.create_task(run_async(steps(), AsyncIO(nowhere, Clock())))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])
        assert flight.runs()
        await flight.done.wait_async(10.0)

    asyncio.run(scenario())
    assert flight.events[-2:] == ["made", "ended"]

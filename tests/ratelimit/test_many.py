"""Many callers of one limiter: threads and event loops, a queue of thousands, and what a schedule may do to a slot."""

from __future__ import annotations

import asyncio
import functools
import heapq
import itertools
import math
import random
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aurakit._calls.call import ADMITTED, NO_RESPONSE, NOT_ADMITTED, NOT_SENT, Throttled
from aurakit._calls.steps import IO, Acquire, AsyncIO, Pause, Report, Send, run, run_async
from aurakit._calls.wakers import Waker
from aurakit._ratelimit.limiter import PATIENCE, Limiter, RateLimit, Ticket
from aurakit._ratelimit.window import MARGIN
from aurakit.clock import Clock
from support.fakes import EPSILON, FakeClock, Server, Simulation, most_in_any, request, response

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit._calls.steps import Step

LASTS = 60.0  # seconds that an attempt may take


class Plan(NamedTuple):
    """What one simulated call does, and when."""

    start: float
    there: float
    back: float
    fate: str
    pause: float
    patience: float
    poll: bool


FATES = [
    "ok", "ok", "ok", "error", "429", "429 and gives up", "no connection", "no response", "cancelled",
    "vanishes in the queue", "vanishes on the way",
]  # fmt: skip


def plans(fates: list[str], *, most: int = 30, polls: bool = True) -> st.SearchStrategy[list[Plan]]:
    return st.lists(
        st.builds(
            Plan,
            start=st.floats(0.0, 20.0),
            there=st.floats(0.0, 1.0),
            back=st.floats(0.0, 2.0),
            fate=st.sampled_from(fates),
            pause=st.floats(0.0, 8.0),
            patience=st.floats(0.0, 10.0),
            poll=st.booleans() if polls else st.just(False),
        ),
        min_size=1,
        max_size=most,
    )


rates = st.builds(RateLimit, limit=st.integers(1, 12), per=st.floats(0.5, 10.0))


class Schedule:
    """Runs plans against one limiter and checks every rule at each step."""

    def __init__(self, rate: RateLimit, lateness: Callable[[], float]) -> None:
        self.simulation = Simulation(lateness)
        self.clock = self.simulation.clock
        self.limiter = Limiter(rate)
        self.arrivals: list[float] = []
        self.sent: dict[int, float] = {}
        """When each call was sent, by its place in the list of plans."""
        self.queue: set[Ticket] = set()
        self.flying: set[Ticket] = set()
        self.paused_until = 0.0
        self.cautious = False
        self.sent_before_pause: set[Ticket] = set()
        self.finished = 0

    def run(self, calls: list[Plan]) -> None:
        for number, plan in enumerate(calls):
            self.start(number, plan)
        self.simulation.run()

    def start(self, number: int, plan: Plan) -> None:
        caller = self.call(number, plan)
        self.simulation.after(plan.start, lambda: self.simulation.start(caller, PlannedServer(self, plan)))
        if plan.fate == "cancelled":
            self.simulation.after(plan.start + plan.patience, caller.close)

    def call(self, number: int, plan: Plan) -> Generator[Step, Any, None]:
        ticket, refusals = self.limiter.join(poll=plan.poll), 1 if plan.fate.startswith("429") else 0
        try:
            while True:
                self.queue.add(ticket)
                while (delay := (yield Acquire(self.limiter, ticket, LASTS))) > 0.0:
                    if plan.fate == "vanishes in the queue":
                        self.queue.discard(ticket)
                        yield Pause(1e5)
                        return
                    yield Pause(delay, ticket.waker)
                self.check_send(ticket)
                self.sent[number] = self.clock.now()
                yield Send(request("GET"), LASTS, "", None, 1)
                self.flying.discard(ticket)
                if plan.fate == "vanishes on the way":
                    yield Pause(1e5)
                    return
                if not (yield from self.after_response(ticket, plan, refused=refusals > 0)):
                    return
                refusals -= 1
        finally:
            self.queue.discard(ticket)
            self.flying.discard(ticket)
            self.limiter.leave(ticket, self.clock.now())
            self.finished += 1

    def check_send(self, ticket: Ticket) -> None:
        now = self.clock.now()
        assert ticket == min(self.queue), "overtook a call that goes before it"
        assert now >= self.paused_until, "sent during a pause"
        assert not (self.cautious and self.flying), "more than one at a time after a 429"
        self.queue.discard(ticket)
        self.flying.add(ticket)

    def after_response(self, ticket: Ticket, plan: Plan, *, refused: bool) -> Generator[Step, Any, bool]:
        now = self.clock.now()
        event: Any = {"error": NOT_ADMITTED, "no connection": NOT_SENT, "no response": NO_RESPONSE}.get(plan.fate)
        if refused:
            event = Throttled(plan.pause, plan.fate == "429", response(429))
            self.paused_until = max(self.paused_until, now + plan.pause)
            self.cautious = True
            self.sent_before_pause = set(self.flying)
            if event.again:
                self.queue.add(ticket)
        yield Report(self.limiter, ticket, now, ADMITTED if event is None else event)
        if event is None:
            if ticket not in self.sent_before_pause:
                self.cautious = False
            self.sent_before_pause.discard(ticket)
        return refused and plan.fate == "429"

    def is_whole(self) -> bool:
        """Whether, after some successes and a quiet period, the whole window is there again."""
        rate, now = self.limiter.rates[0], self.clock.now() + LASTS + PATIENCE + 20.0
        for _ in range(rate.limit + 1):
            ticket = self.limiter.join()
            if self.limiter.acquire(ticket, now) > 0.0:
                return False
            self.limiter.report(ticket, now, ADMITTED)
            now += rate.per + MARGIN + EPSILON
        return [self.limiter.acquire(self.limiter.join(), now) > 0.0 for _ in range(rate.limit + 1)] == (
            [False] * rate.limit + [True]
        )


class PlannedServer(Server):
    """Takes as long as the plan says, and notes what arrived."""

    def __init__(self, schedule: Schedule, plan: Plan) -> None:
        super().__init__(1, 1.0, lambda: (plan.there, plan.back))
        self.schedule = schedule
        self.counted = plan.fate != "no connection"

    def arrive(self, now: float) -> Any:
        if self.counted:
            self.schedule.arrivals.append(now)
        return None


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(rates, plans(FATES), st.integers(0, 2**32))
def test_in_no_schedule_is_the_limit_passed_a_call_overtaken_a_pause_broken_or_a_slot_lost(
    rate: RateLimit, calls: list[Plan], seed: int
) -> None:
    oversleep = random.Random(seed)
    schedule = Schedule(rate, lambda: oversleep.choice([0.0, 0.0, 0.0005, 0.01]))
    schedule.run(calls)
    assert schedule.finished == len(calls)
    assert schedule.limiter.waiting == 0
    assert most_in_any(schedule.arrivals, rate.per) <= rate.limit
    assert schedule.is_whole()


@settings(max_examples=150)
@given(rates, plans(["ok", "error"], polls=False))
def test_each_call_is_sent_the_moment_that_there_is_a_slot_for_it(rate: RateLimit, calls: list[Plan]) -> None:
    schedule = Schedule(rate, lambda: 0.0)
    schedule.run(sorted(calls, key=lambda plan: plan.start))
    free = [0.0] * rate.limit
    for number, plan in enumerate(sorted(calls, key=lambda plan: plan.start)):
        expected = max(plan.start, heapq.heappop(free))
        assert schedule.sent[number] == pytest.approx(expected, abs=EPSILON)
        heapq.heappush(free, expected + plan.there + plan.back + rate.per + MARGIN)


@settings(max_examples=100)
@given(rates, plans(["ok", "vanishes in the queue"], most=20), st.integers(0, 2**32))
def test_nobody_waits_long_for_somebody_in_front_who_vanished(rate: RateLimit, calls: list[Plan], seed: int) -> None:
    oversleep = random.Random(seed)
    schedule = Schedule(rate, lambda: oversleep.choice([0.0, 0.01]))
    schedule.run(calls)
    gone = sum(plan.fate == "vanishes in the queue" for plan in calls)
    others = [number for number, plan in enumerate(calls) if plan.fate == "ok"]
    assert set(others) <= schedule.sent.keys()
    # With nobody in front each call waits for a slot at most; each who vanished may cost a check and some patience.
    queueing = (len(calls) // rate.limit + 1) * (rate.per + 3.0 + 1.1)
    assert all(schedule.sent[number] <= 20.0 + queueing + gone * (5.2 + PATIENCE + 1.1) for number in others)


# --- thousands in the queue ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1_000, 10_000])
@pytest.mark.parametrize("order", ["in order", "backwards", "mixed"])
def test_what_a_call_costs_grows_with_the_logarithm_of_the_queue_at_most(
    size: int, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparisons = 0
    compare = Ticket.__lt__

    def counted(ticket: Ticket, other: Ticket) -> bool:
        nonlocal comparisons
        comparisons += 1
        return compare(ticket, other)

    monkeypatch.setattr(Ticket, "__lt__", counted)
    limiter = Limiter(RateLimit(1, per=1.0))
    slot = limiter.join()
    limiter.acquire(slot, 0.0)
    tickets = [limiter.join() for _ in range(size)]
    asking = tickets[::-1] if order == "backwards" else tickets[:]
    if order == "mixed":
        random.Random(size).shuffle(asking)

    most = 3 * math.log2(size) + 10
    costs = []

    def costing(action: Callable[[], object]) -> None:
        nonlocal comparisons
        comparisons = 0
        action()
        costs.append(comparisons)

    for ticket in asking:
        costing(lambda ticket=ticket: limiter.acquire(ticket, 0.0))  # type: ignore[misc]
    assert limiter.waiting == size
    for ticket in asking:  # they check again, as they do now and then
        costing(lambda ticket=ticket: limiter.acquire(ticket, 0.5))  # type: ignore[misc]
    for ticket in tickets[: size // 2]:
        costing(lambda slot=slot: limiter.report(slot, 0.6, NOT_SENT))  # type: ignore[misc]
        costing(lambda ticket=ticket: limiter.acquire(ticket, 0.6))  # type: ignore[misc]
        slot = ticket
    assert max(costs) <= most
    costs.clear()
    for ticket in tickets[size // 2 :]:
        costing(lambda ticket=ticket: limiter.leave(ticket, 0.7))  # type: ignore[misc]
    # Now and then one call tidies up for all.
    assert sum(costs) <= most * len(costs)
    assert limiter.waiting == 0
    assert len(limiter._queue) <= 64


def test_ten_thousand_queued_calls_ask_the_limiter_four_times_each_on_average_at_most() -> None:
    asked = 0

    class Counting(Limiter):
        def acquire(self, ticket: Ticket, now: float, lasts: float = math.inf) -> float:
            nonlocal asked
            asked += 1
            return super().acquire(ticket, now, lasts)

    schedule = Schedule(RateLimit(500, per=1.0), lambda: 0.0)
    schedule.limiter = Counting(RateLimit(500, per=1.0))
    schedule.check_send = schedule.queue.discard  # type: ignore[method-assign, assignment]
    calls = [Plan(0.0, 0.01, 0.01, "ok", 0.0, 0.0, poll=False)] * 10_000
    schedule.run(calls)
    assert schedule.finished == 10_000
    assert list(schedule.sent) == list(range(10_000))
    assert max(schedule.sent.values()) == pytest.approx(19 * (1.0 + MARGIN + 0.02), abs=0.1)
    assert asked <= 4 * 10_000


class Waits:
    """A thousand waits that poll through one limiter, each some time after its last poll, in a simulated time."""

    def __init__(self, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.polls: Counter[int] = Counter()
        self.arrivals: list[float] = []
        self.limiter = Limiter(RateLimit(125, per=60.0))
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        waits = self

        class Woken(Waker):
            """Lets who waits ask at once."""

            __slots__ = ("ask",)
            ask: Callable[[], None]

            def wake(self) -> None:
                if not self.woken:
                    self.woken = True
                    waits.at(waits.now, self.ask)

        monkeypatch.setattr("aurakit._ratelimit.limiter.Waker", Woken)
        for one in range(number):
            self.at(one * 0.01, functools.partial(self.poll, one))

    def at(self, when: float, action: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._order), action))

    def until(self, end: float) -> None:
        while self._events and self._events[0][0] <= end:
            self.now, _, action = heapq.heappop(self._events)
            action()

    def poll(self, one: int) -> None:
        def ended() -> None:
            self.polls[one] += 1
            self.at(self.now + 20.0, functools.partial(self.poll, one))

        self.send(self.limiter.join(poll=True), ended)

    def send(self, ticket: Ticket, then: Callable[[], None]) -> None:
        """Wait for a slot, and send for 0.2 seconds."""
        sent = False

        def ask() -> None:
            nonlocal sent
            if sent:
                return
            delay = self.limiter.acquire(ticket, self.now, LASTS)
            if delay > 0.0:
                waker: Any = ticket.waker
                waker.ask = ask
                if delay < math.inf:
                    self.at(self.now + delay, lambda: None if waker.woken or ticket.waker is not waker else ask())
                return
            sent = True
            self.arrivals.append(self.now)
            self.at(self.now + 0.2, ended)

        def ended() -> None:
            self.limiter.report(ticket, self.now, ADMITTED)
            then()

        ask()


@pytest.mark.parametrize(
    ("every", "first", "longest"),
    [(16.3, 0.0, 0.3), (3.0, 0.0, 0.3), (1.0, 0.0, 10.0), (1.0, 100.0, 0.3), (0.6, 100.0, 0.3)],
)
def test_with_a_thousand_waits_a_call_waits_ten_seconds_at_most_and_waits_share_the_rest(
    monkeypatch: pytest.MonkeyPatch, every: float, first: float, longest: float
) -> None:
    """Also if the calls are many: up to a hundred a minute. Each takes 0.2 seconds."""
    waits = Waits(1_000, monkeypatch)
    took: list[float] = []
    for number in range(int((1400.0 - first) / every)):
        made = first + every * number
        waits.at(
            made,
            lambda made=made: waits.send(waits.limiter.join(), lambda: took.append(waits.now - made)),  # type: ignore[misc]
        )
    waits.until(1500.0)
    assert len(took) == int((1400.0 - first) / every) and max(took) <= longest
    assert most_in_any(waits.arrivals, 60.0) <= 125
    each = [waits.polls[one] for one in range(1_000)]
    assert max(each) - min(each) <= 1
    assert sum(each) >= 0.9 * (125 - 125 // 6) * 1500.0 / 60.2 - len(took)


# --- threads and event loops --------------------------------------------------------------------------------------


def call(limiter: Limiter, clock: Clock, sent: list[float], lasts: float) -> Generator[Step, Any, None]:
    ticket = limiter.join()
    while (delay := (yield Acquire(limiter, ticket, 60.0))) > 0.0:
        yield Pause(delay, ticket.waker)
    sent.append(clock.now())
    yield Pause(lasts)
    yield Report(limiter, ticket, clock.now(), ADMITTED)


@pytest.mark.parametrize(("clock", "per"), [(FakeClock(), 1.0), (Clock(), 0.25)], ids=["fake", "real"])
def test_threads_and_two_event_loops_at_once_keep_the_limit_and_lose_no_slot(clock: Clock, per: float) -> None:
    limiter = Limiter(RateLimit(20, per=per))
    sent: list[float] = []
    nowhere: Any = None

    def work() -> None:
        for _ in range(10):
            run(call(limiter, clock, sent, 0.0), IO(nowhere, clock))

    async def tasks() -> None:
        io = AsyncIO(nowhere, clock)
        await asyncio.gather(*(run_async(call(limiter, clock, sent, per / 10), io) for _ in range(15)))

    threads = [threading.Thread(target=work) for _ in range(3)]
    threads += [threading.Thread(target=lambda: asyncio.run(tasks())) for _ in range(2)]
    began = clock.now()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30.0)
    assert len(sent) == 60
    assert most_in_any(sent, per) <= 20
    assert limiter.waiting == 0
    # Nobody is told of a slot by the clock of the one who waits behind it only: that would be seconds later.
    assert clock.now() - began < 2 * per + 2.5

"""The limit in a store, asked step by step: what it is asked and told, and what becomes of a call that ends early."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.call import ADMITTED, NO_RESPONSE, NOT_ADMITTED, NOT_SENT, Throttled
from aurakit._calls.steps import Use
from aurakit._calls.store_access import GRACE, LONGEST_USE, TRY_AGAIN
from aurakit._ratelimit.limiter import LONGEST_PAUSE_FOR_ALL, Limiter, RateLimit, Ticket
from aurakit._ratelimit.shared_limit import UNREPORTED, Permit, SharedLimit
from aurakit._ratelimit.turns import MOST_ASKING
from aurakit.clock import Clock
from aurakit.stores import MemoryStore
from support.fakes import FakeClock, response

if TYPE_CHECKING:
    from collections.abc import Generator

KEY = "0" * 64


class Store(MemoryStore):
    """Notes what is reported."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[tuple[str, str]] = []
        self.told = threading.Event()

    def report(self, key: str, slot: str, ended: Any, timeout: float) -> None:
        super().report(key, slot, ended, timeout)
        self.reports.append((slot, ended))
        self.told.set()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def limiter(store: Store) -> Limiter:
    limiter = Limiter(RateLimit(1))
    limiter.shared = SharedLimit(store, KEY, Clock())
    return limiter


def asked(limiter: Limiter) -> tuple[Ticket, Generator[Any, Any, float], Use]:
    """A call that has a slot of the process and asks the store for another."""
    ticket = limiter.join()
    assert limiter.acquire(ticket, 0.0) == 0.0
    assert limiter.shared is not None
    steps = limiter.shared.admit(limiter, ticket, 10.0, 5.0)
    step = next(steps)
    assert isinstance(step, Use)
    return ticket, steps, step


def answered(step: Use) -> Any:
    return getattr(step.store, step.method)(*step.arguments)


def test_a_slot_that_comes_when_nobody_waits_for_it_any_more_goes_back_unused(limiter: Limiter, store: Store) -> None:
    _, steps, step = asked(limiter)
    with pytest.raises(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt())
    permit = answered(step)
    assert store.reports == [(permit.slot, "unsent")]
    assert store.usage(KEY, 1.0).used == 0


def test_a_slot_that_came_in_the_moment_of_an_interruption_goes_back_unused(limiter: Limiter, store: Store) -> None:
    _, steps, step = asked(limiter)
    permit = answered(step)
    with pytest.raises(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt())
    assert store.told.wait(5.0)
    assert store.reports == [(permit.slot, "unsent")]
    assert store.usage(KEY, 1.0).used == 0


def test_the_slot_of_a_call_that_is_given_up_is_reported_because_its_request_may_arrive(
    limiter: Limiter, store: Store
) -> None:
    ticket, steps, step = asked(limiter)
    permit = answered(step)
    with pytest.raises(StopIteration):
        steps.send(permit)
    limiter.leave(ticket, 1.0)
    assert store.told.wait(5.0)
    assert store.reports == [(permit.slot, "unknown")]


# ------------------------------------------------------------------------------------- what the store is asked and told


class Noted:
    """A store that only notes how its methods are called, in whatever thread."""

    def __init__(self) -> None:
        self.called: list[tuple[Any, ...]] = []
        self.told = threading.Event()

    def _note(self, name: str, *arguments: Any) -> None:
        self.called.append((name, *arguments))
        self.told.set()

    def acquire(self, *arguments: Any) -> Permit:
        self._note("acquire", *arguments)
        return Permit(0.0, "1.7")

    def report(self, *arguments: Any) -> None:
        self._note("report", *arguments)

    def penalise(self, *arguments: Any) -> None:
        self._note("penalise", *arguments)


@pytest.fixture
def noted() -> Noted:
    return Noted()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sharing(noted: Noted, clock: FakeClock) -> Limiter:
    """A limiter of twelve, of which polls leave two to others, and whose limit is in `noted`."""
    limiter = Limiter(RateLimit(12, per=10.0))
    limiter.shared = SharedLimit(noted, KEY, clock)
    return limiter


def ended(steps: Generator[Any, Any, Any], value: Any = None) -> Any:
    """What the steps return once the last one has this result."""
    with pytest.raises(StopIteration) as end:
        steps.send(value)
    return end.value.value


def use(steps: Generator[Any, Any, Any]) -> Use:
    step = next(steps)
    assert isinstance(step, Use)
    return step


def granted(limiter: Limiter, clock: Clock, *, poll: bool = False) -> Ticket:
    """A ticket with a slot of the process."""
    ticket = limiter.join(poll=poll)
    assert limiter.acquire(ticket, clock.now()) == 0.0
    return ticket


def shared(limiter: Limiter) -> SharedLimit:
    assert isinstance(limiter.shared, SharedLimit)
    return limiter.shared


@pytest.mark.parametrize(("poll", "reserve"), [(False, 0), (True, 2)])
def test_the_store_is_asked_by_key_for_an_attempt_of_this_process_and_its_time(
    sharing: Limiter, noted: Noted, clock: FakeClock, poll: bool, reserve: int
) -> None:
    ticket = granted(sharing, clock, poll=poll)
    steps = shared(sharing).admit(sharing, ticket, lasts=30.0, timeout=2.0)
    step = use(steps)
    asking = [ticket.asking]
    assert step.longest == 2.0 + GRACE
    permit = answered(step)
    assert ended(steps, permit) == 0.0
    asking.append(ticket.asking)
    assert (ticket.slot, asking) == ("1.7", [True, False])
    [(name, key, ask, timeout)] = noted.called
    assert (name, key, timeout) == ("acquire", KEY, 2.0)
    assert (ask.rates, ask.lasts, ask.reserve) == (sharing.rates, 30.0 + UNREPORTED, reserve)
    assert len(bytes.fromhex(ask.party)) == 8


@pytest.mark.parametrize(("left", "timeout"), [(60.0, LONGEST_USE), (-1.0, 0.0)])
def test_the_store_has_no_longer_than_the_call_has_and_than_any_operation(
    sharing: Limiter, noted: Noted, clock: FakeClock, left: float, timeout: float
) -> None:
    steps = shared(sharing).admit(sharing, granted(sharing, clock), 30.0, left)
    answered(use(steps))
    assert noted.called[0][3] == timeout


def test_a_forked_child_asks_as_a_party_of_its_own(sharing: Limiter, noted: Noted, clock: FakeClock) -> None:
    parent = shared(sharing)._party
    sharing.forget_other_threads()
    answered(use(shared(sharing).admit(sharing, granted(sharing, clock), 30.0, 5.0)))
    assert noted.called[0][2].party != parent


def test_a_call_without_a_slot_in_the_store_waits_again_and_holds_the_others_up(
    sharing: Limiter, clock: FakeClock
) -> None:
    ticket = granted(sharing, clock)
    steps = shared(sharing).admit(sharing, ticket, 30.0, 5.0)
    use(steps)
    assert ended(steps, Permit(0.5)) == 0.5
    assert ticket.state == "waiting" and not ticket.asking and ticket.slot == ""
    clock.advance(0.2)
    assert sharing.acquire(sharing.join(), clock.now()) > 0.0
    assert sharing.acquire(ticket, clock.now()) == pytest.approx(0.3)
    clock.advance(0.3)
    assert sharing.acquire(ticket, clock.now()) == 0.0


def test_a_store_that_fails_lets_the_call_go_and_is_left_alone_for_a_while(
    sharing: Limiter, noted: Noted, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    ticket = granted(sharing, clock)
    steps = shared(sharing).admit(sharing, ticket, 30.0, 5.0)
    use(steps)
    with pytest.raises(StopIteration) as end:
        steps.throw(OSError("not shown"))
    assert end.value.value == 0.0
    assert not ticket.asking and ticket.slot == ""
    assert "The store Noted cannot be used: it raised OSError." in caplog.text
    clock.advance(TRY_AGAIN - 0.5)
    assert ended(shared(sharing).admit(sharing, granted(sharing, clock), 30.0, 5.0)) == 0.0
    clock.advance(0.5)
    use(shared(sharing).admit(sharing, granted(sharing, clock), 30.0, 5.0))
    assert noted.called == []


@pytest.mark.parametrize(
    ("event", "said"),
    [(ADMITTED, "admitted"), (NOT_ADMITTED, "responded"), (NO_RESPONSE, "unknown"), (NOT_SENT, "unsent")],
    ids=["admitted", "responded", "unknown", "unsent"],
)
def test_the_store_is_told_how_the_attempt_in_a_slot_ended(
    sharing: Limiter, noted: Noted, clock: FakeClock, event: Any, said: str
) -> None:
    ticket = granted(sharing, clock)
    ticket.slot = "1.7"
    steps = shared(sharing).settle(ticket, event, sharing.span)
    answered(use(steps))
    ended(steps)
    assert noted.called == [("report", KEY, "1.7", said, LONGEST_USE)]
    assert ticket.slot == ""


def test_what_had_no_slot_in_the_store_is_not_reported_to_it(sharing: Limiter, clock: FakeClock) -> None:
    ended(shared(sharing).settle(granted(sharing, clock), ADMITTED, sharing.span))


@pytest.mark.parametrize("slot", ["1.7", ""])
@pytest.mark.parametrize(
    ("delay", "span", "paused"),
    [
        (3.0, 60.0, 3.0),
        (LONGEST_PAUSE_FOR_ALL, 60.0, LONGEST_PAUSE_FOR_ALL),
        # Longer is about one operation, so the others wait for as long as the limit counts, at most.
        (LONGEST_PAUSE_FOR_ALL + 1.0, 60.0, 60.0),
        (LONGEST_PAUSE_FOR_ALL + 1.0, 3600.0, LONGEST_PAUSE_FOR_ALL),
    ],
)
def test_a_429_pauses_everybody_who_shares_the_limit_even_without_a_slot(
    sharing: Limiter, noted: Noted, clock: FakeClock, slot: str, delay: float, span: float, paused: float
) -> None:
    ticket = granted(sharing, clock)
    ticket.slot = slot
    steps = shared(sharing).settle(ticket, Throttled(delay, again=False, cause=response(429)), span)
    answered(use(steps))
    ended(steps)
    assert noted.called == [("penalise", KEY, slot, paused, LONGEST_USE)]


def test_a_429_of_a_group_that_the_api_counts_apart_pauses_nobody_else(
    sharing: Limiter, noted: Noted, clock: FakeClock
) -> None:
    ticket = sharing.join(group="billing", apart=True)
    assert sharing.acquire(ticket, clock.now()) == 0.0
    ticket.slot = "1.7"
    steps = shared(sharing).settle(ticket, Throttled(3.0, again=False, cause=response(429)), sharing.span)
    answered(use(steps))
    ended(steps)
    assert noted.called == [("report", KEY, "1.7", "responded", LONGEST_USE)]


def test_a_slot_that_is_given_up_is_reported_once_by_its_key(sharing: Limiter, noted: Noted, clock: FakeClock) -> None:
    ticket = granted(sharing, clock)
    ticket.slot = "1.7"
    shared(sharing).leave(ticket)
    assert noted.told.wait(5.0)
    shared(sharing).leave(ticket)
    assert noted.called == [("report", KEY, "1.7", "unknown", LONGEST_USE)] and ticket.slot == ""


def test_a_slot_that_comes_too_late_is_reported_by_its_key(sharing: Limiter, noted: Noted, clock: FakeClock) -> None:
    steps = shared(sharing).admit(sharing, granted(sharing, clock), 30.0, 5.0)
    step = use(steps)
    steps.close()
    answered(step)
    assert noted.called[1:] == [("report", KEY, "1.7", "unsent", LONGEST_USE)]


def test_as_many_ask_the_store_at_once_as_may_and_after_a_refusal_one(clock: FakeClock) -> None:
    limiter = Limiter(RateLimit(1000, per=10.0))
    limiter.shared = SharedLimit(Noted(), KEY, clock)
    first, *others = (granted(limiter, clock) for _ in range(MOST_ASKING))
    for ticket in (first, *others):
        limiter.asks(ticket)
    waiting = limiter.join()
    assert limiter.acquire(waiting, clock.now()) > 0.0
    limiter.admitted(first)
    assert limiter.acquire(waiting, clock.now()) == 0.0
    for ticket in others:
        limiter.refused(ticket, clock.now(), 1.0)
    clock.advance(1.0)
    assert limiter.acquire(others[0], clock.now()) == 0.0
    limiter.asks(others[0])
    assert limiter.acquire(others[1], clock.now()) > 0.0


def test_a_refused_call_keeps_its_place_once_and_wakes_the_next_to_look_for_itself(
    sharing: Limiter, clock: FakeClock
) -> None:
    first = sharing.join()
    taken = [granted(sharing, clock) for _ in range(12)]
    assert sharing.acquire(first, clock.now()) > 0.0
    second = sharing.join()
    assert sharing.acquire(second, clock.now()) > 0.0
    sharing.report(taken[0], clock.now(), NOT_SENT)
    assert sharing.acquire(first, clock.now()) == 0.0
    sharing.asks(first)
    sharing.refused(first, clock.now(), 1.0)
    assert (first.state, sharing.waiting) == ("waiting", 2)
    assert sharing._queue[0] is first and len(sharing._queue) == 2
    assert first.due == clock.now() + 1.0
    assert first.waker is not None and first.waker.woken


def test_a_refused_call_that_waits_alone_is_not_woken(sharing: Limiter, clock: FakeClock) -> None:
    ticket = granted(sharing, clock)
    sharing.asks(ticket)
    sharing.refused(ticket, clock.now(), 1.0)
    assert ticket.waker is not None and not ticket.waker.woken


def test_a_call_that_left_while_the_store_was_asked_does_not_wait_when_it_is_refused(
    sharing: Limiter, clock: FakeClock
) -> None:
    ticket = granted(sharing, clock)
    sharing.asks(ticket)
    sharing.leave(ticket, clock.now())
    sharing.refused(ticket, clock.now(), 1.0)
    assert (sharing.waiting, ticket.state) == (0, "")


@pytest.mark.parametrize(("poll", "polls"), [(True, 0.0), (False, 1.0)])
def test_a_refused_poll_holds_up_polls_and_a_refused_call_holds_up_both(
    sharing: Limiter, clock: FakeClock, poll: bool, polls: float
) -> None:
    ticket = granted(sharing, clock, poll=poll)
    sharing.asks(ticket)
    sharing.refused(ticket, clock.now(), 1.0)
    sharing.leave(ticket, clock.now())
    assert sharing.acquire(sharing.join(), clock.now()) == polls
    assert sharing.acquire(sharing.join(poll=True), clock.now()) > 0.0


def test_after_a_refusal_one_more_may_ask_for_each_slot_that_the_store_gives(clock: FakeClock) -> None:
    limiter = Limiter(RateLimit(1000, per=10.0))
    limiter.shared = SharedLimit(Noted(), KEY, clock)
    first = granted(limiter, clock)
    limiter.asks(first)
    limiter.refused(first, clock.now(), 1.0)
    clock.advance(1.0)
    assert limiter.acquire(first, clock.now()) == 0.0
    limiter.asks(first)
    limiter.admitted(first)
    for _ in range(2):
        limiter.asks(granted(limiter, clock))
    assert limiter.acquire(limiter.join(), clock.now()) > 0.0

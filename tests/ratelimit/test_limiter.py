"""The rate limiter: its window, its queue and its pauses, in a simulated time and network."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aurakit.errors import ConfigurationError
from aurakit.flow import Send, Sleep
from aurakit.ratelimit import (
    LONGEST_PAUSE,
    LOOK_AGAIN,
    PATIENCE,
    STILL_ON_ITS_WAY,
    Limiter,
    RateLimit,
    _Registry,
    limiter_for,
)
from aurakit.window import MARGIN
from core.fakes import EPSILON, FakeClock, Server, Simulation, most_in_any

if TYPE_CHECKING:
    from collections.abc import Generator


def take(limiter: Limiter, now: float) -> int:
    """A place that has a slot."""
    place = limiter.join()
    assert limiter.poll(place, now) == 0.0
    return place


# --- the limit itself ---------------------------------------------------------------------------------------------


def test_the_default_is_what_the_api_documents() -> None:
    assert RateLimit() == RateLimit(125, per=60.0)


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, "125", None])
def test_a_limit_that_is_no_whole_number_above_zero_is_refused(limit: Any) -> None:
    with pytest.raises(ConfigurationError, match="limit"):
        RateLimit(limit)


@pytest.mark.parametrize("per", [0, -1.0, float("inf"), float("nan"), 10**400, True, "60", None])
def test_a_period_that_is_no_time_is_refused(per: Any) -> None:
    with pytest.raises(ConfigurationError, match="per"):
        RateLimit(1, per=per)


# --- one limiter, step by step ------------------------------------------------------------------------------------


def test_calls_go_at_once_until_the_window_is_full() -> None:
    limiter = Limiter(RateLimit(3, per=10.0))
    for _ in range(3):
        take(limiter, 0.0)
    assert limiter.poll(limiter.join(), 0.0) > 0.0


def test_a_slot_is_free_again_a_period_and_a_margin_after_its_answer() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.answered(take(limiter, 0.0), 5.0, admitted=True)
    waiter = limiter.join()
    assert limiter.poll(waiter, 15.0 + MARGIN - 0.001) == pytest.approx(0.001)
    assert limiter.poll(waiter, 15.0 + MARGIN) == 0.0


def test_a_request_without_an_answer_keeps_its_slot() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    assert limiter.poll(limiter.join(), 1000.0) > 0.0


def test_a_request_that_must_have_ended_by_its_timeout_keeps_nobody_waiting_longer() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.poll(limiter.join(), 0.0, 60.0)  # sent in an event loop that was stopped
    waiter, ends = limiter.join(), 60.0 + PATIENCE
    assert limiter.poll(waiter, ends) > 0.0
    assert limiter.poll(waiter, ends + 10.0) > 0.0
    assert limiter.poll(waiter, ends + 10.0 + MARGIN) == 0.0


def test_a_request_that_ends_after_it_was_given_up_frees_nothing_twice() -> None:
    for ends in ("answered", "unanswered", "give_back", "penalise", "leave"):
        limiter = Limiter(RateLimit(1, per=10.0))
        late = limiter.join()
        limiter.poll(late, 0.0, 60.0)
        waiter = limiter.join()
        assert limiter.poll(waiter, 60.0 + PATIENCE + 10.0 + MARGIN) == 0.0
        if ends == "answered":
            limiter.answered(late, 80.0, admitted=True)
        elif ends == "unanswered":
            limiter.unanswered(late, 80.0)
        elif ends == "give_back":
            limiter.give_back(late)
        elif ends == "penalise":
            limiter.penalise(late, 80.0, 0.0, again=False)
        else:
            limiter.leave(late, 80.0)
        assert limiter.poll(limiter.join(), 80.0) > 0.0  # the waiter's slot is taken still


def test_a_request_that_nobody_ends_does_not_keep_a_pause_up() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.penalise(take(limiter, 0.0), 0.0, 1.0, again=False)
    limiter.poll(limiter.join(), 1.0, 60.0)  # the one that tries whether it is over
    waiter = limiter.join()
    assert limiter.poll(waiter, 61.0 + PATIENCE) > 0.0
    assert limiter.poll(waiter, 61.0 + PATIENCE + 0.001) == 0.0


def test_a_waiter_that_does_not_come_back_is_passed_by_and_keeps_its_place() -> None:
    limiter = Limiter(RateLimit(1, per=1.0))
    limiter.answered(take(limiter, 0.0), 0.0, admitted=True)
    lost, waiter = limiter.join(), limiter.join()
    limiter.poll(lost, 0.5)
    assert limiter.poll(waiter, 0.5 + LOOK_AGAIN + PATIENCE) > 0.0
    assert limiter.poll(waiter, 0.5 + LOOK_AGAIN + PATIENCE + 0.001) == 0.0
    limiter.answered(waiter, 7.0, admitted=True)
    later = limiter.join()
    limiter.poll(later, 7.0)
    limiter.poll(lost, 7.5)
    assert limiter.poll(later, 8.0 + MARGIN) > 0.0
    assert limiter.poll(lost, 8.0 + MARGIN) == 0.0


def test_a_slot_that_was_not_used_is_free_at_once() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.give_back(take(limiter, 0.0))
    take(limiter, 0.0)


def test_the_first_waiter_looks_again_soon_however_long_its_wait() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.answered(take(limiter, 0.0), 0.0, admitted=True)
    assert limiter.poll(limiter.join(), 0.0) == LOOK_AGAIN


def test_waiters_look_again_after_a_twentieth_of_a_second_and_a_tenth_more_for_each_ahead() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    assert [limiter.poll(limiter.join(), 0.0) for _ in range(3)] == pytest.approx([0.05, 0.055, 0.06])


def test_while_a_single_call_tries_whether_the_limit_is_over_the_others_look_again_sooner() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.penalise(take(limiter, 0.0), 0.0, 1.0, again=False)
    take(limiter, 1.0)
    assert [limiter.poll(limiter.join(), 1.0) for _ in range(3)] == pytest.approx([0.01, 0.011, 0.012])


def test_a_waiter_with_a_slot_to_come_lets_each_ahead_of_it_have_a_thousandth_of_a_second() -> None:
    limiter = Limiter(RateLimit(3, per=10.0))
    slots = [take(limiter, 0.0) for _ in range(3)]
    waiters = [limiter.join() for _ in range(3)]
    for waiter in waiters:
        limiter.poll(waiter, 0.0)
    for slot in slots:
        limiter.give_back(slot)
    assert [limiter.poll(waiter, 0.0) for waiter in reversed(waiters)] == pytest.approx([0.002, 0.001, 0.0])


def test_a_waiter_waits_for_the_slot_after_those_of_the_calls_ahead_of_it() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    first, second = take(limiter, 0.0), take(limiter, 0.0)
    limiter.answered(first, 0.0, admitted=True)
    limiter.answered(second, 0.03, admitted=True)
    waits = [limiter.poll(limiter.join(), 10.0) for _ in range(2)]
    assert waits == pytest.approx([MARGIN, 0.03 + MARGIN])


def test_a_call_that_came_earlier_and_asks_later_goes_first_all_the_same() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    early, late = limiter.join(), limiter.join()
    limiter.poll(late, 0.0)
    limiter.poll(early, 0.0)
    assert limiter.waiting == 2
    limiter.give_back(slot)
    assert limiter.poll(late, 0.0) > 0.0
    assert limiter.poll(early, 0.0) == 0.0


def test_a_later_waiter_lets_the_earlier_one_go_first() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    first, second = limiter.join(), limiter.join()
    limiter.poll(first, 0.0)
    limiter.poll(second, 0.0)
    limiter.give_back(slot)
    assert limiter.poll(second, 0.0) > 0.0
    assert limiter.poll(first, 0.0) == 0.0


def test_a_waiter_that_leaves_makes_room_for_the_next() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    first, second = limiter.join(), limiter.join()
    limiter.poll(first, 0.0)
    limiter.poll(second, 0.0)
    limiter.leave(first, 0.0)
    limiter.give_back(slot)
    assert limiter.waiting == 1
    assert limiter.poll(second, 0.0) == 0.0


def test_leaving_with_a_slot_counts_it_as_used_because_the_request_may_have_been_sent() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.leave(take(limiter, 0.0), 3.0)
    waiter = limiter.join()
    assert limiter.poll(waiter, 13.0 + MARGIN) > 0.0
    assert limiter.poll(waiter, 13.0 + STILL_ON_ITS_WAY + MARGIN) == 0.0


def test_a_request_given_up_counts_a_second_longer_because_it_may_still_be_on_its_way() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.unanswered(take(limiter, 0.0), 0.0)
    waiter = limiter.join()
    assert STILL_ON_ITS_WAY == 1.0
    assert limiter.poll(waiter, 10.99 + MARGIN) > 0.0
    assert limiter.poll(waiter, 11.0 + MARGIN) == 0.0


def test_leaving_twice_or_without_having_polled_does_nothing() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.leave(limiter.join(), 0.0)
    slot = take(limiter, 0.0)
    limiter.answered(slot, 0.0, admitted=True)
    limiter.leave(slot, 100.0)
    take(limiter, 10.0 + MARGIN)


def test_after_a_429_nobody_sends_until_the_pause_is_over_and_its_call_is_first() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    refused = take(limiter, 0.0)
    early = limiter.join()
    limiter.penalise(refused, 0.0, 5.0, again=True)
    assert limiter.paused(0.0) == 5.0
    assert limiter.poll(early, 4.99) > 0.0
    assert limiter.poll(refused, 4.99) > 0.0
    assert limiter.poll(early, 5.0) > 0.0
    assert limiter.poll(refused, 5.0) == 0.0


def test_after_a_pause_one_call_at_a_time_is_sent_until_one_succeeds() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.penalise(take(limiter, 0.0), 0.0, 1.0, again=False)
    first, second = limiter.join(), limiter.join()
    assert limiter.poll(first, 1.0) == 0.0
    assert limiter.poll(second, 1.0) > 0.0
    limiter.answered(first, 1.1, admitted=False)
    assert limiter.poll(second, 1.1) == 0.0
    third = limiter.join()
    assert limiter.poll(third, 1.1) > 0.0
    limiter.answered(second, 1.2, admitted=True)
    assert limiter.poll(third, 1.2) == 0.0
    take(limiter, 1.2)


def test_after_a_pause_each_success_lets_one_more_go_at_a_time() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.penalise(take(limiter, 0.0), 0.0, 1.0, again=False)
    limiter.answered(take(limiter, 1.0), 1.0, admitted=True)
    flying = [take(limiter, 1.0), take(limiter, 1.0)]
    waiter = limiter.join()
    assert limiter.poll(waiter, 1.0) > 0.0
    limiter.answered(flying[0], 1.1, admitted=True)
    assert limiter.poll(waiter, 1.1) == 0.0
    take(limiter, 1.1)
    assert limiter.poll(limiter.join(), 1.1) > 0.0


def test_an_answer_to_what_was_sent_between_two_429s_does_not_end_the_caution_after_the_second() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.penalise(take(limiter, 0.0), 0.0, 1.0, again=False)
    limiter.answered(take(limiter, 1.0), 1.0, admitted=True)
    old, refused = take(limiter, 1.0), take(limiter, 1.0)
    limiter.penalise(refused, 1.0, 1.0, again=False)
    limiter.answered(old, 1.5, admitted=True)
    take(limiter, 2.0)
    assert limiter.poll(limiter.join(), 2.0) > 0.0


def test_those_that_wait_for_the_end_of_a_pause_look_one_after_the_other() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.penalise(take(limiter, 0.0), 0.0, 1.0, again=False)
    assert [limiter.poll(limiter.join(), 0.98) for _ in range(3)] == pytest.approx([0.02, 0.021, 0.022])


def test_without_a_429_or_after_its_pause_nobody_is_held_up() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    assert limiter.paused(0.0) == 0.0
    limiter.penalise(take(limiter, 0.0), 0.0, 5.0, again=False)
    assert [limiter.paused(now) for now in (0.0, 4.5, 5.0, 9.0)] == [5.0, 0.5, 0.0, 0.0]


def test_of_two_pauses_with_the_same_end_the_first_answer_is_kept_as_the_cause() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    first, second = take(limiter, 0.0), take(limiter, 0.0)
    limiter.penalise(first, 0.0, 9.0, again=False, cause="first")
    limiter.penalise(second, 1.0, 8.0, again=False, cause="second")
    assert limiter.cause == "first"


def test_an_answer_to_what_was_sent_before_a_429_does_not_end_the_caution_after_it() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    old, refused = take(limiter, 0.0), take(limiter, 0.0)
    limiter.penalise(refused, 0.0, 1.0, again=False)
    limiter.answered(old, 0.5, admitted=True)
    take(limiter, 1.0)
    assert limiter.poll(limiter.join(), 1.0) > 0.0


def test_several_429s_at_once_are_tried_again_in_the_order_they_came() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    places = [take(limiter, 0.0) for _ in range(3)]
    for place in reversed(places):
        limiter.penalise(place, 0.0, 1.0, again=True)
    order: list[int] = []
    now = 1.0
    while len(order) < 3:
        for place in places:
            if place not in order and limiter.poll(place, now) == 0.0:
                order.append(place)
                limiter.answered(place, now, admitted=False)
    assert order == places


def test_a_call_refused_without_a_pause_is_first_even_before_it_asks_again() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    refused, later = take(limiter, 0.0), limiter.join()
    limiter.penalise(refused, 0.0, 0.0, again=True)
    assert limiter.poll(later, 0.0) > 0.0
    assert limiter.poll(refused, 0.0) == 0.0


def test_a_shorter_pause_does_not_cut_a_longer_one() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    a, b = take(limiter, 0.0), take(limiter, 0.0)
    limiter.penalise(a, 0.0, 9.0, again=False, cause="long")
    limiter.penalise(b, 0.0, 2.0, again=False, cause="short")
    assert limiter.paused(0.0) == 9.0
    assert limiter.cause == "long"


def test_a_mistaken_date_does_not_silence_the_process_for_more_than_an_hour() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.penalise(take(limiter, 0.0), 0.0, 1e12, again=False)
    assert limiter.paused(0.0) == LONGEST_PAUSE == 3600.0


def test_waiting_calls_are_told_of_once_a_minute() -> None:
    limiter = Limiter(RateLimit(1))
    assert [now for now in range(0, 200, 10) if limiter.tell(now)] == [0, 60, 120, 180]


# --- sharing ------------------------------------------------------------------------------------------------------


def test_clients_with_the_same_origin_and_client_id_share_one_limiter() -> None:
    one = limiter_for("https://a", "id", RateLimit())
    assert limiter_for("https://a", "id", RateLimit()) is one
    assert limiter_for("https://b", "id", RateLimit()) is not one
    assert limiter_for("https://a", "other", RateLimit()) is not one
    assert limiter_for("https://a", "id", RateLimit(), time_source=FakeClock()) is not one


def test_the_strictest_limit_of_those_that_share_counts() -> None:
    one = limiter_for("https://a", "strict", RateLimit(10, per=60.0))
    limiter_for("https://a", "strict", RateLimit(5, per=60.0))
    limiter_for("https://a", "strict", RateLimit(20, per=60.0))
    assert one.rates == (RateLimit(5, per=60.0),)


def test_limits_that_do_not_include_each_other_are_both_kept() -> None:
    limiter = limiter_for("https://a", "both", RateLimit(4, per=60.0))
    limiter_for("https://a", "both", RateLimit(2, per=1.0))
    now = 0.0
    sent: list[float] = []
    place = limiter.join()
    while len(sent) < 9:
        delay = limiter.poll(place, now)
        if delay == 0.0:
            sent.append(now)
            limiter.answered(place, now, admitted=True)
            place = limiter.join()
        now += delay
    assert most_in_any(sent, 1.0) == 2
    assert most_in_any(sent, 60.0) == 4


def test_a_wider_limit_that_comes_later_does_not_forget_the_calls_before_it() -> None:
    limiter = Limiter(RateLimit(1, per=1.0))
    for now in (0.0, 2.0, 4.0):
        limiter.answered(take(limiter, now), now, admitted=True)
    limiter.tighten(RateLimit(3, per=60.0))
    assert limiter.poll(limiter.join(), 6.0) > 0.0


def test_a_limiter_goes_away_with_the_last_client_that_uses_it() -> None:
    limiter = limiter_for("https://a", "gone", RateLimit(1))
    take(limiter, 0.0)
    del limiter
    gc.collect()
    take(limiter_for("https://a", "gone", RateLimit(1)), 0.0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_child_is_not_held_up_by_threads_it_does_not_have() -> None:
    program = """
import os, threading
from aurakit.ratelimit import RateLimit, limiter_for, _registry
limiter = limiter_for("https://a", "id", RateLimit(2, per=10.0))
flying, waiting = limiter.join(), limiter.join()
held, done = threading.Event(), threading.Event()
def other():
    limiter.poll(flying, 0.0)
    limiter.penalise(flying, 0.0, 0.0, again=True)
    limiter.poll(flying, 0.0)
    limiter.poll(waiting, 0.0)
    with limiter._lock, _registry.lock:
        held.set()
        done.wait()
threading.Thread(target=other, daemon=True).start()
held.wait()
child = os.fork()
if child == 0:
    limiter = limiter_for("https://a", "id", RateLimit(2, per=10.0))
    place = limiter.join()
    early, later = limiter.poll(place, 0.0), limiter.poll(place, 10.02)
    os._exit(0 if early > 0.0 and later == 0.0 else 1)
status = os.waitpid(child, 0)[1]
done.set()
raise SystemExit(os.waitstatus_to_exitcode(status))
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "ignore"}
    assert subprocess.run([sys.executable, "-c", program], env=environment, timeout=30, check=False).returncode == 0


def test_what_forking_forgets_and_what_it_keeps() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    take(limiter, 1.0)
    limiter.answered(take(limiter, 2.0), 2.0, admitted=True)
    waiting = [limiter.join() for _ in range(3)]
    for place in waiting:
        assert limiter.poll(place, 3.0) > 0.0
    limiter.forget_other_threads()
    assert limiter.waiting == 0
    later = limiter.join()
    # The answer at 2.0 is counted until 12.01; what was in flight, from the last moment the parent knew of.
    assert [limiter.poll(later, now) > 0.0 for now in (12.0, 12.02)] == [True, False]
    assert [limiter.poll(waiting[0], now) > 0.0 for now in (13.0, 13.02)] == [True, False]


def test_a_forked_child_has_locks_that_nobody_holds() -> None:
    registry = _Registry()
    limiter = Limiter(RateLimit(1))
    registry.all.add(limiter)
    take(limiter, 0.0)
    limiter.poll(limiter.join(), 0.0)
    locks = [registry.lock, limiter._lock]
    registry.after_fork()
    assert registry.lock is not locks[0] and limiter._lock is not locks[1]
    with registry.lock, limiter._lock:
        assert limiter.waiting == 0
    assert not registry.shared


def test_calls_that_left_leave_nothing_behind() -> None:
    limiter = Limiter(RateLimit(1))
    first = take(limiter, 0.0)
    places = [limiter.join() for _ in range(100)]
    for place in places:
        limiter.poll(place, 0.0)
    for place in (first, *places):
        limiter.leave(place, 1.0)
    assert not limiter._due and not limiter._in_flight and not limiter.waiting


# --- many callers -------------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """What one simulated call does, and when."""

    start: float
    there: float
    back: float
    fate: str
    pause: float
    patience: float


FATES = ["ok", "ok", "ok", "error", "429", "429 and gives up", "no connection", "no answer", "cancelled"]
plans = st.lists(
    st.builds(
        Plan,
        start=st.floats(0.0, 20.0),
        there=st.floats(0.0, 1.0),
        back=st.floats(0.0, 2.0),
        fate=st.sampled_from(FATES),
        pause=st.floats(0.0, 8.0),
        patience=st.floats(0.0, 10.0),
    ),
    min_size=1,
    max_size=30,
)
rates = st.builds(RateLimit, limit=st.integers(1, 6), per=st.floats(0.5, 10.0))


class Schedule:
    """Runs plans against one limiter and checks every rule at each step."""

    def __init__(self, rate: RateLimit, seed: int) -> None:
        oversleep = random.Random(seed)
        self.simulation = Simulation(lambda: oversleep.choice([0.0, 0.0, 0.0005, 0.01]))
        self.clock = self.simulation.clock
        self.limiter = Limiter(rate)
        self.arrivals: list[float] = []
        self.queue: set[int] = set()
        self.flying: set[int] = set()
        self.paused_until = 0.0
        self.cautious = False
        self.sent_before_pause: set[int] = set()
        self.finished = 0

    def start(self, plan: Plan) -> None:
        caller = self.call(plan)
        self.simulation.after(plan.start, lambda: self.simulation.start(caller, PlannedServer(self, plan)))
        if plan.fate == "cancelled":
            self.simulation.after(plan.start + plan.patience, caller.close)

    def call(self, plan: Plan) -> Generator[Any, Any, None]:
        place, refusals = self.limiter.join(), 1 if plan.fate.startswith("429") else 0
        try:
            while True:
                self.queue.add(place)
                while (delay := self.limiter.poll(place, self.clock.now())) > 0.0:
                    yield Sleep(delay)
                self.check_send(place)
                yield Send(60.0, "", 1)
                self.flying.discard(place)
                if not self.after_answer(place, plan, refused=refusals > 0):
                    return
                refusals -= 1
        finally:
            self.queue.discard(place)
            self.flying.discard(place)
            self.limiter.leave(place, self.clock.now())
            self.finished += 1

    def check_send(self, place: int) -> None:
        now = self.clock.now()
        assert place == min(self.queue), "overtook a call that came earlier"
        assert now >= self.paused_until, "sent during a pause"
        assert not (self.cautious and self.flying), "more than one at a time after a 429"
        self.queue.discard(place)
        self.flying.add(place)

    def after_answer(self, place: int, plan: Plan, *, refused: bool) -> bool:
        now = self.clock.now()
        if refused:
            again = plan.fate == "429"
            self.limiter.penalise(place, now, plan.pause, again=again)
            self.paused_until = max(self.paused_until, now + plan.pause)
            self.cautious = True
            self.sent_before_pause = set(self.flying)
            return again
        if plan.fate == "no connection":
            self.limiter.give_back(place)
            return False
        if plan.fate == "no answer":
            self.limiter.unanswered(place, now)
            return False
        admitted = plan.fate != "error"
        self.limiter.answered(place, now, admitted=admitted)
        if admitted and place not in self.sent_before_pause:
            self.cautious = False
        self.sent_before_pause.discard(place)
        return False


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


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rates, plans, st.integers(0, 2**32))
def test_in_no_schedule_is_the_limit_passed_a_call_overtaken_a_pause_broken_or_a_slot_lost(
    rate: RateLimit, calls: list[Plan], seed: int
) -> None:
    schedule = Schedule(rate, seed)
    for plan in calls:
        schedule.start(plan)
    schedule.simulation.run()
    assert schedule.finished == len(calls)
    assert schedule.limiter.waiting == 0
    assert most_in_any(schedule.arrivals, rate.per) <= rate.limit
    # Nothing is lost: after one success and a quiet period the whole window is there again.
    now = schedule.clock.now() + 20.0
    for _ in range(rate.limit + 1):
        place = take(schedule.limiter, now)
        schedule.limiter.answered(place, now, admitted=True)
        now += rate.per + MARGIN + EPSILON
    for _ in range(rate.limit):
        take(schedule.limiter, now)


def test_threads_and_two_event_loops_at_once_keep_the_limit_and_lose_no_slot() -> None:
    clock, limiter = FakeClock(), Limiter(RateLimit(20, per=1.0))
    sent: list[float] = []

    def work() -> None:
        for _ in range(10):
            place = limiter.join()
            while (delay := limiter.poll(place, clock.now())) > 0.0:
                clock.sleep(delay)
            sent.append(clock.now())
            limiter.answered(place, clock.now(), admitted=True)

    async def call() -> None:
        place = limiter.join()
        while (delay := limiter.poll(place, clock.now())) > 0.0:
            await clock.sleep_async(delay)
        sent.append(clock.now())
        await clock.sleep_async(0.1)
        limiter.answered(place, clock.now(), admitted=True)

    async def tasks() -> None:
        await asyncio.gather(*(call() for _ in range(15)))

    threads = [threading.Thread(target=work) for _ in range(3)]
    threads += [threading.Thread(target=lambda: asyncio.run(tasks())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30.0)
    assert len(sent) == 60
    assert most_in_any(sent, 1.0) <= 20

"""The rate limiter step by step: its window, its queue and its pauses. Many callers at once are in `test_many`."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest

from aurakit._calls.call import ADMITTED, NO_RESPONSE, NOT_ADMITTED, NOT_SENT, Throttled
from aurakit._calls.deadline import NO_END
from aurakit._ratelimit.limiter import (
    CHECK_AGAIN,
    CHECK_BEHIND,
    CHECK_BEHIND_EACH,
    LONGEST_PAUSE_FOR_ALL,
    PATIENCE,
    PROBE_EVERY,
    Limiter,
    RateLimit,
    Ticket,
)
from aurakit._ratelimit.spread import RESERVED
from aurakit._ratelimit.turns import MOST_ASKING
from aurakit._ratelimit.window import LONGEST_PAUSE, MARGIN, STILL_ON_ITS_WAY
from aurakit.errors import ConfigurationError
from support.fakes import most_in_any, response


def take(limiter: Limiter, now: float, *, poll: bool = False, group: str = "", apart: bool = False) -> Ticket:
    """A ticket that has a slot."""
    ticket = limiter.join(poll=poll, group=group, apart=apart)
    assert limiter.acquire(ticket, now) == 0.0
    return ticket


def queue(limiter: Limiter, now: float, *, poll: bool = False, group: str = "", apart: bool = False) -> Ticket:
    """A ticket that waits."""
    ticket = limiter.join(poll=poll, group=group, apart=apart)
    assert limiter.acquire(ticket, now) > 0.0
    return ticket


def throttled(delay: float, *, again: bool = False, cause: Any = None) -> Throttled:
    return Throttled(delay, again, cause or response(429))


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
    assert limiter.acquire(limiter.join(), 0.0) > 0.0


def test_a_slot_is_free_again_a_period_and_a_margin_after_its_response() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0), 5.0, ADMITTED)
    waiter = limiter.join()
    assert limiter.acquire(waiter, 15.0 + MARGIN - 0.001) == pytest.approx(0.001)
    assert limiter.acquire(waiter, 15.0 + MARGIN) == 0.0


def test_a_request_without_a_response_keeps_its_slot() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    assert limiter.acquire(limiter.join(), 1000.0) > 0.0


def test_a_request_that_must_have_ended_by_its_timeout_keeps_nobody_waiting_longer() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.acquire(limiter.join(), 0.0, 60.0)  # sent in an event loop that was stopped
    waiter, ends = limiter.join(), 60.0 + PATIENCE
    assert limiter.acquire(waiter, ends) > 0.0
    assert limiter.acquire(waiter, ends + 10.0) > 0.0
    assert limiter.acquire(waiter, ends + 10.0 + MARGIN) == 0.0


@pytest.mark.parametrize("event", [ADMITTED, NOT_ADMITTED, NO_RESPONSE, NOT_SENT, throttled(0.0), None], ids=repr)
def test_a_request_that_ends_after_it_was_given_up_frees_nothing_twice(event: Any) -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    late = limiter.join()
    limiter.acquire(late, 0.0, 60.0)
    waiter = limiter.join()
    assert limiter.acquire(waiter, 60.0 + PATIENCE + 10.0 + MARGIN) == 0.0
    if event is None:
        limiter.leave(late, 80.0)
    else:
        limiter.report(late, 80.0, event)
    assert limiter.acquire(limiter.join(), 80.0) > 0.0  # the waiter's slot is taken still


def test_a_request_that_nobody_ends_does_not_keep_a_pause_up() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, throttled(1.0))
    limiter.acquire(limiter.join(), 1.0, 60.0)  # the one that tries whether it is over
    waiter = limiter.join()
    assert limiter.acquire(waiter, 61.0 + PATIENCE) > 0.0
    assert limiter.acquire(waiter, 61.0 + PATIENCE + 0.001) == 0.0


def test_a_waiter_that_does_not_come_back_is_passed_by_and_keeps_its_place() -> None:
    limiter = Limiter(RateLimit(1, per=1.0))
    limiter.report(take(limiter, 0.0), 0.0, ADMITTED)
    lost, waiter = limiter.join(), limiter.join()
    patient = 0.5 + limiter.acquire(lost, 0.5) + PATIENCE
    assert limiter.acquire(waiter, patient) > 0.0
    assert limiter.acquire(waiter, patient + 0.001) == 0.0
    limiter.report(waiter, 7.0, ADMITTED)
    later = limiter.join()
    limiter.acquire(later, 7.0)
    limiter.acquire(lost, 7.5)
    assert limiter.acquire(later, 8.0 + MARGIN) > 0.0
    assert limiter.acquire(lost, 8.0 + MARGIN) == 0.0


def test_a_slot_that_was_not_used_is_free_at_once() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, NOT_SENT)
    take(limiter, 0.0)


def test_the_first_waiter_checks_again_soon_however_long_its_wait() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, ADMITTED)
    assert limiter.acquire(limiter.join(), 0.0) == CHECK_AGAIN


def test_those_behind_the_first_check_again_after_five_seconds_and_a_little_more_for_each_ahead() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    assert [limiter.acquire(limiter.join(), 0.0) for _ in range(4)] == pytest.approx(
        [CHECK_AGAIN, *(CHECK_BEHIND + CHECK_BEHIND_EACH * ahead for ahead in (1, 2, 3))]
    )


# --- waking -------------------------------------------------------------------------------------------------------


def woken(*tickets: Ticket) -> list[bool]:
    return [ticket.waker is not None and ticket.waker.woken for ticket in tickets]


def test_a_ticket_has_a_waker_while_it_waits_only() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    ticket = limiter.join()
    slot = take(limiter, 0.0)
    wakers = [ticket.waker]
    limiter.acquire(ticket, 0.0)
    wakers.append(ticket.waker)
    assert woken(ticket) == [False]
    limiter.report(slot, 0.0, NOT_SENT)
    assert limiter.acquire(ticket, 0.0) == 0.0
    wakers.append(ticket.waker)
    assert [waker is None for waker in wakers] == [True, False, True]


def test_whoever_has_to_wait_once_more_has_a_new_waker() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    ticket = queue(limiter, 0.0)
    first = ticket.waker
    limiter.acquire(ticket, 0.5)
    assert ticket.waker is not first and woken(ticket) == [False]


@pytest.mark.parametrize("event", [ADMITTED, NOT_ADMITTED, NO_RESPONSE, NOT_SENT, throttled(0.0)], ids=repr)
def test_however_an_attempt_ends_the_first_in_the_queue_alone_is_woken(event: Any) -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    waiters = [queue(limiter, 0.0) for _ in range(3)]
    limiter.report(slot, 0.1, event)
    assert woken(*waiters) == [True, False, False]


def test_a_call_that_leaves_with_a_slot_wakes_the_first_in_the_queue() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    waiter = queue(limiter, 0.0)
    limiter.leave(slot, 0.1)
    assert woken(waiter) == [True]


def test_when_the_first_in_the_queue_leaves_it_the_next_is_woken() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    first, second, third = (queue(limiter, 0.0) for _ in range(3))
    limiter.leave(first, 0.1)
    assert woken(second, third) == [True, False]
    assert limiter.acquire(second, 0.1) == CHECK_AGAIN  # it is told a time now


def test_when_the_first_in_the_queue_gets_its_slot_the_next_is_woken() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    slots = [take(limiter, 0.0), take(limiter, 0.0)]
    first, second, third = (queue(limiter, 0.0) for _ in range(3))
    for slot in slots:
        limiter.report(slot, 0.0, NOT_SENT)
    assert woken(second) == [False]
    assert limiter.acquire(first, 0.0) == 0.0
    assert woken(second, third) == [True, False]
    assert limiter.acquire(second, 0.0) == 0.0
    assert limiter.acquire(third, 0.0) > 0.0


def test_when_the_first_in_the_queue_does_not_come_back_the_next_is_woken() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    queue(limiter, 0.0)  # it vanishes
    second, third = queue(limiter, 5.0), queue(limiter, 5.0)
    limiter.acquire(third, CHECK_AGAIN + PATIENCE + 0.001)
    assert woken(second, third) == [True, False]


def test_when_an_attempt_is_given_up_the_first_in_the_queue_is_woken() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.acquire(limiter.join(), 0.0, 1.0)
    first, second = queue(limiter, 5.9), queue(limiter, 5.9)
    limiter.acquire(second, 1.0 + PATIENCE + 0.001)
    assert woken(first, second) == [True, False]


def test_a_call_refused_with_a_429_that_tries_again_is_the_first_to_be_woken() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    refused, other = take(limiter, 0.0), take(limiter, 0.0)
    waiter = queue(limiter, 0.0)
    limiter.report(refused, 0.0, throttled(1.0, again=True))
    limiter.report(other, 0.0, ADMITTED)
    assert woken(refused, waiter) == [True, False]


# --- first come, first served -------------------------------------------------------------------------------------


def test_a_call_that_came_earlier_and_asks_later_goes_first_all_the_same() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    early, late = limiter.join(), limiter.join()
    limiter.acquire(late, 0.0)
    limiter.acquire(early, 0.0)
    assert limiter.waiting == 2
    limiter.report(slot, 0.0, NOT_SENT)
    assert limiter.acquire(late, 0.0) > 0.0
    assert limiter.acquire(early, 0.0) == 0.0


def test_a_later_waiter_lets_the_earlier_one_go_first() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    first, second = limiter.join(), limiter.join()
    limiter.acquire(first, 0.0)
    limiter.acquire(second, 0.0)
    limiter.report(slot, 0.0, NOT_SENT)
    assert limiter.acquire(second, 0.0) > 0.0
    assert limiter.acquire(first, 0.0) == 0.0


def test_polls_of_waits_go_after_all_ordinary_calls_that_wait() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    polls = [queue(limiter, 0.0, poll=True) for _ in range(2)]
    calls = [queue(limiter, 0.0) for _ in range(2)]
    order = []
    for now in range(4):
        limiter.report(slot, float(now), NOT_SENT)
        for ticket in (*polls, *calls):
            if ticket not in order and limiter.acquire(ticket, float(now)) == 0.0:
                order.append(ticket)
                slot = ticket
    assert order == [*calls, *polls]


def test_polls_leave_a_sixth_of_the_window_to_ordinary_calls() -> None:
    limiter = Limiter(RateLimit(12, per=60.0))
    reserved = 12 // RESERVED
    assert reserved == 2
    for number in range(12 - reserved):
        take(limiter, 10.0 * (number // 2), poll=True)
    queue(limiter, 50.0, poll=True)
    for _ in range(reserved):
        take(limiter, 50.0)
    queue(limiter, 50.0)


def test_a_poll_waits_until_so_much_of_the_window_is_free_again() -> None:
    limiter = Limiter(RateLimit(6, per=10.0))
    for now in range(6):
        limiter.report(take(limiter, float(now)), float(now), ADMITTED)
    poll = limiter.join(poll=True)
    assert limiter.acquire(poll, 10.0 + MARGIN) > 0.0
    assert limiter.acquire(poll, 11.0 + MARGIN) == 0.0


def test_a_window_too_small_to_be_shared_is_not() -> None:
    limiter = Limiter(RateLimit(RESERVED - 1, per=10.0))
    for _ in range(RESERVED - 1):
        take(limiter, 0.0, poll=True)


def test_a_waiter_that_leaves_makes_room_for_the_next() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    slot = take(limiter, 0.0)
    first, second = limiter.join(), limiter.join()
    limiter.acquire(first, 0.0)
    limiter.acquire(second, 0.0)
    limiter.leave(first, 0.0)
    limiter.report(slot, 0.0, NOT_SENT)
    assert limiter.waiting == 1
    assert limiter.acquire(second, 0.0) == 0.0


def test_leaving_with_a_slot_counts_it_as_used_because_the_request_may_have_been_sent() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.leave(take(limiter, 0.0), 3.0)
    waiter = limiter.join()
    assert limiter.acquire(waiter, 13.0 + MARGIN) > 0.0
    assert limiter.acquire(waiter, 13.0 + STILL_ON_ITS_WAY + MARGIN) == 0.0


def test_a_request_given_up_counts_a_second_longer_because_it_may_still_be_on_its_way() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, NO_RESPONSE)
    waiter = limiter.join()
    assert STILL_ON_ITS_WAY == 1.0
    assert limiter.acquire(waiter, 10.99 + MARGIN) > 0.0
    assert limiter.acquire(waiter, 11.0 + MARGIN) == 0.0


def test_leaving_twice_or_without_having_polled_does_nothing() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.leave(limiter.join(), 0.0)
    slot = take(limiter, 0.0)
    limiter.report(slot, 0.0, ADMITTED)
    limiter.leave(slot, 100.0)
    take(limiter, 10.0 + MARGIN)


def test_after_a_429_nobody_sends_until_the_pause_is_over_and_its_call_is_first() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    refused = take(limiter, 0.0)
    early = limiter.join()
    limiter.report(refused, 0.0, throttled(5.0, again=True))
    assert limiter.paused(0.0) == 5.0
    assert limiter.acquire(early, 4.99) > 0.0
    assert limiter.acquire(refused, 4.99) > 0.0
    assert limiter.acquire(early, 5.0) > 0.0
    assert limiter.acquire(refused, 5.0) == 0.0


def test_after_a_pause_one_call_at_a_time_is_sent_until_one_succeeds() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, throttled(1.0))
    first, second = limiter.join(), limiter.join()
    assert limiter.acquire(first, 1.0) == 0.0
    assert limiter.acquire(second, 1.0) > 0.0
    limiter.report(first, 1.1, NOT_ADMITTED)
    assert limiter.acquire(second, 1.1) == 0.0
    third = limiter.join()
    assert limiter.acquire(third, 1.1) > 0.0
    limiter.report(second, 1.2, ADMITTED)
    assert limiter.acquire(third, 1.2) == 0.0
    take(limiter, 1.2)


def test_after_a_pause_each_success_lets_one_more_go_at_a_time() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, throttled(1.0))
    limiter.report(take(limiter, 1.0), 1.0, ADMITTED)
    flying = [take(limiter, 1.0), take(limiter, 1.0)]
    waiter = limiter.join()
    assert limiter.acquire(waiter, 1.0) > 0.0
    limiter.report(flying[0], 1.1, ADMITTED)
    assert limiter.acquire(waiter, 1.1) == 0.0
    take(limiter, 1.1)
    assert limiter.acquire(limiter.join(), 1.1) > 0.0


def test_a_response_to_what_was_sent_between_two_429s_does_not_end_the_caution_after_the_second() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, throttled(1.0))
    limiter.report(take(limiter, 1.0), 1.0, ADMITTED)
    old, refused = take(limiter, 1.0), take(limiter, 1.0)
    limiter.report(refused, 1.0, throttled(1.0))
    limiter.report(old, 1.5, ADMITTED)
    take(limiter, 2.0)
    assert limiter.acquire(limiter.join(), 2.0) > 0.0


def test_without_a_429_or_after_its_pause_nobody_is_held_up() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    assert limiter.paused(0.0) == 0.0
    limiter.report(take(limiter, 0.0), 0.0, throttled(5.0))
    assert [limiter.paused(now) for now in (0.0, 4.5, 5.0, 9.0)] == [5.0, 0.5, 0.0, 0.0]


def test_of_two_pauses_with_the_same_end_the_first_response_is_kept_as_the_cause() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    first, second = take(limiter, 0.0), take(limiter, 0.0)
    limiter.report(first, 0.0, throttled(9.0, cause="first"))
    limiter.report(second, 1.0, throttled(8.0, cause="second"))
    assert limiter.cause() == "first"


def test_a_response_to_what_was_sent_before_a_429_does_not_end_the_caution_after_it() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    old, refused = take(limiter, 0.0), take(limiter, 0.0)
    limiter.report(refused, 0.0, throttled(1.0))
    limiter.report(old, 0.5, ADMITTED)
    take(limiter, 1.0)
    assert limiter.acquire(limiter.join(), 1.0) > 0.0


def test_several_429s_at_once_are_tried_again_in_the_order_they_came() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    tickets = [take(limiter, 0.0) for _ in range(3)]
    for ticket in reversed(tickets):
        limiter.report(ticket, 0.0, throttled(1.0, again=True))
    order: list[Ticket] = []
    now = 1.0
    while len(order) < 3:
        for ticket in tickets:
            if ticket not in order and limiter.acquire(ticket, now) == 0.0:
                order.append(ticket)
                limiter.report(ticket, now, NOT_ADMITTED)
    assert order == tickets


def test_a_call_refused_without_a_pause_is_first_even_before_it_asks_again() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    refused, later = take(limiter, 0.0), limiter.join()
    limiter.report(refused, 0.0, throttled(0.0, again=True))
    assert limiter.acquire(later, 0.0) > 0.0
    assert limiter.acquire(refused, 0.0) == 0.0


def test_a_shorter_pause_does_not_cut_a_longer_one() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    a, b = take(limiter, 0.0), take(limiter, 0.0)
    limiter.report(a, 0.0, throttled(9.0, cause="long"))
    limiter.report(b, 0.0, throttled(2.0, cause="short"))
    assert limiter.paused(0.0) == 9.0
    assert limiter.cause() == "long"


def test_without_any_429_there_is_no_cause() -> None:
    assert Limiter(RateLimit()).cause() is None


def test_a_pause_of_two_minutes_stops_everybody() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0, group="a"), 0.0, throttled(LONGEST_PAUSE_FOR_ALL))
    assert limiter.paused(0.0, "b") == LONGEST_PAUSE_FOR_ALL == 120.0


# --- a long pause of one operation --------------------------------------------------------------------------------


def stopped(delay: float = 1000.0, cause: Any = None) -> Limiter:
    """A limiter of 10 calls in 10 s whose operation `a` was refused at 0.0 with a long pause."""
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0, group="a"), 0.0, throttled(delay, cause=cause))
    return limiter


def test_a_longer_pause_stops_that_operation_and_all_others_for_one_window() -> None:
    limiter = stopped()
    assert limiter.paused(0.0, "a") == 1000.0
    assert limiter.paused(0.0, "b") == pytest.approx(10.0 + MARGIN)
    other = queue(limiter, 0.0, group="b")
    limiter.acquire(other, 10.0)
    assert limiter.acquire(other, 10.0 + MARGIN) == 0.0


def test_a_window_of_hours_stops_the_others_for_two_minutes() -> None:
    limiter = Limiter(RateLimit(10, per=7200.0))
    limiter.report(take(limiter, 0.0, group="a"), 0.0, throttled(3000.0))
    assert limiter.paused(0.0, "b") == LONGEST_PAUSE_FOR_ALL


def test_a_mistaken_date_does_not_silence_an_operation_for_more_than_an_hour() -> None:
    limiter = stopped(1e12)
    assert limiter.paused(0.0, "a") == LONGEST_PAUSE == 3600.0
    ticket = limiter.join(group="a")
    assert limiter.acquire(ticket, 3600.0) == 0.0
    assert limiter.paused(3600.0, "a") == 0.0


def test_in_a_long_pause_one_call_a_minute_finds_out_whether_it_is_over() -> None:
    limiter = stopped()
    first, second = limiter.join(group="a"), limiter.join(group="a")
    assert limiter.acquire(first, PROBE_EVERY - 0.5) == 0.5
    assert limiter.acquire(first, PROBE_EVERY) == 0.0
    assert limiter.acquire(second, PROBE_EVERY) > 0.0
    limiter.report(first, PROBE_EVERY + 1.0, NOT_ADMITTED)
    assert limiter.acquire(second, PROBE_EVERY + 1.0) > 0.0
    assert limiter.acquire(second, 2 * PROBE_EVERY) == 0.0


def test_who_may_find_out_is_not_said_to_be_paused() -> None:
    limiter = stopped()
    assert limiter.paused(PROBE_EVERY - 1.0, "a") == 1000.0 - PROBE_EVERY + 1.0
    assert limiter.paused(PROBE_EVERY, "a") == 0.0


def test_a_call_that_cannot_be_sent_yet_does_not_use_up_the_try() -> None:
    limiter = stopped()
    other = take(limiter, PROBE_EVERY, group="b")  # one at a time, after a 429
    waiter = queue(limiter, PROBE_EVERY, group="a")
    assert limiter.paused(PROBE_EVERY, "a") == 0.0
    limiter.report(other, PROBE_EVERY + 1.0, ADMITTED)
    assert limiter.acquire(waiter, PROBE_EVERY + 1.0) == 0.0


def test_a_try_that_succeeds_ends_the_pause() -> None:
    limiter = stopped()
    limiter.report(take(limiter, PROBE_EVERY, group="a"), PROBE_EVERY, ADMITTED)
    assert limiter.paused(PROBE_EVERY, "a") == 0.0
    take(limiter, PROBE_EVERY, group="a")
    take(limiter, PROBE_EVERY, group="a")


def test_a_success_of_another_operation_does_not_end_the_pause() -> None:
    limiter = stopped()
    limiter.report(take(limiter, 20.0, group="b"), 20.0, ADMITTED)
    assert limiter.paused(20.0, "a") == 980.0


def test_a_response_to_what_was_sent_before_a_long_pause_began_does_not_end_it() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    old, refused = take(limiter, 0.0, group="a"), take(limiter, 0.0, group="a")
    limiter.report(refused, 0.0, throttled(1000.0))
    limiter.report(old, 0.5, ADMITTED)
    assert limiter.paused(0.5, "a") == 999.5


def test_a_response_to_what_was_given_up_does_not_end_a_long_pause() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    late = limiter.join(group="a")
    limiter.acquire(late, 0.0, 1.0)
    limiter.report(take(limiter, 50.0, group="a"), 50.0, throttled(1000.0))
    limiter.report(late, 51.0, ADMITTED)
    assert limiter.paused(51.0, "a") == 999.0


def test_a_stopped_operation_at_the_head_of_the_queue_holds_up_no_other() -> None:
    limiter = stopped(130.0)
    limiter.report(take(limiter, 60.0, group="a"), 60.0, NOT_ADMITTED)  # the pause goes on for 70 s
    first, other = limiter.join(group="a"), limiter.join(group="b")
    assert limiter.acquire(first, 61.0) == CHECK_BEHIND
    assert limiter.acquire(other, 61.0) == 0.0


def test_who_waits_when_its_operation_is_stopped_steps_aside_and_keeps_its_place() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    slots = [take(limiter, 0.0, group="a"), take(limiter, 0.0, group="b")]
    first, other = queue(limiter, 0.0, group="a"), queue(limiter, 0.0, group="b")
    limiter.report(slots[0], 0.0, throttled(130.0))
    limiter.report(slots[1], 0.0, ADMITTED)
    assert limiter.waiting == 2
    assert limiter.acquire(first, 11.0) > 0.0
    assert limiter.waiting == 1
    assert woken(other) == [True]
    assert limiter.acquire(other, 11.0) == 0.0
    limiter.report(other, 11.0, ADMITTED)
    later = queue(limiter, 20.0, group="a")
    assert limiter.acquire(first, 130.0) == 0.0
    assert limiter.acquire(later, 130.0) == CHECK_AGAIN  # one call tries first
    limiter.report(first, 130.5, ADMITTED)
    assert limiter.acquire(later, 131.0) == 0.0


def test_a_call_that_stands_aside_may_leave() -> None:
    limiter = stopped()
    aside = limiter.join(group="a")
    limiter.acquire(aside, 20.0)
    limiter.leave(aside, 21.0)
    assert limiter.waiting == 0


def test_the_cause_of_a_long_pause_is_kept_for_its_operation_beside_that_of_a_later_short_one() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    a, b = take(limiter, 0.0, group="a"), take(limiter, 0.0, group="b")
    limiter.report(a, 0.0, throttled(1000.0, cause="long"))
    limiter.report(b, 0.0, throttled(60.0, cause="short"))
    assert (limiter.cause("a"), limiter.cause("b")) == ("long", "short")


# --- groups that the API counts by themselves ----------------------------------------------------------------------


def billed(delay: float, cause: Any = None) -> Limiter:
    """A limiter of 10 calls in 10 s whose group `billing`, which the API counts apart, was refused at 0.0."""
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0, group="billing", apart=True), 0.0, throttled(delay, cause=cause))
    return limiter


@pytest.mark.parametrize("delay", [5.0, 1000.0])
def test_a_429_of_a_quota_stops_its_group_and_no_other(delay: float) -> None:
    limiter = billed(delay, cause="bill")
    assert limiter.paused(0.0, "billing") == delay
    assert limiter.paused(0.0, "b") == 0.0
    assert (limiter.cause("billing"), limiter.cause("b")) == ("bill", None)
    assert [limiter.acquire(limiter.join(group="b"), 0.0) for _ in range(9)] == [0.0] * 9


def test_a_call_that_goes_again_after_the_429_of_a_quota_is_in_nobodys_way() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    ticket = take(limiter, 0.0, group="billing", apart=True)
    limiter.report(ticket, 0.0, throttled(5.0, again=True))
    assert limiter.waiting == 0
    take(limiter, 0.0, group="b")
    assert limiter.acquire(ticket, 0.0) == 5.0


def test_the_calls_of_a_quota_count_within_the_limit_of_all() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0, group="billing", apart=True), 0.0, ADMITTED)
    assert limiter.acquire(limiter.join(group="b"), 0.0) > 0.0


def test_a_429_of_another_operation_stops_a_quota_too() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0, group="b"), 0.0, throttled(5.0))
    assert limiter.paused(0.0, "billing") == 5.0
    queue(limiter, 0.0, group="billing", apart=True)


def test_a_429_of_a_quota_does_not_put_off_the_end_of_another_pause() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0, group="b"), 0.0, throttled(1.0))
    probe = take(limiter, 1.0, group="b")
    waiter = queue(limiter, 1.0, group="b")
    bill = limiter.join(group="billing", apart=True)
    limiter.report(bill, 1.0, throttled(50.0))
    limiter.report(probe, 1.5, ADMITTED)
    assert limiter.acquire(waiter, 1.5) == 0.0
    take(limiter, 1.5, group="b")


def test_after_the_pause_of_a_quota_one_call_goes_first() -> None:
    limiter = billed(5.0)
    first, second = limiter.join(group="billing", apart=True), limiter.join(group="billing", apart=True)
    assert limiter.acquire(first, 5.0) == 0.0
    assert limiter.acquire(second, 5.0) == CHECK_AGAIN
    limiter.report(first, 5.5, throttled(7.0))
    assert limiter.acquire(second, 6.0) == CHECK_BEHIND
    assert limiter.acquire(second, 12.5) == 0.0
    limiter.report(second, 13.0, ADMITTED)
    assert limiter.acquire(first, 13.0) == 0.0


@pytest.mark.parametrize("event", [NOT_ADMITTED, NO_RESPONSE, NOT_SENT])
def test_a_try_after_the_end_that_shows_nothing_leaves_it_to_the_others(event: Any) -> None:
    limiter = billed(5.0)
    limiter.report(take(limiter, 5.0, group="billing", apart=True), 6.0, event)
    take(limiter, 6.0, group="billing", apart=True)
    take(limiter, 6.0, group="billing", apart=True)


def test_a_try_after_the_end_that_is_given_up_leaves_it_to_the_others() -> None:
    limiter = billed(5.0)
    limiter.leave(take(limiter, 5.0, group="billing", apart=True), 6.0)
    take(limiter, 6.0, group="billing", apart=True)
    take(limiter, 6.0, group="billing", apart=True)


def test_in_a_long_pause_of_a_quota_one_call_a_minute_finds_out_whether_it_is_over() -> None:
    limiter = billed(1e9)
    assert limiter.paused(0.0, "billing") == LONGEST_PAUSE
    probe = take(limiter, PROBE_EVERY, group="billing", apart=True)
    queue(limiter, PROBE_EVERY + 1.0, group="billing", apart=True)
    limiter.report(probe, PROBE_EVERY + 2.0, ADMITTED)
    take(limiter, PROBE_EVERY + 2.0, group="billing", apart=True)


# --- what is remembered -------------------------------------------------------------------------------------------


def test_a_limiter_is_idle_when_a_new_one_would_decide_the_same() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    assert limiter.idle(0.0)
    slots = [take(limiter, 0.0), take(limiter, 0.0)]
    waiter = queue(limiter, 0.0)
    limiter.report(slots[0], 0.0, NOT_SENT)
    assert not limiter.idle(0.0)
    limiter.leave(waiter, 0.0)
    assert not limiter.idle(0.0)
    limiter.report(slots[1], 1.0, ADMITTED)
    assert not limiter.idle(11.0)
    assert limiter.idle(11.0 + MARGIN)


def test_a_limiter_is_not_idle_during_a_pause_nor_while_it_is_cautious_after_one() -> None:
    limiter = Limiter(RateLimit(2, per=1.0))
    limiter.report(take(limiter, 0.0), 0.0, throttled(5.0))
    assert not limiter.idle(4.0)
    assert not limiter.idle(6.0)
    for now in (6.0, 8.0):
        limiter.report(take(limiter, now), now, ADMITTED)
    assert limiter.idle(10.0)


def test_a_long_pause_of_an_operation_is_remembered_until_its_end() -> None:
    limiter = Limiter(RateLimit(1, per=1.0))
    limiter.report(take(limiter, 0.0, group="a"), 0.0, throttled(1000.0))
    limiter.report(take(limiter, 5.0, group="b"), 5.0, ADMITTED)
    assert not limiter.idle(999.0)
    assert limiter.idle(1000.0)


def test_waiting_calls_are_logged_once_a_minute() -> None:
    limiter = Limiter(RateLimit(1))
    assert [now for now in range(0, 200, 10) if limiter.should_log(now)] == [0, 60, 120, 180]


# --- several limits ------------------------------------------------------------------------------------------------


def test_limits_that_do_not_include_each_other_are_both_kept() -> None:
    limiter = Limiter(RateLimit(4, per=60.0))
    limiter.tighten(RateLimit(2, per=1.0))
    now = 0.0
    sent: list[float] = []
    ticket = limiter.join()
    while len(sent) < 9:
        delay = limiter.acquire(ticket, now)
        if delay == 0.0:
            sent.append(now)
            limiter.report(ticket, now, ADMITTED)
            ticket = limiter.join()
        now += delay
    assert most_in_any(sent, 1.0) == 2
    assert most_in_any(sent, 60.0) == 4


def test_a_wider_limit_that_comes_later_does_not_forget_the_calls_before_it() -> None:
    limiter = Limiter(RateLimit(1, per=1.0))
    for now in (0.0, 2.0, 4.0):
        limiter.report(take(limiter, now), now, ADMITTED)
    limiter.tighten(RateLimit(3, per=60.0))
    assert limiter.acquire(limiter.join(), 6.0) > 0.0


# --- forking ------------------------------------------------------------------------------------------------------


def test_what_forking_forgets_and_what_it_keeps() -> None:
    limiter = Limiter(RateLimit(2, per=10.0))
    take(limiter, 1.0)
    limiter.report(take(limiter, 2.0), 2.0, ADMITTED)
    waiting = [limiter.join() for _ in range(3)]
    for ticket in waiting:
        assert limiter.acquire(ticket, 3.0) > 0.0
    limiter.forget_other_threads()
    assert limiter.waiting == 0
    later = limiter.join()
    # The response at 2.0 is counted until 12.01; what was in flight, from the last moment the parent knew of.
    assert [limiter.acquire(later, now) > 0.0 for now in (12.0, 12.02)] == [True, False]
    assert [limiter.acquire(waiting[0], now) > 0.0 for now in (13.0, 13.02)] == [True, False]


def test_after_forking_a_ticket_that_waited_takes_its_place_in_the_queue_again() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    sending = take(limiter, 0.0)
    waiting = queue(limiter, 0.0)
    limiter.forget_other_threads()
    assert (sending.state, waiting.state) == ("", "")
    assert limiter.acquire(waiting, 1.0) > 0.0
    assert (limiter.waiting, waiting.state) == (1, "waiting")


def test_after_forking_nobody_asks_the_store_any_more() -> None:
    limiter = Limiter(RateLimit(1000, per=10.0))
    limiter.shared = Mock(spec=["forget_other_threads"])
    asking = [take(limiter, 0.0) for _ in range(MOST_ASKING)]
    for ticket in asking:
        limiter.asks(ticket)
    assert limiter.acquire(limiter.join(), 0.0) > 0.0
    limiter.forget_other_threads()
    limiter.shared.forget_other_threads.assert_called_once_with()
    assert not any(ticket.asking for ticket in asking)
    again = take(limiter, 0.0)
    limiter.asks(again)
    limiter.leave(again, 0.0)
    assert not again.asking


def test_a_forked_child_has_a_lock_that_nobody_holds() -> None:
    limiter = Limiter(RateLimit(1))
    held = limiter._lock
    limiter.forget_other_threads()
    assert limiter._lock is not held
    take(limiter, 0.0)


def test_calls_that_left_leave_nothing_behind() -> None:
    limiter = Limiter(RateLimit(1))
    first = take(limiter, 0.0)
    tickets = [queue(limiter, 0.0) for _ in range(200)]
    for ticket in (first, *tickets):
        limiter.leave(ticket, 1.0)
    assert not limiter._sending and not limiter.waiting
    assert len(limiter._queue) <= 64
    queue(limiter, 1.0)
    assert len(limiter._queue) == 1


# --- what a wrong count, a lost waiter or a false success would do ---------------------------------------------------


def test_it_is_counted_how_many_wait_however_often_they_ask() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, ADMITTED)
    waiters = [queue(limiter, 0.0) for _ in range(3)]
    for waiter in waiters:
        assert limiter.acquire(waiter, 1.0) > 0.0
    assert limiter.waiting == 3
    assert limiter.acquire(waiters[0], 10.0 + MARGIN) == 0.0
    assert limiter.waiting == 2


def test_with_many_ahead_one_waiter_in_sixteen_checks_again_and_the_others_wait_to_be_woken() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    take(limiter, 0.0)
    waiters = [limiter.join() for _ in range(100)]
    delays = [limiter.acquire(waiter, 0.0) for waiter in waiters]
    assert delays[1:64] == pytest.approx([CHECK_BEHIND + CHECK_BEHIND_EACH * ahead for ahead in range(1, 64)])
    assert delays[64] == NO_END
    assert [delay < NO_END for delay in delays[64:]].count(True) == 2
    assert limiter.acquire(waiters[2], 1.0) == pytest.approx(CHECK_BEHIND + CHECK_BEHIND_EACH * 2)


def test_when_most_of_many_waiters_leave_the_rest_keep_their_places() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, ADMITTED)
    waiters = [queue(limiter, 0.0) for _ in range(200)]
    for waiter in waiters[3:]:  # behind those that stay, so that they do not leave the queue by reaching its head
        limiter.leave(waiter, 1.0)
    assert limiter.waiting == 3
    first, second, _ = waiters[:3]
    assert limiter.acquire(second, 2.0) == pytest.approx(CHECK_BEHIND + CHECK_BEHIND_EACH)
    assert limiter.acquire(limiter.join(), 2.0) == pytest.approx(CHECK_BEHIND + CHECK_BEHIND_EACH * 3)
    assert limiter.acquire(first, 10.0 + MARGIN) == 0.0


def test_a_call_that_waited_before_the_store_refused_it_waits_once() -> None:
    limiter = Limiter(RateLimit(1, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, ADMITTED)
    waiter = queue(limiter, 0.0)
    assert limiter.acquire(waiter, 10.0 + MARGIN) == 0.0
    limiter.asks(waiter)
    limiter.refused(waiter, 11.0, 2.0)
    assert limiter.waiting == 1
    limiter.leave(waiter, 12.0)
    assert limiter.waiting == 0


@pytest.mark.parametrize("event", [NOT_SENT, NO_RESPONSE, NOT_ADMITTED, None], ids=repr)
def test_after_a_pause_an_attempt_that_shows_nothing_lets_no_second_one_go(event: Any) -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, throttled(1.0))
    trial = take(limiter, 1.0)
    if event is None:
        limiter.leave(trial, 1.0)
    else:
        limiter.report(trial, 1.0, event)
    take(limiter, 1.0)
    assert limiter.acquire(limiter.join(), 1.0) > 0.0


def test_a_call_that_goes_again_after_a_429_is_waited_for_until_it_asks() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0), 0.0, throttled(20.0, again=True))
    queue(limiter, PATIENCE)
    assert limiter.waiting == 2


def test_while_a_call_tries_whether_a_long_pause_is_over_the_others_ask_again_in_time() -> None:
    limiter = Limiter(RateLimit(10, per=10.0))
    limiter.report(take(limiter, 0.0, group="g"), 0.0, throttled(1_000.0))
    take(limiter, 1_001.0, group="g")
    assert limiter.paused(1_002.0, "g") == 0.0
    other = limiter.join(group="g")
    assert limiter.acquire(other, 1_001.0 + PROBE_EVERY - 0.25) == pytest.approx(0.25)
    assert other.waker is not None


def test_calls_of_no_group_stop_together() -> None:
    limiter, cause = Limiter(RateLimit(10, per=10.0)), response(429)
    ticket = limiter.join()
    assert limiter.acquire(ticket, 0.0) == 0.0
    limiter.report(ticket, 0.0, throttled(1_000.0, cause=cause))
    assert limiter.paused(30.0) == 970.0
    assert limiter.cause() is cause

"""The course of one call: what is sent again, when, where to, and how it ends."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurakit.deadline import Deadline
from aurakit.exchange import Answer, Failure
from aurakit.flow import CallFacts, Queued, Retrying, Send, Sleep, call_flow
from aurakit.ratelimit import PATIENCE, Limiter, RateLimit
from aurakit.retry import RetryPolicy
from aurakit.window import MARGIN
from core.fakes import BASE, EPSILON, FakeClock, Reply, Server, Simulation, answer, drive, failure, most_in_any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit.exchange import FailureKind
    from aurakit.flow import Outcome, Step

OK = answer(200)
METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST", "PATCH"]
SAFE = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]
NO_RETRY = RetryPolicy(0)


# --- what is repeated ---------------------------------------------------------------------------------------------


def test_a_success_ends_the_call_with_one_attempt() -> None:
    course = drive("GET", [Reply(answer(200, X_Request_Id="r1"), 0.25)])
    assert course.outcome.verdict == "answer"
    assert course.sleeps == []
    (attempt,) = course.outcome.attempts
    assert (attempt.number, attempt.status_code, attempt.request_id, attempt.failure) == (1, 200, "r1", None)
    assert attempt.duration == pytest.approx(0.25)
    assert attempt.wait == 0.0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_is_repeated_for_idempotent_methods_only(method: str, status: int) -> None:
    course = drive(method, [answer(status), OK])
    repeated = method in SAFE
    assert len(course.sends) == (2 if repeated else 1)
    assert course.outcome.last == OK if repeated else course.outcome.outcome_unknown


def test_a_post_marked_idempotent_is_repeated_like_a_get() -> None:
    course = drive("POST", [answer(503), failure("timeout"), OK], idempotent=True)
    assert course.outcome.last is OK
    assert not course.outcome.outcome_unknown


@pytest.mark.parametrize("method", METHODS)
def test_too_many_requests_is_repeated_for_every_method(method: str) -> None:
    assert drive(method, [answer(429), OK]).outcome.last is OK


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 409, 410, 415, 420, 422, 501, 505, 520, 304, 300])
def test_any_other_answer_is_final(status: int) -> None:
    course = drive("GET", [answer(status)])
    assert course.outcome.verdict == "answer"
    assert len(course.sends) == 1


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", ["timeout", "network", "truncated", "protocol"])
def test_no_answer_to_what_may_have_been_acted_on_is_repeated_for_idempotent_methods_only(
    method: str, kind: FailureKind
) -> None:
    course = drive(method, [failure(kind), OK])
    if method in SAFE:
        assert course.outcome.last is OK
    else:
        assert course.outcome.verdict == "failure"
        assert course.outcome.outcome_unknown


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", ["connect", "timeout", "network"])
def test_what_was_never_sent_is_repeated_for_every_method(method: str, kind: FailureKind) -> None:
    course = drive(method, [failure(kind, sent=False), OK])
    assert course.outcome.last is OK


def test_a_request_that_this_side_refuses_to_send_is_not_repeated() -> None:
    assert len(drive("GET", [failure("protocol", sent=False)]).sends) == 1


@pytest.mark.parametrize("kind", ["encoding", "too_large"])
def test_a_body_that_would_come_the_same_again_is_not_asked_for_again(kind: FailureKind) -> None:
    course = drive("GET", [failure(kind, status=200)])
    assert course.outcome.verdict == "failure"
    assert len(course.sends) == 1


@pytest.mark.parametrize(
    ("last", "unknown"),
    [
        (answer(500), True),
        (answer(520), True),
        (answer(400), False),
        (answer(201), False),
        (failure("timeout"), True),
        (failure("network"), True),
        (failure("truncated", status=202), True),
        (failure("truncated", status=400), False),
        (failure("truncated", status=503), True),
        (failure("encoding", status=202), False),
        (failure("too_large", status=202), False),
        (failure("encoding", status=500), True),
        (failure("connect"), False),
    ],
)
def test_whether_a_post_was_acted_on_is_unknown_exactly_when_nothing_tells(
    last: Answer | Failure, unknown: bool
) -> None:
    assert drive("POST", [last], policy=NO_RETRY).outcome.outcome_unknown is unknown
    assert drive("GET", [last], policy=NO_RETRY).outcome.outcome_unknown is False


def test_a_post_refused_in_a_truncated_429_is_sent_again() -> None:
    assert drive("POST", [failure("truncated", status=429), OK]).outcome.last is OK


def test_retries_end_with_max_retries() -> None:
    course = drive("GET", [answer(503)] * 9, policy=RetryPolicy(3))
    assert [send.attempt for send in course.sends] == [1, 2, 3, 4]
    assert course.outcome.verdict == "answer"
    assert [attempt.status_code for attempt in course.outcome.attempts] == [503] * 4


def test_too_many_requests_counts_as_a_retry() -> None:
    assert len(drive("GET", [answer(429)] * 9, policy=RetryPolicy(2), limiter=Limiter(RateLimit())).sends) == 3


def test_each_attempt_tells_how_long_the_next_one_waited() -> None:
    course = drive("GET", [answer(503, Retry_After="3"), failure("network"), OK], random=lambda: 0.5)
    assert [attempt.wait for attempt in course.outcome.attempts] == [pytest.approx(3.0), pytest.approx(0.5), 0.0]
    assert [attempt.failure for attempt in course.outcome.attempts] == [None, "network failed", None]


def test_each_repetition_is_told_with_its_reason_wait_and_request_id() -> None:
    course = drive("GET", [answer(503, X_Request_Id="r1", Retry_After="3"), failure("network"), OK])
    assert course.told == [Retrying(1, "status 503", 3.0, "r1"), Retrying(2, "network failed", 0.5, None)]


# --- waits and the deadline ---------------------------------------------------------------------------------------


def test_a_wait_is_what_the_server_asks_for_at_least() -> None:
    assert drive("GET", [answer(503, Retry_After="7"), OK]).sleeps == [7.0]


def test_a_date_in_retry_after_is_measured_by_the_wall_clock() -> None:
    clock = FakeClock(0.0)  # the wall says Tue, 14 Nov 2023 22:13:20 GMT
    course = drive("GET", [answer(503, Retry_After="Tue, 14 Nov 2023 22:13:31 GMT"), OK], clock=clock)
    assert course.sleeps == [pytest.approx(11.0)]


@pytest.mark.parametrize("value", ["soon", "", "-5", "0", "Tue, 14 Nov 2000 22:13:31 GMT"])
def test_a_retry_after_that_asks_for_nothing_leaves_the_backoff(value: str) -> None:
    assert drive("GET", [answer(503, Retry_After=value), OK]).sleeps == [0.25]


@pytest.mark.parametrize("last", [answer(503, Retry_After="30"), answer(429, Retry_After="30")])
def test_a_wait_that_would_pass_the_deadline_ends_the_call_at_once(last: Answer) -> None:
    course = drive("GET", [last], timeout=5.0)
    assert course.seconds == 0.0
    assert course.outcome.verdict == "deadline"
    assert course.outcome.last is last
    assert course.outcome.retry_after == 30.0


def test_a_wait_that_ends_with_the_deadline_ends_the_call_at_once() -> None:
    course = drive("GET", [answer(503, Retry_After="10")], timeout=10.0)
    assert (course.seconds, course.outcome.verdict) == (0.0, "deadline")


def test_a_wait_that_is_not_made_is_told_though_the_server_asked_for_none() -> None:
    course = drive("GET", [answer(503)], timeout=10.0, policy=RetryPolicy(4, 20.0, 30.0), random=lambda: 1.0)
    assert (course.outcome.verdict, course.outcome.retry_after) == ("deadline", 20.0)


@pytest.mark.parametrize(
    ("last", "asked"),
    [
        (answer(503, Retry_After="7"), 7.0),
        (answer(400, Retry_After="7"), 7.0),
        (answer(399, Retry_After="7"), None),
        (answer(200, Retry_After="7"), None),
        (answer(503), None),
    ],
)
def test_what_a_final_error_asks_for_is_told_and_what_a_success_asks_for_is_not(
    last: Answer, asked: float | None
) -> None:
    assert drive("GET", [last], policy=NO_RETRY).outcome.retry_after == asked


def test_a_server_error_may_ask_for_more_than_two_minutes() -> None:
    assert drive("GET", [answer(503, Retry_After="130"), OK], timeout=300.0).sleeps == [130.0]


def test_without_a_limiter_a_pause_is_waited_for_within_the_deadline() -> None:
    assert drive("GET", [answer(429, Retry_After="7"), OK]).sleeps == [7.0]
    course = drive("POST", [Reply(answer(429, Retry_After="5"), 6.0)], timeout=10.0)
    assert (course.seconds, course.outcome.verdict) == (6.0, "deadline")


def test_with_a_limiter_a_pause_is_waited_for_in_its_queue_only() -> None:
    course = drive("GET", [answer(429, Retry_After="7"), OK], limiter=Limiter(RateLimit()))
    assert course.sleeps[0] == 0.0
    assert course.outcome.queued == pytest.approx(7.0)


def test_a_429_that_is_final_makes_the_other_calls_wait_all_the_same() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    drive("GET", [answer(429, Retry_After="30")], limiter=limiter, clock=clock, policy=NO_RETRY)
    assert limiter.paused(clock.now()) == 30.0


def test_a_call_that_overslept_its_deadline_ends_with_the_answer_before() -> None:
    class Late(FakeClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds + 60.0)

    last = answer(503, Retry_After="2")
    course = drive("GET", [last], clock=Late())
    assert course.outcome.verdict == "deadline"
    assert course.outcome.last is last
    assert course.outcome.retry_after == 2.0


def test_a_pause_longer_than_the_whole_timeout_ends_the_call_at_once_with_a_limiter_too() -> None:
    limiter = Limiter(RateLimit())
    course = drive("GET", [answer(429, Retry_After="30")], timeout=5.0, limiter=limiter)
    assert (course.seconds, course.outcome.verdict, course.outcome.retry_after) == (0.0, "deadline", 30.0)
    assert limiter.paused(FakeClock().now()) == 30.0
    assert limiter.waiting == 0


def test_a_pause_after_a_429_is_spent_in_the_queue_and_leaves_the_deadline_alone() -> None:
    course = drive(
        "GET",
        [Reply(answer(429, Retry_After="60"), 1.0), answer(429, Retry_After="60"), answer(503), OK],
        limiter=Limiter(RateLimit()),
    )
    assert course.outcome.last is OK
    assert course.outcome.queued == pytest.approx(120.0)
    assert course.seconds >= 121.0
    assert course.sends[-1].timeout == pytest.approx((60.0 - 1.0 - 1.0) / 2)  # one second sending, one of backoff


@pytest.mark.parametrize("seconds", [121.0, 3600.0])
@pytest.mark.parametrize("limited", [True, False])
def test_a_pause_over_two_minutes_is_not_waited_for(limited: bool, seconds: float) -> None:
    limiter = Limiter(RateLimit()) if limited else None
    refused = answer(429, Retry_After=f"{seconds:.0f}")
    course = drive("GET", [refused], timeout=9000.0, limiter=limiter)
    assert (course.seconds, course.outcome.verdict, course.outcome.retry_after) == (0.0, "paused", seconds)
    assert course.outcome.last is refused


def test_a_pause_of_two_minutes_is_waited_for() -> None:
    course = drive("GET", [answer(429, Retry_After="120"), OK], timeout=120.0, limiter=Limiter(RateLimit()))
    assert course.outcome.last is OK


def test_during_a_pause_over_two_minutes_other_calls_end_without_being_sent() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    refused = answer(429, Retry_After="3600")
    drive("GET", [refused], limiter=limiter, clock=clock)
    other = drive("POST", [], limiter=limiter, clock=clock).outcome
    assert other.verdict == "paused"
    assert other.last is refused
    assert other.retry_after == pytest.approx(3600.0)
    assert other.attempts == ()
    assert not other.outcome_unknown
    assert limiter.waiting == 0
    clock.advance(3481.0)
    assert drive("GET", [OK], limiter=limiter, clock=clock).outcome.last is OK


def test_an_attempt_that_may_be_repeated_gets_half_of_what_is_left_and_the_last_one_all() -> None:
    stalled = Reply(OK, 1000.0)
    course = drive("GET", [stalled] * 3, timeout=60.0, policy=RetryPolicy(2), random=lambda: 0.0)
    assert [send.timeout for send in course.sends] == [30.0, 15.0, 15.0]
    assert course.seconds == 60.0
    assert course.outcome.verdict == "failure"


def test_a_post_gets_all_the_time_there_is() -> None:
    course = drive("POST", [Reply(OK, 1000.0)], timeout=60.0)
    assert [send.timeout for send in course.sends] == [60.0]
    assert course.outcome.outcome_unknown


def test_a_request_is_sent_with_however_little_time_is_left() -> None:
    assert [send.timeout for send in drive("POST", [OK], timeout=0.01).sends] == [pytest.approx(0.01)]


def test_nothing_is_sent_when_the_time_is_over_before() -> None:
    course = drive("POST", [], timeout=0.0)
    assert course.outcome.verdict == "deadline"
    last = course.outcome.last
    assert isinstance(last, Failure)
    assert (last.kind, last.text, last.sent) == ("timeout", "no time was left to send the request", False)
    assert not course.outcome.outcome_unknown
    assert course.outcome.attempts == ()


def test_when_the_time_ends_on_the_way_to_a_redirect_the_call_ran_out_of_time() -> None:
    course = drive("POST", [Reply(answer(307, Location="/v1/other"), 60.0)], timeout=60.0)
    assert course.outcome.verdict == "deadline"
    last = course.outcome.last
    assert isinstance(last, Failure)
    assert (last.kind, last.text, last.sent) == ("timeout", "no time was left for the next attempt", False)


answers = st.sampled_from([200, 404, 429, 500, 503]).flatmap(
    lambda status: st.one_of(
        st.just(answer(status)), st.integers(0, 200).map(lambda pause: answer(status, Retry_After=str(pause)))
    )
)
failures = st.sampled_from([failure("connect"), failure("timeout"), failure("network"), failure("truncated")])
replies = st.lists(st.builds(Reply, answers | failures, st.floats(0.0, 40.0)), min_size=12, max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    method=st.sampled_from(METHODS),
    script=replies,
    retries=st.integers(0, 8),
    timeout=st.floats(0.1, 100.0),
    limited=st.booleans(),
    chance=st.randoms(use_true_random=False),
)
def test_a_call_always_ends_within_its_retries_and_its_deadline(
    *, method: str, script: list[Reply], retries: int, timeout: float, limited: bool, chance: random.Random
) -> None:
    limiter = Limiter(RateLimit()) if limited else None
    course = drive(method, script, policy=RetryPolicy(retries), timeout=timeout, limiter=limiter, random=chance.random)
    outcome = course.outcome
    assert len(course.sends) <= retries + 1
    assert course.seconds - outcome.queued <= timeout + EPSILON
    for attempt, reply in zip(outcome.attempts[:-1], script, strict=False):
        asked = reply.result.headers.get("Retry-After") if isinstance(reply.result, Answer) else None
        if asked and attempt.status_code is not None:
            assert attempt.wait >= float(asked) - EPSILON
    if method in ("POST", "PATCH"):
        assert not any(attempt.status_code in (500, 503) for attempt in outcome.attempts[:-1])
    if limiter is not None:
        assert limiter.waiting == 0


# --- the token ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_renewed_once_and_the_request_sent_again_for_every_method(method: str, status: int) -> None:
    course = drive(method, [answer(status), OK], refreshed=True, policy=NO_RETRY)
    assert course.refreshes == [status]
    assert course.outcome.last is OK
    assert course.outcome.refreshed
    assert course.sleeps == []
    assert course.told == []


@pytest.mark.parametrize("replies", [[OK], [answer(503), OK], [answer(404)], [failure("network"), OK]])
def test_no_other_end_of_an_attempt_renews_the_token(replies: list[Answer | Failure]) -> None:
    assert drive("GET", replies, refreshed=True).refreshes == []


def test_a_call_without_a_token_ends_with_its_401() -> None:
    flow = new_call(Limiter(RateLimit()), FakeClock())
    next(flow)
    with pytest.raises(StopIteration) as ended:
        flow.send(answer(401))
    assert ended.value.value.last.status == 401


def test_a_second_refusal_is_final() -> None:
    course = drive("GET", [answer(403), answer(403)], refreshed=True)
    assert course.refreshes == [403]
    assert (course.outcome.last.status, course.outcome.refreshed) == (403, True)


def test_a_refusal_is_final_when_there_is_no_other_token() -> None:
    course = drive("GET", [answer(403)], refreshed=False)
    assert course.refreshes == [403]
    assert (course.outcome.last.status, course.outcome.refreshed) == (403, False)


def test_the_token_endpoint_has_no_token_to_renew() -> None:
    assert drive("POST", [answer(401)], idempotent=True).refreshes == []


# --- delete -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("first", [answer(500), answer(504), failure("timeout"), failure("truncated", status=202)])
def test_a_repeated_delete_that_finds_nothing_has_succeeded(first: Answer | Failure, status: int) -> None:
    assert drive("DELETE", [first, answer(429), answer(status)]).outcome.deleted


@pytest.mark.parametrize("first", [[], [answer(429)], [failure("connect")]])
def test_a_delete_that_finds_nothing_has_not_when_no_earlier_attempt_can_have_deleted(
    first: list[Answer | Failure],
) -> None:
    assert not drive("DELETE", [*first, answer(404)]).outcome.deleted


@pytest.mark.parametrize("status", [200, 403])
def test_a_repeated_delete_that_finds_something_has_not_succeeded_by_finding_nothing(status: int) -> None:
    assert not drive("DELETE", [answer(500), answer(status)]).outcome.deleted


def test_only_a_delete_succeeds_by_finding_nothing() -> None:
    assert not drive("GET", [answer(500), answer(404)]).outcome.deleted


# --- redirects ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_with_the_same_method_or_not_at_all(method: str, status: int) -> None:
    course = drive(method, [answer(status, Location="/v1/moved?x=1"), OK], policy=NO_RETRY)
    if status in (307, 308) or (status in (301, 302) and method in ("GET", "HEAD")):
        assert [send.url for send in course.sends] == [f"{BASE}/instances", f"{BASE}/moved?x=1"]
    else:
        assert course.outcome.last.status == status


@pytest.mark.parametrize(
    "location",
    [
        "http://api.test/v1/x",
        "https://evil.test/v1/x",
        "//evil.test/v1/x",
        "https://api.test:444/v1/x",
        "https://api.test/v2/x",
        "https://api.test/v1",
        "https://api.test/v1x/y",
        "/v1/../oauth/token",
        "/v1/%2e%2e/oauth/token",
        "/v1/%2E./x",
        "/v1/..%2foauth/token",
        "/v1\\..\\x",
        "/v1/%5c..%5cx",
        "https://user@api.test/v1/x",
        "https://:secret@api.test/v1/x",
        "https://api.test\\@evil.test/v1/x",
        "https://api.test:port/v1/x",
        "https://[/v1/x",
        "/v1/x y",
        "/v1/\tx",
        "/v1/ä",
        "ftp://api.test/v1/x",
        "",
    ],
)
def test_a_redirect_never_leaves_the_origin_or_the_version(location: str) -> None:
    course = drive("GET", [answer(302, Location=location)])
    assert course.outcome.verdict == "answer"
    assert course.outcome.last.status == 302


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("https://api.test/v1/x", "https://api.test/v1/x"),
        ("https://API.test:443/v1/x", "https://API.test:443/v1/x"),
        ("//api.test/v1/x#part", "https://api.test/v1/x"),
        ("other", "https://api.test/v1/other"),
        ("?page=2", "https://api.test/v1/instances?page=2"),
    ],
)
def test_a_redirect_within_them_is_followed(location: str, url: str) -> None:
    assert drive("GET", [answer(308, Location=location), OK]).sends[1].url == url


def test_a_redirect_without_an_address_is_final() -> None:
    assert drive("GET", [answer(302)]).outcome.last.status == 302


def test_at_most_five_redirects_are_followed() -> None:
    course = drive("GET", [answer(302, Location="/v1/x")] * 9)
    assert len(course.sends) == 6
    assert course.outcome.last.status == 302


def test_the_token_endpoint_follows_a_redirect_on_its_own_origin() -> None:
    course = drive("POST", [answer(307, Location="/oauth2/token"), OK], base="https://api.test")
    assert course.sends[1].url == "https://api.test/oauth2/token"


# --- the rate limiter ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "free"),
    [(OK, False), (answer(500), False), (failure("network"), False), (failure("connect"), True)],
)
def test_an_attempt_uses_a_slot_unless_it_never_reached_the_server(reply: Answer | Failure, free: bool) -> None:
    limiter, clock = Limiter(RateLimit(1, per=60.0)), FakeClock()
    drive("POST", [reply], limiter=limiter, clock=clock, policy=NO_RETRY)
    assert (limiter.poll(limiter.join(), clock.now()) == 0.0) is free


def test_an_attempt_without_an_answer_uses_a_slot_beside_that_of_its_repetition() -> None:
    limiter, clock = Limiter(RateLimit(2, per=60.0)), FakeClock()
    drive("GET", [failure("network"), OK], limiter=limiter, clock=clock)
    assert limiter.poll(limiter.join(), clock.now()) > 0.0


def test_a_call_refused_with_429_goes_before_one_that_comes_before_it_asks_again() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    flow = new_call(limiter, clock, random.Random(1))
    next(flow)
    flow.send(answer(429))
    clock.advance(0.6)  # the pause after the first 429 is half a second at most
    assert limiter.poll(limiter.join(), clock.now()) > 0.0
    assert isinstance(next(flow), Send)


@pytest.mark.parametrize("queued", [False, True])
def test_an_attempt_that_nobody_ends_keeps_its_slot_for_as_long_as_it_may_last(queued: bool) -> None:
    limiter, clock = Limiter(RateLimit(1, per=1.0)), FakeClock()
    flow = new_call(limiter, clock)
    if queued:
        drive("GET", [OK], limiter=limiter, clock=clock)
        assert isinstance(next(flow), Sleep)
        clock.advance(2.0)
    assert isinstance(next(flow), Send)
    later = limiter.join()
    clock.advance(60.0 + PATIENCE)
    assert limiter.poll(later, clock.now()) > 0.0
    clock.advance(1.0 + MARGIN + EPSILON)
    assert limiter.poll(later, clock.now()) == 0.0
    flow.close()


def test_each_step_of_a_redirect_uses_a_slot_of_its_own() -> None:
    limiter, clock = Limiter(RateLimit(2, per=60.0)), FakeClock()
    drive("GET", [answer(302, Location="/v1/x"), OK], limiter=limiter, clock=clock)
    assert limiter.poll(limiter.join(), clock.now()) > 0.0


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_uses_a_slot_too(status: int) -> None:
    limiter, clock = Limiter(RateLimit(2, per=60.0)), FakeClock()
    drive("GET", [answer(status), OK], limiter=limiter, clock=clock, refreshed=True)
    assert limiter.poll(limiter.join(), clock.now()) > 0.0


def cautious() -> tuple[Limiter, FakeClock]:
    """A limiter that lets one call go at a time, after a 429 whose pause is over."""
    limiter, clock = Limiter(RateLimit()), FakeClock()
    place = limiter.join()
    limiter.poll(place, clock.now())
    limiter.penalise(place, clock.now(), 0.0, again=False)
    return limiter, clock


@pytest.mark.parametrize(
    ("replies", "over"),
    [
        ([OK], True),
        ([answer(404)], True),
        ([answer(499)], True),
        ([answer(500)], False),
        ([answer(503)], False),
        ([failure("network")], False),
        ([answer(307, Location="/v1/x"), answer(503)], True),
    ],
)
def test_the_caution_after_a_429_ends_with_an_answer_that_is_no_server_error(
    replies: list[Answer | Failure], over: bool
) -> None:
    limiter, clock = cautious()
    drive("POST", replies, limiter=limiter, clock=clock, policy=NO_RETRY)
    assert limiter.poll(limiter.join(), clock.now()) == 0.0
    assert (limiter.poll(limiter.join(), clock.now()) == 0.0) is over


def test_a_refused_token_says_nothing_about_the_limit() -> None:
    limiter, clock = cautious()
    drive("GET", [answer(401)], limiter=limiter, clock=clock, refreshed=False)
    assert limiter.poll(limiter.join(), clock.now()) == 0.0
    assert limiter.poll(limiter.join(), clock.now()) > 0.0


def test_each_call_has_a_place_of_its_own_in_the_queue() -> None:
    limiter, clock = Limiter(RateLimit(1)), FakeClock()
    limiter.poll(limiter.join(), clock.now())
    flows = [new_call(limiter, clock) for _ in range(3)]
    for flow in flows:
        next(flow)
    assert limiter.waiting == 3
    for flow in flows:
        flow.close()


def test_time_in_the_queue_is_not_charged_to_the_deadline() -> None:
    limiter, clock = Limiter(RateLimit(1, per=60.0)), FakeClock()
    drive("GET", [OK], limiter=limiter, clock=clock)
    course = drive("GET", [OK], limiter=limiter, clock=clock, timeout=10.0)
    assert course.outcome.queued == pytest.approx(60.01)
    assert course.sends[0].timeout == pytest.approx(5.0)


def test_time_in_the_queue_ends_with_the_time_for_everything() -> None:
    limiter, clock = Limiter(RateLimit(1, per=60.0)), FakeClock()
    drive("GET", [OK], limiter=limiter, clock=clock)
    course = drive("GET", [], limiter=limiter, clock=clock, within=7.0)
    assert course.outcome.verdict == "deadline"
    assert course.seconds == pytest.approx(7.0)
    assert limiter.waiting == 0


def test_a_pause_that_passes_the_time_for_everything_ends_the_call_at_once() -> None:
    course = drive("GET", [answer(429, Retry_After="30")], limiter=Limiter(RateLimit()), within=20.0)
    assert (course.outcome.verdict, course.outcome.retry_after, course.seconds) == ("deadline", 30.0, 0.0)


def test_a_long_wait_in_the_queue_is_told_once_a_minute_for_all_calls_together() -> None:
    limiter, clock = Limiter(RateLimit(1, per=6.0)), FakeClock()
    told = [drive("GET", [OK], limiter=limiter, clock=clock).told for _ in range(22)]
    flat = [event for events in told for event in events]
    assert len(flat) == 3
    assert all(isinstance(event, Queued) and 5.0 < event.seconds < 5.1 and event.waiting == 1 for event in flat)


def test_a_wait_in_the_queue_is_told_after_more_than_five_seconds() -> None:
    limiter, clock = Limiter(RateLimit(1)), FakeClock(0.0)
    limiter.poll(limiter.join(), clock.now())
    told: list[Queued | Retrying] = []
    flow = new_call(limiter, clock, notify=told.append)
    seen = []
    for seconds in (0.0, 5.0, 0.5):
        clock.advance(seconds)
        next(flow)
        seen.append(len(told))
    assert seen == [0, 0, 1]
    assert told == [Queued(5.5, 1)]


def test_a_long_wait_in_the_queue_need_not_be_told_to_anybody() -> None:
    limiter, clock = Limiter(RateLimit(1)), FakeClock()
    limiter.poll(limiter.join(), clock.now())
    flow = new_call(limiter, clock)
    for _ in range(3):
        assert isinstance(next(flow), Sleep)
        clock.advance(10.0)


def test_a_call_closed_in_the_queue_leaves_it() -> None:
    limiter, clock = Limiter(RateLimit(1)), FakeClock()
    limiter.poll(limiter.join(), clock.now())
    flow = new_call(limiter, clock)
    assert isinstance(next(flow), Sleep)
    assert limiter.waiting == 1
    flow.close()
    assert limiter.waiting == 0


def test_a_call_closed_while_it_is_sent_frees_its_slot_later() -> None:
    limiter, clock = Limiter(RateLimit(1, per=1.0)), FakeClock()
    flow = new_call(limiter, clock)
    assert isinstance(next(flow), Send)
    flow.close()
    assert limiter.poll(limiter.join(), clock.now()) > 0.0
    clock.advance(3.0)
    assert limiter.poll(limiter.join() - 1, clock.now()) == 0.0


def new_call(
    limiter: Limiter,
    clock: FakeClock,
    chance: random.Random | None = None,
    notify: Callable[[Retrying | Queued], object] | None = None,
) -> Generator[Step, Any, Outcome]:
    """A GET that nobody has driven yet."""
    return call_flow(
        CallFacts("GET", f"{BASE}/instances", True, BASE),
        RetryPolicy(),
        clock=clock,
        random=(chance or random.Random(1)).random,
        deadline=Deadline(clock, 60.0),
        limiter=limiter,
        notify=notify,
    )


def run_400(workers: int, server_limit: int) -> tuple[Server, list[Outcome], list[int], float]:
    """400 calls by so many workers, the limit being 125 a minute: the server, outcomes, first sends, seconds."""
    chance = random.Random(workers)
    simulation = Simulation(lambda: chance.uniform(0.0, 0.002))
    server = Server(server_limit, 60.0, lambda: (chance.uniform(0.01, 0.1), chance.uniform(0.01, 0.1)))
    limiter = Limiter(RateLimit(125, per=60.0))
    outcomes: list[Outcome] = []
    first_sends: list[int] = []
    numbers = iter(range(400))

    def noting(number: int) -> Generator[Step, Any, Outcome]:
        flow = new_call(limiter, simulation.clock, chance)
        value: Any = None
        seen = False
        while True:
            try:
                step = flow.send(value)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome
            if isinstance(step, Send) and not seen:
                seen = True
                first_sends.append(number)
            value = yield step

    def work(outcome: Outcome | None) -> None:
        if outcome is not None:
            outcomes.append(outcome)
        number = next(numbers, None)
        if number is not None:
            simulation.start(noting(number), server, work)

    for _ in range(workers):
        work(None)
    simulation.run()
    return server, outcomes, first_sends, simulation.clock.now()


@pytest.mark.parametrize("workers", [8, 32, 400])
def test_400_calls_go_as_fast_as_allowed_in_order_and_without_a_429(workers: int) -> None:
    server, outcomes, first_sends, seconds = run_400(workers, server_limit=125)
    assert server.refusals == []
    assert len(outcomes) == 400
    assert all(outcome.last.status == 200 and len(outcome.attempts) == 1 for outcome in outcomes)
    assert first_sends == sorted(first_sends)
    assert most_in_any(server.arrivals, 60.0) <= 125
    # The 376th call goes after three periods, whoever sends it.
    assert 180.0 <= seconds <= 1.02 * 180.0


@pytest.mark.parametrize("workers", [8, 32, 400])
def test_with_a_fifth_of_the_limit_at_the_server_none_is_lost_and_no_pause_is_broken(workers: int) -> None:
    server, outcomes, _, _ = run_400(workers, server_limit=25)
    assert len(outcomes) == 400
    assert [outcome.last.status for outcome in outcomes if outcome.last.status != 200] == []
    assert server.refusals
    for refused, pause in server.refusals:
        # What was on the way when the 429 came back could not be held.
        assert not [arrival for arrival in server.arrivals if refused + 0.2 < arrival < refused + pause]

"""The course of one call: what is sent again, when, where to, and how it ends."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurakit._calls.call import ADMITTED, CallSettings, Throttled, call_steps
from aurakit._calls.deadline import Deadline
from aurakit._calls.messages import Failure, Response
from aurakit._calls.retry import RetryPolicy
from aurakit._calls.steps import IO, Pause, Report, Send, run
from aurakit._ratelimit.limiter import PATIENCE, PROBE_EVERY, Limiter, RateLimit
from aurakit._ratelimit.shared_limit import Permit, SharedLimit
from aurakit._ratelimit.window import MARGIN
from aurakit.errors import AuthenticationError
from support.fakes import (
    BASE,
    EPSILON,
    FakeClock,
    FakeProvider,
    Reply,
    Script,
    Server,
    Simulation,
    drive,
    failure,
    most_in_any,
    noted,
    request,
    response,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from aurakit._calls.call import Outcome
    from aurakit._calls.messages import FailureKind, Request
    from aurakit._calls.steps import Step
    from aurakit._errors.secret import Secret

OK = response(200)
METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST", "PATCH"]
SAFE = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]
NO_RETRY = RetryPolicy(0)


# --- what is repeated ---------------------------------------------------------------------------------------------


def test_a_success_ends_the_call_with_one_attempt() -> None:
    course = drive("GET", [Reply(response(200, X_Request_Id="r1"), 0.25)])
    assert course.outcome.verdict == "response"
    assert course.sleeps == []
    (attempt,) = course.outcome.attempts
    assert (attempt.number, attempt.status_code, attempt.request_id, attempt.failure) == (1, 200, "r1", None)
    assert attempt.duration == pytest.approx(0.25)
    assert attempt.wait == 0.0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_error_is_repeated_for_idempotent_methods_only(method: str, status: int) -> None:
    course = drive(method, [response(status), OK])
    repeated = method in SAFE
    assert len(course.sends) == (2 if repeated else 1)
    assert course.outcome.last == OK if repeated else course.outcome.outcome_unknown


def test_a_post_marked_idempotent_is_repeated_like_a_get() -> None:
    course = drive("POST", [response(503), failure("timeout"), OK], idempotent=True)
    assert course.outcome.last is OK
    assert not course.outcome.outcome_unknown


@pytest.mark.parametrize("method", METHODS)
def test_too_many_requests_is_repeated_for_every_method(method: str) -> None:
    assert drive(method, [response(429), OK]).outcome.last is OK


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 409, 410, 415, 420, 422, 501, 505, 520, 304, 300])
def test_any_other_response_is_final(status: int) -> None:
    course = drive("GET", [response(status)])
    assert course.outcome.verdict == "response"
    assert len(course.sends) == 1


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", ["timeout", "network", "truncated", "protocol"])
def test_no_response_to_what_may_have_been_acted_on_is_repeated_for_idempotent_methods_only(
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
        (response(500), True),
        (response(520), True),
        (response(400), False),
        (response(201), False),
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
    last: Response | Failure, unknown: bool
) -> None:
    assert drive("POST", [last], policy=NO_RETRY).outcome.outcome_unknown is unknown
    assert drive("GET", [last], policy=NO_RETRY).outcome.outcome_unknown is False


def test_a_post_refused_in_a_truncated_429_is_sent_again() -> None:
    assert drive("POST", [failure("truncated", status=429), OK]).outcome.last is OK


def test_retries_end_with_max_retries() -> None:
    course = drive("GET", [response(503)] * 9, policy=RetryPolicy(3))
    assert [send.number for send in course.sends] == [1, 2, 3, 4]
    assert course.outcome.verdict == "response"
    assert [attempt.status_code for attempt in course.outcome.attempts] == [503] * 4


def test_too_many_requests_counts_as_a_retry() -> None:
    assert len(drive("GET", [response(429)] * 9, policy=RetryPolicy(2), limiter=Limiter(RateLimit())).sends) == 3


def test_each_attempt_tells_how_long_the_next_one_waited() -> None:
    course = drive("GET", [response(503, Retry_After="3"), failure("network"), OK], random=lambda: 0.5)
    assert [attempt.wait for attempt in course.outcome.attempts] == [pytest.approx(3.0), pytest.approx(0.5), 0.0]
    assert [attempt.failure for attempt in course.outcome.attempts] == [None, "network failed", None]


def test_each_repetition_is_logged_with_its_reason_wait_and_request_id(caplog: pytest.LogCaptureFixture) -> None:
    drive("GET", [response(503, X_Request_Id="r1", Retry_After="3"), failure("network"), OK])
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "GET /v1/instances: attempt 1 failed (status 503, request id r1); retry in 3.0 s"),
        ("WARNING", "GET /v1/instances: attempt 2 failed (network failed, request id none); retry in 0.5 s"),
    ]


def test_each_attempt_is_logged_at_debug_with_the_wait_before_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "aurakit"):
        drive("GET", [Reply(response(503, X_Request_Id="r1"), 0.25), failure("network"), OK])
    assert [record.getMessage() for record in caplog.records if record.levelname == "DEBUG"] == [
        "GET /v1/instances: attempt 1, 503, request id r1, 0.250 s, after a wait of 0.0 s",
        "GET /v1/instances: attempt 2, network failed, request id none, 0.000 s, after a wait of 0.2 s",
        "GET /v1/instances: attempt 3, 200, request id none, 0.000 s, after a wait of 0.5 s",
    ]


def test_a_call_that_succeeds_at_once_logs_nothing_above_debug(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "aurakit"):
        drive("GET", [OK], limiter=Limiter(RateLimit()), refreshed=True)
    assert caplog.records == []


# --- waits and the deadline ---------------------------------------------------------------------------------------


def test_a_wait_is_what_the_server_asks_for_at_least() -> None:
    assert drive("GET", [response(503, Retry_After="7"), OK]).sleeps == [7.0]


def test_a_date_in_retry_after_is_measured_by_the_wall_clock() -> None:
    clock = FakeClock(0.0)  # the wall says Tue, 14 Nov 2023 22:13:20 GMT
    course = drive("GET", [response(503, Retry_After="Tue, 14 Nov 2023 22:13:31 GMT"), OK], clock=clock)
    assert course.sleeps == [pytest.approx(11.0)]


@pytest.mark.parametrize("value", ["soon", "", "-5", "0", "Tue, 14 Nov 2000 22:13:31 GMT"])
def test_a_retry_after_that_asks_for_nothing_leaves_the_backoff(value: str) -> None:
    assert drive("GET", [response(503, Retry_After=value), OK]).sleeps == [0.25]


@pytest.mark.parametrize("last", [response(503, Retry_After="30"), response(429, Retry_After="30")])
def test_a_wait_that_would_pass_the_deadline_ends_the_call_at_once(last: Response) -> None:
    course = drive("GET", [last], timeout=5.0)
    assert course.seconds == 0.0
    assert course.outcome.verdict == "deadline"
    assert course.outcome.last is last
    assert course.outcome.retry_after == 30.0


def test_a_wait_that_ends_with_the_deadline_ends_the_call_at_once() -> None:
    course = drive("GET", [response(503, Retry_After="10")], timeout=10.0)
    assert (course.seconds, course.outcome.verdict) == (0.0, "deadline")


def test_a_wait_that_is_not_made_is_reported_though_the_server_asked_for_none() -> None:
    course = drive("GET", [response(503)], timeout=10.0, policy=RetryPolicy(4, 20.0, 30.0), random=lambda: 1.0)
    assert (course.outcome.verdict, course.outcome.retry_after) == ("deadline", 20.0)


@pytest.mark.parametrize(
    ("last", "asked"),
    [
        (response(503, Retry_After="7"), 7.0),
        (response(400, Retry_After="7"), 7.0),
        (response(399, Retry_After="7"), None),
        (response(200, Retry_After="7"), None),
        (response(503), None),
    ],
)
def test_what_a_final_error_asks_for_is_reported_and_what_a_success_asks_for_is_not(
    last: Response, asked: float | None
) -> None:
    assert drive("GET", [last], policy=NO_RETRY).outcome.retry_after == asked


def test_a_server_error_may_ask_for_more_than_two_minutes() -> None:
    assert drive("GET", [response(503, Retry_After="130"), OK], timeout=300.0).sleeps == [130.0]


def test_without_a_limiter_a_pause_is_waited_for_within_the_deadline() -> None:
    assert drive("GET", [response(429, Retry_After="7"), OK]).sleeps == [7.0]
    course = drive("POST", [Reply(response(429, Retry_After="5"), 6.0)], timeout=10.0)
    assert (course.seconds, course.outcome.verdict) == (6.0, "deadline")


def test_with_a_limiter_a_pause_is_waited_for_in_its_queue_only() -> None:
    course = drive("GET", [response(429, Retry_After="7"), OK], limiter=Limiter(RateLimit()))
    assert course.sleeps == []
    assert course.queued == pytest.approx(7.0)


def test_a_429_that_is_final_makes_the_other_calls_wait_all_the_same() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    drive("GET", [response(429, Retry_After="30")], limiter=limiter, clock=clock, policy=NO_RETRY)
    assert limiter.paused(clock.now()) == 30.0


def test_a_call_that_overslept_its_deadline_ends_with_the_response_before() -> None:
    class Late(FakeClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds + 60.0)

    last = response(503, Retry_After="2")
    course = drive("GET", [last], clock=Late())
    assert course.outcome.verdict == "deadline"
    assert course.outcome.last is last
    assert course.outcome.retry_after == 2.0


def test_a_pause_longer_than_the_whole_timeout_ends_the_call_at_once_with_a_limiter_too() -> None:
    limiter = Limiter(RateLimit())
    course = drive("GET", [response(429, Retry_After="30")], timeout=5.0, limiter=limiter)
    assert (course.seconds, course.outcome.verdict, course.outcome.retry_after) == (0.0, "deadline", 30.0)
    assert limiter.paused(FakeClock().now()) == 30.0
    assert limiter.waiting == 0


def test_a_pause_after_a_429_is_spent_in_the_queue_and_leaves_the_deadline_alone() -> None:
    course = drive(
        "GET",
        [Reply(response(429, Retry_After="60"), 1.0), response(429, Retry_After="60"), response(503), OK],
        limiter=Limiter(RateLimit()),
    )
    assert course.outcome.last is OK
    assert course.queued == pytest.approx(120.0)
    assert course.seconds >= 121.0
    assert course.sends[-1].timeout == pytest.approx((60.0 - 1.0 - 1.0) / 2)  # one second sending, one of backoff


@pytest.mark.parametrize("seconds", [121.0, 3600.0])
@pytest.mark.parametrize("limited", [True, False])
def test_a_pause_over_two_minutes_is_not_waited_for(limited: bool, seconds: float) -> None:
    limiter = Limiter(RateLimit()) if limited else None
    refused = response(429, Retry_After=f"{seconds:.0f}")
    course = drive("GET", [refused], timeout=9000.0, limiter=limiter)
    assert (course.seconds, course.outcome.verdict, course.outcome.retry_after) == (0.0, "paused", seconds)
    assert course.outcome.last is refused


def test_a_pause_of_two_minutes_is_waited_for() -> None:
    course = drive("GET", [response(429, Retry_After="120"), OK], timeout=120.0, limiter=Limiter(RateLimit()))
    assert course.outcome.last is OK


def test_during_a_pause_over_two_minutes_other_calls_of_the_operation_end_without_being_sent() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    refused = response(429, Retry_After="3600")
    drive("POST", [refused], limiter=limiter, clock=clock, operation="create_instance")
    other = drive("POST", [], limiter=limiter, clock=clock, operation="create_instance").outcome
    assert other.verdict == "paused"
    assert other.last is refused
    assert other.retry_after == pytest.approx(3600.0)
    assert other.attempts == ()
    assert not other.outcome_unknown
    assert limiter.waiting == 0
    clock.advance(3600.0)
    assert drive("POST", [OK], limiter=limiter, clock=clock, operation="create_instance").outcome.last is OK


def test_during_a_pause_over_two_minutes_other_operations_wait_for_one_window_only() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    drive("POST", [response(429, Retry_After="3600")], limiter=limiter, clock=clock, operation="create_instance")
    course = drive("GET", [OK], limiter=limiter, clock=clock, operation="list_instances")
    assert course.outcome.last is OK
    assert course.queued == pytest.approx(60.0 + MARGIN)


def test_during_a_pause_over_two_minutes_one_call_a_minute_finds_out_whether_it_is_over() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    refused = response(429, Retry_After="3600")
    drive("POST", [refused], limiter=limiter, clock=clock, operation="create_instance")
    clock.advance(PROBE_EVERY + 1.0)
    again = drive("POST", [response(500)], limiter=limiter, clock=clock, operation="create_instance")
    assert len(again.sends) == 1
    assert drive("POST", [], limiter=limiter, clock=clock, operation="create_instance").outcome.verdict == "paused"
    clock.advance(PROBE_EVERY)
    assert drive("POST", [OK], limiter=limiter, clock=clock, operation="create_instance").outcome.last is OK
    assert drive("POST", [OK], limiter=limiter, clock=clock, operation="create_instance").queued == 0.0


def test_a_call_that_ends_because_of_a_long_pause_shows_the_429_of_its_own_operation() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    long, short = response(429, Retry_After="3600"), response(429, Retry_After="119")
    on_its_way = limiter.join(group="/list_instances")
    limiter.acquire(on_its_way, clock.now())
    drive("POST", [long], limiter=limiter, clock=clock, operation="create_instance")
    limiter.report(on_its_way, clock.now(), Throttled(119.0, False, short))
    outcome = drive("POST", [], limiter=limiter, clock=clock, operation="create_instance").outcome
    assert (outcome.verdict, outcome.last) == ("paused", long)


@pytest.mark.parametrize("seconds", ["30", "3600"])
def test_a_429_of_an_operation_that_is_counted_apart_holds_up_its_quota_alone(seconds: str) -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    drive("GET", [response(429, Retry_After=seconds)], limiter=limiter, clock=clock, policy=RetryPolicy(0),
          operation="get_usage", version="v2beta1", quota="billing")  # fmt: skip
    other = drive("GET", [OK], limiter=limiter, clock=clock, operation="get_usage", version="v1")
    assert (other.outcome.last, other.queued) == (OK, 0.0)
    ledger = drive(
        "GET", [OK], limiter=limiter, clock=clock, operation="get_ledger", version="v2beta1", quota="billing"
    )
    assert ledger.outcome.verdict == ("response" if seconds == "30" else "paused")
    assert ledger.queued == (30.0 if seconds == "30" else 0.0)


def test_a_long_pause_of_an_operation_is_not_that_of_its_namesake_in_another_version() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    long = response(429, Retry_After="3600")
    drive("POST", [long], limiter=limiter, clock=clock, operation="create_instance", version="v1")
    other = drive("POST", [OK], limiter=limiter, clock=clock, operation="create_instance", version="v2beta1")
    assert other.outcome.last is OK


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
    course = drive("POST", [Reply(response(307, Location="/v1/other"), 60.0)], timeout=60.0)
    assert course.outcome.verdict == "deadline"
    last = course.outcome.last
    assert isinstance(last, Failure)
    assert (last.kind, last.text, last.sent) == ("timeout", "no time was left for the next attempt", False)


responses = st.sampled_from([200, 404, 429, 500, 503]).flatmap(
    lambda status: st.one_of(
        st.just(response(status)), st.integers(0, 200).map(lambda pause: response(status, Retry_After=str(pause)))
    )
)
failures = st.sampled_from([failure("connect"), failure("timeout"), failure("network"), failure("truncated")])
replies = st.lists(st.builds(Reply, responses | failures, st.floats(0.0, 40.0)), min_size=12, max_size=12)


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
    assert course.seconds - course.queued <= timeout + EPSILON
    for attempt, reply in zip(outcome.attempts[:-1], script, strict=False):
        asked = reply.result.headers.get("Retry-After") if isinstance(reply.result, Response) else None
        if asked and attempt.status_code is not None:
            assert attempt.wait >= float(asked) - EPSILON
    if method in ("POST", "PATCH"):
        assert not any(attempt.status_code in (500, 503) for attempt in outcome.attempts[:-1])
    if limiter is not None:
        assert limiter.waiting == 0


# --- the token ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_replaced_once_and_the_request_sent_again_for_every_method(
    method: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    course = drive(method, [response(status), OK], refreshed=True, policy=NO_RETRY)
    assert course.refreshes == [status]
    assert course.outcome.last is OK
    assert [send.token.reveal() for send in course.sends] == ["token-1", "token-2"]
    assert course.outcome.token is course.sends[1].token
    assert course.sleeps == []
    assert caplog.records == []


@pytest.mark.parametrize("replies", [[OK], [response(503), OK], [response(404)], [failure("network"), OK]])
def test_no_other_end_of_an_attempt_replaces_the_token(replies: list[Response | Failure]) -> None:
    course = drive("GET", replies, refreshed=True)
    assert course.refreshes == []
    assert {send.token.reveal() for send in course.sends} == {"token-1"}


def test_a_call_without_a_token_ends_with_its_401() -> None:
    course = drive("GET", [response(401)], limiter=Limiter(RateLimit()))
    assert (course.outcome.last.status, course.outcome.token) == (401, None)


@pytest.mark.parametrize("status", [401, 403])
def test_a_second_refusal_is_final_and_the_provider_hears_of_it(status: int) -> None:
    course = drive("GET", [response(403), response(status)], refreshed=True)
    provider = course.provider
    assert provider is not None
    assert course.refreshes == [403]
    assert course.outcome.last.status == status
    assert course.outcome.token is provider.second
    assert provider.refused_for_good == [(provider.second, status)]


@pytest.mark.parametrize(
    ("replies", "accepted"),
    [
        ([OK], False),
        ([response(401), OK], True),
        ([response(401), response(503), OK], True),
        ([response(401), response(204)], True),
        ([response(401), response(404)], False),
        ([response(401), response(429), failure("network")], False),
        ([response(401), response(403)], False),
    ],
)
def test_a_success_with_a_token_that_replaced_another_one_shows_that_the_api_accepts_it(
    replies: list[Response | Failure], accepted: bool
) -> None:
    provider = drive("GET", replies, refreshed=True, policy=RetryPolicy(1)).provider
    assert provider is not None
    assert provider.accepted_tokens == ([provider.second] if accepted else [])


def test_a_refusal_is_final_when_there_is_no_other_token() -> None:
    course = drive("GET", [response(403)], refreshed=False)
    provider = course.provider
    assert provider is not None
    assert course.refreshes == [403]
    assert course.outcome.last.status == 403
    assert course.outcome.token is provider.first
    assert provider.refused_for_good == []


def test_an_attempt_after_the_token_was_replaced_has_all_its_retries_left() -> None:
    course = drive("GET", [response(401), response(503), OK], refreshed=True, policy=RetryPolicy(1))
    assert course.outcome.last is OK


def test_the_token_endpoint_has_no_token_to_replace() -> None:
    course = drive("POST", [response(401)], idempotent=True)
    assert (course.refreshes, course.sends[0].token) == ([], None)


def test_a_call_without_a_token_in_use_gets_one_before_its_first_attempt_and_in_its_time() -> None:
    class Slow(FakeProvider):
        def current(self) -> Any:
            return None

        def obtain(self, settings: CallSettings, deadline: Deadline) -> Generator[Step, Any, Secret]:
            yield Pause(4.0)
            return self.first

    clock, provider = FakeClock(), Slow(refreshed=False)
    (step,) = [step for step in steps_of(new_call(None, clock, provider=provider), OK, clock) if type(step) is Send]
    assert step.token is provider.first
    assert step.timeout == pytest.approx((60.0 - 4.0) / 2)


def test_what_the_provider_raises_ends_the_call_without_an_attempt_and_without_a_place_in_the_queue() -> None:
    class Refused(FakeProvider):
        def current(self) -> Any:
            return None

        def obtain(self, settings: CallSettings, deadline: Deadline) -> Generator[Step, Any, Secret]:
            yield from ()
            raise AuthenticationError("refused")

    limiter, clock = Limiter(RateLimit()), FakeClock()
    with pytest.raises(AuthenticationError):
        steps_of(new_call(limiter, clock, provider=Refused(refreshed=False)), OK, clock)
    assert limiter.waiting == 0
    assert limiter.idle(clock.now())


def test_a_token_is_obtained_and_replaced_with_the_settings_and_the_deadline_of_the_call() -> None:
    seen: list[tuple[object, object]] = []

    class Recording(FakeProvider):
        def current(self) -> Any:
            return None

        def obtain(self, settings: CallSettings, deadline: Deadline) -> Generator[Step, Any, Secret]:
            seen.append((settings, deadline))
            return (yield from super().obtain(settings, deadline))

        def replace(
            self, refused: Secret, status: int, settings: CallSettings, deadline: Deadline
        ) -> Generator[Step, Any, Secret | None]:
            seen.append((settings, deadline))
            return (yield from super().replace(refused, status, settings, deadline))

    clock, watching = FakeClock(), Watching()
    settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, None, Recording(refreshed=True), (), watching.outer)
    deadline = Deadline(clock, 60.0)
    run(call_steps(request("GET"), settings, deadline), IO(Script([response(401), OK], clock), clock))
    expected = settings._replace(observer=watching)  # a token request is a part of this call
    assert seen == [(expected, deadline), (expected, deadline)]


def test_a_date_to_retry_after_is_read_by_the_clock_of_the_server() -> None:
    dates = {"Date": "Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT"}
    course = drive("GET", [Response(503, dates, b""), OK], policy=RetryPolicy(1, base=0.1))
    assert course.sleeps == [10.0]


# --- who watches, and who gives way -------------------------------------------------------------------------------


class Watching:
    """An observer, and an observation, that records what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    @property
    def outer(self) -> Any:
        """An observer whose observation of every call is this one."""
        return SimpleNamespace(begin=self.begin)

    def begin(self, request: Request, now: float) -> Watching:
        self.told.append(("begin", request, now))
        return self

    def sending(self, step: Send, queued: float, now: float) -> None:
        self.told.append(("sending", step.number, queued, now))

    def received(self, state: Any) -> None:
        self.told.append(("received", state.status, state.delay))

    def failed(self, error: BaseException, now: float) -> None:
        self.told.append(("failed", error, now))

    def ended(self, state: Any, now: float) -> None:
        self.told.append(("ended", state.outcome, now))


def test_an_observer_is_told_of_a_call_from_its_beginning_to_its_outcome() -> None:
    clock, watching = FakeClock(), Watching()
    began = clock.now()
    settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, None, None, (), watching)
    asked = request("GET")
    steps = call_steps(asked, settings, Deadline(clock, 60.0))
    outcome = run(steps, IO(Script([Reply(OK, 0.25)], clock), clock))
    assert watching.told == [
        ("begin", asked, began), ("sending", 1, 0.0, began), ("received", 200, 0.0),
        ("ended", outcome, pytest.approx(began + 0.25)),
    ]  # fmt: skip


def test_an_observer_is_told_how_long_each_attempt_was_in_the_queue_which_its_time_does_not_include() -> None:
    clock, watching, limiter = FakeClock(), Watching(), Limiter(RateLimit(2, 10.0))
    for _ in range(2):
        earlier = limiter.join()
        assert limiter.acquire(earlier, clock.now()) == 0.0
        limiter.report(earlier, clock.now(), ADMITTED)
    settings = CallSettings(RetryPolicy(), clock, lambda: 1.0, limiter, None, (), watching)
    seen: list[tuple[Step, float]] = []
    steps = call_steps(request("GET"), settings, Deadline(clock, 60.0))
    run(noted(steps, seen, clock), IO(Script([response(503), OK], clock), clock))
    assert [told[2] for told in watching.told if told[0] == "sending"] == [pytest.approx(10.0 + MARGIN), 0.0]
    assert [step.timeout for step, _ in seen if isinstance(step, Send)] == pytest.approx([30.0, 29.75])
    assert ("received", 503, 0.5) in watching.told


def test_the_limiter_is_told_that_a_call_refused_with_a_429_tries_again() -> None:
    clock, limiter, refusal = FakeClock(), Limiter(RateLimit()), response(429, Retry_After="5")
    seen: list[tuple[Step, float]] = []
    run(noted(new_call(limiter, clock), seen, clock), IO(Script([refusal, OK], clock), clock))
    events = [step.event for step, _ in seen if isinstance(step, Report)]
    assert events == [Throttled(5.0, True, refusal), ADMITTED]


def test_an_observer_is_told_of_the_exception_that_ends_a_call() -> None:
    clock, watching = FakeClock(), Watching()
    settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, None, None, (), watching)
    steps = call_steps(request("GET"), settings, Deadline(clock, 60.0))
    steps.send(None)
    error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        steps.throw(error)
    assert watching.told[2:] == [("failed", error, clock.now()), ("ended", None, clock.now())]


def test_a_call_may_use_the_whole_window_unless_it_is_a_poll() -> None:
    clock, limiter = FakeClock(), Limiter(RateLimit(6, 60.0))
    settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, limiter, None, ())

    def is_sent(**kind: bool) -> bool:
        return isinstance(go_on(call_steps(request("GET"), settings, Deadline(clock, 60.0), **kind), clock), Send)

    assert all(is_sent() for _ in range(5))
    assert not is_sent(poll=True)
    assert is_sent()


# --- delete -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("first", [response(500), response(504), failure("timeout"), failure("truncated", status=202)])
def test_a_repeated_delete_that_finds_nothing_has_succeeded(first: Response | Failure, status: int) -> None:
    assert drive("DELETE", [first, response(429), response(status)]).outcome.deleted


@pytest.mark.parametrize("first", [[], [response(429)], [failure("connect")]])
def test_a_delete_that_finds_nothing_has_not_when_no_earlier_attempt_can_have_deleted(
    first: list[Response | Failure],
) -> None:
    assert not drive("DELETE", [*first, response(404)]).outcome.deleted


@pytest.mark.parametrize("status", [200, 403])
def test_a_repeated_delete_that_finds_something_has_not_succeeded_by_finding_nothing(status: int) -> None:
    assert not drive("DELETE", [response(500), response(status)]).outcome.deleted


def test_only_a_delete_succeeds_by_finding_nothing() -> None:
    assert not drive("GET", [response(500), response(404)]).outcome.deleted


# --- redirects ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_with_the_same_method_or_not_at_all(method: str, status: int) -> None:
    course = drive(method, [response(status, Location="/v1/moved?x=1"), OK], policy=NO_RETRY)
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
    course = drive("GET", [response(302, Location=location)])
    assert course.outcome.verdict == "response"
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
    assert drive("GET", [response(308, Location=location), OK]).sends[1].url == url


def test_a_redirect_without_an_address_is_final() -> None:
    assert drive("GET", [response(302)]).outcome.last.status == 302


def test_at_most_five_redirects_are_followed() -> None:
    course = drive("GET", [response(302, Location="/v1/x")] * 9)
    assert len(course.sends) == 6
    assert course.outcome.last.status == 302


def test_the_token_endpoint_follows_a_redirect_on_its_own_origin() -> None:
    course = drive("POST", [response(307, Location="/oauth2/token"), OK], base="https://api.test")
    assert course.sends[1].url == "https://api.test/oauth2/token"


# --- the rate limiter ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "free"),
    [(OK, False), (response(500), False), (failure("network"), False), (failure("connect"), True)],
)
def test_an_attempt_uses_a_slot_unless_it_never_reached_the_server(reply: Response | Failure, free: bool) -> None:
    limiter, clock = Limiter(RateLimit(1, per=60.0)), FakeClock()
    drive("POST", [reply], limiter=limiter, clock=clock, policy=NO_RETRY)
    assert (limiter.acquire(limiter.join(), clock.now()) == 0.0) is free


def test_an_attempt_without_an_response_uses_a_slot_beside_that_of_its_repetition() -> None:
    limiter, clock = Limiter(RateLimit(2, per=60.0)), FakeClock()
    drive("GET", [failure("network"), OK], limiter=limiter, clock=clock)
    assert limiter.acquire(limiter.join(), clock.now()) > 0.0


def test_a_call_refused_with_429_goes_before_one_that_comes_before_it_asks_again() -> None:
    limiter, clock = Limiter(RateLimit()), FakeClock()
    flow = new_call(limiter, clock, random.Random(1))
    go_on(flow, clock)
    assert isinstance(go_on(flow, clock, response(429)), Pause)
    clock.advance(0.6)  # the pause after the first 429 is half a second at most
    assert limiter.acquire(limiter.join(), clock.now()) > 0.0
    assert isinstance(go_on(flow, clock), Send)


@pytest.mark.parametrize("queued", [False, True])
def test_an_attempt_that_nobody_ends_keeps_its_slot_for_as_long_as_it_may_last(queued: bool) -> None:
    limiter, clock = Limiter(RateLimit(1, per=1.0)), FakeClock()
    flow = new_call(limiter, clock)
    if queued:
        drive("GET", [OK], limiter=limiter, clock=clock)
        assert isinstance(go_on(flow, clock), Pause)
        clock.advance(2.0)
    assert isinstance(go_on(flow, clock), Send)
    later = limiter.join()
    clock.advance(60.0 + PATIENCE)
    assert limiter.acquire(later, clock.now()) > 0.0
    clock.advance(1.0 + MARGIN + EPSILON)
    assert limiter.acquire(later, clock.now()) == 0.0
    flow.close()


def test_each_step_of_a_redirect_uses_a_slot_of_its_own() -> None:
    limiter, clock = Limiter(RateLimit(2, per=60.0)), FakeClock()
    drive("GET", [response(302, Location="/v1/x"), OK], limiter=limiter, clock=clock)
    assert limiter.acquire(limiter.join(), clock.now()) > 0.0


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_uses_a_slot_too(status: int) -> None:
    limiter, clock = Limiter(RateLimit(2, per=60.0)), FakeClock()
    drive("GET", [response(status), OK], limiter=limiter, clock=clock, refreshed=True)
    assert limiter.acquire(limiter.join(), clock.now()) > 0.0


def cautious() -> tuple[Limiter, FakeClock]:
    """A limiter that lets one call go at a time, after a 429 whose pause is over."""
    limiter, clock = Limiter(RateLimit()), FakeClock()
    ticket = limiter.join()
    limiter.acquire(ticket, clock.now())
    limiter.report(ticket, clock.now(), Throttled(0.0, False, response(429)))
    return limiter, clock


@pytest.mark.parametrize(
    ("replies", "over"),
    [
        ([OK], True),
        ([response(404)], True),
        ([response(499)], True),
        ([response(500)], False),
        ([response(503)], False),
        ([failure("network")], False),
        ([response(307, Location="/v1/x"), response(503)], True),
    ],
)
def test_the_caution_after_a_429_ends_with_an_response_that_is_no_server_error(
    replies: list[Response | Failure], over: bool
) -> None:
    limiter, clock = cautious()
    drive("POST", replies, limiter=limiter, clock=clock, policy=NO_RETRY)
    assert limiter.acquire(limiter.join(), clock.now()) == 0.0
    assert (limiter.acquire(limiter.join(), clock.now()) == 0.0) is over


def test_a_refused_token_says_nothing_about_the_limit() -> None:
    limiter, clock = cautious()
    drive("GET", [response(401)], limiter=limiter, clock=clock, refreshed=False)
    assert limiter.acquire(limiter.join(), clock.now()) == 0.0
    assert limiter.acquire(limiter.join(), clock.now()) > 0.0


def test_each_call_has_a_place_of_its_own_in_the_queue() -> None:
    limiter, clock = Limiter(RateLimit(1)), FakeClock()
    limiter.acquire(limiter.join(), clock.now())
    flows = [new_call(limiter, clock) for _ in range(3)]
    for flow in flows:
        go_on(flow, clock)
    assert limiter.waiting == 3
    for flow in flows:
        flow.close()


def test_time_in_the_queue_is_not_charged_to_the_deadline() -> None:
    limiter, clock = Limiter(RateLimit(1, per=60.0)), FakeClock()
    drive("GET", [OK], limiter=limiter, clock=clock)
    course = drive("GET", [OK], limiter=limiter, clock=clock, timeout=10.0)
    assert course.queued == pytest.approx(60.01)
    assert course.sends[0].timeout == pytest.approx(5.0)


def test_time_in_the_queue_ends_with_the_time_for_everything() -> None:
    limiter, clock = Limiter(RateLimit(1, per=60.0)), FakeClock()
    drive("GET", [OK], limiter=limiter, clock=clock)
    course = drive("GET", [], limiter=limiter, clock=clock, within=7.0)
    assert course.outcome.verdict == "deadline"
    assert course.seconds == pytest.approx(7.0)
    assert limiter.waiting == 0


def test_a_pause_that_passes_the_time_for_everything_ends_the_call_at_once() -> None:
    course = drive("GET", [response(429, Retry_After="30")], limiter=Limiter(RateLimit()), within=20.0)
    assert (course.outcome.verdict, course.outcome.retry_after, course.seconds) == ("deadline", 30.0, 0.0)


def test_a_long_wait_in_the_queue_is_logged_once_a_minute_for_all_calls_together(
    caplog: pytest.LogCaptureFixture,
) -> None:
    limiter, clock = Limiter(RateLimit(1, per=6.0)), FakeClock()
    with caplog.at_level("INFO", "aurakit"):
        for _ in range(22):
            drive("GET", [OK], limiter=limiter, clock=clock)
    assert [record.getMessage() for record in caplog.records] == [
        "GET /v1/instances waits for the rate limit, 5 s so far; calls in the queue: 1"
    ] * 3


def test_a_wait_in_the_queue_is_logged_after_more_than_five_seconds(caplog: pytest.LogCaptureFixture) -> None:
    limiter, clock = Limiter(RateLimit(1)), FakeClock(0.0)
    limiter.acquire(limiter.join(), clock.now())
    flow = new_call(limiter, clock)
    seen = []
    with caplog.at_level("INFO", "aurakit"):
        for seconds in (0.0, 5.0, 0.5):
            clock.advance(seconds)
            go_on(flow, clock)
            seen.append(len(caplog.records))
    assert seen == [0, 0, 1]
    assert caplog.records[0].duration == 5.5  # type: ignore[attr-defined]


def test_a_call_closed_in_the_queue_leaves_it() -> None:
    limiter, clock = Limiter(RateLimit(1)), FakeClock()
    limiter.acquire(limiter.join(), clock.now())
    flow = new_call(limiter, clock)
    assert isinstance(go_on(flow, clock), Pause)
    assert limiter.waiting == 1
    flow.close()
    assert limiter.waiting == 0


def test_a_call_closed_while_it_is_sent_frees_its_slot_later() -> None:
    limiter, clock = Limiter(RateLimit(1, per=1.0)), FakeClock()
    flow = new_call(limiter, clock)
    assert isinstance(go_on(flow, clock), Send)
    flow.close()
    later = limiter.join()
    assert limiter.acquire(later, clock.now()) > 0.0
    clock.advance(3.0)
    assert limiter.acquire(later, clock.now()) == 0.0


def new_call(
    limiter: Limiter | None,
    clock: FakeClock,
    chance: random.Random | None = None,
    *,
    provider: FakeProvider | None = None,
    poll: bool = False,
) -> Generator[Step, Any, Outcome]:
    """A GET that nobody has driven yet."""
    chance = chance or random.Random(1)
    settings = CallSettings(RetryPolicy(), clock, chance.random, limiter, provider, ())
    return call_steps(request("GET"), settings, Deadline(clock, 60.0), poll=poll)


def go_on(steps: Generator[Step, Any, Outcome], clock: FakeClock, value: Any = None) -> Step:
    """The next step that waits for something, which is not carried out."""
    io = IO(Script((), clock), clock)
    step = steps.send(value)
    while not step.waits:
        step = steps.send(step.perform(io))
    return step


def steps_of(steps: Generator[Step, Any, Outcome], reply: Response | Failure, clock: FakeClock) -> list[Step]:
    """The steps of a call with one attempt."""
    seen: list[tuple[Step, float]] = []
    run(noted(steps, seen, clock), IO(Script([reply], clock), clock))
    return [step for step, _ in seen]


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
        steps = new_call(limiter, simulation.clock, chance)
        value: Any = None
        seen = False
        while True:
            try:
                step = steps.send(value)
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


# --- the queue of a limit that a store shares -----------------------------------------------------------------------


class SharedByOthers:
    """A store that lets a call wait as long as it is told, time after time, and then gives it a slot."""

    def __init__(self, *waits: float) -> None:
        self.waits = list(waits)
        self.timeouts: list[float] = []
        self.reports: list[tuple[str, str]] = []

    def acquire(self, key: str, ask: Any, timeout: float) -> Permit:
        self.timeouts.append(timeout)
        return Permit(self.waits.pop(0)) if self.waits else Permit(0.0, "1.1")

    def report(self, key: str, slot: str, ended: str, timeout: float) -> None:
        self.reports.append((slot, ended))

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        self.reports.append((slot, f"429 for {seconds:g} s"))


def sharing(store: SharedByOthers, clock: FakeClock) -> Limiter:
    limiter = Limiter(RateLimit())
    limiter.shared = SharedLimit(store, "0" * 64, clock)
    return limiter


def test_a_call_waits_for_a_shared_slot_and_then_has_all_its_time() -> None:
    store, clock = SharedByOthers(0.75, 0.5), FakeClock()
    course = drive("GET", [Reply(OK, 9.0)], limiter=sharing(store, clock), clock=clock, timeout=10.0, policy=NO_RETRY)
    assert course.outcome.last is OK
    assert (course.queued, course.seconds) == (1.25, 10.25)
    assert [send.timeout for send in course.sends] == [10.0]
    assert store.reports == [("1.1", "admitted")]


def test_a_429_in_a_shared_slot_is_told_to_the_store_and_waited_out_in_the_queue() -> None:
    store, clock = SharedByOthers(), FakeClock()
    course = drive("GET", [response(429, Retry_After="7"), OK], limiter=sharing(store, clock), clock=clock)
    assert course.outcome.last is OK
    assert course.queued == pytest.approx(7.0)
    assert store.reports == [("1.1", "429 for 7 s"), ("1.1", "admitted")]


def test_a_call_gives_up_its_wait_for_a_shared_slot_when_its_time_for_everything_is_over() -> None:
    store, clock = SharedByOthers(0.75, 0.75, 0.75), FakeClock()
    course = drive("GET", [], limiter=sharing(store, clock), clock=clock, timeout=10.0, within=1.0)
    assert course.outcome.verdict == "deadline"
    assert (course.queued, course.seconds) == (1.0, 1.0)
    assert store.timeouts == [1.0, 0.25]


def test_a_store_is_asked_within_the_time_that_the_call_has_without_what_it_queued() -> None:
    store, clock = SharedByOthers(0.75, 0.75), FakeClock()
    drive("GET", [OK], limiter=sharing(store, clock), clock=clock, timeout=2.0)
    assert store.timeouts == [2.0, 2.0, 2.0]


def test_a_call_does_not_wait_for_a_shared_slot_during_a_pause_that_is_too_long() -> None:
    store, clock = SharedByOthers(), FakeClock()
    limiter = sharing(store, clock)
    refused = drive("GET", [response(429, Retry_After="500")], limiter=limiter, clock=clock, operation="get_one")
    course = drive("GET", [], limiter=limiter, clock=clock, operation="get_one")
    assert (course.outcome.verdict, course.outcome.last) == ("paused", refused.outcome.last)
    assert (course.seconds, store.timeouts) == (0.0, [5.0])


def test_a_long_wait_for_a_shared_slot_is_logged_after_more_than_five_seconds(caplog: pytest.LogCaptureFixture) -> None:
    store, clock = SharedByOthers(2.5, 2.5, 0.5, 0.5), FakeClock()
    with caplog.at_level("INFO", "aurakit"):
        drive("GET", [OK], limiter=sharing(store, clock), clock=clock)
    [record] = caplog.records
    assert record.getMessage() == "GET /v1/instances waits for the rate limit, 5 s so far; calls in the queue: 1"
    assert 5.0 < record.duration < 5.2  # type: ignore[attr-defined]

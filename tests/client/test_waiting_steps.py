"""The steps of a wait, in a time of the test's own: when it polls, what it tells, how it ends."""

from __future__ import annotations

import json
import math
import pickle
import random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._calls.steps import IO, Pause, run
from aurakit._client import waiting
from aurakit._client.poll_callbacks import Watcher
from aurakit._client.wait_rules import CONFIRMED_AFTER
from aurakit._client.waiting import WaitState, polling_steps
from aurakit.clock import Clock
from aurakit.errors import (
    AuraError,
    AuthenticationError,
    ConnectionFailedError,
    ForbiddenError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    WaitError,
    WaitFailedError,
    WaitTimeoutError,
)
from aurakit.v1 import CreatedInstance, DeletedSession, Instance, Session, Snapshot
from aurakit.v1.completions import updating
from aurakit.v1.ensure import Ensured
from aurakit.v1.waitables import waitable_of
from aurakit_raw.types import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit import PollStatus
    from aurakit._calls.steps import Step

PASSWORD = "the-initial-password-1"
ABOUT = {"id": "ab12", "name": "one", "tenant_id": "t", "cloud_provider": "gcp", "region": "europe-west1"}
CREATED = CreatedInstance.from_dict(
    {**ABOUT, "connection_url": "neo4j+s://ab12", "username": "neo4j", "password": PASSWORD, "type": "enterprise-db"}
)
NO_NETWORK: Any = None
NOT_FOUND = NotFoundError("There is none.", status_code=404)


def instance(status: str, **changes: Any) -> Instance:
    return Instance.from_dict({**ABOUT, "status": status, **changes})


def snapshot(status: str) -> Snapshot:
    return Snapshot.from_dict({"instance_id": "ab12", "snapshot_id": "s1", "status": status})


def session(status: str | None, *problems: str) -> Session:
    errors = [{"message": problem, "reason": "some-reason"} for problem in problems]
    return Session.from_dict({"id": "se1", "name": "s", "status": status, "errors": errors})


class Time(Clock):
    """Time that only the test moves."""

    def __init__(self) -> None:
        self.passed = 1_000.0

    def now(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0.0
        self.passed += seconds


class Wait:
    """Carries a wait out against responses that are a function of the time passed."""

    def __init__(self, response: Callable[[float], Any], *, poll_takes: float = 0.0) -> None:
        self.response = response
        self.poll_takes = poll_takes
        self.request_id: str | None = None
        self.clock = Time()
        self.polls: list[float] = []
        self.within: list[float] = []
        self.told: list[tuple[PollStatus, float]] = []

    def run(self, given: Any, timeout: Any = 900.0, chance: Callable[[], float] = lambda: 0.5) -> Any:
        waitable = waitable_of(given)
        assert waitable is not None
        began = self.clock.passed

        def poll(within: float) -> Generator[Step, Any, Response[Any]]:
            self.polls.append(self.clock.passed - began)
            self.within.append(within)
            yield Pause(self.poll_takes)
            found = self.response(self.clock.passed - began)
            if isinstance(found, AuraError):
                raise found
            return Response(200, {"X-Request-Id": self.request_id} if self.request_id else {}, b"", found)

        steps = polling_steps(
            waitable,
            poll,
            clock=self.clock,
            random=chance,
            timeout=timeout,
            on_poll=lambda *told: self.told.append(told),
        )
        return run(steps, IO(NO_NETWORK, self.clock))

    def fails(self, given: Any, error: type[Exception], timeout: Any = 900.0) -> Any:
        with pytest.raises(error) as caught:
            self.run(given, timeout)
        assert type(caught.value) is error
        return caught.value

    @property
    def elapsed(self) -> float:
        return self.clock.passed - 1_000.0


def always(response: Any) -> Wait:
    return Wait(lambda _: response)


def one_by_one(*responses: Any) -> Wait:
    left = list(responses)
    return Wait(lambda _: left.pop(0) if len(left) > 1 else left[0])


# ------------------------------------------------------------------------------------------------ settled already


def test_what_is_at_rest_already_is_returned_without_a_poll() -> None:
    for rested in (instance("running"), instance("paused"), snapshot("Completed"), session("Ready")):
        wait = always(None)
        assert wait.run(rested) is rested
        assert wait.polls == []


def test_what_failed_already_is_looked_at_once_and_fails() -> None:
    wait = always(instance("loading failed"))
    wait.fails(instance("loading failed"), WaitFailedError)
    assert wait.polls == [0.0]


def test_a_ready_session_with_errors_is_looked_at_again() -> None:
    given = session("Ready", "out of memory")
    assert "out of memory" in always(given).fails(given, WaitFailedError).reason
    assert always(session("Ready")).run(given) == session("Ready")


# ------------------------------------------------------------------------------------------------ when it polls


def test_the_first_polls_are_quick_and_the_later_ones_far_apart() -> None:
    wait = Wait(lambda now: instance("running" if now >= 300.0 else "creating"))
    wait.run(CREATED)
    gaps = [later - earlier for earlier, later in zip(wait.polls, wait.polls[1:], strict=False)]
    assert wait.polls[0] == 0.0
    assert gaps[:3] == [1.0, 2.0, 4.0]
    assert gaps == sorted(gaps)
    assert gaps[-1] == 20.0


@pytest.mark.parametrize(("chance", "pause"), [(0.0, 0.8), (0.25, 0.9), (0.5, 1.0), (1.0, 1.2)])
def test_a_pause_is_up_to_a_fifth_shorter_or_longer(chance: float, pause: float) -> None:
    wait = one_by_one(instance("creating"), instance("running"))
    wait.run(CREATED, chance=lambda: chance)
    assert wait.polls == [0.0, pytest.approx(pause)]


def test_a_pause_lasts_as_long_as_a_429_asks_for() -> None:
    trouble = RateLimitError("Slow down.", status_code=429, retry_after=200.0)
    wait = one_by_one(instance("creating"), trouble, instance("running"))
    wait.run(CREATED)
    assert wait.polls == [0.0, 1.0, 201.0]


def test_a_contrary_poll_is_followed_by_another_within_five_seconds() -> None:
    wait = Wait(lambda now: instance("creating") if now < 60.0 else NOT_FOUND)
    wait.fails(CREATED, WaitFailedError)
    assert wait.polls[-1] - wait.polls[-2] == CONFIRMED_AFTER


@pytest.mark.parametrize(("timeout", "polls"), [(5.5, [0.0, 1.0, 3.0, 4.5]), (5.0, [0.0, 1.0, 3.0])])
def test_the_last_pause_leaves_a_second_for_a_poll_unless_that_would_be_too_soon(
    timeout: float, polls: list[float]
) -> None:
    wait = always(instance("creating"))
    wait.fails(CREATED, WaitTimeoutError, timeout)
    assert wait.polls == polls


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_an_operation_of_two_minutes_costs_at_most_twelve_polls(chance: float) -> None:
    wait = Wait(lambda now: instance("running" if now >= 120.0 else "creating"))
    wait.run(CREATED, chance=lambda: chance)
    assert len(wait.polls) <= 12


@given(length=st.floats(0.0, 800.0), seed=st.integers(0, 10_000))
def test_the_end_is_noticed_within_half_a_minute(length: float, seed: int) -> None:
    wait = Wait(lambda now: instance("running" if now >= length else "creating"))
    wait.run(CREATED, chance=random.Random(seed).random)
    assert length <= wait.elapsed <= length + 24.0


def test_waits_begun_together_do_not_look_together() -> None:
    polls = set()
    for seed in range(20):
        wait = Wait(lambda now: instance("running" if now >= 10.0 else "creating"))
        wait.run(CREATED, chance=random.Random(seed).random)
        polls.add(wait.polls[1])
    assert len(polls) == 20
    assert max(polls) - min(polls) > 0.2


# ------------------------------------------------------------------------------------------------ what it tells


def test_every_poll_is_told_with_the_state_as_the_api_writes_it_and_the_time() -> None:
    wait = one_by_one(snapshot("Pending"), snapshot("InProgress"), snapshot("Completed"))
    wait.run(snapshot("Pending"))
    assert wait.told == [("Pending", 0.0), ("InProgress", 1.0), ("Completed", 3.0)]


def test_a_state_is_told_as_text_that_equals_prints_and_serialises_as_the_api_writes_it() -> None:
    wait = always(snapshot("Completed"))
    wait.run(snapshot("Pending"))
    status = wait.told[0][0]
    assert isinstance(status, str)
    assert (status == "Completed", f"{status}", str(status), json.dumps(status)) == (
        True, "Completed", "Completed", '"Completed"',
    )  # fmt: skip
    assert {"Completed": 1}[status] == 1


def test_a_poll_that_failed_is_told_with_its_error_and_the_state_seen_last() -> None:
    trouble = RateLimitError("Slow down.", status_code=429, retry_after=200.0)
    wait = one_by_one(instance("pausing"), trouble, trouble, instance("paused"))
    wait.run(instance("pausing"))
    assert [(status, status.error) for status, _ in wait.told] == [
        ("pausing", None), ("pausing", trouble), ("pausing", trouble), ("paused", None),
    ]  # fmt: skip


def test_a_wait_whose_every_poll_fails_speaks_at_each_of_them() -> None:
    trouble = ServerError("Busy.", status_code=503)
    wait = always(trouble)
    wait.fails(instance("pausing"), WaitTimeoutError, 30.0)
    assert len(wait.told) == len(wait.polls) > 3
    assert {status.error for status, _ in wait.told} == {trouble}


def test_polls_that_fail_are_logged_once_for_each_time_that_they_begin_to(caplog: pytest.LogCaptureFixture) -> None:
    trouble = ServerError("Busy.", status_code=503)
    wait = one_by_one(trouble, trouble, instance("pausing"), trouble, instance("paused"))
    wait.run(instance("pausing"))
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "Waiting for instance ab12 goes on after a failed poll: Busy.")
    ] * 2
    record: Any = caplog.records[0]
    assert (record.operation, record.route, record.version) == ("get_instance", "/instances/{instance_id}", "v1")
    assert record.status == 503


def test_an_unknown_state_is_told_and_waited_out() -> None:
    wait = one_by_one(instance("Unheard of"), instance("Moving"), instance("running"))
    wait.run(CREATED)
    assert [state for state, _ in wait.told] == ["Unheard of", "Moving", "running"]


def test_a_new_instance_that_is_not_there_yet_is_told_as_not_found() -> None:
    wait = one_by_one(NOT_FOUND, NOT_FOUND, instance("creating"), instance("running"))
    wait.run(CREATED)
    assert [state for state, _ in wait.told] == ["not found", "not found", "creating", "running"]


def test_the_end_of_a_deletion_is_told_as_deleted() -> None:
    wait = one_by_one(instance("destroying"), NOT_FOUND)
    assert wait.run(instance("destroying")) is None
    assert [state for state, _ in wait.told] == ["destroying", "deleted"]


def test_an_error_of_the_one_who_is_told_ends_the_wait() -> None:
    wait = always(instance("creating"))

    def stop(_: str, __: float) -> None:
        raise KeyError

    waitable = waitable_of(CREATED)
    assert waitable is not None

    def poll(within: float) -> Generator[Step, Any, Response[Any]]:
        yield Pause(0.0)
        return Response(200, {}, b"", instance("creating"))

    steps = polling_steps(waitable, poll, clock=wait.clock, random=lambda: 0.5, timeout=900.0, on_poll=stop)
    with pytest.raises(KeyError):
        run(steps, IO(NO_NETWORK, wait.clock))


# ------------------------------------------------------------------------------------------------ how it ends


def test_the_resource_as_it_was_seen_last_is_returned() -> None:
    done = instance("running", memory="8GB")
    assert one_by_one(instance("creating"), done).run(CREATED) is done


def test_a_deletion_returns_none_for_instances_and_sessions() -> None:
    assert one_by_one(instance("destroying"), NOT_FOUND).run(instance("destroying")) is None
    assert one_by_one(session("Failed", "no capacity"), NOT_FOUND).run(DeletedSession(id="se1")) is None


@pytest.mark.parametrize(
    ("given", "seen", "said"),
    [
        (CREATED, instance("loading failed"), "'loading failed'"),
        (snapshot("Pending"), snapshot("Failed"), "'failed'"),
        (snapshot("Pending"), snapshot("Cancelled"), "'cancelled'"),
        (session("Creating"), session("Failed"), "'failed'"),
        (session("Creating"), session("Expired"), "'expired'"),
        (
            session("Creating"),
            session("Creating", "no capacity", "try later"),
            "no capacity (some-reason); try later (some-reason)",
        ),
        (instance("restoring"), instance("destroying"), "being deleted"),
        (instance("updating"), NOT_FOUND, "not found"),
    ],
    ids=lambda value: str(getattr(value, "status", value)),
)
def test_a_failure_ends_the_wait_at_the_first_poll_with_its_reason(given: Any, seen: Any, said: str) -> None:
    wait = always(seen)
    error = wait.fails(given, WaitFailedError)
    assert wait.polls == [0.0]
    assert said in error.reason
    assert error.reason in str(error)


def test_a_failure_holds_what_was_seen_last_and_its_state() -> None:
    error = one_by_one(snapshot("InProgress"), snapshot("Cancelled")).fails(snapshot("Pending"), WaitFailedError)
    assert (error.resource.status, error.state) == ("Cancelled", "Cancelled")


def test_an_instance_that_somebody_deleted_is_shown_as_it_was_seen_last() -> None:
    seen = instance("creating")
    error = one_by_one(seen, NOT_FOUND).fails(CREATED, WaitFailedError)
    assert (error.resource, error.state) == (seen, "deleted")


def test_a_new_instance_that_never_appears_fails_after_a_minute() -> None:
    wait = always(NOT_FOUND)
    error = wait.fails(CREATED, WaitFailedError)
    assert 60.0 <= wait.elapsed < 90.0
    assert (error.resource.id, error.state, error.reason) == ("ab12", "not found", "it was not found")


# ------------------------------------------------------------------------------------------------ timeouts


@given(timeout=st.floats(0.0, 5_000.0), takes=st.floats(0.0, 30.0))
def test_a_wait_never_lasts_longer_than_its_timeout_and_the_poll_under_way(timeout: float, takes: float) -> None:
    wait = Wait(lambda _: instance("creating"), poll_takes=takes)
    wait.fails(CREATED, WaitTimeoutError, timeout)
    assert timeout - 1e-6 <= wait.elapsed <= timeout + takes + 1e-6


@given(timeout=st.floats(0.0, 5_000.0))
def test_no_poll_is_given_more_time_than_is_left(timeout: float) -> None:
    wait = always(instance("creating"))
    wait.fails(CREATED, WaitTimeoutError, timeout)
    for began, within in zip(wait.polls, wait.within, strict=True):
        assert within == pytest.approx(max(timeout - began, 1.0 if began == 0.0 else 0.0), abs=1e-6)


def test_the_last_poll_is_at_the_end_of_the_time() -> None:
    wait = always(instance("creating"))
    wait.fails(CREATED, WaitTimeoutError, 100.0)
    assert wait.polls[-1] == pytest.approx(99.0)


def test_no_time_at_all_is_enough_for_one_poll() -> None:
    wait = always(instance("creating"))
    wait.fails(CREATED, WaitTimeoutError, 0)
    assert wait.polls == [0.0]
    assert always(instance("running")).run(CREATED, 0).status == "running"


def test_a_timeout_says_what_was_seen_last_and_how_to_go_on() -> None:
    seen = instance("loading")
    error = one_by_one(instance("creating"), seen).fails(CREATED, WaitTimeoutError, 30.0)
    assert (error.resource, error.state) == (seen, "loading")
    assert str(error) == (
        "After 30 s instance ab12 was still 'loading'; the operation continues (last seen 29 s into the wait). Wait "
        "again with a longer `timeout`, for the same object or, in another process, for what `get` returns."
    )


@pytest.mark.parametrize("state", ["Unheard of", "Moving"])
def test_a_timeout_does_not_say_that_an_operation_goes_on_when_the_state_does_not_tell(state: str) -> None:
    error = always(instance(state)).fails(CREATED, WaitTimeoutError, 30.0)
    assert str(error).startswith(
        f"After 30 s instance ab12 was still {state!r} (last seen 29 s into the wait). Wait again"
    )


def test_a_failure_says_what_it_was_and_where_to_look() -> None:
    assert str(always(instance("loading failed")).fails(CREATED, WaitFailedError)) == (
        "Waiting for instance ab12 failed: its state is 'loading failed'. Check it in the Aura console or with `get` "
        "before going on."
    )


def test_a_timeout_does_not_say_that_what_was_never_seen_goes_on() -> None:
    error = always(NOT_FOUND).fails(CREATED, WaitTimeoutError, 30.0)
    assert "After 30 s instance ab12 was not found yet (last seen 29 s into the wait). " in str(error)


def test_a_timeout_after_looks_that_failed_says_what_was_seen_last_and_when() -> None:
    trouble = RateLimitError("Slow down.", status_code=429, retry_after=200.0)
    wait = Wait(lambda now: instance("pausing") if now < 10.0 else trouble)
    error = wait.fails(instance("pausing"), WaitTimeoutError, 60.0)
    assert "was still 'pausing'; the operation continues (last seen 7 s into the wait)." in str(error)
    assert str(error).endswith("The last poll failed: Slow down.")


def test_a_timeout_after_no_poll_that_got_a_response_claims_nothing_of_the_state() -> None:
    error = always(ServerError("Busy.", status_code=503)).fails(instance("pausing"), WaitTimeoutError, 60.0)
    assert str(error).startswith(
        "After 60 s instance ab12 was not seen: no poll succeeded. It was passed in as 'pausing'. Wait "
    )


@pytest.mark.parametrize(("status", "error"), [("loading failed", WaitFailedError), ("creating", WaitTimeoutError)])
def test_an_error_quotes_the_request_id_of_the_last_poll(status: str, error: type[WaitError]) -> None:
    wait = always(instance(status))
    wait.request_id = "r1"
    caught = wait.fails(CREATED, error, 30.0)
    assert caught.request_id == "r1"
    assert str(caught).endswith(" Request id: r1")


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (CREATED, "encryption key error"), (CREATED, "Encryption key not found"), (CREATED, "encryption key deleted"),
        (instance("resuming"), "encryption key deleted"), (session("Creating"), "Deleted"),
        (instance("pausing"), "deleted"), (updating(instance("running"), {"memory": "4GB"}), "destroyed"),
    ],
)  # fmt: skip
def test_a_state_that_leads_nowhere_fails_at_once(given: Any, state: str) -> None:
    shown = session(state) if isinstance(given, Session) else instance(state)
    wait = always(shown)
    assert f"its state is {state.lower()!r}" in wait.fails(given, WaitFailedError).reason
    assert wait.elapsed == 0.0


@pytest.mark.parametrize("given", [CREATED, instance("resuming"), instance("pausing")], ids=["new", "resume", "pause"])
def test_a_stopped_instance_is_not_waited_for_till_the_end(given: Any) -> None:
    wait = Wait(lambda now: instance("stopped"))
    assert wait.fails(given, WaitFailedError).state == "stopped"
    assert wait.elapsed < 90.0


def test_a_deleted_session_that_is_still_shown_is_the_end_of_its_deletion() -> None:
    wait = one_by_one(session("Ready"), session("Deleted"))
    assert wait.run(DeletedSession(id="se1")) is None


def test_a_timeout_without_a_single_response_has_what_was_handed_in_and_the_last_trouble() -> None:
    given, trouble = snapshot("Pending"), ServerError("Busy.", status_code=503, request_id="r1")
    error = always(trouble).fails(given, WaitTimeoutError, 30.0)
    assert (error.resource, error.state, error.request_id) == (given, "Pending", "r1")
    assert "The last poll failed: Busy." in str(error)


@pytest.mark.parametrize("timeout", [-1, -0.1, math.nan, math.inf, -math.inf, 10**400, "60", None, True, [60]])
@pytest.mark.parametrize("given", [CREATED, instance("running")], ids=["new", "settled"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused_before_a_poll(given: Any, timeout: Any) -> None:
    wait = always(instance("running"))
    assert "timeout" in str(wait.fails(given, InvalidArgumentError, timeout))
    assert wait.polls == []


# ------------------------------------------------------------------------------------------------ faults between polls


@pytest.mark.parametrize(
    "trouble",
    [
        ConnectionFailedError("Reset."), RequestTimeoutError("Slow."), ServerError("Bad.", status_code=502),
        RateLimitError("Slow down.", status_code=429, retry_after=300.0),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_a_poll_that_fails_for_a_passing_reason_is_made_again(trouble: AuraError) -> None:
    wait = one_by_one(trouble, instance("creating"), trouble, instance("running"))
    assert wait.run(CREATED).status == "running"
    assert [state for state, _ in wait.told] == ["creating", "creating", "creating", "running"]


def test_an_error_that_no_later_poll_can_mend_ends_the_wait_as_it_is() -> None:
    trouble = ForbiddenError("Not yours.", status_code=403)
    wait = one_by_one(instance("creating"), trouble, instance("running"))
    assert wait.fails(CREATED, ForbiddenError) is trouble
    assert trouble.__notes__ == ["This ended the wait for instance ab12, last seen 'creating' 0 s into the wait."]
    assert wait.told == [("creating", 0.0)]


# ------------------------------------------------------------------------------------------------ the password

SILENT = {
    "timeout": (always(ServerError("Busy.", status_code=503)), WaitTimeoutError, 30.0),
    "not found": (always(NOT_FOUND), WaitTimeoutError, 30.0),
    "never found": (always(NOT_FOUND), WaitFailedError, 900.0),
    "failed": (always(instance("loading failed")), WaitFailedError, 900.0),
    "still": (always(instance("creating")), WaitTimeoutError, 30.0),
}


@pytest.mark.parametrize("given", [CREATED, Ensured(CREATED, True, {})], ids=["created", "ensured"])
@pytest.mark.parametrize("way", SILENT)
def test_no_error_of_a_wait_holds_the_initial_password(way: str, given: Any) -> None:
    wait, kind, timeout = SILENT[way]
    error = wait.fails(given, kind, timeout)
    assert isinstance(error.resource, Instance)
    assert error.resource.id == "ab12"
    for text in (str(error), repr(error), repr(vars(error)), repr(error.resource.to_dict())):
        assert PASSWORD not in text
    assert PASSWORD.encode() not in pickle.dumps(error)


@pytest.mark.parametrize("way", SILENT)
def test_errors_of_a_wait_can_be_pickled_whole(way: str) -> None:
    wait, kind, timeout = SILENT[way]
    error: WaitError = wait.fails(CREATED, kind, timeout)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


# ------------------------------------------------------------------------------------------------ contrary polls


def test_one_poll_that_finds_nothing_is_not_a_deletion() -> None:
    wait = one_by_one(instance("creating"), NOT_FOUND, instance("running"))
    assert wait.run(CREATED).status == "running"


def test_one_stale_poll_is_not_a_failure() -> None:
    wait = one_by_one(instance("pausing"), instance("running"), instance("paused"))
    assert wait.run(instance("pausing")).status == "paused"


@pytest.mark.parametrize(
    ("contrary", "reason"), [(NOT_FOUND, "somebody deleted it"), (instance("running"), "instead of 'paused'")]
)
def test_a_contrary_poll_that_is_confirmed_ends_the_wait_soon(contrary: Any, reason: str) -> None:
    wait = one_by_one(instance("pausing"), contrary)
    assert reason in wait.fails(instance("pausing"), WaitFailedError).reason
    assert 5.0 <= wait.elapsed <= 12.0


@pytest.mark.parametrize(("apart", "word"), [(CONFIRMED_AFTER - 0.1, "wait"), (CONFIRMED_AFTER, "failed")])
def test_a_contrary_poll_is_confirmed_by_one_that_comes_five_seconds_later(apart: float, word: str) -> None:
    waitable = waitable_of(instance("pausing"))
    assert waitable is not None
    state = WaitState(waitable)
    assert state.take(Response(200, {}, b"", instance("pausing")), 10.0).word == "wait"
    assert state.take(NOT_FOUND, 20.0).word == "wait"
    assert state.take(NOT_FOUND, 20.0 + apart).word == word


def test_two_contrary_polls_at_the_very_end_are_what_the_wait_ends_with() -> None:
    assert (
        "somebody deleted it"
        in one_by_one(instance("pausing"), NOT_FOUND).fails(instance("pausing"), WaitFailedError, timeout=5.0).reason
    )


@pytest.mark.parametrize(
    ("contrary", "reason"), [(NOT_FOUND, "somebody deleted it"), (instance("running"), "instead of 'paused'")]
)
def test_a_single_contrary_poll_at_the_very_end_leaves_the_outcome_open(contrary: Any, reason: str) -> None:
    wait = one_by_one(instance("pausing"), contrary)
    error = wait.fails(instance("pausing"), WaitTimeoutError, timeout=3.0)
    assert "instance ab12 is in doubt: by the last poll, it " in str(error)
    assert f"{reason}; no time was left for another one to confirm it. Wait again" in str(error)
    assert len(wait.polls) == 2


def test_a_wait_whose_polls_got_no_slot_says_so() -> None:
    no_time = RequestTimeoutError("No time was left to send the request.")
    assert str(always(no_time).fails(CREATED, WaitTimeoutError, timeout=9.0)).startswith(
        "After 9 s instance ab12 was not polled: the rate limit left no request for it. It was passed in as 'creating'."
    )


def test_the_first_of_some_polls_that_fail_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    down = ServerError("The API is down.", status_code=503)
    wait = one_by_one(instance("creating"), down, down, instance("creating"), down, instance("running"))
    assert wait.run(CREATED).status == "running"
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "Waiting for instance ab12 goes on after a failed poll: The API is down."
    ] * 2


@pytest.mark.parametrize("reported", ["16GB", "16 GB", "16Gi"])
def test_a_resize_has_ended_when_the_size_is_there_however_it_is_written(reported: str) -> None:
    wait = one_by_one(instance("updating", memory="8GB"), instance("running", memory=reported))
    resized = updating(instance("running", memory="8GB"), {"memory": "16G"})
    assert wait.run(resized).memory == reported
    assert wait.elapsed < 60.0


# ------------------------------------------------------------------------------------------------ several at once


class Watch(Watcher):
    """Records what a watcher is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def begin(self, waits: Any, clock: Clock) -> None:
        self.told.append(("begin", waits, clock))

    def after_poll(self, wait: Any) -> None:
        self.told.append(("after_poll", wait))

    def end(self, wait: Any) -> None:
        self.told.append(("end", wait))

    def close(self, waits: Any) -> None:
        self.told.append(("close", waits))


def started(given: Any, now: float = 1_000.0) -> waiting.Wait:
    waitable = waitable_of(given)
    assert waitable is not None
    return waiting.Wait(waitable, 900.0, lambda: 0.5, now)


def carried_out(waits: list[waiting.Wait], *responses: Any) -> tuple[Watch, Clock, list[str]]:
    """What is told while the waits get these responses, and the names of what is polled."""
    watch, clock, left, polled = Watch(), Time(), list(responses), list[str]()

    def poll(waitable: waiting.Waitable, within: float) -> Generator[Step, Any, Response[Any]]:
        polled.append(waitable.name)
        yield Pause(0.0)
        found = left.pop(0)
        if isinstance(found, AuraError):
            raise found
        return Response(200, {}, b"", found)

    run(waiting.poll_all_steps(waits, poll, clock, watch), IO(NO_NETWORK, clock))
    return watch, clock, polled


def test_a_watcher_is_told_of_every_poll_and_end_of_the_waits_that_had_not_ended_before() -> None:
    settled, pausing, pending = started(instance("running")), started(instance("pausing")), started(snapshot("Pending"))
    watch, clock, polled = carried_out(
        [settled, pausing, pending], instance("pausing"), snapshot("Completed"), instance("paused")
    )
    assert polled == ["instance ab12", "snapshot s1", "instance ab12"]
    assert watch.told == [
        ("begin", [pausing, pending], clock), ("after_poll", pausing), ("after_poll", pending), ("end", pending),
        ("after_poll", pausing), ("end", pausing), ("close", [pausing, pending]),
    ]  # fmt: skip


def test_an_error_that_says_nothing_of_the_resource_ends_the_other_waits_too() -> None:
    waits = [started(instance("pausing")), started(snapshot("Pending"))]
    refused = AuthenticationError("The secret is wrong.")
    watch, _, polled = carried_out(waits, refused)
    assert polled == ["instance ab12"]
    assert [wait.error for wait in waits] == [refused, refused]
    assert [wait.elapsed for wait in waits] == [0.0, 0.0]
    assert [told for told, *_ in watch.told] == ["begin", "after_poll", "end", "end", "close"]


def test_the_longest_pause_is_that_of_the_wait() -> None:
    wait = started(CREATED, 0.0)
    wait.longest_pause = 50.0
    for _ in range(10):
        wait.take(Response(200, {}, b"", instance("creating")), 0.0)
    assert wait.due == 50.0


def test_a_wait_of_a_client_polls_by_its_calls_its_clock_and_its_chance() -> None:
    waitable = waitable_of(CREATED)
    assert waitable is not None
    asked: list[tuple[Any, ...]] = []
    told: list[tuple[str, float]] = []
    left = [instance("creating"), instance("running")]

    class Raw:
        state = SimpleNamespace(clock=Time(), random=lambda: 1.0)

        def steps(self, request: Any, *, within: float, poll: bool) -> Generator[Step, Any, Response[Any]]:
            asked.append((request.path_values, within, poll))
            yield Pause(0.0)
            return Response(200, {}, b"", left.pop(0))

    raw: Any = Raw()
    steps = waiting.wait_steps(waitable, raw, timeout=30.0, on_poll=lambda *seen: told.append(seen))
    assert run(steps, IO(NO_NETWORK, raw.state.clock)).status == "running"
    assert asked == [({"instance_id": "ab12"}, 30.0, True), ({"instance_id": "ab12"}, pytest.approx(28.8), True)]
    assert told == [("creating", 0.0), ("running", pytest.approx(1.2))]

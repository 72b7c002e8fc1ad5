"""What a client knows of its token, by itself: until when it serves, and what a refusal and a pause change."""

from __future__ import annotations

import threading

import pytest

from aurakit.clock import Clock
from aurakit.errors import AuraError, RateLimitError
from aurakit.flight import Flight
from aurakit.token_state import FORBIDDEN, UNAUTHORIZED, Refused, TokenState
from aurakit.tokens import Token

LIFETIME = 640.0  # so that it is renewed exactly a minute ahead
RENEWED = 580.0


class TwoClocks(Clock):
    """A clock and a calendar that are set apart from each other."""

    __slots__ = ("calendar", "time")

    def __init__(self) -> None:
        self.time = 0.0
        self.calendar = 10_000.0

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return self.calendar

    def advance(self, seconds: float) -> None:
        self.time += seconds
        self.calendar += seconds


@pytest.fixture
def clock() -> TwoClocks:
    return TwoClocks()


@pytest.fixture
def state(clock: TwoClocks) -> TokenState:
    return TokenState(clock)


def token(value: str = "one", obtained_at: float = 10_000.0) -> Token:
    return Token(value, obtained_at, obtained_at + LIFETIME)


# --- time


def test_a_token_is_fresh_until_it_is_due_for_renewal_and_valid_until_it_expires(
    state: TokenState, clock: TwoClocks
) -> None:
    one = token()
    state.install(one, None)
    seen = []
    for until in (0.0, RENEWED - 0.5, RENEWED, LIFETIME - 0.5, LIFETIME):
        clock.advance(until - clock.time)
        seen.append((state.fresh(), state.usable(None), state.valid(None)))
    assert seen == [(one, one, one), (one, one, one), (None, None, one), (None, None, one), (None, None, None)]


@pytest.mark.parametrize(("time", "calendar"), [(0.0, LIFETIME), (LIFETIME, 0.0), (LIFETIME, -5_000.0)])
def test_a_token_has_expired_when_the_clock_or_the_calendar_says_so(
    state: TokenState, clock: TwoClocks, time: float, calendar: float
) -> None:
    state.install(token(), None)
    clock.time += time
    clock.calendar += calendar
    assert state.valid(None) is None


def test_a_token_that_is_not_new_serves_for_what_is_left_of_it_by_the_clock_too(
    state: TokenState, clock: TwoClocks
) -> None:
    clock.advance(600.0)
    state.install(token(), None)
    assert state.valid(None) is not None
    clock.time += LIFETIME - 600.0
    assert state.valid(None) is None


def test_a_renewal_that_failed_is_tried_again_after_half_a_minute(state: TokenState, clock: TwoClocks) -> None:
    one = token()
    state.install(one, None)
    clock.advance(RENEWED)
    state.postpone()
    clock.advance(29.5)
    assert state.usable(None) is one
    clock.advance(0.5)
    assert state.usable(None) is None


def test_only_while_somebody_renews_it_a_token_that_is_due_serves_the_others(
    state: TokenState, clock: TwoClocks
) -> None:
    one = token()
    state.install(one, None)
    clock.advance(RENEWED)
    state.flight = Flight(clock.now() + 10.0)
    assert state.in_flight()
    assert state.usable(None) is one
    state.flight.finish(None)
    assert not state.in_flight()
    assert state.usable(None) is None


def test_a_call_whose_token_was_refused_goes_on_with_another_one_even_when_that_is_due(
    state: TokenState, clock: TwoClocks
) -> None:
    one = token()
    state.install(one, None)
    clock.advance(RENEWED)
    assert state.usable(Refused("another", UNAUTHORIZED)) is one
    assert state.usable(Refused("one", UNAUTHORIZED)) is None


# --- refusal


@pytest.mark.parametrize("status", [UNAUTHORIZED, FORBIDDEN])
def test_a_call_whose_token_was_replaced_meanwhile_has_another_one(state: TokenState, status: int) -> None:
    state.install(token(), None)
    assert state.refreshed(Refused("earlier", status)) is True
    assert state.refreshed(Refused("one", status)) is None


def test_a_401_ends_the_use_of_a_token_and_a_403_does_not(state: TokenState) -> None:
    one = token()
    state.install(one, None)
    state.refreshed(Refused("one", FORBIDDEN))
    assert state.valid(None) is one
    state.refreshed(Refused("one", UNAUTHORIZED))
    assert state.valid(None) is None


def test_a_token_that_lacks_permission_causes_no_refresh_for_a_quarter_of_an_hour(
    state: TokenState, clock: TwoClocks
) -> None:
    state.permission_denied("one")
    assert state.refreshed(Refused("one", FORBIDDEN)) is False
    assert state.refreshed(Refused("another", FORBIDDEN)) is None
    clock.advance(899.5)
    assert state.refreshed(Refused("one", FORBIDDEN)) is False
    clock.advance(0.5)
    assert state.refreshed(Refused("one", FORBIDDEN)) is None


def denied(state: TokenState, *values: str) -> list[str]:
    """Those of the tokens that cause no refresh after a 403."""
    return [value for value in values if state.refreshed(Refused(value, FORBIDDEN)) is False]


def test_a_token_that_replaced_the_denied_one_for_the_same_reason_is_denied_in_its_place(state: TokenState) -> None:
    state.install(token("second"), None)
    state.install(token("third"), Refused("second", FORBIDDEN))
    state.permission_denied("second")
    assert denied(state, "third") == ["third"]


def test_a_token_that_replaced_another_one_is_not_denied_with_that(state: TokenState) -> None:
    state.install(token("new"), Refused("old", FORBIDDEN))
    state.permission_denied("unrelated")
    assert denied(state, "new") == []


def test_a_token_that_replaced_the_denied_one_after_a_401_is_not_denied_with_it(state: TokenState) -> None:
    state.install(token("new"), Refused("old", UNAUTHORIZED))
    state.permission_denied("old")
    assert denied(state, "new") == []


def test_a_token_that_comes_after_its_predecessor_was_denied_is_denied_too(state: TokenState) -> None:
    state.permission_denied("old")
    state.install(token("new"), Refused("old", FORBIDDEN))
    assert denied(state, "new") == ["new"]


@pytest.mark.parametrize("why", [None, Refused("another", FORBIDDEN), Refused("denied", UNAUTHORIZED)])
def test_a_token_that_comes_for_another_reason_is_not_denied(state: TokenState, why: Refused | None) -> None:
    state.permission_denied("denied")
    state.install(token("new"), why)
    assert denied(state, "new") == []


# --- stores


@pytest.mark.parametrize("ago", [LIFETIME, LIFETIME + 1.0])
def test_an_expired_token_of_a_store_changes_nothing(state: TokenState, ago: float) -> None:
    state.failed(RateLimitError("Wait.", retry_after=600.0))
    assert state.take(token("old", 10_000.0 - ago), None) is None
    assert state.pause() is not None


def test_a_token_of_a_store_replaces_the_one_in_use_when_it_ends_later_and_not_when_at_the_same_time(
    state: TokenState,
) -> None:
    one, same_end, later = token("one"), token("two"), token("three", 10_001.0)
    state.install(one, None)
    assert state.take(same_end, None) is one
    assert state.take(later, None) is later
    assert state.take(one, None) is later


def test_the_refused_token_is_not_taken_from_a_store(state: TokenState) -> None:
    assert state.take(token("one"), Refused("one", FORBIDDEN)) is None


# --- pauses


def test_a_pause_lasts_as_long_as_the_endpoint_asked_for(state: TokenState, clock: TwoClocks) -> None:
    state.failed(RateLimitError("Wait.", retry_after=600.0))
    clock.advance(599.5)
    pause = state.pause()
    assert pause is not None
    assert (pause.seconds, pause.error.retry_after) == (0.5, 0.5)
    clock.advance(0.5)
    assert state.pause() is None


def test_each_call_gets_an_error_of_its_own_and_the_first_ones_stays_as_it_was(
    state: TokenState, clock: TwoClocks
) -> None:
    error = RateLimitError("Wait.", retry_after=600.0)
    state.failed(error)
    clock.advance(100.0)
    pauses = [state.pause(), state.pause()]
    assert error.retry_after == 600.0
    assert len({id(pause.error) for pause in pauses if pause} | {id(error)}) == 3


@pytest.mark.parametrize("error", [RateLimitError("Wait."), RateLimitError("Go.", retry_after=0.0), AuraError("Odd.")])
def test_an_error_that_asks_for_no_time_is_no_pause(state: TokenState, error: AuraError) -> None:
    state.failed(error)
    assert state.pause() is None


def test_a_new_token_ends_a_pause(state: TokenState) -> None:
    state.failed(RateLimitError("Wait.", retry_after=600.0))
    state.install(token(), None)
    assert state.pause() is None


# --- fork


def test_a_forked_child_is_not_held_up_by_a_thread_that_it_does_not_have(state: TokenState) -> None:
    held, done = threading.Event(), threading.Event()

    def other() -> None:
        with state.lock:
            held.set()
            done.wait(10.0)

    thread = threading.Thread(target=other)
    thread.start()
    held.wait(10.0)
    state.flight = Flight(100.0)
    try:
        state.after_fork()
        assert state.lock.acquire(blocking=False)
        state.lock.release()
        assert not state.in_flight()
    finally:
        done.set()
        thread.join(10.0)


# --- a token of a store


def test_a_token_of_a_store_serves_for_what_is_left_of_its_life(state: TokenState, clock: TwoClocks) -> None:
    kept = token("kept", obtained_at=9_900.0)
    assert state.take(kept, None) == kept
    clock.advance(LIFETIME - 101.0)
    assert state.valid(None) == kept
    clock.advance(2.0)
    assert state.valid(None) is None


def test_a_token_of_a_store_replaces_a_refused_one_that_would_have_lived_longer(state: TokenState) -> None:
    state.install(token("refused"), None)
    kept = token("kept", obtained_at=9_990.0)
    assert state.take(kept, Refused("refused", UNAUTHORIZED)) == kept


def test_a_token_of_a_store_that_a_403_led_to_is_denied_with_the_one_it_replaced(state: TokenState) -> None:
    state.install(token("old"), None)
    state.take(token("kept"), Refused("old", FORBIDDEN))
    state.permission_denied("old")
    assert state.refreshed(Refused("kept", FORBIDDEN)) is False


def test_a_refusal_without_a_token_in_use_asks_for_one(state: TokenState) -> None:
    assert state.refreshed(Refused("unknown", UNAUTHORIZED)) is None

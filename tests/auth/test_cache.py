"""What a client knows of its token, by itself: until when it serves, and what a refusal and a pause change."""

from __future__ import annotations

import threading

import pytest

from aurakit._auth.cache import QUARANTINE, Refused, TokenCache
from aurakit._auth.single_flight import Flight
from aurakit._auth.tokens import Token
from aurakit._calls.messages import FORBIDDEN, UNAUTHORIZED
from aurakit._errors.secret import Secret
from aurakit.errors import AuraError, RateLimitError
from support.clocks import TwoClocks

LIFETIME = 640.0  # so that it is renewed exactly a minute ahead
RENEWED = 580.0


@pytest.fixture
def clock() -> TwoClocks:
    return TwoClocks(0.0, 10_000.0)


@pytest.fixture
def cache(clock: TwoClocks) -> TokenCache:
    return TokenCache(clock)


def token(value: str = "one", obtained_at: float = 10_000.0) -> Token:
    return Token(Secret(value), obtained_at, obtained_at + LIFETIME)


def refused(value: str, status: int) -> Refused:
    return Refused(Secret(value), status)


# ------------------------------------------------------------------------------------------------ time


def test_no_call_takes_a_token_at_once_that_expired_while_the_computer_slept(
    cache: TokenCache, clock: TwoClocks
) -> None:
    cache.install(token(), None)
    clock.calendar += LIFETIME - 1.0
    assert cache.current() is not None
    clock.calendar += 1.0
    assert cache.current() is None


def test_a_token_is_fresh_until_it_is_due_for_renewal_and_valid_until_it_expires(
    cache: TokenCache, clock: TwoClocks
) -> None:
    one = token()
    cache.install(one, None)
    seen = []
    for until in (0.0, RENEWED - 0.5, RENEWED, LIFETIME - 0.5, LIFETIME):
        clock.advance(until - clock.time)
        seen.append((cache.fresh(), cache.usable(None), cache.valid(None)))
    assert seen == [(one, one, one), (one, one, one), (None, None, one), (None, None, one), (None, None, None)]


@pytest.mark.parametrize(("time", "calendar"), [(0.0, LIFETIME), (LIFETIME, 0.0), (LIFETIME, -5_000.0)])
def test_a_token_has_expired_when_the_clock_or_the_calendar_says_so(
    cache: TokenCache, clock: TwoClocks, time: float, calendar: float
) -> None:
    cache.install(token(), None)
    clock.time += time
    clock.calendar += calendar
    assert cache.valid(None) is None


def test_a_token_that_is_not_new_serves_for_what_is_left_of_it_by_the_clock_too(
    cache: TokenCache, clock: TwoClocks
) -> None:
    clock.advance(600.0)
    cache.install(token(), None)
    assert cache.valid(None) is not None
    clock.time += LIFETIME - 600.0
    assert cache.valid(None) is None


def test_a_renewal_that_failed_is_tried_again_after_half_a_minute(cache: TokenCache, clock: TwoClocks) -> None:
    one = token()
    cache.install(one, None)
    clock.advance(RENEWED)
    cache.postpone()
    clock.advance(29.5)
    assert cache.usable(None) is one
    clock.advance(0.5)
    assert cache.usable(None) is None


def test_only_while_somebody_renews_it_a_token_that_is_due_serves_the_others(
    cache: TokenCache, clock: TwoClocks
) -> None:
    one = token()
    cache.install(one, None)
    clock.advance(RENEWED)
    cache.flight = Flight(clock.now() + 10.0)
    assert cache.in_flight()
    assert cache.usable(None) is one
    cache.flight.finish(None)
    assert not cache.in_flight()
    assert cache.usable(None) is None


def test_a_call_whose_token_was_refused_goes_on_with_another_one_even_when_that_is_due(
    cache: TokenCache, clock: TwoClocks
) -> None:
    one = token()
    cache.install(one, None)
    clock.advance(RENEWED)
    assert cache.usable(refused("another", UNAUTHORIZED)) is one
    assert cache.usable(refused("one", UNAUTHORIZED)) is None


# ------------------------------------------------------------------------------------------------ refusal


@pytest.mark.parametrize("status", [UNAUTHORIZED, FORBIDDEN])
def test_a_call_whose_token_was_replaced_meanwhile_has_another_one(cache: TokenCache, status: int) -> None:
    cache.install(token(), None)
    assert cache.refreshed(refused("earlier", status)) is True
    assert cache.refreshed(refused("one", status)) is None


def test_a_401_ends_the_use_of_a_token_and_a_403_does_not(cache: TokenCache) -> None:
    one = token()
    cache.install(one, None)
    cache.refreshed(refused("one", FORBIDDEN))
    assert cache.valid(None) is one
    cache.refreshed(refused("one", UNAUTHORIZED))
    assert cache.valid(None) is None


BOTH = pytest.mark.parametrize("status", [UNAUTHORIZED, FORBIDDEN])


@BOTH
def test_a_second_refused_token_causes_no_token_request_for_a_quarter_of_an_hour(
    cache: TokenCache, clock: TwoClocks, status: int
) -> None:
    cache.refused_again(Secret("one"))
    assert cache.refreshed(refused("one", status)) is False
    assert cache.refreshed(refused("another", status)) is None
    clock.advance(QUARANTINE - 0.5)
    assert cache.refreshed(refused("one", status)) is False
    clock.advance(0.5)
    assert cache.refreshed(refused("one", status)) is None


@BOTH
def test_a_token_in_quarantine_is_used_on_so_that_each_call_asks_the_api_once(cache: TokenCache, status: int) -> None:
    one = token()
    cache.install(one, None)
    cache.refused_again(one.value)
    cache.refreshed(refused("one", status))
    assert cache.current() == one.value


def denied(cache: TokenCache, *values: str) -> list[str]:
    """Those of the tokens whose refusal leads to no token request, whatever its status."""
    by_status = [
        [value for value in values if cache.refreshed(refused(value, status)) is False]
        for status in (UNAUTHORIZED, FORBIDDEN)
    ]
    assert by_status[0] == by_status[1]
    return by_status[0]


@BOTH
def test_a_token_that_replaced_the_denied_one_meanwhile_is_denied_in_its_place(cache: TokenCache, status: int) -> None:
    cache.install(token("second"), None)
    cache.install(token("third"), refused("second", status))
    cache.refused_again(Secret("second"))
    assert denied(cache, "third") == ["third"]


@BOTH
def test_a_token_that_replaced_another_one_is_not_denied_with_that(cache: TokenCache, status: int) -> None:
    cache.install(token("new"), refused("old", status))
    cache.refused_again(Secret("unrelated"))
    cache.accepted(Secret("new"))
    assert denied(cache, "new") == []


@BOTH
def test_a_token_that_comes_after_its_predecessor_was_denied_is_denied_too(cache: TokenCache, status: int) -> None:
    cache.refused_again(Secret("old"))
    cache.install(token("new"), refused("old", status))
    assert denied(cache, "new") == ["new"]


@pytest.mark.parametrize("why", [None, refused("another", FORBIDDEN), refused("another", UNAUTHORIZED)])
def test_a_token_that_comes_for_another_reason_is_not_denied(cache: TokenCache, why: Refused | None) -> None:
    cache.refused_again(Secret("denied"))
    cache.install(token("new"), why)
    cache.accepted(Secret("new"))
    assert denied(cache, "new") == []


# ------------------------------------------------------------------------------------------------ on trial


@BOTH
def test_a_token_that_replaced_a_refused_one_is_on_trial_until_the_api_accepts_it(
    cache: TokenCache, status: int
) -> None:
    cache.install(token("first"), None)
    seen = [cache.on_trial]
    cache.install(token("second"), refused("first", status))
    seen.append(cache.on_trial)
    assert cache.accepted(Secret("first")) is False
    seen.append(cache.on_trial)
    assert [cache.accepted(Secret("second")) for _ in range(2)] == [True, False]
    seen.append(cache.on_trial)
    assert seen == [None, Secret("second"), Secret("second"), None]


@BOTH
def test_the_refusal_of_a_token_on_trial_is_the_second_one_in_a_row(
    cache: TokenCache, clock: TwoClocks, status: int
) -> None:
    second = token("second")
    cache.install(second, refused("first", status))
    assert cache.refreshed(refused("second", status)) is False
    assert cache.valid(None) is second and cache.on_trial is None
    assert [cache.untold(), cache.untold()] == [Secret("second"), None]
    clock.advance(300.0)
    assert cache.refreshed(refused("second", status)) is False
    assert cache.untold() is None
    clock.time += QUARANTINE - 300.0
    assert cache.refreshed(refused("second", status)) is None


@BOTH
def test_the_refusal_of_an_accepted_token_leads_to_a_request_as_that_of_the_first_one_does(
    cache: TokenCache, status: int
) -> None:
    cache.install(token("second"), refused("first", status))
    cache.accepted(Secret("second"))
    assert cache.refreshed(refused("second", status)) is None


@BOTH
def test_after_a_quarantine_the_next_token_is_on_trial_again(cache: TokenCache, clock: TwoClocks, status: int) -> None:
    cache.install(token("second"), refused("first", status))
    cache.refused_again(Secret("second"))
    clock.time += QUARANTINE
    cache.install(token("third"), refused("second", status))
    assert cache.on_trial == Secret("third")
    assert cache.refreshed(refused("third", status)) is False


def test_a_token_that_replaces_a_denied_one_is_denied_and_not_on_trial(cache: TokenCache) -> None:
    cache.refused_again(Secret("second"))
    cache.install(token("third"), refused("second", FORBIDDEN))
    assert cache.on_trial is None and cache.denies(Secret("third"))


def test_a_token_that_a_401_put_out_of_use_is_known_until_there_is_another_one(cache: TokenCache) -> None:
    cache.install(token("first"), None)
    why = refused("first", UNAUTHORIZED)
    seen = [cache.dropped]
    cache.refreshed(why)
    seen.append(cache.dropped)
    cache.install(token("second"), cache.dropped)
    seen.append(cache.dropped)
    assert seen == [None, why, None] and cache.on_trial == Secret("second")
    cache.accepted(Secret("second"))
    cache.refreshed(refused("second", FORBIDDEN))
    assert cache.dropped is None


def test_a_token_of_a_store_that_a_refusal_led_to_is_on_trial_and_one_at_the_start_is_not(cache: TokenCache) -> None:
    cache.take(token("kept"), None)
    assert cache.on_trial is None
    cache.take(token("newer", 10_001.0), refused("kept", UNAUTHORIZED))
    assert cache.on_trial == Secret("newer")


@BOTH
def test_a_token_that_another_process_knows_to_be_the_second_refused_one_stays_in_use_and_is_denied(
    cache: TokenCache, clock: TwoClocks, status: int
) -> None:
    stored = token("second")
    cache.take(stored, None)
    assert cache.refreshed(refused("second", status)) is None
    cache.deny(stored.value, 300.0, stored)
    assert cache.valid(None) == stored and cache.from_store and cache.dropped is None
    assert cache.untold() is None  # they know
    clock.advance(299.5)
    assert cache.refreshed(refused("second", status)) is False
    clock.advance(0.5)
    assert cache.refreshed(refused("second", status)) is None


@pytest.mark.parametrize("stored", [None, token("another"), "no token"])
def test_of_a_denied_token_that_the_store_no_longer_has_only_the_denial_is_known(
    cache: TokenCache, stored: object
) -> None:
    cache.take(token("second"), None)
    cache.refreshed(refused("second", UNAUTHORIZED))
    cache.deny(Secret("second"), 300.0, stored)
    assert cache.valid(None) is None and cache.dropped is None and cache.denies(Secret("second"))


def test_another_process_denies_no_token_for_longer_than_a_quarter_of_an_hour(
    cache: TokenCache, clock: TwoClocks
) -> None:
    cache.deny(Secret("second"), QUARANTINE + 50.0, None)
    clock.advance(QUARANTINE)
    assert not cache.denies(Secret("second"))


# ------------------------------------------------------------------------------------------------ stores


@pytest.mark.parametrize("ago", [LIFETIME, LIFETIME + 1.0])
def test_an_expired_token_of_a_store_changes_nothing(cache: TokenCache, ago: float) -> None:
    cache.failed(RateLimitError("Wait.", retry_after=600.0))
    assert cache.take(token("old", 10_000.0 - ago), None) is None
    assert cache.pause() is not None


def test_a_token_of_a_store_replaces_the_one_in_use_when_it_ends_later_and_not_when_at_the_same_time(
    cache: TokenCache,
) -> None:
    one, same_end, later = token("one"), token("two"), token("three", 10_001.0)
    cache.install(one, None)
    assert cache.take(same_end, None) is one
    assert cache.take(later, None) is later
    assert cache.take(one, None) is later


def test_the_refused_token_is_not_taken_from_a_store(cache: TokenCache) -> None:
    assert cache.take(token("one"), refused("one", FORBIDDEN)) is None


# ------------------------------------------------------------------------------------------------ pauses


def test_a_pause_lasts_as_long_as_the_endpoint_asked_for(cache: TokenCache, clock: TwoClocks) -> None:
    cache.failed(RateLimitError("Wait.", retry_after=600.0))
    clock.advance(599.5)
    pause = cache.pause()
    assert pause is not None
    assert (pause.seconds, pause.error.retry_after) == (0.5, 0.5)
    clock.advance(0.5)
    assert cache.pause() is None


def test_each_call_gets_an_error_of_its_own_and_the_first_ones_stays_as_it_was(
    cache: TokenCache, clock: TwoClocks
) -> None:
    error = RateLimitError("Wait.", retry_after=600.0)
    cache.failed(error)
    clock.advance(100.0)
    pauses = [cache.pause(), cache.pause()]
    assert error.retry_after == 600.0 and error.__traceback__ is None
    assert len({id(pause.error) for pause in pauses if pause} | {id(error)}) == 3


@pytest.mark.parametrize("error", [RateLimitError("Wait."), RateLimitError("Go.", retry_after=0.0), AuraError("Odd.")])
def test_an_error_that_asks_for_no_time_is_no_pause(cache: TokenCache, error: AuraError) -> None:
    cache.failed(error)
    assert cache.pause() is None


def test_a_new_token_ends_a_pause(cache: TokenCache) -> None:
    cache.failed(RateLimitError("Wait.", retry_after=600.0))
    cache.install(token(), None)
    assert cache.pause() is None


# ------------------------------------------------------------------------------------------------ fork


def test_a_forked_child_is_not_held_up_by_a_thread_that_it_does_not_have(cache: TokenCache) -> None:
    held, done = threading.Event(), threading.Event()

    def other() -> None:
        with cache.lock:
            held.set()
            done.wait(10.0)

    thread = threading.Thread(target=other)
    thread.start()
    held.wait(10.0)
    cache.flight = Flight(100.0)
    try:
        cache.forget_other_threads()
        assert cache.lock.acquire(blocking=False)
        cache.lock.release()
        assert not cache.in_flight()
    finally:
        done.set()
        thread.join(10.0)


# ------------------------------------------------------------------------------------------------ a token of a store


def test_a_token_of_a_store_serves_for_what_is_left_of_its_life(cache: TokenCache, clock: TwoClocks) -> None:
    kept = token("kept", obtained_at=9_900.0)
    assert cache.take(kept, None) == kept
    clock.advance(LIFETIME - 101.0)
    assert cache.valid(None) == kept
    clock.advance(2.0)
    assert cache.valid(None) is None


def test_a_store_does_not_bring_back_a_token_that_expired_by_the_clock_after_the_calendar_was_set_back(
    cache: TokenCache, clock: TwoClocks
) -> None:
    one, other = token("one"), token("other")
    cache.install(one, None)
    clock.time += LIFETIME
    assert cache.take(one, None) is None
    assert cache.take(other, None) is other


def test_a_token_of_a_store_replaces_a_refused_one_that_would_have_lived_longer(cache: TokenCache) -> None:
    cache.install(token("refused"), None)
    kept = token("kept", obtained_at=9_990.0)
    assert cache.take(kept, refused("refused", UNAUTHORIZED)) == kept


@BOTH
def test_a_token_of_a_store_that_a_refusal_led_to_is_denied_with_the_one_it_replaced(
    cache: TokenCache, status: int
) -> None:
    cache.install(token("old"), None)
    cache.take(token("kept"), refused("old", status))
    cache.refused_again(Secret("old"))
    assert cache.refreshed(refused("kept", status)) is False


def test_it_is_known_whether_the_token_in_use_came_from_a_store(cache: TokenCache) -> None:
    seen = [cache.from_store]
    cache.take(token("kept"), None)
    seen.append(cache.from_store)
    cache.take(token("same end"), None)
    seen.append(cache.from_store)
    cache.install(token("asked for", 10_001.0), None)
    seen.append(cache.from_store)
    cache.take(token("kept"), None)
    seen.append(cache.from_store)
    assert seen == [False, True, True, False, False]


def test_a_refusal_without_a_token_in_use_asks_for_one(cache: TokenCache) -> None:
    assert cache.refreshed(refused("unknown", UNAUTHORIZED)) is None


# ------------------------------------------------------------------------------------------------ nothing to remember


def test_there_is_something_to_remember_while_a_token_is_valid(cache: TokenCache, clock: TwoClocks) -> None:
    assert cache.empty()
    cache.install(token(), None)
    assert not cache.empty()
    clock.advance(LIFETIME)
    assert cache.empty()


def test_there_is_something_to_remember_while_a_pause_lasts(cache: TokenCache, clock: TwoClocks) -> None:
    cache.failed(RateLimitError("Wait.", retry_after=600.0))
    assert not cache.empty()
    clock.advance(600.0)
    assert cache.empty()


def test_there_is_something_to_remember_while_a_token_is_asked_for(cache: TokenCache, clock: TwoClocks) -> None:
    cache.flight = Flight(clock.now() + 10.0)
    assert not cache.empty()
    cache.flight.give_up()
    assert cache.empty()

"""Checks for stores that you write yourself.

With pytest, where `make` is a function that returns a new store object on the same data each time, as in two processes:

    from aurakit.stores import conformance

    @pytest.mark.parametrize("check", conformance.CHECKS, ids=lambda check: check.__name__)
    def test_my_store_conforms(check):
        check(make)

Without pytest, `conformance.run(make)` runs all of them and raises the failures. They take about ten seconds, because a
store uses real time. Each check uses its own keys, so the store need not be empty.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from .._auth.tokens import Token
from .._errors.secret import Secret
from .._ratelimit.shared_limit import Ask
from .._ratelimit.window import RateLimit

if TYPE_CHECKING:
    from .._auth.store_protocol import Store
    from .._ratelimit.shared_limit import Permit

Make = Callable[[], "Store"]

_TIMEOUT: Final = 5.0
_PER: Final = 0.5
# What a busy machine may add to a wait, in seconds.
_SLACK: Final = 0.25


def run(make: Make) -> None:
    """Run all checks. Raises an ExceptionGroup of AssertionErrors, each named after its check, if any fails.

    Args:
        make: returns a new store object on the same data each time.
    """
    failures: list[Exception] = []
    for check in CHECKS:
        try:
            check(make)
        except Exception as error:  # noqa: BLE001  # all are told
            error.add_note(check.__name__)
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {len(CHECKS)} checks failed", failures)


def a_saved_token_is_loaded_by_the_others(make: Make) -> None:
    """The latest one, as it was saved, and only under its own key."""
    key, one, another = _key(), make(), make()
    _expect(one.load(key, _TIMEOUT) is None, "a token that nobody saved was loaded")
    for token in (_token("first"), _token("a record: not a token")):  # such records are saved as well
        one.save(key, token, _TIMEOUT)
        _expect(another.load(key, _TIMEOUT) == token, "another token was loaded than the one saved last")
    _expect(another.load(_key(), _TIMEOUT) is None, "a token was loaded by another key")


def a_discarded_token_is_gone_unless_it_was_replaced(make: Make) -> None:
    """A process whose old token was refused must not discard a token that another process got meanwhile."""
    key, one, another = _key(), make(), make()
    old, new = _token("old"), _token("new")
    one.save(key, old, _TIMEOUT)
    another.save(key, new, _TIMEOUT)
    one.discard(key, old, _TIMEOUT)
    _expect(one.load(key, _TIMEOUT) == new, "a token was discarded that is not the refused one")
    one.discard(key, new, _TIMEOUT)
    _expect(another.load(key, _TIMEOUT) is None, "a discarded token is still there")


def one_party_at_a_time_has_the_right_to_ask_for_a_token(make: Make) -> None:
    """Until it is released or has expired; after that it cannot release the claim of another process."""
    key, one, another = _key(), make(), make()
    claim = one.claim(key, 30.0, _TIMEOUT)
    _expect(claim is not None, "nobody could claim the right")
    _expect(another.claim(key, 30.0, _TIMEOUT) is None, "two parties had the right at once")
    _expect(another.claim(_key(), 30.0, _TIMEOUT) is not None, "the right was refused for another key")
    if claim is not None:
        claim.release(_TIMEOUT)
        claim.release(_TIMEOUT)
    short = another.claim(key, 0.2, _TIMEOUT)
    _expect(short is not None, "a released right was not free")
    time.sleep(0.3)
    _expect(one.claim(key, 30.0, _TIMEOUT) is not None, "a right did not expire")
    if short is not None:
        short.release(_TIMEOUT)
    _expect(another.claim(key, 30.0, _TIMEOUT) is None, "a right was released by a party that had lost it")


def no_more_slots_than_the_limit_are_given_in_any_window(make: Make) -> None:
    """The next one is given as soon as the window allows."""
    key, one, another = _key(), make(), make()
    began = time.monotonic()
    for store in (one, another, one):
        _report(store, key, _acquired(store, key, limit=3))
    refused = _ask(another, key, limit=3)
    _expect(0.0 < refused.wait <= _PER + 0.1, f"with a full window the store said {refused}")
    _acquired(another, key, limit=3, within=_PER + _SLACK)
    took = time.monotonic() - began
    _expect(took >= _PER, f"the fourth slot in {_PER} s came after {took:.3f} s")


def a_slot_counts_from_its_end(make: Make) -> None:
    """The API counts a request when it arrives, which may be as late as its response."""
    key, store = _key(), make()
    slot = _acquired(store, key, limit=1)
    time.sleep(0.3)
    ended = time.monotonic()
    _report(store, key, slot)
    _acquired(store, key, limit=1, within=_PER + _SLACK + 1.0)
    took = time.monotonic() - ended
    _expect(took >= _PER, f"a slot was free {took:.3f} s after the end of an attempt")


def an_unsent_attempt_gives_its_slot_back(make: Make) -> None:
    """At once."""
    key, one, another = _key(), make(), make()
    one.report(key, _acquired(one, key, limit=1), "unsent", _TIMEOUT)
    _expect(_ask(another, key, limit=1).wait == 0.0, "the slot of an unsent attempt was not free")


def an_attempt_without_a_response_may_be_counted_later(make: Make) -> None:
    """A second later at most."""
    key, store = _key(), make()
    ended = time.monotonic()
    store.report(key, _acquired(store, key, limit=1), "unknown", _TIMEOUT)
    _acquired(store, key, limit=1, within=_PER + 2.0 + _SLACK)
    took = time.monotonic() - ended
    _expect(took >= _PER + 1.0, f"its slot was free after {took:.3f} s")


def a_slot_that_is_not_reported_ends_by_itself(make: Make) -> None:
    """Its process may have died."""
    key, store = _key(), make()
    began = time.monotonic()
    _acquired(store, key, limit=1, lasts=0.3)
    _acquired(store, key, limit=1, within=0.3 + _PER + 1.0 + _SLACK)
    took = time.monotonic() - began
    _expect(took >= 0.3 + _PER, f"it was free after {took:.3f} s, when its attempt could have been on its way")


def a_slot_that_nobody_knows_is_of_no_interest(make: Make) -> None:
    """The same is true of one that was already reported."""
    key, store = _key(), make()
    slot = _acquired(store, key, limit=2)
    store.report(key, slot, "unsent", _TIMEOUT)
    store.report(key, slot, "unsent", _TIMEOUT)
    _acquired(store, key, limit=2)
    store.report(_key(), slot, "admitted", _TIMEOUT)
    _acquired(store, key, limit=2)
    _expect(_ask(store, key, limit=2).wait > 0.0, "a slot was given twice")


def the_strictest_limit_of_all_parties_counts(make: Make) -> None:
    """For all of them."""
    key, one, another = _key(), make(), make()
    _acquired(one, key, limit=2)
    _acquired(another, key, limit=5)
    _expect(_ask(another, key, limit=5).wait > 0.0, "one party was given more than the limit that another asked for")


def parties_get_slots_in_the_order_in_which_they_began_to_wait(make: Make) -> None:
    """One slot each."""
    key, one, another = _key(), make(), make()
    slot = _acquired(one, key, limit=1)
    _expect(_ask(one, key, "first", limit=1).wait > 0.0, "a slot was given twice")
    _expect(_ask(another, key, "second", limit=1).wait > 0.0, "a slot was given twice")
    one.report(key, slot, "unsent", _TIMEOUT)
    _expect(_ask(another, key, "second", limit=1).wait > 0.0, "the second in line went before the first")
    _expect(_ask(one, key, "first", limit=1).wait == 0.0, "the first in line was refused a free slot")


def a_party_that_does_not_come_back_loses_its_place(make: Make) -> None:
    """After about two seconds."""
    key, store = _key(), make()
    slot = _acquired(store, key, limit=1)
    _ask(store, key, "dead", limit=1)
    store.report(key, slot, "unsent", _TIMEOUT)
    _acquired(store, key, "alive", limit=1, within=3.0)


def a_pause_is_everybodys(make: Make) -> None:
    """After it, attempts are made one at a time until one is admitted."""
    key, one, another = _key(), make(), make()
    slot = _acquired(one, key, limit=9)
    began = time.monotonic()
    one.penalise(key, slot, 0.4, _TIMEOUT)
    wait = _ask(another, key, limit=9).wait
    _expect(0.0 < wait <= 0.4, f"in a pause of 0.4 s the store said to wait {wait:.3f} s")
    trial = _acquired(another, key, limit=9, within=0.4 + _SLACK)
    _expect(time.monotonic() - began >= 0.4, "a slot was given in a pause")
    _expect(_ask(one, key, limit=9).wait > 0.0, "two attempts were made at once right after a pause")
    another.report(key, trial, "responded", _TIMEOUT)
    trial = _acquired(one, key, limit=9, within=1.0 + _SLACK)
    _expect(_ask(another, key, limit=9).wait > 0.0, "two attempts were made at once before one was admitted")
    one.report(key, trial, "admitted", _TIMEOUT)
    for store in (one, another):
        _acquired(store, key, limit=9, within=1.0 + _SLACK)


def a_pause_may_come_from_an_attempt_without_a_slot(make: Make) -> None:
    """For example one that was sent while the store could not be reached."""
    key, store = _key(), make()
    store.penalise(key, "", 0.3, _TIMEOUT)
    _expect(_ask(store, key).wait > 0.0, "a slot was given in a pause")


def less_urgent_attempts_leave_slots_to_others(make: Make) -> None:
    """As many as requested; and they never take a place in the line."""
    key, store = _key(), make()
    _acquired(store, key, limit=3)
    ask = Ask("party", (RateLimit(3, _PER),), 30.0, 2)
    _expect(store.acquire(key, ask, _TIMEOUT).wait > 0.0, "a slot was given that should have been left free")
    _acquired(store, key, "another", limit=3)


def threads_of_several_processes_keep_to_the_limit(make: Make) -> None:
    """However their requests interleave."""
    key, stores, limit = _key(), [make(), make()], 10
    times: list[float] = []
    stop = time.monotonic() + 3 * _PER

    def work(store: Store, party: str) -> None:
        while time.monotonic() < stop:
            permit = _ask(store, key, party, limit=limit)
            if permit.wait:
                time.sleep(min(permit.wait, _PER))
            else:
                times.append(time.monotonic())
                _report(store, key, permit.slot)

    threads = [threading.Thread(target=work, args=(stores[n % 2], str(n % 4)), daemon=True) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    _expect(len(times) > limit, f"{len(times)} slots were given in {3 * _PER} s")
    for first, last in zip(times, times[limit:], strict=False):
        _expect(last - first >= _PER, f"{limit + 1} slots were given in {last - first:.3f} s")


def what_is_used_can_be_looked_at(make: Make) -> None:
    """Reading it changes nothing."""
    key, store = _key(), make()
    _acquired(store, key, limit=2)
    _acquired(store, key, limit=2)
    _ask(store, key, "waits", limit=2)
    usage = make().usage(key, _TIMEOUT)
    _expect(usage.rates == (RateLimit(2, _PER),), f"limits in force: {usage.rates}")
    _expect((usage.used, usage.waiting, usage.paused) == (2, 1, 0.0), f"{usage}")
    store.penalise(key, "", 9.0, _TIMEOUT)
    _expect(8.0 < store.usage(key, _TIMEOUT).paused <= 9.0, "the pause is not reported")


def a_prompt_store_returns_at_once_when_it_is_given_no_time(make: Make) -> None:
    """Or raises. An event loop waits for it."""
    key, store = _key(), make()
    _acquired(store, key, limit=9)
    if getattr(store, "prompt", bool)():
        began = time.monotonic()
        with suppress(Exception):
            store.acquire(key, Ask("party", (RateLimit(9, _PER),), 30.0), 0.0)
        took = time.monotonic() - began
        _expect(took < _SLACK, f"with no time it took {took:.3f} s")


CHECKS: Final[tuple[Callable[[Make], None], ...]] = (
    a_saved_token_is_loaded_by_the_others,
    a_discarded_token_is_gone_unless_it_was_replaced,
    one_party_at_a_time_has_the_right_to_ask_for_a_token,
    no_more_slots_than_the_limit_are_given_in_any_window,
    a_slot_counts_from_its_end,
    an_unsent_attempt_gives_its_slot_back,
    an_attempt_without_a_response_may_be_counted_later,
    a_slot_that_is_not_reported_ends_by_itself,
    a_slot_that_nobody_knows_is_of_no_interest,
    the_strictest_limit_of_all_parties_counts,
    parties_get_slots_in_the_order_in_which_they_began_to_wait,
    a_party_that_does_not_come_back_loses_its_place,
    a_pause_is_everybodys,
    a_pause_may_come_from_an_attempt_without_a_slot,
    less_urgent_attempts_leave_slots_to_others,
    threads_of_several_processes_keep_to_the_limit,
    what_is_used_can_be_looked_at,
    a_prompt_store_returns_at_once_when_it_is_given_no_time,
)
"""All checks. Each takes `make` and raises AssertionError."""


def _key() -> str:
    return os.urandom(32).hex()


def _token(value: str) -> Token:
    now = float(int(time.time()))
    return Token(Secret(value), now, now + 3600.0)


def _ask(store: Store, key: str, party: str = "party", *, limit: int = 9, lasts: float = 30.0) -> Permit:
    return store.acquire(key, Ask(party, (RateLimit(limit, _PER),), lasts), _TIMEOUT)


def _acquired(
    store: Store, key: str, party: str = "party", *, limit: int, lasts: float = 30.0, within: float = 0.0
) -> str:
    """A slot, requested until there is one or `within` seconds have passed."""
    ends = time.monotonic() + within
    while True:
        permit = _ask(store, key, party, limit=limit, lasts=lasts)
        if permit.wait <= 0.0:
            _expect(bool(permit.slot), "a slot without a name was given")
            return permit.slot
        _expect(time.monotonic() < ends, f"there was no slot after {within:g} s")
        time.sleep(min(permit.wait, 0.1))


def _report(store: Store, key: str, slot: str) -> None:
    store.report(key, slot, "responded", _TIMEOUT)


def _expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise AssertionError(otherwise)

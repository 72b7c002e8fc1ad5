"""The window with several parties, by a clock that is handed in: never over a limit, never slower than it must be."""

from __future__ import annotations

import heapq
import sqlite3
import weakref
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit import RateLimit
from aurakit._ratelimit.local_limit import CHECK_AGAIN, LONGEST_SLOT, PARTY_PATIENCE
from aurakit._ratelimit.shared_limit import Usage
from aurakit._ratelimit.window import LONGEST_PAUSE, MARGIN
from aurakit.stores import Ask, MemoryStore, Permit
from aurakit.stores.file import _prepared, _Records
from aurakit.stores.ledger import (
    RECOVERY_CHECK,
    RECOVERY_PATIENCE,
    Recovery,
    decide,
    penalise,
    settle,
    strictest,
    usage,
)
from support.fakes import most_in_any

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "0" * 64
LASTS = 30.0


class Attempt(NamedTuple):
    """What one attempt of a party does."""

    start: float
    takes: float
    fate: str


ATTEMPTS = st.builds(
    Attempt,
    start=st.floats(0.0, 8.0),
    takes=st.floats(0.0, 3.0),
    fate=st.sampled_from(["admitted", "admitted", "responded", "unknown", "unsent", "dies", "gives up", "429"]),
)
PARTIES = st.lists(st.lists(ATTEMPTS, max_size=8), min_size=1, max_size=5)


class Ledger:
    """What `FileStore` decides and writes, in a database in memory."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._sql = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._sql.close)
        _prepared(self._sql)

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        return decide(_Records(self._sql, key), ask, self._now())

    def report(self, key: str, slot: str, ended: Any, timeout: float) -> None:
        settle(_Records(self._sql, key), slot, ended, self._now())

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        penalise(_Records(self._sql, key), slot, seconds, self._now())


BOTH = pytest.mark.parametrize("make", [MemoryStore, Ledger])


def test_what_is_known_of_a_limit_is_what_is_in_force_now() -> None:
    now = 100.0
    ledger = Ledger(lambda: now)
    narrow, wide = RateLimit(2, 1.0), RateLimit(10, 60.0)
    used = [ledger.acquire(KEY, Ask("one", (narrow, wide), LASTS), 1.0).slot for _ in range(2)]
    ledger.penalise(KEY, used[0], 5.0, 1.0)
    ledger.report(KEY, used[1], "responded", 1.0)
    records = _Records(ledger._sql, KEY)
    rates = tuple(records.rates((), now))
    assert set(rates) == {narrow, wide}
    assert usage(records, 3, now) == Usage(rates, 2, 3, 5.0, None)
    now = 101.5
    assert usage(records, 0, now).paused == 3.5
    assert usage(records, 0, now).used == (2 if rates[0] == wide else 0)
    now = 106.0
    assert usage(records, 0, now).paused == 0.0
    assert usage(_Records(ledger._sql, "1" * 64), 0, now) == Usage((), 0, 0, 0.0, None)


# ------------------------------------------------------------------------------------------------ one step at a time

START = 1_000.0
ONE, TWO, NINE = RateLimit(1, 0.5), RateLimit(2, 0.5), RateLimit(9, 0.5)
FREE = 0.5 + MARGIN  # seconds after the end of an attempt


class Book:
    """A ledger whose time is set by hand."""

    def __init__(self) -> None:
        self.now = START
        self._ledger = Ledger(lambda: self.now)

    def ask(self, at: float, party: str, *rates: RateLimit, lasts: float = LASTS, reserve: int = 0) -> Permit:
        self.now = START + at
        return self._ledger.acquire(KEY, Ask(party, rates, lasts, reserve), 1.0)

    def slot(self, at: float, party: str, *rates: RateLimit, lasts: float = LASTS) -> str:
        permit = self.ask(at, party, *rates, lasts=lasts)
        assert permit.wait == 0.0
        return permit.slot

    def wait(self, at: float, party: str, *rates: RateLimit, reserve: int = 0) -> Any:
        permit = self.ask(at, party, *rates, reserve=reserve)
        assert permit.slot == ""
        return pytest.approx(permit.wait)

    def report(self, at: float, slot: str, ended: str) -> None:
        self.now = START + at
        self._ledger.report(KEY, slot, ended, 1.0)

    def penalise(self, at: float, slot: str, seconds: float) -> None:
        self.now = START + at
        self._ledger.penalise(KEY, slot, seconds, 1.0)

    @property
    def records(self) -> _Records:
        return _Records(self._ledger._sql, KEY)

    @property
    def recovery(self) -> Recovery:
        return self.records.recovery()


@pytest.fixture
def book() -> Book:
    return Book()


def test_a_party_waits_for_the_end_of_the_slot_that_is_free_first_and_the_next_one_for_the_second(book: Book) -> None:
    slots = [book.slot(0.0, "x", TWO) for _ in range(2)]
    assert book.wait(0.0, "x", TWO) == FREE  # in flight
    book.report(0.1, slots[0], "responded")
    book.report(0.2, slots[1], "admitted")
    assert book.wait(0.3, "x", TWO) == FREE - 0.2
    assert book.wait(0.3, "y", TWO) == FREE - 0.1
    book.slot(0.62, "x", TWO)
    assert book.wait(0.62, "y", TWO) == FREE - 0.42
    book.slot(0.72, "y", TWO)


def test_nobody_is_told_to_ask_again_later_than_in_a_second(book: Book) -> None:
    book.slot(0.0, "x", RateLimit(1, 60.0))
    assert book.ask(0.0, "y", RateLimit(1, 60.0)) == Permit(CHECK_AGAIN)


def test_a_place_in_the_line_lasts_a_second_longer_than_the_wait(book: Book) -> None:
    book.report(0.0, book.slot(0.0, "x", ONE), "responded")
    assert book.wait(0.0, "first", ONE) == FREE
    assert book.wait(FREE + PARTY_PATIENCE - 0.01, "second", ONE) == FREE
    book.slot(FREE + PARTY_PATIENCE + 0.01, "second", ONE)


def test_a_party_that_got_a_slot_is_no_longer_in_the_line(book: Book) -> None:
    slots = [book.slot(0.0, "x", TWO) for _ in range(2)]
    book.ask(0.0, "first", TWO)
    for slot in slots:
        book.report(0.0, slot, "unsent")
    book.slot(0.0, "first", TWO)
    book.slot(0.0, "second", TWO)


def test_a_party_that_must_leave_slots_free_gets_one_if_it_does_and_no_place_in_the_line_otherwise(book: Book) -> None:
    assert book.ask(0.0, "background", TWO, reserve=1).wait == 0.0
    assert book.wait(0.0, "background", TWO, reserve=1) == FREE
    book.slot(0.0, "other", TWO)


def test_a_slot_that_nobody_reports_ends_when_its_attempt_has_certainly_ended_within_an_hour(book: Book) -> None:
    book.slot(0.0, "x", ONE, lasts=2.0)
    assert book.wait(2.4, "x", ONE) == FREE - 0.4
    book.slot(2.52, "x", ONE, lasts=1e6)
    assert book.wait(2.52 + LONGEST_SLOT + 0.4, "x", ONE) == FREE - 0.4
    book.slot(2.52 + LONGEST_SLOT + 0.52, "x", ONE)


def test_a_slot_whose_response_is_unknown_may_be_counted_a_second_later(book: Book) -> None:
    book.report(0.0, book.slot(0.0, "x", ONE), "unknown")
    assert book.wait(1.4, "x", ONE) == FREE - 0.4
    book.slot(1.52, "x", ONE)


def test_a_slot_is_remembered_for_as_long_as_the_longest_limit_counts_it(book: Book) -> None:
    long = RateLimit(3, 60.0)
    for second in (0.0, 1.0, 2.0):
        book.report(second, book.slot(second, "x", ONE, long), "admitted")
    assert book.ask(60.0, "x", ONE, long).wait == pytest.approx(MARGIN)
    book.slot(60.02, "x", ONE, long)


def test_a_slot_that_no_limit_counts_any_more_is_deleted(book: Book) -> None:
    for second in (0.0, 1.0, 2.0):
        book.report(second, book.slot(second, "x", ONE), "admitted")
    assert book.records.used(0.0) == 1


def test_a_slot_is_remembered_for_the_margin_too(book: Book) -> None:
    book.report(0.0, book.slot(0.0, "x", TWO), "admitted")
    assert usage(book.records, 0, START + 0.505).used == 1
    book.slot(0.505, "x", TWO)
    assert book.wait(0.506, "x", TWO) == FREE - 0.506


def test_nobody_sends_during_a_pause_and_then_one_at_a_time_and_twice_as_many_each_time(book: Book) -> None:
    book.penalise(0.0, book.slot(0.0, "x", NINE), 5.0)
    assert book.recovery == Recovery(START + 5.0, 1, 1, 0, START - RECOVERY_PATIENCE)
    assert book.wait(2.0, "x", NINE) == 3.0
    trial = book.slot(5.0, "x", NINE)
    assert trial.startswith("1.")
    assert book.recovery == Recovery(START + 5.0, 1, 1, 1, START + 5.0)
    assert book.wait(5.1, "y", NINE) == RECOVERY_CHECK
    assert book.wait(5.1, "z", NINE) == 2 * RECOVERY_CHECK
    book.report(5.2, trial, "admitted")
    assert (book.recovery.allowed, book.recovery.open) == (2, 0)
    slots = [book.slot(5.2, party, NINE) for party in ("y", "z")]
    assert book.wait(5.2, "x", NINE) == RECOVERY_CHECK
    book.report(5.3, slots[0], "responded")
    assert (book.recovery.allowed, book.recovery.open) == (2, 1)
    book.report(5.3, slots[0], "unsent")  # it is told once
    book.report(5.3, slots[1], "unsent")
    assert (book.recovery.allowed, book.recovery.open) == (2, 0)


def test_a_pause_is_over_when_as_many_were_admitted_as_the_strictest_limit_allows(book: Book) -> None:
    book.penalise(0.0, "", 0.0)
    allowed = []
    for second in (0.0, 1.0, 2.0):
        book.report(second, book.slot(second, "x", TWO, RateLimit(9, 60.0)), "admitted")
        allowed.append(book.recovery.allowed)
    assert allowed == [2, 0, 0]


def test_a_trial_of_which_nothing_is_heard_delays_the_others_for_five_seconds(book: Book) -> None:
    book.penalise(0.0, "", 1.0)
    book.slot(1.0, "x", NINE)
    assert book.wait(1.0 + RECOVERY_PATIENCE - 0.1, "y", NINE) == RECOVERY_CHECK
    book.slot(1.0 + RECOVERY_PATIENCE, "y", NINE)


def test_a_trial_that_ends_after_the_limits_were_forgotten_ends_the_recovery(book: Book) -> None:
    book.penalise(0.0, "", 0.0)
    book.report(1_000.0, book.slot(0.0, "x", NINE), "admitted")
    assert book.recovery.allowed == 0


def test_a_response_to_what_was_sent_before_a_pause_says_nothing_about_the_time_after_it(book: Book) -> None:
    slots = [book.slot(0.0, "x", NINE) for _ in range(2)]
    book.penalise(0.0, slots[0], 1.0)
    book.slot(1.0, "x", NINE)
    book.report(1.1, slots[1], "admitted")
    assert (book.recovery.allowed, book.recovery.open) == (1, 1)


def test_the_slot_of_a_429_ends_with_it(book: Book) -> None:
    book.penalise(0.2, book.slot(0.0, "x", ONE), 0.1)
    assert book.wait(0.4, "x", ONE) == FREE - 0.2


@pytest.mark.parametrize(("seconds", "pause"), [(-5.0, 0.0), (0.5, 0.5), (1e9, LONGEST_PAUSE)])
def test_a_pause_lasts_an_hour_at_most(book: Book, seconds: float, pause: float) -> None:
    book.penalise(0.0, "", seconds)
    assert book.recovery.paused_until == START + pause


def test_a_shorter_pause_does_not_end_a_longer_one(book: Book) -> None:
    book.penalise(0.0, "", 5.0)
    book.penalise(1.0, "", 1.0)
    assert (book.recovery.paused_until, book.recovery.epoch) == (START + 5.0, 2)


def test_of_several_limits_those_count_that_no_other_includes() -> None:
    narrow, wide, within = RateLimit(2, 1.0), RateLimit(10, 60.0), RateLimit(10, 30.0)
    assert strictest([wide, within, narrow, narrow]) == [narrow, wide]
    assert strictest([RateLimit(10, 0.5), narrow]) == [narrow]
    assert strictest([RateLimit(5, 1.0), narrow]) == [narrow]
    assert strictest([]) == []


class Parties:
    """Several parties with one attempt at a time each, and the API as it counts."""

    def __init__(self, make: Callable[..., Any], rate: RateLimit, parties: list[list[Attempt]]) -> None:
        self.rate, self.now = rate, 0.0
        self.store = make(lambda: self.now)
        self.arrivals: list[float] = []
        self.ended: dict[int, list[float]] = {number: [] for number in range(len(parties))}
        self.paused_until = 0.0
        self._plans = [list(plan) for plan in parties]
        self._number = 0
        self._events: list[tuple[float, int, int, str, str]] = []
        for number, plan in enumerate(self._plans):
            if plan:
                self._at(plan[0].start, number, "ask")

    def _at(self, when: float, party: int, what: str, slot: str = "") -> None:
        self._number += 1
        heapq.heappush(self._events, (when, self._number, party, what, slot))

    def play(self, *, most: int = 5_000) -> None:
        for _ in range(most):
            if not self._events:
                return
            self.now, _, party, what, slot = heapq.heappop(self._events)
            attempt = self._plans[party][0]
            if what == "end":
                self._end(party, attempt, slot)
            else:
                self._ask(party, attempt)
        raise AssertionError("some party asks for ever")

    def _ask(self, party: int, attempt: Attempt) -> None:
        permit = self.store.acquire(KEY, Ask(str(party), (self.rate,), LASTS), 1.0)
        if permit.wait > 0.0:
            if attempt.fate == "gives up":
                self._next(party)
            else:
                self._at(self.now + max(permit.wait, 1e-6), party, "ask")  # a clock goes on, however little
            return
        assert self.now >= self.paused_until
        if attempt.fate != "unsent":
            self.arrivals.append(self.now + attempt.takes / 2)
        if attempt.fate == "dies":
            self._next(party)
        else:
            self._at(self.now + attempt.takes, party, "end", permit.slot)

    def _end(self, party: int, attempt: Attempt, slot: str) -> None:
        self.ended[party].append(self.now)
        if attempt.fate == "429":
            self.store.penalise(KEY, slot, 2.0, 1.0)
            self.paused_until = max(self.paused_until, self.now + 2.0)
        else:
            fate = "admitted" if attempt.fate == "gives up" else attempt.fate
            self.store.report(KEY, slot, fate, 1.0)
        self._next(party)

    def _next(self, party: int) -> None:
        self._plans[party].pop(0)
        if self._plans[party]:
            self._at(self.now, party, "ask")


@BOTH
@given(limit=st.integers(1, 5), per=st.floats(0.5, 6.0), parties=PARTIES)
def test_whatever_the_parties_do_the_api_never_counts_too_many_and_nobody_waits_for_ever(
    make: Callable[..., Any], limit: int, per: float, parties: list[list[Attempt]]
) -> None:
    play = Parties(make, RateLimit(limit, per), parties)
    play.play()
    assert most_in_any(play.arrivals, per) <= limit


@BOTH
@given(limit=st.integers(2, 20), count=st.integers(2, 8), takes=st.floats(0.0, 0.05))
def test_parties_that_all_want_more_get_it_as_fast_as_allowed_and_in_turns(
    make: Callable[..., Any], limit: int, count: int, takes: float
) -> None:
    per, each = 2.0, 12
    play = Parties(make, RateLimit(limit, per), [[Attempt(0.0, takes, "admitted")] * each for _ in range(count)])
    play.play()
    windows = (count * each - 1) // limit
    # A slot is free `per` after its end; in a window a party sends one after the other.
    longest = windows * (per + MARGIN + takes) + each * takes + 0.01
    assert windows * per <= max(play.arrivals) - min(play.arrivals) <= longest
    finished = [ended[-1] for ended in play.ended.values()]
    assert max(finished) * len(finished) <= 3.0 * sum(finished)

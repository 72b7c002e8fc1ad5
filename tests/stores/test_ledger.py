"""The window with several parties, by a clock that is handed in: never over a limit, never slower than it must be."""

from __future__ import annotations

import heapq
import sqlite3
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit import RateLimit
from aurakit._ratelimit.shared_limit import Usage
from aurakit._ratelimit.window import MARGIN
from aurakit.stores import Ask, MemoryStore, Permit
from aurakit.stores.file import _prepared, _Records
from aurakit.stores.ledger import decide, penalise, settle, usage
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
        self._sql = sqlite3.connect(":memory:", isolation_level=None)
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

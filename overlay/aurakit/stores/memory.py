"""A store in memory: what one process's clients share, and a model for other stores and for tests."""

from __future__ import annotations

import threading
import time
from bisect import bisect_right, insort
from typing import TYPE_CHECKING

from .ledger import RATES_LAST, Recovery, decide, penalise, settle, strictest, usage

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._auth.store_protocol import Claim
    from .._auth.tokens import Token
    from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage
    from .._ratelimit.window import RateLimit


class MemoryStore:
    """Keeps a token and a rate limit in the memory of this process.

    Clients of one process share both without a store, so a program has no need of it: it is for tests, and a model for
    a store of your own. It does what every `Store` does, and never waits.

    Args:
        now: where the time comes from, in seconds; `time.monotonic` if not given.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._tokens: dict[str, Token] = {}
        self._claims: dict[str, tuple[object, float]] = {}
        self._limits: dict[str, _Records] = {}

    def load(self, key: str, timeout: float) -> Token | None:
        """The token that was saved last, or None."""
        return self._tokens.get(key)

    def save(self, key: str, token: Token, timeout: float) -> None:
        """Keep `token` in place of an earlier one."""
        self._tokens[key] = token

    def discard(self, key: str, token: Token, timeout: float) -> None:
        """Forget `token`, unless another one was saved meanwhile."""
        with self._lock:
            kept = self._tokens.get(key)
            if kept is not None and kept.value == token.value:
                del self._tokens[key]

    def claim(self, key: str, seconds: float, timeout: float) -> Claim | None:
        """The right to ask for the next token, for so many seconds; None while somebody else has it."""
        with self._lock:
            now = self._now()
            _, until = self._claims.get(key, (None, now))
            if until > now:
                return None
            claim = _MemoryClaim(self, key)
            self._claims[key] = claim, now + seconds
            return claim

    def _release(self, key: str, claim: object) -> None:
        with self._lock:
            if self._claims.get(key, (None, 0.0))[0] is claim:
                del self._claims[key]

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        """Give a slot, or say when to ask again."""
        with self._lock:
            return decide(self._records(key), ask, self._now())

    def report(self, key: str, slot: str, ended: Ended, timeout: float) -> None:
        """The attempt in a slot has ended."""
        with self._lock:
            settle(self._records(key), slot, ended, self._now())

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        """The API said 429 to the attempt in a slot: nobody gets one for `seconds`."""
        with self._lock:
            penalise(self._records(key), slot, seconds, self._now())

    def usage(self, key: str, timeout: float) -> Usage:
        """What limit is in force, and how much of it is used."""
        with self._lock:
            records = self._records(key)
            return usage(records, len(records.line), self._now())

    def _records(self, key: str) -> _Records:
        return self._limits.setdefault(key, _Records())


class _MemoryClaim:
    def __init__(self, store: MemoryStore, key: str) -> None:
        self._store = store
        self._key = key

    def release(self, timeout: float) -> None:
        """Give it up."""
        self._store._release(self._key, self)


class _Records:
    """The records of one limit; see `ledger.Records`."""

    def __init__(self) -> None:
        self._rates: dict[RateLimit, float] = {}
        self._slots: dict[int, float] = {}  # number → end
        self._ends: list[tuple[float, int]] = []
        self._number = 0
        self.line: dict[str, float] = {}  # party → due, in order
        self._recovery = Recovery()

    def rates(self, mine: tuple[RateLimit, ...], now: float) -> list[RateLimit]:
        for rate in mine:
            self._rates[rate] = now + max(RATES_LAST, 2 * rate.per)
        self._rates = {rate: until for rate, until in self._rates.items() if until > now}
        return strictest(list(self._rates))

    def used(self, since: float) -> int:
        return len(self._ends) - self._first(since)

    def _first(self, since: float) -> int:
        return bisect_right(self._ends, (since, self._number + 1))

    def end_of(self, since: float, number: int) -> float | None:
        index = self._first(since) + number
        return self._ends[index][0] if index < len(self._ends) else None

    def add(self, ends: float, forget: float) -> int:
        first = self._first(forget)
        for _, number in self._ends[:first]:
            del self._slots[number]
        del self._ends[:first]
        self._number += 1
        self._slots[self._number] = ends
        insort(self._ends, (ends, self._number))
        return self._number

    def end(self, number: int, ends: float) -> bool:
        if not self.remove(number):
            return False
        self._slots[number] = ends
        insort(self._ends, (ends, number))
        return True

    def remove(self, number: int) -> bool:
        ends = self._slots.pop(number, None)
        if ends is not None:
            self._ends.remove((ends, number))
        return ends is not None

    def ahead(self, party: str, now: float) -> int:
        self.line = {other: due for other, due in self.line.items() if due >= now}
        return list(self.line).index(party) if party in self.line else len(self.line)

    def line_up(self, party: str, due: float) -> None:
        self.line[party] = due

    def leave(self, party: str) -> None:
        self.line.pop(party, None)

    def recovery(self) -> Recovery:
        return self._recovery

    def recover(self, recovery: Recovery) -> None:
        self._recovery = recovery

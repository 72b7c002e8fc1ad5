"""The store in the memory of a process, which its clients share if they are given no other one.

It holds the limiter itself, which the calls of its clients use directly instead of `acquire` and `report`; callers of
those wait in the same queue.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Final, TypeGuard

from .._calls.locks import releasing
from .._calls.process_wide import Shared, watch
from .._ratelimit.local_limit import LocalLimit
from .._ratelimit.window import RateLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from .._ratelimit.shared_limit import Ask, Ended, Permit, Usage
    from .store_protocol import Claim
    from .tokens import Token

# Stands for a limit that nobody has asked for yet. Every other one is stricter.
_NO_LIMIT: Final = RateLimit(sys.maxsize, per=sys.float_info.min)


class MemoryStore:
    """Keeps a token and a rate limit in the memory of this process.

    Clients without a store share the one that `process_store()` returns. Give clients another one to keep their token
    and their limit separate from those of the others, for example in tests.

    Args:
        now: returns the time in seconds; `time.monotonic` by default.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._tokens: dict[str, Token] = {}
        self._claims: dict[str, tuple[object, float]] = {}
        self._limits: Shared[LocalLimit] = Shared()
        watch(self)

    def prompt(self) -> bool:
        """Whether an event loop may call its methods directly, because they never block. Those of a subclass may."""
        return is_plain(self)

    def _limit(self, key: str, rate_limit: RateLimit, now: Callable[[], float] | None = None) -> LocalLimit:
        """The limiter itself, for calls that use it directly. now: their time, if it is another one."""
        limit = self._limits.get(key, lambda: LocalLimit(rate_limit), now or self._now)
        limit.tighten(rate_limit)
        limit.owner = self
        return limit

    def load(self, key: str, timeout: float) -> Token | None:
        """The token that was saved last, or None."""
        return self._tokens.get(key)

    @releasing()
    def save(self, key: str, token: Token, timeout: float) -> None:
        """Save `token` in place of an earlier one, and delete expired ones."""
        with self._lock:
            for other in [other for other, kept in self._tokens.items() if kept.expires_at <= token.obtained_at]:
                del self._tokens[other]
            self._tokens[key] = token

    @releasing()
    def discard(self, key: str, token: Token, timeout: float) -> None:
        """Forget `token`, unless another one was saved meanwhile."""
        with self._lock:
            kept = self._tokens.get(key)
            if kept is not None and kept.value == token.value:
                del self._tokens[key]

    @releasing()
    def claim(self, key: str, seconds: float, timeout: float) -> Claim | None:
        """Claim the right to request the next token, for a number of seconds; None while somebody else has it."""
        with self._lock:
            now = self._now()
            _, until = self._claims.get(key, (None, now))
            if until > now:
                return None
            claim = _MemoryClaim(self, key)
            self._claims[key] = claim, now + seconds
            return claim

    @releasing()
    def _release(self, key: str, claim: object) -> None:
        with self._lock:
            if self._claims.get(key, (None, 0.0))[0] is claim:
                del self._claims[key]

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        """Grant a slot, or say when to ask again."""
        return self._limit(key, ask.rates[0]).permit(ask, self._now())

    def report(self, key: str, slot: str, ended: Ended, timeout: float) -> None:
        """The attempt in a slot has ended."""
        self._limit(key, _NO_LIMIT).finish(slot, ended, self._now())

    def penalise(self, key: str, slot: str, seconds: float, timeout: float) -> None:
        """The attempt in a slot got a 429: no slot is granted for `seconds`."""
        self._limit(key, _NO_LIMIT).penalise(slot, seconds, self._now())

    def usage(self, key: str, timeout: float) -> Usage:
        """The limit in force, and how much of it is used."""
        usage = self._limit(key, _NO_LIMIT).usage(self._now())
        return usage._replace(rates=tuple(rate for rate in usage.rates if rate != _NO_LIMIT))

    def forget_other_threads(self) -> None:
        """In a forked child: the threads that held the lock, or a claim, do not exist here."""
        self._lock = threading.RLock()
        self._claims = {}


class ProcessStore(MemoryStore):
    """The store of clients that are given none."""

    def idle(self, now: float) -> bool:
        """Whether there is nothing left to remember; see `_calls.process_wide`."""
        wall = time.time()
        return self._limits.idle() and not any(token.expires_at > wall for token in list(self._tokens.values()))


def is_plain(store: object) -> TypeGuard[MemoryStore]:
    """Whether it is one whose limit can be asked directly: a subclass may do something else in `acquire`."""
    return type(store) in (MemoryStore, ProcessStore)


_stores: Shared[ProcessStore] = Shared()


def process_store(*apart: Hashable) -> MemoryStore:
    """The store of all clients of this process that are given no other one.

    Your own code that sends requests for the same client id can use it to keep to the same limit, with the methods of
    `aurakit.stores.Store`. It is not shared between processes: each has its own.

    Args:
        apart: what separates some clients from all others, such as a clock of their own or a mocking library; nothing
            for the store of ordinary clients.

    See https://neo4j.com/docs/aura/api/overview/ for the limit, and https://neo4j.com/docs/aura/api/authentication/ for
    tokens.
    """
    return _stores.get(apart, ProcessStore, time.monotonic)


class _MemoryClaim:
    def __init__(self, store: MemoryStore, key: str) -> None:
        self._store = store
        self._key = key

    def release(self, timeout: float) -> None:
        """Release it."""
        self._store._release(self._key, self)

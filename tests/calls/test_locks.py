"""A lock that a block was left with, because an interrupt came on the way out of it, is nobody's."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._auth.cache import Refused, TokenCache
from aurakit._auth.tokens import Token
from aurakit._calls.call import ADMITTED
from aurakit._calls.locks import releasing
from aurakit._calls.process_wide import Shared
from aurakit._calls.store_access import Health
from aurakit._errors.secret import Secret
from aurakit._ratelimit.limiter import Limiter, RateLimit
from aurakit.clock import Clock
from aurakit.stores import Ask, MemoryStore
from interruption.opcodes import Interrupt, Recorded, in_a_thread_of_its_own

if TYPE_CHECKING:
    from collections.abc import Callable


class Holder:
    """Has a lock, and methods that are left in some way."""

    def __init__(self) -> None:
        self._lock = threading.RLock()

    @releasing()
    def left_locked(self) -> None:
        self._lock.acquire()
        raise KeyboardInterrupt

    @releasing()
    def block(self, action: Callable[[], object]) -> None:
        with self._lock:
            action()


def is_free(holder: Any, name: str = "_lock") -> bool:
    """Whether another thread gets its lock."""
    lock = getattr(holder, name)
    got: list[bool] = []

    def attempt() -> None:
        got.append(lock.acquire(blocking=False))
        if got[0]:
            lock.release()

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    return got[0]


def test_what_an_exception_left_locked_is_released() -> None:
    holder = Holder()
    with pytest.raises(KeyboardInterrupt):
        holder.left_locked()
    assert is_free(holder)


def test_a_block_further_out_keeps_its_lock() -> None:
    holder = Holder()
    inside: list[bool] = []

    def handler() -> None:
        with contextlib.suppress(KeyboardInterrupt):
            holder.block(interrupt)
        inside.append(is_free(holder))

    def interrupt() -> None:
        raise KeyboardInterrupt

    holder.block(handler)
    assert inside == [False] and is_free(holder)


def token() -> Token:
    now = Clock().wall()
    return Token(Secret("a-token"), now, now + 3600.0)


def limiter_call(limiter: Limiter) -> None:
    """All that `call_steps` does with a limiter, which it tells of an exception."""
    first, second = limiter.join(), limiter.join()
    try:
        limiter.acquire(first, 0.0)
        limiter.acquire(second, 0.0)
        limiter.should_log(0.0)
        limiter.report(first, 1.0, ADMITTED)
    except BaseException:
        limiter.release_lock()
        raise
    finally:
        limiter.leave(first, 1.0)
        limiter.leave(second, 1.0)
    limiter.tighten(RateLimit(1, per=2.0))
    limiter.idle(2.0)


def cache_call(cache: TokenCache) -> None:
    cache.install(token(), None)
    cache.usable(None)
    cache.refreshed(Refused(Secret("a-token"), 401))
    cache.install(token(), Refused(Secret("before"), 401))
    cache.accepted(Secret("a-token"))
    cache.refused_again(Secret("a-token"))
    cache.untold()
    cache.deny(Secret("a-token"), 1.0, token())
    cache.failed(OSError())
    cache.pause()
    cache.empty()


def store_call(store: MemoryStore) -> None:
    store.save("k", token(), 1.0)
    permit = store.acquire("k", Ask("me", (RateLimit(1),), 5.0), 1.0)
    store.report("k", permit.slot, "unknown", 1.0)
    store.penalise("k", "", 1.0, 1.0)
    claim = store.claim("k", 5.0, 1.0)
    if claim is not None:
        claim.release(1.0)
    store.usage("k", 1.0)
    store.discard("k", token(), 1.0)


def limits_of(holder: Any) -> list[Any]:
    """What else in it has a lock."""
    return [holder._limits, *holder._limits._used.values()] if isinstance(holder, MemoryStore) else []


def health_call(health: Health) -> None:
    health.failed(OSError(), 1.0)
    health.works()


def shared_call(shared: Shared[Any]) -> None:
    shared.get("key", lambda: Limiter(RateLimit(1)), lambda: 1.0)
    shared.get("other", lambda: Limiter(RateLimit(1)), lambda: 1.0)
    shared.clear()


@pytest.mark.skipif(sys.version_info[:2] == (3, 12), reason="Python 3.12 crashes when opcodes are traced")
@pytest.mark.skipif(sys.gettrace() is not None, reason="a debugger or coverage traces already")
@pytest.mark.parametrize(
    ("make", "lock", "work"),
    [
        (lambda: Limiter(RateLimit(1)), "_lock", limiter_call),
        (lambda: TokenCache(Clock()), "lock", cache_call),
        (MemoryStore, "_lock", store_call),
        (lambda: Health("a store"), "_lock", health_call),
        (Shared, "_lock", shared_call),
    ],
    ids=["limiter", "token", "store", "health of a store", "process-wide"],
)
@in_a_thread_of_its_own
def test_an_interrupt_at_any_opcode_leaves_no_lock(
    make: Callable[[], Any], lock: str, work: Callable[[Any], None]
) -> None:
    logging.getLogger("aurakit").disabled = True
    try:
        work(make())  # for what it imports
        first = make()
        with Recorded() as recorded:
            work(first)
        assert recorded.places
        reached = 0
        for place in recorded.places:
            holder = make()
            interrupt = Interrupt(place)
            with contextlib.suppress(KeyboardInterrupt), interrupt:
                work(holder)
            reached += bool(interrupt.where)
            for one in (holder, *limits_of(holder)):
                assert is_free(one, lock), interrupt.where
        assert reached > 0.9 * len(recorded.places)
    finally:
        logging.getLogger("aurakit").disabled = False

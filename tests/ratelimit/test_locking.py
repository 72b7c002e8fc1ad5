"""The limiter's lock: held by every method that changes something, and no trouble for who comes back in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import pytest

from aurakit._calls.call import ADMITTED
from aurakit._calls.wakers import Waker
from aurakit._ratelimit.limiter import Limiter, RateLimit, Ticket

if TYPE_CHECKING:
    from collections.abc import Callable

METHODS: Final[dict[str, Callable[[Limiter, Ticket], object]]] = {
    "tighten": lambda limiter, ticket: limiter.tighten(RateLimit(1)),
    "acquire": lambda limiter, ticket: limiter.acquire(limiter.join(), 0.0),
    "asks": lambda limiter, ticket: limiter.asks(ticket),
    "admitted": lambda limiter, ticket: limiter.admitted(ticket),
    "refused": lambda limiter, ticket: limiter.refused(ticket, 0.0, 1.0),
    "report": lambda limiter, ticket: limiter.report(ticket, 0.0, ADMITTED),
    "leave": lambda limiter, ticket: limiter.leave(ticket, 0.0),
    "should_log": lambda limiter, ticket: limiter.should_log(0.0),
    "idle": lambda limiter, ticket: limiter.idle(0.0),
}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_thread_waits_while_another_one_is_in_the_middle_of_a_method(
    method: Callable[[Limiter, Ticket], object],
) -> None:
    limiter = Limiter(RateLimit(3))
    ticket = limiter.join()
    assert limiter.acquire(ticket, 0.0) == 0.0
    done = threading.Event()

    def work() -> None:
        method(limiter, ticket)
        done.set()

    with limiter._lock:
        threading.Thread(target=work, daemon=True).start()
        assert not done.wait(0.05)
    assert done.wait(5.0)


def test_a_signal_handler_may_come_back_in_from_the_middle_of_a_method() -> None:
    limiter = Limiter(RateLimit(1))
    sending, waiting = limiter.join(), limiter.join()
    assert limiter.acquire(sending, 0.0) == 0.0 and limiter.acquire(waiting, 0.0) > 0.0
    delays: list[float] = []

    class Handler(Waker):
        def wake(self) -> None:
            delays.append(limiter.acquire(limiter.join(), 1.0))

    waiting.waker = Handler()
    thread = threading.Thread(target=limiter.leave, args=(sending, 1.0), daemon=True)
    thread.start()
    thread.join(5.0)
    assert not thread.is_alive()
    assert len(delays) == 1 and delays[0] > 0.0

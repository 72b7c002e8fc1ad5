"""The limit in a store, asked step by step: the slot of a call that ends early does not stay taken."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.steps import Use
from aurakit._ratelimit.limiter import Limiter, RateLimit, Ticket
from aurakit._ratelimit.shared_limit import SharedLimit
from aurakit.clock import Clock
from aurakit.stores import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Generator

KEY = "0" * 64


class Store(MemoryStore):
    """Notes what is reported."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[tuple[str, str]] = []
        self.told = threading.Event()

    def report(self, key: str, slot: str, ended: Any, timeout: float) -> None:
        super().report(key, slot, ended, timeout)
        self.reports.append((slot, ended))
        self.told.set()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def limiter(store: Store) -> Limiter:
    limiter = Limiter(RateLimit(1))
    limiter.shared = SharedLimit(store, KEY, Clock())
    return limiter


def asked(limiter: Limiter) -> tuple[Ticket, Generator[Any, Any, float], Use]:
    """A call that has a slot of the process and asks the store for another."""
    ticket = limiter.join()
    assert limiter.acquire(ticket, 0.0) == 0.0
    assert limiter.shared is not None
    steps = limiter.shared.admit(limiter, ticket, 10.0, 5.0)
    step = next(steps)
    assert isinstance(step, Use)
    return ticket, steps, step


def answered(step: Use) -> Any:
    return getattr(step.store, step.method)(*step.arguments)


def test_a_slot_that_comes_when_nobody_waits_for_it_any_more_goes_back_unused(limiter: Limiter, store: Store) -> None:
    _, steps, step = asked(limiter)
    with pytest.raises(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt())
    permit = answered(step)
    assert store.reports == [(permit.slot, "unsent")]
    assert store.usage(KEY, 1.0).used == 0


def test_a_slot_that_came_in_the_moment_of_an_interruption_goes_back_unused(limiter: Limiter, store: Store) -> None:
    _, steps, step = asked(limiter)
    permit = answered(step)
    with pytest.raises(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt())
    assert store.told.wait(5.0)
    assert store.reports == [(permit.slot, "unsent")]
    assert store.usage(KEY, 1.0).used == 0


def test_the_slot_of_a_call_that_is_given_up_is_reported_because_its_request_may_arrive(
    limiter: Limiter, store: Store
) -> None:
    ticket, steps, step = asked(limiter)
    permit = answered(step)
    with pytest.raises(StopIteration):
        steps.send(permit)
    limiter.leave(ticket, 1.0)
    assert store.told.wait(5.0)
    assert store.reports == [(permit.slot, "unknown")]

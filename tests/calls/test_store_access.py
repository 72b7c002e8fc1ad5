"""A store that fails: calls do without it for a while, and then try it again."""

from __future__ import annotations

from typing import Any

import pytest

from aurakit._calls.store_access import TRY_AGAIN, TRY_AGAIN_LASTING, Guarded, StoreUnavailableError
from support.fakes import FakeClock


class Store:
    """Anything will do: its methods are steps that the test answers."""


def used(guarded: Guarded, answer: object) -> tuple[Any, int]:
    """What a use of the store came to, and how often the store was asked. answer: what it returns or raises."""
    steps = guarded.use("load", "key", timeout=1.0, failed="nothing")
    asked: list[Any] = []
    try:
        asked.append(next(steps))
        if isinstance(answer, Exception):
            steps.throw(answer)
        steps.send(answer)
    except StopIteration as end:
        return end.value, len(asked)
    raise AssertionError("it went on after its answer")


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (OSError(), TRY_AGAIN),
        (StoreUnavailableError("it is locked"), TRY_AGAIN),
        (StoreUnavailableError("there is no home folder", lasting=True), TRY_AGAIN_LASTING),
    ],
)
def test_a_store_that_failed_is_not_asked_again_before_its_pause_is_over(error: Exception, pause: float) -> None:
    clock = FakeClock()
    guarded = Guarded(Store(), clock)
    assert used(guarded, error) == ("nothing", 1)
    clock.advance(pause - 0.5)
    assert used(guarded, "token") == ("nothing", 0)
    clock.advance(0.5)
    assert used(guarded, "token") == ("token", 1)
    assert used(guarded, "token") == ("token", 1)


def test_all_who_use_a_store_know_that_it_failed() -> None:
    clock, store = FakeClock(), Store()
    one, another = Guarded(store, clock), Guarded(store, clock)
    used(one, OSError())
    assert used(another, "token") == ("nothing", 0)

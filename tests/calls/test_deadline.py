"""How much of a call's time is left."""

from __future__ import annotations

import pytest

from aurakit._calls.deadline import Deadline
from support.fakes import FakeClock


def test_the_time_of_a_call_runs_from_the_moment_it_begins() -> None:
    clock = FakeClock()
    deadline = Deadline(clock, 10.0)
    clock.advance(4.0)
    assert deadline.remaining() == 6.0
    assert deadline.seconds == 10.0


@pytest.mark.parametrize(("passed", "left"), [(10.0, 0.0), (12.5, -2.5)])
def test_a_time_that_is_over_leaves_nothing(passed: float, left: float) -> None:
    clock = FakeClock()
    deadline = Deadline(clock, 10.0)
    clock.advance(passed)
    assert deadline.remaining() == left
    assert not deadline.over()  # its queue has no end


def test_time_in_the_queue_is_taken_back() -> None:
    clock = FakeClock()
    deadline = Deadline(clock, 10.0)
    clock.advance(100.0)
    deadline.extend(97.0)
    assert deadline.remaining() == 7.0


def test_without_a_time_for_everything_the_queue_has_no_end() -> None:
    clock = FakeClock()
    deadline = Deadline(clock, 10.0)
    clock.advance(1e9)
    assert deadline.remaining_in_all() == float("inf")
    assert not deadline.over()


def test_the_time_for_everything_ends_the_rest_and_is_not_taken_back() -> None:
    clock = FakeClock()
    deadline = Deadline(clock, 10.0, within=15.0)
    clock.advance(12.0)
    deadline.extend(12.0)
    assert (deadline.remaining(), deadline.remaining_in_all()) == (3.0, 3.0)
    clock.advance(3.0)
    assert deadline.over()


def test_a_time_for_everything_that_is_longer_leaves_the_call_its_own() -> None:
    deadline = Deadline(FakeClock(), 10.0, within=15.0)
    assert (deadline.remaining(), deadline.remaining_in_all()) == (10.0, 15.0)

"""The record of what was sent, by itself: when the next slot is free, by one limit or by several."""

from __future__ import annotations

import pytest

from aurakit._ratelimit.window import MARGIN, RateLimit, Window
from aurakit.errors import ConfigurationError


def waits(window: Window, slots: int) -> list[float]:
    """The seconds from 0.0 to the next slot with none, one, two … in use."""
    return [round(window.wait(taken, 0.0) - MARGIN, 9) for taken in range(slots)]


def window_of(limit: int, *ended: float) -> Window:
    window = Window(RateLimit(limit, per=10.0))
    for end in ended:
        window.note(end)
    return window


def test_the_message_about_a_limit_or_period_says_which_and_what_is_allowed() -> None:
    with pytest.raises(ConfigurationError) as caught:
        RateLimit(0)
    assert str(caught.value) == "RateLimit(limit=...) must be a whole number, 1 or more, not 0"
    with pytest.raises(ConfigurationError) as caught:
        RateLimit(1, per=0)
    assert str(caught.value) == "RateLimit(per=...) must be a number of seconds above 0, not 0"


def test_an_empty_window_has_no_wait_until_as_many_as_the_limit_are_in_use() -> None:
    assert [window_of(2).wait(taken, 0.0) for taken in range(3)] == [0.0, 0.0, float("inf")]


def test_each_slot_is_free_a_period_after_the_end_of_the_attempt_that_had_it() -> None:
    assert waits(window_of(3, 1.0, 3.0, 5.0), 3) == [11.0, 13.0, 15.0]


def test_a_slot_is_kept_a_hundredth_of_a_second_longer_because_clocks_differ() -> None:
    assert window_of(1, 0.0).wait(0, 0.0) == pytest.approx(10.01)


def test_a_time_that_is_over_is_no_wait() -> None:
    assert window_of(1, 1.0).wait(0, 50.0) == 0.0


def test_ends_that_are_noted_out_of_order_count_by_their_times() -> None:
    assert waits(window_of(3, 5.0, 1.0, 3.0), 3) == [11.0, 13.0, 15.0]
    assert waits(window_of(4, 5.0, 1.0, 3.0), 4) == [-MARGIN, 11.0, 13.0, 15.0]


def test_a_full_record_forgets_the_oldest_end_in_whatever_order_they_are_noted() -> None:
    assert waits(window_of(3, 1.0, 5.0, 3.0, 4.0), 3) == [13.0, 14.0, 15.0]
    assert waits(window_of(3, 1.0, 3.0, 5.0, 6.0), 3) == [13.0, 15.0, 16.0]
    assert waits(window_of(2, 1.0, 5.0, 3.0), 2) == [13.0, 15.0]


def test_an_end_older_than_all_of_a_full_record_takes_no_place_from_a_later_one() -> None:
    assert waits(window_of(2, 3.0, 5.0, 1.0), 2) == [13.0, 15.0]
    assert waits(window_of(1, 5.0, 1.0), 1) == [15.0]


def test_at_most_as_many_as_the_lowest_limit_allows_may_be_in_flight() -> None:
    window = Window(RateLimit(100, per=60.0))
    window.tighten(RateLimit(5, per=1.0))
    assert window.size == 5


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ((5, 60.0), (5, 60.0), {(5, 60.0)}),
        ((5, 60.0), (5, 30.0), {(5, 60.0)}),
        ((5, 60.0), (6, 60.0), {(5, 60.0)}),
        ((5, 30.0), (5, 60.0), {(5, 60.0)}),
        ((6, 60.0), (5, 60.0), {(5, 60.0)}),
        ((2, 1.0), (4, 60.0), {(2, 1.0), (4, 60.0)}),
        ((4, 60.0), (2, 1.0), {(2, 1.0), (4, 60.0)}),
    ],
)
def test_of_two_limits_the_one_that_includes_the_other_is_kept_and_else_both(
    first: tuple[int, float], second: tuple[int, float], kept: set[tuple[int, float]]
) -> None:
    window = Window(RateLimit(*first))
    window.tighten(RateLimit(*second))
    assert set(window.rates) == kept and len(window.rates) == len(kept)


def test_a_limit_that_one_of_several_includes_changes_nothing() -> None:
    window = Window(RateLimit(4, per=60.0))
    window.tighten(RateLimit(2, per=1.0))
    window.tighten(RateLimit(3, per=1.0))
    assert set(window.rates) == {(4, 60.0), (2, 1.0)}


def test_ends_that_a_smaller_limit_forgot_count_as_the_oldest_it_knows() -> None:
    window = Window(RateLimit(2, per=1.0))
    for end in (0.0, 1.0, 4.0):
        window.note(end)
    window.tighten(RateLimit(4, per=10.0))
    assert waits(window, 2) == [11.0, 11.0]
    assert window.wait(0, 11.0 + MARGIN) == 0.0


def test_ends_are_not_made_up_when_none_were_forgotten() -> None:
    window = Window(RateLimit(3, per=1.0))
    window.note(0.0)
    window.tighten(RateLimit(4, per=10.0))
    assert window.wait(1, 0.0) == 0.0


def test_a_tightened_window_keeps_no_more_ends_than_it_needs() -> None:
    window = Window(RateLimit(4, per=60.0))
    window.tighten(RateLimit(2, per=1.0))
    for end in range(100):
        window.note(float(end))
    assert len(window._ended) == 4


def test_an_attempt_that_has_ended_is_used_until_its_period_and_the_margin_are_over() -> None:
    window = window_of(5, 0.0, 4.0, 8.0)
    assert [window.used(10.0, now) for now in (8.0, 10.0 + MARGIN / 2, 10.0 + MARGIN, 14.1, 18.1)] == [3, 3, 2, 1, 0]
    assert window.used(2.0, 9.0) == 1  # of a shorter limit

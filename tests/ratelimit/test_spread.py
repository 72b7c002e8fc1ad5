"""The polls of waits spread over the window, so that what ordinary calls need becomes free bit by bit."""

from __future__ import annotations

import pytest

from aurakit._ratelimit.spread import CALM, PARTS, RESERVED, Spread
from aurakit._ratelimit.window import MARGIN, RateLimit, Window

LIMIT = 125
MOST = 18  # of the 105 slots for polls, in a sixth of the window
SLICE = 60.0 / PARTS


def polled(spread: Spread, window: Window, *times: float) -> None:
    """Polls that were granted a slot, and had their responses at once."""
    for time in times:
        spread.note(window, time)
        window.note(time)


def test_few_polls_may_be_made_at_once() -> None:
    spread, window = Spread(), Window(RateLimit(LIMIT))
    polled(spread, window, *[0.0] * (LIMIT // CALM - 1))
    assert spread.wait(window, 0, 0.0) == 0.0


def test_with_a_quarter_of_the_window_in_use_polls_get_a_sixth_of_their_share_in_a_sixth_of_the_time() -> None:
    spread, window = Spread(), Window(RateLimit(LIMIT))
    for _ in range(LIMIT // CALM):
        window.note(0.0)  # ordinary calls
    polled(spread, window, *[0.0] * (MOST - 1))
    assert spread.wait(window, 0, 0.0) == 0.0
    polled(spread, window, 4.0)
    assert spread.wait(window, 0, 4.0) == SLICE - 4.0
    assert spread.wait(window, 0, SLICE) == 0.0
    polled(spread, window, *[SLICE] * (MOST - 1))
    assert spread.wait(window, 0, SLICE) == pytest.approx(4.0)


def test_the_wait_ends_as_soon_as_less_than_a_quarter_of_the_window_is_in_use() -> None:
    spread, window = Spread(), Window(RateLimit(LIMIT))
    window.note(-58.0)
    polled(spread, window, *[0.0] * (LIMIT // CALM - 1))
    assert spread.wait(window, 0, 0.0) == pytest.approx(2.0 + MARGIN)
    assert spread.wait(window, 0, 2.0 + MARGIN) == 0.0


def test_requests_on_their_way_count_as_slots_in_use() -> None:
    spread, window = Spread(), Window(RateLimit(LIMIT))
    for _ in range(MOST):
        spread.note(window, 0.0)
    assert spread.wait(window, LIMIT // CALM - 1, 0.0) == 0.0
    assert spread.wait(window, LIMIT // CALM, 0.0) == SLICE


def test_of_several_limits_each_is_spread_over_its_own_time() -> None:
    spread, window = Spread(), Window(RateLimit(LIMIT))
    window.tighten(RateLimit(12, per=1.0))
    for _ in range(2):
        spread.note(window, 0.0)
    assert spread.wait(window, 3, 0.0) == pytest.approx(1.0 / PARTS)
    for _ in range(MOST):
        spread.note(window, 0.0)
    assert spread.wait(window, 3, 0.0) == SLICE


@pytest.mark.parametrize("limit", [1, RESERVED - 1])
def test_a_window_too_small_to_be_shared_is_not_spread(limit: int) -> None:
    spread, window = Spread(), Window(RateLimit(limit))
    for _ in range(limit):
        polled(spread, window, 0.0)
        assert spread.wait(window, 0, 0.0) == 0.0


def test_the_smallest_window_that_is_shared_is_spread_too() -> None:
    spread, window = Spread(), Window(RateLimit(RESERVED))
    window.note(0.0)
    polled(spread, window, 0.0)
    assert spread.wait(window, 0, 0.0) == SLICE


def test_a_limit_too_small_to_be_shared_leaves_the_others_as_they_are() -> None:
    spread, window = Spread(), Window(RateLimit(2, per=0.5))
    window.tighten(RateLimit(LIMIT))
    for _ in range(MOST):
        spread.note(window, 0.0)
    assert spread.wait(window, 2, 0.0) == SLICE


def test_what_is_older_than_the_window_is_forgotten() -> None:
    spread, window = Spread(), Window(RateLimit(LIMIT))
    for now in range(1_000):
        spread.note(window, float(now))
    assert len(spread._granted) <= 62

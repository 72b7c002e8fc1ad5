"""The table of long-running operations, by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit.sandbox.lifecycle import LIFECYCLES, TIMED_AS, Durations, Operation, actual_status, shown_status, under_way

SECONDS = st.floats(0.0, 1e4)
KINDS = st.sampled_from(sorted(LIFECYCLES))

ON_THE_WAY = {
    "create": ["creating"],
    "clone": ["creating", "loading"],
    "pause": ["pausing"],
    "resume": ["resuming"],
    "update": ["updating"],
    "rename": ["updating"],
    "overwrite": ["overwriting", "loading"],
    "restore": ["restoring"],
    "upgrade": ["updating"],
    "delete": ["destroying"],
    "snapshot": ["Pending", "InProgress"],
    "scheduled": ["Pending", "InProgress"],
    "key": ["pending"],
    "session": ["Creating", "NotReady"],
    "resize": ["resizing"],
    "database_delete": ["deleting"],
    "backup": ["Pending", "InProgress"],
    "data_api": ["creating"],
    "data_api_update": ["updating"],
    "data_api_pause": ["pausing"],
    "data_api_resume": ["resuming"],
    "data_api_delete": ["deleting"],
    "import_job": ["Queued", "Running"],
    "import_job_cancel": ["Running"],
    "virtual_graph": ["creating"],
    "virtual_graph_update": ["updating"],
    "virtual_graph_delete": ["deleted"],
}


def operation(kind: str, duration: float = 100.0, lag: float = 0.0, outcome: str | None = None) -> Operation:
    return Operation(kind, 1000.0, duration, lag, "running", outcome or LIFECYCLES[kind].done)


@pytest.mark.parametrize("kind", sorted(LIFECYCLES))
def test_an_operation_goes_through_its_statuses_in_order_and_ends_in_its_outcome(kind: str) -> None:
    seen = [actual_status(operation(kind), 1000.0 + second) for second in range(100)]
    assert list(dict.fromkeys(seen)) == ON_THE_WAY[kind]
    assert actual_status(operation(kind), 1100.0) == LIFECYCLES[kind].done


def test_every_operation_of_the_table_has_a_duration() -> None:
    assert (LIFECYCLES.keys() - TIMED_AS.keys()) | {"session_delete"} == set(Durations._fields)
    assert set(TIMED_AS.values()) <= set(Durations._fields)


@given(kind=KINDS, duration=SECONDS, lag=SECONDS, moment=SECONDS)
def test_a_response_shows_the_former_status_only_while_the_operation_is_under_way(
    kind: str, duration: float, lag: float, moment: float
) -> None:
    one = operation(kind, duration, lag)
    now = one.start + moment
    if shown_status(one, now) != actual_status(one, now):
        assert under_way(one, now)
        assert now < one.start + lag
        assert shown_status(one, now) == "running"


@given(kind=KINDS, duration=SECONDS, moment=SECONDS)
def test_the_outcome_shows_if_and_only_if_the_operation_is_over(kind: str, duration: float, moment: float) -> None:
    one = operation(kind, duration, outcome="the end")
    over = not under_way(one, one.start + moment)
    assert (actual_status(one, one.start + moment) == "the end") is over


def test_an_operation_that_takes_no_time_is_over_at_once() -> None:
    assert actual_status(operation("create", 0.0), 1000.0) == "running"


def test_an_operation_with_a_failed_outcome_does_not_succeed() -> None:
    assert operation("create").succeeds
    assert not operation("create", outcome="loading failed").succeeds

"""What one look at a resource means for a wait."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aurakit._client.wait_rules import (
    FOUND_WITHIN,
    GONE,
    SETTLES_WITHIN,
    Goal,
    PollResult,
    States,
    goal_of,
    judge,
    same,
    under_way,
)
from aurakit.v1.states import INSTANCE, KEY, SESSION, SNAPSHOT

TABLE = [INSTANCE, SNAPSHOT, KEY, SESSION]
CHANGES = ["updating", "upgrading", "resizing", "overwriting", "restoring"]


def word(goal: Goal, state: str, *, elapsed: float = 5.0, moved: bool = False, found: bool = True, **poll: Any) -> str:
    seen = PollResult(state, poll.pop("values", {}), **poll)
    return judge(goal, seen, elapsed=elapsed, moved=moved, found=found).word


def reason(goal: Goal, state: str, *, elapsed: float = 5.0, moved: bool = False, found: bool = True) -> str:
    return judge(goal, PollResult(state, {}), elapsed=elapsed, moved=moved, found=found).reason


# ------------------------------------------------------------------------------------------------ the end


@pytest.mark.parametrize(
    ("states", "start", "end"),
    [
        (INSTANCE, "creating", "running"), (INSTANCE, "pausing", "paused"), (INSTANCE, "resuming", "running"),
        (INSTANCE, "suspending", "suspended"), (SNAPSHOT, "Pending", "completed"), (KEY, "pending", "ready"),
        (SESSION, "Creating", "ready"),
    ],
)  # fmt: skip
def test_a_state_that_was_not_there_before_ends_the_wait_at_the_first_poll(
    states: States, start: str, end: str
) -> None:
    assert word(goal_of(states, start, {}), end, elapsed=0.0) == "done"


@pytest.mark.parametrize("states", TABLE)
def test_a_resource_without_a_state_is_a_new_one(states: States) -> None:
    for state in (None, ""):
        goal = goal_of(states, state, {})
        assert goal.start in states.new
        assert goal.wanted in states.resting


def test_a_state_that_lasts_is_waited_for_itself() -> None:
    assert goal_of(INSTANCE, "paused", {}).wanted == "paused"


@pytest.mark.parametrize("end", ["running", "paused"])
def test_a_state_that_is_not_known_ends_with_any_that_lasts(end: str) -> None:
    goal = goal_of(INSTANCE, "never heard of", {})
    assert goal.wanted == ""
    assert word(goal, end) == "done"


@pytest.mark.parametrize("start", CHANGES)
def test_a_state_that_was_there_before_does_not_end_the_wait_by_itself(start: str) -> None:
    goal = goal_of(INSTANCE, start, {})
    assert word(goal, "running", elapsed=0.0) == "wait"
    assert word(goal, "running", elapsed=SETTLES_WITHIN - 0.1) == "wait"


@pytest.mark.parametrize("start", CHANGES)
def test_a_state_that_was_there_before_counts_once_another_was_seen(start: str) -> None:
    assert word(goal_of(INSTANCE, start, {}), "running", moved=True) == "done"


@pytest.mark.parametrize("start", CHANGES)
def test_a_state_that_was_there_before_counts_once_responses_cannot_be_that_old(start: str) -> None:
    assert word(goal_of(INSTANCE, start, {}), "running", elapsed=SETTLES_WITHIN) == "done"


def test_reported_values_end_the_wait_however_soon() -> None:
    goal = goal_of(INSTANCE, "updating", {"memory": "8GB", "storage": "16GB"})
    assert word(goal, "running", elapsed=0.0, values={"memory": "8GB", "storage": "16GB"}) == "done"


@pytest.mark.parametrize("elapsed", [0.0, SETTLES_WITHIN, 10_000.0])
@pytest.mark.parametrize("moved", [True, False])
def test_another_value_than_the_one_asked_for_never_ends_the_wait(elapsed: float, moved: bool) -> None:
    goal = goal_of(INSTANCE, "updating", {"memory": "8GB", "storage": "16GB"})
    values = {"memory": "8GB", "storage": "8GB"}
    assert word(goal, "running", elapsed=elapsed, moved=moved, values=values) == "wait"


def test_a_value_that_is_not_reported_is_taken_for_there_once_responses_cannot_be_old() -> None:
    goal = goal_of(INSTANCE, "updating", {"secondaries_count": 2})
    assert word(goal, "running", values={"secondaries_count": None}) == "wait"
    assert word(goal, "running", values={"secondaries_count": None}, elapsed=SETTLES_WITHIN) == "done"


def test_one_reported_value_of_two_does_not_end_the_wait_before_the_other_shows() -> None:
    goal = goal_of(INSTANCE, "updating", {"memory": "8GB", "secondaries_count": 2})
    assert word(goal, "running", values={"memory": "8GB", "secondaries_count": None}) == "wait"
    assert word(goal, "running", values={"memory": "8GB", "secondaries_count": 2}) == "done"


@pytest.mark.parametrize("start", CHANGES)
def test_responses_are_too_old_to_count_for_45_seconds(start: str) -> None:
    goal = goal_of(INSTANCE, start, {})
    assert [word(goal, "running", elapsed=elapsed) for elapsed in (44.9, 45.0)] == ["wait", "done"]


def test_values_do_not_count_while_the_state_says_that_it_goes_on() -> None:
    goal = goal_of(INSTANCE, "updating", {"memory": "8GB"})
    assert word(goal, "updating", values={"memory": "8GB"}, elapsed=1_000.0, moved=True) == "wait"


def test_a_new_name_of_a_paused_instance_leaves_it_paused() -> None:
    goal = goal_of(INSTANCE, "updating", {"name": "new"}, "paused")
    assert word(goal, "paused", values={"name": "new"}) == "done"


@pytest.mark.parametrize(
    ("asked", "reported", "alike"),
    [
        ("8GB", "8GB", True), ("8GB", "8gb", True), ("8gb", "8GB", True), ("8GB", "16GB", False), ("8GB", None, True),
        (2, 2, True), (2, 0, False), ("2", 2, False), (2, "2", False), (True, False, False), (False, False, True),
        (0, None, True), ("OFF", "off", True),
    ],
)  # fmt: skip
def test_values_are_compared_without_regard_to_case_and_absence_is_no_difference(
    asked: Any, reported: Any, alike: bool
) -> None:
    assert same(asked, reported) is alike


# ------------------------------------------------------------------------------------------------ failures


@pytest.mark.parametrize(
    ("states", "start", "state"),
    [
        (INSTANCE, "creating", "loading failed"), (INSTANCE, "resuming", "loading failed"),
        (SNAPSHOT, "Pending", "failed"), (SNAPSHOT, "InProgress", "cancelled"), (KEY, "pending", "error"),
        (SESSION, "Creating", "failed"), (SESSION, "Creating", "expired"),
    ],
)  # fmt: skip
def test_a_failed_state_ends_the_wait_at_the_first_poll(states: States, start: str, state: str) -> None:
    goal = goal_of(states, start, {})
    assert word(goal, state, elapsed=0.0) == "failed"
    assert reason(goal, state) == f"its state is {state!r}"


@pytest.mark.parametrize("start", ["overwriting", "restoring"])
def test_a_failed_state_that_is_being_repaired_can_be_the_one_before(start: str) -> None:
    goal = goal_of(INSTANCE, start, {})
    assert word(goal, "loading failed") == "wait"
    assert word(goal, "loading failed", moved=True) == "failed"
    assert word(goal, "loading failed", elapsed=SETTLES_WITHIN) == "failed"


@pytest.mark.parametrize("other", ["paused", "suspended"])
@pytest.mark.parametrize("start", ["creating", "updating", "overwriting", "restoring", "resuming"])
def test_another_settled_state_fails_once_it_cannot_be_the_earlier_one(start: str, other: str) -> None:
    goal = goal_of(INSTANCE, start, {})
    assert word(goal, other, elapsed=0.0) == "wait"
    assert word(goal, other, moved=True) == "failed"
    assert word(goal, other, elapsed=SETTLES_WITHIN) == "failed"
    assert reason(goal, other, moved=True) == f"it is {other!r} instead of 'running'"


def test_a_name_that_changes_in_case_alone_is_waited_for() -> None:
    goal = goal_of(INSTANCE, "updating", {"name": "Orders"})
    assert word(goal, "running", values={"name": "orders"}, moved=True) == "wait"
    assert word(goal, "running", values={"name": "Orders"}) == "done"


def test_an_instance_that_did_not_pause_fails() -> None:
    goal = goal_of(INSTANCE, "pausing", {})
    assert [word(goal, "running"), word(goal, "running", moved=True)] == ["wait", "failed"]


@pytest.mark.parametrize("state", ["destroying", "deleting"])
@pytest.mark.parametrize("start", ["creating", "updating", "pausing", "running"])
def test_what_is_being_deleted_fails_every_other_wait_at_once(start: str, state: str) -> None:
    goal = goal_of(INSTANCE, start, {})
    assert word(goal, state, elapsed=0.0) == "failed"
    assert reason(goal, state) == "it is being deleted"


def test_errors_beside_the_resource_fail_at_once_with_their_text() -> None:
    goal = goal_of(SESSION, "Creating", {})
    verdict = judge(goal, PollResult("creating", {}, "no capacity"), elapsed=0.0, moved=False, found=True)
    assert verdict[:2] == ("failed", "no capacity")


# ------------------------------------------------------------------------------------------------ not found


@pytest.mark.parametrize(("states", "start"), [(INSTANCE, "creating"), (SNAPSHOT, "Pending"), (KEY, "pending")])
def test_something_new_may_be_not_found_for_a_minute(states: States, start: str) -> None:
    goal = goal_of(states, start, {})
    assert FOUND_WITHIN == 60.0
    assert word(goal, GONE, elapsed=0.0, found=False) == "wait"
    assert word(goal, GONE, elapsed=59.9, found=False) == "wait"
    assert word(goal, GONE, elapsed=60.0, found=False) == "failed"


def test_a_new_resource_that_was_found_once_and_is_gone_was_deleted() -> None:
    told = reason(goal_of(INSTANCE, "creating", {}), GONE, elapsed=1.0, found=True)
    assert told == "it no longer exists: somebody deleted it"


@pytest.mark.parametrize("start", ["updating", "pausing", "restoring", "running"])
def test_something_older_that_is_not_found_fails_at_once(start: str) -> None:
    assert word(goal_of(INSTANCE, start, {}), GONE, elapsed=0.0, found=False) == "failed"
    assert reason(goal_of(INSTANCE, start, {}), GONE, elapsed=0.0, found=False) == "it was not found"


@pytest.mark.parametrize("states", [INSTANCE, SESSION])
@pytest.mark.parametrize("found", [True, False])
def test_not_found_is_what_a_deletion_is_for(states: States, found: bool) -> None:
    assert word(goal_of(states, "destroying", {}), GONE, elapsed=0.0, found=found) == "done"


@pytest.mark.parametrize("states", TABLE)
@pytest.mark.parametrize(
    "state",
    [
        "resume failed", "creation_failed", "upgrade-error", "restore failure", "failed", "error", "internalerror",
    ],
)  # fmt: skip
def test_a_state_of_failure_that_is_not_known_ends_the_wait_at_once_too(states: States, state: str) -> None:
    goal = goal_of(states, min(states.new), {})
    assert word(goal, state, elapsed=0.0) == "failed"
    assert not under_way(goal, PollResult(state, {}))


@pytest.mark.parametrize("state", ["loading_failed", "encryption_key_not_found", "encryption-key-deleted"])
def test_a_state_of_failure_is_known_in_other_spellings(state: str) -> None:
    assert word(goal_of(INSTANCE, "creating", {}), state, elapsed=0.0) == "failed"


@pytest.mark.parametrize("state", ["failing over", "error correction", "quarantined"])
def test_another_state_that_is_not_known_is_waited_out(state: str) -> None:
    goal = goal_of(INSTANCE, "creating", {})
    assert word(goal, state, elapsed=600.0, moved=True) == "wait"
    assert under_way(goal, PollResult(state, {}))


@pytest.mark.parametrize("start", CHANGES)
def test_a_state_of_failure_that_is_not_known_can_be_the_one_before_a_change(start: str) -> None:
    goal = goal_of(INSTANCE, start, {})
    assert [word(goal, "resume failed"), word(goal, "resume failed", moved=True)] == ["wait", "failed"]


@pytest.mark.parametrize("state", ["running", "paused", "destroying", "loading failed", "unheard of"])
def test_whatever_is_still_there_lets_a_deletion_wait(state: str) -> None:
    goal = goal_of(INSTANCE, "destroying", {})
    assert word(goal, state, elapsed=1_000.0, moved=True) == "wait"


def test_the_errors_of_a_failed_session_do_not_fail_its_deletion() -> None:
    assert word(goal_of(SESSION, "destroying", {}), "failed", problem="no capacity") == "wait"


# ------------------------------------------------------------------------------------------------ unknown states

KNOWN = frozenset().union(*(set(states.leads_to) | states.resting | states.failed for states in TABLE))


@given(
    states=st.sampled_from(TABLE),
    state=st.text(min_size=1).map(str.lower).filter(lambda state: state not in KNOWN | {GONE}),
    elapsed=st.floats(0.0, 1e6),
    moved=st.booleans(),
)
def test_an_unknown_state_always_keeps_waiting(states: States, state: str, elapsed: float, moved: bool) -> None:
    assume(not states.has_failed(state))  # one that is called a failure or an error is known to be one
    for start in states.leads_to:
        assert word(goal_of(states, start, {}), state, elapsed=elapsed, moved=moved) == "wait"


@pytest.mark.parametrize("state", ["creating", "running"])
def test_only_a_failure_has_a_reason(state: str) -> None:
    assert reason(goal_of(INSTANCE, "creating", {}), state) == ""


@pytest.mark.parametrize(
    ("state", "begun"),
    [
        ("updating", True), ("loading", True), ("unheard of", True),
        ("running", False), ("paused", False), ("loading failed", False), (GONE, False),
    ],
)  # fmt: skip
def test_only_a_state_on_the_way_shows_that_an_operation_has_begun(state: str, begun: bool) -> None:
    assert under_way(goal_of(INSTANCE, "overwriting", {}), PollResult(state, {})) is begun


def test_a_value_asked_for_is_there_in_whatever_case_but_a_name_is_not() -> None:
    memory, name = (goal_of(INSTANCE, "updating", asked) for asked in ({"memory": "8gb"}, {"name": "orders"}))
    assert word(memory, "running", values={"memory": "8GB"}) == "done"
    assert word(name, "running", values={"name": "Orders"}, elapsed=SETTLES_WITHIN) == "wait"

"""The states of what can be waited for in v1: what is known of each, and where it leads."""

from __future__ import annotations

import pytest

from aurakit._client.wait_rules import GONE, PollResult, States, goal_of, judge
from aurakit.v1 import states as tables
from aurakit.v1.states import INSTANCE, KEY, SESSION, SNAPSHOT
from aurakit_raw.v1 import models

TABLE = [INSTANCE, SNAPSHOT, KEY, SESSION]


def word(states: States, start: str, state: str) -> str:
    """What follows from a first poll that shows `state` when `start` was handed in."""
    return judge(goal_of(states, start, {}), PollResult(state, {}), elapsed=5.0, moved=False, found=True).word


@pytest.mark.parametrize("states", TABLE)
def test_every_way_ends_in_a_resting_state_or_nowhere(states: States) -> None:
    assert set(states.leads_to.values()) <= states.resting | {GONE}
    assert states.new <= states.leads_to.keys()
    assert states.unannounced <= states.leads_to.keys()


@pytest.mark.parametrize("states", TABLE)
def test_no_state_is_of_two_kinds_and_all_are_in_lower_case(states: States) -> None:
    kinds = [set(states.leads_to), set(states.resting), set(states.failed), set(states.gone)]
    assert sum(map(len, kinds)) == len(set.union(*kinds))
    assert {state.lower() for state in set.union(*kinds)} == set.union(*kinds)


@pytest.mark.parametrize(
    ("states", "start", "wanted"),
    [
        (INSTANCE, "creating", "running"), (INSTANCE, "loading", "running"), (INSTANCE, "pausing", "paused"),
        (INSTANCE, "resuming", "running"), (INSTANCE, "updating", "running"), (INSTANCE, "overwriting", "running"),
        (INSTANCE, "restoring", "running"), (INSTANCE, "suspending", "suspended"), (INSTANCE, "destroying", GONE),
        (INSTANCE, "running", "running"), (INSTANCE, "paused", "paused"),
        (SNAPSHOT, "Pending", "completed"), (SNAPSHOT, "InProgress", "completed"),
        (KEY, "pending", "ready"),
        (SESSION, "Creating", "ready"), (SESSION, "NotReady", "ready"), (SESSION, None, "ready"),
    ],
)  # fmt: skip
def test_what_is_handed_in_tells_the_way(states: States, start: str | None, wanted: str) -> None:
    assert goal_of(states, start, {}).wanted == wanted


@pytest.mark.parametrize("start", ["loading failed", "Moving"])
def test_from_a_state_that_leads_nowhere_known_any_rest_will_do(start: str) -> None:
    goal = goal_of(INSTANCE, start, {})
    assert goal.wanted == ""
    assert [word(INSTANCE, start, state) for state in ("running", "paused", "suspended")] == ["done"] * 3


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (INSTANCE, models.InstanceStatus), (SNAPSHOT, models.SnapshotStatus), (SESSION, models.SessionStatus),
    ],
)  # fmt: skip
def test_every_state_of_the_document_is_in_the_table(states: States, status: type[models.InstanceStatus]) -> None:
    known = set(states.leads_to) | states.resting | states.failed
    assert [str(member) for member in status if member.value.lower() not in known] == []


def test_every_table_is_tested_here() -> None:
    found = [value for value in vars(tables).values() if isinstance(value, States)]
    assert len(found) == len(TABLE)


def test_the_repr_of_an_unknown_status_shows_no_control_characters() -> None:
    assert repr(models.InstanceStatus("new\x1b[31m\n")) == r"<InstanceStatus.new\x1b[31m\n: 'new\x1b[31m\n'>"
    assert repr(models.InstanceStatus.RUNNING) == "<InstanceStatus.RUNNING: 'running'>"

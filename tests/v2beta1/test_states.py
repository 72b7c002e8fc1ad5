"""The states of what can be waited for in v2beta1: what is known of each, and where it leads."""

from __future__ import annotations

import pytest

from aurakit._client.wait_rules import GONE, PollResult, States, goal_of, judge
from aurakit.v2beta1 import states as tables
from aurakit.v2beta1.states import BACKUP, DATABASE, IMPORT_JOB, INSTANCE, SESSION, VIRTUAL_GRAPH
from aurakit_raw.v2beta1 import models

TABLE = [INSTANCE, DATABASE, BACKUP, SESSION, IMPORT_JOB, VIRTUAL_GRAPH]


def test_every_table_is_tested() -> None:
    found = [value for name, value in vars(tables).items() if isinstance(value, States) and not name.startswith("_")]
    assert found == TABLE


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
    ("states", "status"),
    [
        (INSTANCE, models.InstanceStatus),
        (BACKUP, models.BackupStatus),
        (SESSION, models.SessionStatus),
        (IMPORT_JOB, models.ImportJobState),
        (IMPORT_JOB, models.ImportOutcome),
        (VIRTUAL_GRAPH, models.VirtualGraphStatus),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_state_of_the_document_is_known(states: States, status: type[models.InstanceStatus]) -> None:
    known = set(states.leads_to) | states.resting | states.failed | states.gone
    assert {member.value.lower() for member in status} <= known


@pytest.mark.parametrize(
    ("states", "start", "wanted"),
    [
        (INSTANCE, "creating", "running"), (INSTANCE, "resizing", "running"), (INSTANCE, "upgrading", "running"),
        (INSTANCE, "restoring", "running"), (INSTANCE, "destroying", GONE), (INSTANCE, "running", "running"),
        (DATABASE, "creating", "found"), (DATABASE, "deleting", GONE),
        (BACKUP, "Pending", "completed"), (BACKUP, "InProgress", "completed"),
        (SESSION, "Creating", "ready"), (SESSION, "NotReady", "ready"), (SESSION, "destroying", GONE),
        (IMPORT_JOB, "SecretCreated", "success"), (IMPORT_JOB, "Queued", "success"), (IMPORT_JOB, "Running", "success"),
        (IMPORT_JOB, "Cancelling", ""),
        (VIRTUAL_GRAPH, "creating", "running"), (VIRTUAL_GRAPH, "updating", "running"),
        (VIRTUAL_GRAPH, "deleting", GONE),
    ],
)  # fmt: skip
def test_what_is_handed_in_tells_the_way(states: States, start: str, wanted: str) -> None:
    assert goal_of(states, start, {}).wanted == wanted


@pytest.mark.parametrize(
    ("states", "start", "state"),
    [
        (INSTANCE, "creating", "loading failed"), (INSTANCE, "creating", "encryption key error"),
        (BACKUP, "Pending", "failed"), (BACKUP, "Pending", "cancelled"),
        (SESSION, "Creating", "expired"), (SESSION, "Creating", "deleted"),
        (IMPORT_JOB, "Queued", "failure"), (IMPORT_JOB, "Cancelling", "failure"), (VIRTUAL_GRAPH, "creating", "error"),
    ],
)  # fmt: skip
def test_a_state_that_leads_nowhere_ends_a_wait_at_once(states: States, start: str, state: str) -> None:
    verdict = judge(goal_of(states, start, {}), PollResult(state, {}), elapsed=5.0, moved=False, found=True)
    assert verdict.word == "failed"

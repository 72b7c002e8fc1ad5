"""What can be waited for in v1: where it is looked up, what it should come to, and what a poll shows of it."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from aurakit._client.wait_rules import GONE
from aurakit.v1 import (
    CreatedInstance,
    CustomerManagedKey,
    DeletedSession,
    Instance,
    InstanceSummary,
    Session,
    Snapshot,
)
from aurakit.v1.completions import updating
from aurakit.v1.ensure import Ensured
from aurakit.v1.waitables import waitable_of

PASSWORD = "the-initial-password-1"
ABOUT = {"id": "ab12", "name": "one", "tenant_id": "t", "cloud_provider": "gcp", "region": "europe-west1"}
CREATED = CreatedInstance.from_dict(
    {**ABOUT, "connection_url": "neo4j+s://ab12", "username": "neo4j", "password": PASSWORD, "type": "enterprise-db"}
)
KEY = {
    "id": "k", "name": "key", "tenant_id": "t", "cloud_provider": "gcp", "region": "r",
    "instance_type": "enterprise-db", "key_id": "arn", "created": "2024-01-31T12:00:00Z",
}  # fmt: skip


def instance(status: str, **changes: Any) -> Instance:
    return Instance.from_dict({**ABOUT, "status": status, **changes})


def snapshot(status: str) -> Snapshot:
    return Snapshot.from_dict({"instance_id": "ab12", "snapshot_id": "s1", "status": status})


def session(status: str | None, *problems: dict[str, str]) -> Session:
    return Session.from_dict({"id": "se1", "name": "s", "status": status, "errors": list(problems)})


def waitable(given: Any) -> Any:
    found = waitable_of(given)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (CREATED, "/instances/ab12"),
        (instance("pausing"), "/instances/ab12"),
        (Ensured(CREATED, True, {}), "/instances/ab12"),
        (Ensured(instance("running"), False, {}), "/instances/ab12"),
        (snapshot("Pending"), "/instances/ab12/snapshots/s1"),
        (CustomerManagedKey.from_dict({**KEY, "status": "pending"}), "/customer-managed-keys/k"),
        (session("Creating"), "/graph-analytics/sessions/se1"),
        (DeletedSession(id="se1"), "/graph-analytics/sessions/se1"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_any_operation_returns_is_looked_up_where_it_is(given: Any, path: str) -> None:
    waitable = waitable_of(given)
    assert waitable is not None
    request = waitable.request()
    assert request.operation.method == "GET"
    assert request.operation.path.format(**request.path_values) == path


def test_a_deletion_that_is_done_has_nothing_to_wait_for() -> None:
    assert waitable_of(None) is None


@pytest.mark.parametrize(
    "given", ["ab12", 7, [instance("running")], InstanceSummary.from_dict(ABOUT), {"id": "ab12"}], ids=repr
)
def test_what_no_operation_returns_is_a_type_error_that_names_it(given: Any) -> None:
    with pytest.raises(TypeError) as caught:
        waitable_of(given)
    assert str(caught.value) == (
        "wait() takes what an operation returned, such as an Instance, a Snapshot, a Session or a CustomerManagedKey, "
        f"not {type(given).__name__}; for an item of a list, pass what `get` returns"
    )


@pytest.mark.parametrize(
    ("given", "wanted", "name"),
    [
        (CREATED, "running", "instance ab12"),
        (instance("pausing"), "paused", "instance ab12"),
        (instance("destroying"), GONE, "instance ab12"),
        (updating(instance("paused"), {"name": "new"}), "paused", "instance ab12"),
        (snapshot("Pending"), "completed", "snapshot s1"),
        (CustomerManagedKey.from_dict({**KEY, "status": "pending"}), "ready", "customer managed key k"),
        (session("Creating"), "ready", "session se1"),
        (DeletedSession(id="se1"), GONE, "session se1"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_it_should_come_to_is_told_by_what_is_handed_in(given: Any, wanted: str, name: str) -> None:
    found = waitable(given)
    assert (found.goal.wanted, found.name) == (wanted, name)
    assert found.given is given


def test_what_was_asked_for_is_looked_for() -> None:
    found = waitable(updating(instance("running"), {"memory": "8GB"}))
    assert found.goal.values == {"memory": "8GB"}
    assert found.poll_result(found.goal, instance("Running", memory="4GB")) == ("running", {"memory": "4GB"}, None)


def test_a_deleted_session_without_an_id_cannot_be_waited_for() -> None:
    with pytest.raises(TypeError, match="DeletedSession"):
        waitable_of(DeletedSession())


def test_what_an_error_may_hold_of_a_new_instance_has_no_password() -> None:
    shown = waitable(Ensured(CREATED, True, {})).shown
    assert isinstance(shown, Instance)
    assert (shown.id, shown.status, shown.connection_url) == ("ab12", "creating", "neo4j+s://ab12")
    assert PASSWORD not in repr(shown.to_dict())


def test_what_an_error_holds_of_a_new_instance_is_all_else_that_the_response_said() -> None:
    said = {
        **ABOUT, "connection_url": "neo4j+s://ab12", "created_at": "2024-01-31T12:00:00Z", "type": "enterprise-db",
        "vector_optimized": True, "graph_analytics_plugin": False,
    }  # fmt: skip
    shown = waitable(CreatedInstance.from_dict({**said, "username": "neo4j", "password": PASSWORD})).shown
    assert shown.to_dict() == {**said, "status": "creating"}


def test_what_an_error_holds_of_a_new_instance_is_empty_where_the_response_said_nothing() -> None:
    said = {"id": "ab12", "connection_url": "neo4j+s://ab12", "username": "neo4j"}
    shown = waitable(CreatedInstance.from_dict({**said, "password": PASSWORD})).shown
    assert (shown.name, shown.region, shown.cloud_provider, shown.tenant_id) == ("", "", "", "")


def test_a_new_instance_can_be_waited_for_in_another_process_where_its_password_is_not() -> None:
    found, here = waitable(pickle.loads(pickle.dumps(CREATED))), waitable(CREATED)
    assert (found.shown, found.goal) == (here.shown, here.goal)


def test_what_is_not_found_is_gone() -> None:
    found = waitable(CREATED)
    assert found.poll_result(found.goal, None).state == GONE


def test_a_session_without_a_state_is_a_new_one() -> None:
    found = waitable(session(None))
    assert found.poll_result(found.goal, session(None)).state == "creating"


@pytest.mark.parametrize(
    ("errors", "problem"),
    [
        ([{"message": "no capacity"}], "the response has errors: no capacity"),
        ([{"message": "a", "reason": "r"}, {"message": "b"}], "the response has errors: a (r); b"),
        ([{"message": "", "reason": "some-reason"}], "the response has errors: some-reason"),
        (
            [{"message": "The session failed", "reason": "OutOfMemory"}],
            (
                "the response has errors: The session failed (OutOfMemory). The session ran out of memory: create one "
                "with more (`aura.sessions.estimate_size(…)` says how much it needs)"
            ),
        ),
    ],
)
def test_the_errors_of_a_session_are_told_with_their_reasons(errors: list[dict[str, str]], problem: str) -> None:
    found = waitable(session("Failed", *errors))
    assert found.poll_result(found.goal, found.given).problem == problem

"""As hard to live with as the real API, each thing by itself."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from sandbox.caller import Caller, reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OFF = Awkwardness.off()


@contextmanager
def sandbox_with(awkwardness: Awkwardness, **options: Any) -> Iterator[Caller]:
    with (
        Sandbox(clock=ManualClock(), awkwardness=awkwardness, request_limit=None, **options) as sandbox,
        Caller(sandbox) as caller,
    ):
        yield caller


def test_a_new_instance_cannot_be_found_for_a_moment_but_is_listed() -> None:
    with sandbox_with(OFF._replace(hidden=(5.0, 5.0))) as caller:
        instance_id = caller.create()
        answer = caller.get(f"/instances/{instance_id}")
        assert (answer.status_code, reasons(answer)) == (404, [("db-not-found", None)])
        assert [one["id"] for one in caller.data("/instances")] == [instance_id]
        caller.sandbox.advance(5.0)
        assert caller.shown(instance_id) == "creating"


def overwrite(caller: Caller, instance_id: str) -> None:
    source = caller.running()
    body = {"source_instance_id": source}
    caller.post(f"/instances/{instance_id}/overwrite", json=body).raise_for_status()


def restore(caller: Caller, instance_id: str) -> None:
    snapshot = caller.snapshot(instance_id)
    caller.action(f"/instances/{instance_id}/snapshots/{snapshot}/restore").raise_for_status()


def update(caller: Caller, instance_id: str) -> None:
    caller.patch(f"/instances/{instance_id}", json={"memory": "8GB"}).raise_for_status()


def upgrade(caller: Caller, instance_id: str) -> None:
    caller.action(f"/instances/{instance_id}/upgrade").raise_for_status()


@pytest.mark.parametrize(
    ("begin", "status"),
    [(update, "updating"), (overwrite, "overwriting"), (restore, "restoring"), (upgrade, "updating")],
)
def test_the_first_answers_after_a_change_still_say_running_though_it_has_begun(
    begin: Callable[[Caller, str], None], status: str
) -> None:
    with sandbox_with(OFF._replace(stale=(20.0, 20.0))) as caller:
        instance_id = caller.running(type="professional-db")
        begin(caller, instance_id)
        caller.sandbox.advance(19.0)
        assert caller.shown(instance_id) == "running"
        assert caller.actual(instance_id) == status
        assert caller.action(f"/instances/{instance_id}/pause").status_code == 409
        caller.sandbox.advance(1.0)
        assert caller.shown(instance_id) == status


def test_a_deleted_instance_is_gone_for_a_while_and_then_not_found() -> None:
    with sandbox_with(OFF._replace(gone=(10.0, 10.0))) as caller:
        instance_id = caller.running()
        caller.delete(f"/instances/{instance_id}").raise_for_status()
        while caller.actual(instance_id) is not None:
            caller.sandbox.advance(1.0)
        gone = caller.get(f"/instances/{instance_id}")
        assert (gone.status_code, reasons(gone)) == (410, [("db-already-deleted", None)])
        assert caller.delete(f"/instances/{instance_id}").status_code == 410
        caller.sandbox.advance(10.0)
        assert caller.get(f"/instances/{instance_id}").status_code == 404


def test_fields_are_null_or_absent_where_that_was_seen() -> None:
    with sandbox_with(OFF._replace(sparse=True)) as caller:
        instance_id = caller.create(type="business-critical")
        path = f"/instances/{instance_id}"
        assert {"memory" in caller.data(path) for _ in range(20)} == {True, False}
        assert {caller.data(path).get("secondaries_count") for _ in range(20)} == {0, None}
        assert all(isinstance(caller.data(path)["graph_analytics_plugin"], bool) for _ in range(20))


def test_types_and_counts_are_not_always_the_same() -> None:
    with sandbox_with(OFF._replace(sparse=True)) as caller:
        critical, free = caller.running(type="business-critical"), caller.running(type="free-db", memory="1GB")
        assert {"type" in caller.data(f"/instances/{critical}") for _ in range(20)} == {True, False}
        assert {caller.data(f"/instances/{free}")["graph_nodes"].__class__ for _ in range(20)} == {int, str}


def test_an_update_is_answered_with_an_instance_an_empty_object_or_nothing() -> None:
    with sandbox_with(OFF._replace(sparse=True)) as caller:
        instance_id, seen = caller.running(), set()
        for count in range(12):
            answer = caller.patch(f"/instances/{instance_id}", json={"secondaries_count": count})
            assert answer.status_code == 202
            seen.add(answer.content if len(answer.content) < 3 else b"an instance")
            caller.sandbox.advance(181.0)
    assert seen == {b"", b"{}", b"an instance"}


def test_a_pause_is_accepted_with_either_status_where_that_is_asked_for() -> None:
    seen = set()
    with sandbox_with(OFF._replace(pause_200=True)) as caller:
        instance_id = caller.running()
        for _ in range(8):
            seen.add(caller.action(f"/instances/{instance_id}/pause").status_code)
            caller.sandbox.advance(121.0)
            caller.action(f"/instances/{instance_id}/resume").raise_for_status()
            caller.sandbox.advance(151.0)
    assert seen == {200, 202}


def test_a_new_session_has_no_status_and_old_ones_at_times_other_names() -> None:
    body = {"name": "s", "memory": "8GB", "cloud_provider": "gcp", "region": "europe-west1"}
    with sandbox_with(OFF._replace(sparse=True)) as caller:
        created = caller.post("/graph-analytics/sessions", json=body).json()["data"]
        assert created["status"] is None
        answers = [caller.data(f"/graph-analytics/sessions/{created['id']}") for _ in range(20)]
        assert all("project_id" in one for one in answers)
        assert {"tenant_id" in one for one in answers} == {True, False}
        assert {"T" in one["created_at"] for one in answers} == {True, False}
        assert {"database_uuid" in one for one in answers} == {True, False}
        seen = []
        for _ in range(42):
            seen.append(caller.data(f"/graph-analytics/sessions/{created['id']}")["status"])
            caller.sandbox.advance(1.0)
    assert list(dict.fromkeys(seen)) == ["Creating", "NotReady", "Ready"]


def test_statuses_can_be_shown_that_the_document_does_not_list() -> None:
    with sandbox_with(OFF._replace(statuses=(("updating", "resizing"),))) as caller:
        instance_id = caller.running()
        update(caller, instance_id)
        assert caller.shown(instance_id) == "resizing"


def test_all_of_it_is_on_by_default() -> None:
    assert Awkwardness().hidden[1] > 0.0
    assert Awkwardness().stale == (0.0, 30.0)
    assert Awkwardness().gone[1] > 0.0
    assert Awkwardness().expires_early[1] > 0.0
    assert Awkwardness().sparse


def test_an_upgrade_is_accepted_with_either_status() -> None:
    with sandbox_with(OFF._replace(sparse=True), token_lifetime=1e9) as caller:
        running = (caller.running(type="professional-db") for _ in range(12))
        seen = {caller.action(f"/instances/{instance_id}/upgrade").status_code for instance_id in running}
    assert seen == {200, 202}


def story(seed: int) -> list[Any]:
    """Everything a few requests get for an answer."""
    with Sandbox(clock=ManualClock(), seed=seed) as sandbox, Caller(sandbox) as caller:
        caller.create()
        for _ in range(20):
            caller.post("/instances", json=caller.instance_body())
            caller.get("/instances")
            sandbox.advance(40.0)
        caller.action(f"/instances/{sandbox.instances[0].id}/pause")
        return [sandbox.instances, [(one.status, one.request_id) for one in sandbox.requests]]


def test_the_same_seed_and_requests_give_the_same_answers() -> None:
    assert story(1) == story(1)
    assert story(1) != story(2)

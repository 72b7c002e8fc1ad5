"""Snapshots, projects, keys and sessions."""

from __future__ import annotations

from typing import Any

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Project, Sandbox
from sandbox.caller import Caller, reasons

DAY = 86400.0


def test_a_snapshot_is_pending_then_in_progress_then_completed(calm: Caller) -> None:
    instance_id = calm.running()
    answer = calm.action(f"/instances/{instance_id}/snapshots")
    snapshot_id = answer.json()["data"]["snapshot_id"]
    assert (answer.status_code, list(answer.json()["data"])) == (202, ["snapshot_id"])
    seen = []
    for _ in range(92):
        seen.append(calm.data(f"/instances/{instance_id}/snapshots/{snapshot_id}")["status"])
        calm.sandbox.advance(1.0)
    assert list(dict.fromkeys(seen)) == ["Pending", "InProgress", "Completed"]
    assert calm.shown(instance_id) == "running"


def test_snapshots_are_listed_by_their_day(calm: Caller) -> None:
    instance_id = calm.running()
    old = calm.snapshot(instance_id)
    calm.sandbox.advance(DAY)
    new = calm.snapshot(instance_id)
    path = f"/instances/{instance_id}/snapshots"
    assert [one["snapshot_id"] for one in calm.data(path)] == [new]
    first_day = [one["snapshot_id"] for one in calm.data(f"{path}?date=2025-01-01") if one["profile"] == "AdHoc"]
    assert first_day == [old]
    assert calm.data(f"{path}?date=2024-12-31") == []


def test_a_snapshot_belongs_to_its_instance_alone(calm: Caller) -> None:
    snapshot_id = calm.snapshot(calm.running())
    answer = calm.get(f"/instances/{calm.running()}/snapshots/{snapshot_id}")
    assert (answer.status_code, reasons(answer)) == (404, [("snapshot-not-found", None)])


def test_two_snapshots_at_a_time_are_a_conflict(calm: Caller) -> None:
    path = f"/instances/{calm.running()}/snapshots"
    assert calm.action(path).status_code == 202
    assert calm.action(path).status_code == 409


def test_more_snapshots_than_the_quota_allows_are_refused() -> None:
    projects = [Project(snapshot_quota=1)]
    with (
        Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), projects=projects) as sandbox,
        Caller(sandbox) as one,
    ):
        path = f"/instances/{one.running()}/snapshots"
        one.action(path).raise_for_status()
        sandbox.advance(91.0)
        refused = one.action(path)
        assert (refused.status_code, reasons(refused)) == (402, [("quota-exceeded", None)])


def test_a_snapshot_is_restored_once_it_is_complete(calm: Caller) -> None:
    instance_id = calm.running()
    path = f"/instances/{instance_id}/snapshots"
    early = calm.action(path).json()["data"]["snapshot_id"]
    assert calm.action(f"{path}/{early}/restore").status_code == 409
    calm.sandbox.advance(91.0)
    answer = calm.action(f"{path}/{early}/restore")
    assert (answer.status_code, answer.json()["data"]["status"]) == (202, "restoring")
    assert calm.shown(instance_id) == "restoring"
    calm.sandbox.advance(241.0)
    assert calm.shown(instance_id) == "running"


def test_a_project_lists_what_it_offers_in_full(calm: Caller) -> None:
    project = calm.data(f"/tenants/{calm.sandbox.project_id}")
    fields = {"region", "region_name", "type", "version", "memory", "cloud_provider"}
    assert all(fields <= one.keys() for one in project["instance_configurations"])
    assert all("storage" in one for one in project["instance_configurations"])
    assert {"us-east1", "europe-west1", "us-east-1", "eu-west-1"} <= {
        one["region"] for one in project["instance_configurations"]
    }


def key_body(calm: Caller, **changes: Any) -> dict[str, Any]:
    place = {"cloud_provider": "aws", "region": "us-west-2", "tenant_id": calm.sandbox.project_id}
    return place | {"name": "Key", "key_id": "arn:aws:kms:x", "instance_type": "enterprise-db"} | changes


def test_a_key_is_pending_then_ready_and_is_gone_when_its_deletion_is_answered(calm: Caller) -> None:
    created = calm.post("/customer-managed-keys", json=key_body(calm))
    assert (created.status_code, created.json()["data"]["status"]) == (202, "pending")
    path = f"/customer-managed-keys/{created.json()['data']['id']}"
    calm.sandbox.advance(61.0)
    assert calm.data(path)["status"] == "ready"
    assert len(calm.data("/customer-managed-keys")) == 1
    deleted = calm.delete(path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert calm.get(path).status_code == 404
    assert calm.delete(path).status_code == 404


def test_a_key_that_encrypts_an_instance_cannot_be_deleted(calm: Caller) -> None:
    key_id = calm.post("/customer-managed-keys", json=key_body(calm)).json()["data"]["id"]
    place = {"cloud_provider": "aws", "region": "us-west-2", "customer_managed_key_id": key_id}
    early = calm.post("/instances", json=calm.instance_body(**place))
    assert (early.status_code, reasons(early)) == (400, [("validation-error", "customer_managed_key_id")])
    calm.sandbox.advance(61.0)
    instance_id = calm.running(**place)
    assert calm.data(f"/instances/{instance_id}")["customer_managed_key_id"] == key_id
    active = calm.delete(f"/customer-managed-keys/{key_id}")
    assert (active.status_code, reasons(active)) == (400, [("encryption-key-is-active", None)])
    calm.delete(f"/instances/{instance_id}").raise_for_status()
    calm.sandbox.advance(91.0)
    assert calm.delete(f"/customer-managed-keys/{key_id}").status_code == 204


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"customer_managed_key_id": "unknown"}, "encryption-key-not-found"),
        ({"type": "professional-db"}, "validation-error"),
        ({"cloud_provider": "gcp", "region": "europe-west1"}, "validation-error"),
    ],
)
def test_a_key_is_for_the_instances_it_was_made_for(calm: Caller, changes: dict[str, str], reason: str) -> None:
    key_id = calm.post("/customer-managed-keys", json=key_body(calm)).json()["data"]["id"]
    calm.sandbox.advance(61.0)
    place = {"cloud_provider": "aws", "region": "us-west-2", "customer_managed_key_id": key_id}
    answer = calm.post("/instances", json=calm.instance_body(**place | changes))
    assert (answer.status_code, reasons(answer)) == (400, [(reason, "customer_managed_key_id")])


def session_body(**changes: Any) -> dict[str, Any]:
    return {"name": "people", "memory": "8GB", "cloud_provider": "gcp", "region": "europe-west1"} | changes


def test_a_session_is_created_once_and_then_found_by_its_name(calm: Caller) -> None:
    first = calm.post("/graph-analytics/sessions", json=session_body())
    assert (first.status_code, first.json()["data"]["status"]) == (202, "Creating")
    calm.sandbox.advance(41.0)
    second = calm.post("/graph-analytics/sessions", json=session_body())
    assert (second.status_code, second.json()["data"]["status"]) == (200, "Ready")
    assert second.json()["data"]["id"] == first.json()["data"]["id"]
    assert len(calm.data("/graph-analytics/sessions")) == 1


def test_a_session_of_that_name_with_another_memory_is_a_conflict(calm: Caller) -> None:
    calm.post("/graph-analytics/sessions", json=session_body())
    answer = calm.post("/graph-analytics/sessions", json=session_body(memory="16GB"))
    assert (answer.status_code, reasons(answer)) == (409, [("", None)])
    assert "is: 8GB, requested: 16GB" in answer.text


def test_a_session_can_be_attached_to_an_instance(calm: Caller) -> None:
    instance_id = calm.running()
    body = {"name": "attached", "memory": "4GB", "instance_id": instance_id, "ttl": "20m0s"}
    session = calm.post("/graph-analytics/sessions", json=body).json()["data"]
    assert session["id"].startswith(instance_id)
    assert (session["cloud_provider"], session["ttl"]) == ("gcp", "20m0s")
    calm.post("/graph-analytics/sessions", json=session_body())
    assert len(calm.data("/graph-analytics/sessions")) == 2
    assert [one["name"] for one in calm.data(f"/graph-analytics/sessions?instanceId={instance_id}")] == ["attached"]


def test_a_deleted_session_is_not_found_after_a_while_and_its_name_is_free_at_once(calm: Caller) -> None:
    first = calm.post("/graph-analytics/sessions", json=session_body()).json()["data"]["id"]
    deleted = calm.delete(f"/graph-analytics/sessions/{first}")
    assert (deleted.status_code, deleted.json()) == (202, {"data": {"id": first}})
    assert calm.get(f"/graph-analytics/sessions/{first}").status_code == 200
    again = calm.post("/graph-analytics/sessions", json=session_body())
    assert (again.status_code, again.json()["data"]["id"] == first) == (202, False)
    calm.sandbox.advance(11.0)
    gone = calm.get(f"/graph-analytics/sessions/{first}")
    assert gone.status_code == 404
    assert gone.json()["data"] is None
    [entry] = gone.json()["errors"]
    assert (entry["id"], entry["reason"]) == ("", "")


def test_a_session_expires_after_its_lifetime(calm: Caller) -> None:
    session = calm.post("/graph-analytics/sessions", json=session_body(ttl="30m")).json()["data"]
    path = f"/graph-analytics/sessions/{session['id']}"
    calm.sandbox.advance(1700.0)
    assert calm.data(path)["status"] == "Ready"
    calm.sandbox.advance(200.0)
    assert calm.data(path)["status"] == "Expired"
    assert calm.post("/graph-analytics/sessions", json=session_body()).status_code == 202


def test_a_size_is_estimated_for_a_session(calm: Caller) -> None:
    body = {"node_count": 10**6, "relationship_count": 10**7, "node_property_count": 512}
    estimate = calm.post("/graph-analytics/sessions/sizing", json=body).json()["data"]
    assert estimate == {"estimated_memory": "6GB", "recommended_size": "8GB"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"tenant_id": "unknown"}, ("tenant-not-found", "tenant_id")),
        ({"region": "europe-west1"}, ("validation-error", "region")),
        ({"instance_type": "free-db"}, ("validation-error", "instance_type")),
    ],
)
def test_a_key_is_made_for_what_a_project_offers(calm: Caller, changes: dict[str, str], found: tuple[str, str]) -> None:
    answer = calm.post("/customer-managed-keys", json=key_body(calm, **changes))
    assert (answer.status_code, reasons(answer)) == (400, [found])


def test_a_session_is_made_where_a_project_has_instances(calm: Caller) -> None:
    answer = calm.post("/graph-analytics/sessions", json=session_body(region="nowhere-1"))
    assert (answer.status_code, reasons(answer)) == (400, [("validation-error", "region")])

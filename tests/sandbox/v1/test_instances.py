"""Instances: created, listed, changed, cloned, restored, deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from aurakit.sandbox import Awkwardness, Configuration, ManualClock, Project, Sandbox
from sandbox.caller import Caller, reasons

if TYPE_CHECKING:
    from typing import Any


def test_a_created_instance_runs_after_some_minutes_and_is_listed(calm: Caller) -> None:
    instance_id = calm.create(name="First")
    assert calm.shown(instance_id) == "creating"
    calm.sandbox.advance(601.0)
    assert calm.shown(instance_id) == "running"
    assert [one["name"] for one in calm.data("/instances")] == ["First"]
    assert calm.sandbox.instances.created == 1


def test_creation_takes_three_to_ten_minutes(calm: Caller) -> None:
    instance_id = calm.create()
    calm.sandbox.advance(179.0)
    assert calm.actual(instance_id) in {"creating", "loading"}
    calm.sandbox.advance(422.0)
    assert calm.actual(instance_id) == "running"


def test_the_password_is_in_the_answer_to_the_create_and_nowhere_else(calm: Caller) -> None:
    created = calm.post("/instances", json=calm.instance_body()).json()["data"]
    assert len(created["password"]) > 20
    assert created["username"] == "neo4j"
    for path in ("/instances", f"/instances/{created['id']}"):
        assert created["password"] not in calm.get(path).text


def test_ids_and_urls_look_like_the_real_ones(calm: Caller) -> None:
    data = calm.data(f"/instances/{calm.running()}")
    assert re.fullmatch("[0-9a-f]{8}", data["id"])
    assert data["connection_url"] == f"neo4j+s://{data['id']}.databases.neo4j.io"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", data["created_at"])


def test_the_list_can_be_of_one_project() -> None:
    projects = [Project(), Project(id="other", name="Other")]
    with Sandbox(clock=ManualClock(), projects=projects) as sandbox, Caller(sandbox) as caller:
        caller.create(name="here")
        caller.create(name="there", tenant_id="other")
        assert [one["name"] for one in caller.data("/instances?tenantId=other")] == ["there"]
        assert len(caller.data("/instances")) == 2
        assert caller.data("/instances?tenantId=unknown") == []
        assert [one["name"] for one in caller.data("/tenants")] == ["Sandbox", "Other"]


def test_a_new_name_is_answered_with_200_and_is_there_within_seconds(calm: Caller) -> None:
    instance_id = calm.running()
    answer = calm.patch(f"/instances/{instance_id}", json={"name": "Renamed"})
    assert answer.status_code == 200
    assert answer.json()["data"]["name"] == "Renamed"
    calm.sandbox.advance(4.0)
    assert calm.data(f"/instances/{instance_id}")["name"] == "Renamed"


def test_a_resize_is_answered_with_202_and_shows_the_new_sizes_at_its_end(calm: Caller) -> None:
    instance_id = calm.running()
    answer = calm.patch(f"/instances/{instance_id}", json={"memory": "16GB", "storage": "64GB"})
    assert answer.status_code == 202
    during = calm.data(f"/instances/{instance_id}")
    assert (during["status"], during["memory"]) == ("updating", "4GB")
    calm.sandbox.advance(181.0)
    after = calm.data(f"/instances/{instance_id}")
    assert (after["status"], after["memory"], after["storage"]) == ("running", "16GB", "64GB")


def test_a_resize_of_memory_alone_does_not_make_the_disk_smaller(calm: Caller) -> None:
    instance_id = calm.running(memory="4GB", storage="16GB")
    assert calm.patch(f"/instances/{instance_id}", json={"memory": "2GB"}).status_code == 202
    calm.sandbox.advance(181.0)
    assert calm.data(f"/instances/{instance_id}")["storage"] == "16GB"
    refused = calm.patch(f"/instances/{instance_id}", json={"storage": "4GB"})
    assert (refused.status_code, reasons(refused)) == (400, [("validation-error", "storage")])


@pytest.mark.parametrize(
    ("changes", "type_"),
    [
        ({"secondaries_count": 2}, "enterprise-db"),
        ({"cdc_enrichment_mode": "FULL"}, "business-critical"),
        ({"vector_optimized": True}, "professional-db"),
        ({"graph_analytics_plugin": True}, "professional-db"),
    ],
)
def test_other_settings_are_reported_once_the_update_is_done(calm: Caller, changes: dict[str, Any], type_: str) -> None:
    instance_id = calm.running(type=type_)
    assert calm.patch(f"/instances/{instance_id}", json=changes).status_code == 202
    calm.sandbox.advance(181.0)
    assert changes.items() <= calm.data(f"/instances/{instance_id}").items()


@pytest.mark.parametrize("changes", [{"secondaries_count": 1}, {"cdc_enrichment_mode": "DIFF"}])
def test_settings_of_a_higher_tier_are_refused(calm: Caller, changes: dict[str, Any]) -> None:
    answer = calm.patch(f"/instances/{calm.running(type='professional-db')}", json=changes)
    assert (answer.status_code, reasons(answer)) == (403, [("database-incapable-of-action", next(iter(changes)))])


def test_an_instance_is_paused_and_resumed(calm: Caller) -> None:
    instance_id = calm.running()
    paused = calm.action(f"/instances/{instance_id}/pause")
    assert (paused.status_code, paused.json()["data"]["status"]) == (202, "pausing")
    calm.sandbox.advance(121.0)
    assert calm.shown(instance_id) == "paused"
    assert calm.action(f"/instances/{instance_id}/pause").status_code == 409
    resumed = calm.action(f"/instances/{instance_id}/resume")
    assert (resumed.status_code, resumed.json()["data"]["status"]) == (202, "resuming")
    calm.sandbox.advance(151.0)
    assert calm.shown(instance_id) == "running"
    assert calm.action(f"/instances/{instance_id}/resume").status_code == 409


def test_whatever_is_done_during_an_operation_is_a_conflict(calm: Caller) -> None:
    source, instance_id = calm.running(), calm.create()
    path = f"/instances/{instance_id}"
    for answer in (
        calm.action(f"{path}/pause"),
        calm.action(f"{path}/resume"),
        calm.action(f"{path}/snapshots"),
        calm.post(f"{path}/overwrite", json={"source_instance_id": source}),
        calm.patch(path, json={"memory": "8GB"}),
        calm.delete(path),
    ):
        assert (answer.status_code, reasons(answer)) == (409, [("ongoing-database-operation", None)])


def test_an_upgrade_turns_professional_into_business_critical(calm: Caller) -> None:
    instance_id = calm.running(type="professional-db")
    answer = calm.post(f"/instances/{instance_id}/upgrade", json={"memory": "8GB", "storage": "16GB"})
    assert answer.status_code == 200
    assert calm.shown(instance_id) == "updating"
    calm.sandbox.advance(241.0)
    after = calm.data(f"/instances/{instance_id}")
    assert (after["type"], after["memory"], after["storage"]) == ("business-critical", "8GB", "16GB")
    assert calm.action(f"/instances/{instance_id}/upgrade").status_code == 420


def test_an_upgrade_takes_memory_and_storage_together(calm: Caller) -> None:
    instance_id = calm.running(type="professional-db")
    answer = calm.post(f"/instances/{instance_id}/upgrade", json={"memory": "8GB"})
    assert (answer.status_code, reasons(answer)) == (400, [("validation-error", "storage")])


def test_an_instance_is_overwritten_with_another(calm: Caller) -> None:
    source, instance_id = calm.running(), calm.running()
    answer = calm.post(f"/instances/{instance_id}/overwrite", json={"source_instance_id": source})
    assert (answer.status_code, answer.json()["data"]["status"]) == (202, "overwriting")
    seen = []
    for _ in range(31):
        seen.append(calm.shown(instance_id))
        calm.sandbox.advance(10.0)
    assert list(dict.fromkeys(seen)) == ["overwriting", "loading", "running"]


def test_a_smaller_instance_cannot_be_overwritten_with_a_larger(calm: Caller) -> None:
    source, instance_id = calm.running(memory="8GB"), calm.running(memory="4GB")
    answer = calm.post(f"/instances/{instance_id}/overwrite", json={"source_instance_id": source})
    assert answer.status_code == 500
    assert f"Cannot clone database {source} into smaller database {instance_id}" in answer.text


def test_a_free_instance_cannot_be_overwritten(calm: Caller) -> None:
    source, instance_id = calm.running(), calm.running(type="free-db", memory="1GB")
    answer = calm.post(f"/instances/{instance_id}/overwrite", json={"source_instance_id": source})
    assert (answer.status_code, reasons(answer)) == (420, [("tenant-incapable-of-action", None)])


def test_an_instance_can_be_a_clone_of_one_that_runs(calm: Caller) -> None:
    source = calm.running()
    clone = calm.create(source_instance_id=source)
    calm.sandbox.advance(601.0)
    assert calm.shown(clone) == "running"
    being_created = calm.create()
    busy = calm.post("/instances", json=calm.instance_body(source_instance_id=being_created))
    assert (busy.status_code, reasons(busy)) == (409, [("ongoing-database-operation", None)])


def test_a_clone_needs_a_source_that_is_there_and_not_larger(calm: Caller) -> None:
    unknown = calm.post("/instances", json=calm.instance_body(source_instance_id="00000000"))
    assert (unknown.status_code, reasons(unknown)) == (400, [("db-not-found", "source_instance_id")])
    larger = calm.post("/instances", json=calm.instance_body(source_instance_id=calm.running(memory="8GB")))
    assert (larger.status_code, reasons(larger)) == (400, [("validation-error", "memory")])


def test_an_instance_can_be_made_from_a_snapshot(calm: Caller) -> None:
    source = calm.running()
    snapshot = calm.snapshot(source)
    assert calm.running(source_instance_id=source, source_snapshot_id=snapshot)
    alone = calm.post("/instances", json=calm.instance_body(source_snapshot_id=snapshot))
    assert (alone.status_code, reasons(alone)) == (400, [("validation-error", "source_instance_id")])


def test_a_deleted_instance_is_destroying_and_then_not_found(calm: Caller) -> None:
    instance_id = calm.running()
    path = f"/instances/{instance_id}"
    first = calm.delete(path)
    assert (first.status_code, first.json()["data"]["status"]) == (202, "destroying")
    assert calm.delete(path).status_code == 404
    assert calm.shown(instance_id) == "destroying"
    calm.sandbox.advance(91.0)
    gone = calm.get(path)
    assert (gone.status_code, reasons(gone)) == (404, [("db-not-found", None)])
    assert calm.data("/instances") == []
    assert calm.sandbox.instances == ()


@pytest.mark.parametrize("caller", ["calm", "awkward"])
def test_a_free_instance_is_not_paused_on_request(caller: str, request: pytest.FixtureRequest) -> None:
    chosen: Caller = request.getfixturevalue(caller)
    instance_id = chosen.running(type="free-db", memory="1GB")
    answer = chosen.action(f"/instances/{instance_id}/pause")
    assert (answer.status_code, reasons(answer)) == (403, [("database-incapable-of-action", None)])
    assert chosen.actual(instance_id) == "running"


def test_a_free_instance_pauses_itself_after_three_days(calm: Caller) -> None:
    instance_id = calm.running(type="free-db", memory="1GB")
    assert "storage" not in calm.data(f"/instances/{instance_id}")
    calm.sandbox.advance(72 * 3600.0)
    assert calm.shown(instance_id) == "paused"
    assert calm.action(f"/instances/{instance_id}/resume").status_code == 202
    calm.sandbox.advance(3600.0)
    assert calm.shown(instance_id) == "running"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("region", "nowhere-1"),
        ("memory", "3GB"),
        ("version", "1"),
        ("cloud_provider", "azure"),
        ("storage", "7GB"),
        ("type", "free-db"),
    ],
)
def test_a_configuration_that_the_project_does_not_offer_is_refused(calm: Caller, field: str, value: str) -> None:
    answer = calm.post("/instances", json=calm.instance_body(**{field: value}))
    assert answer.status_code == 400
    [(reason, named)] = reasons(answer)
    assert reason == ("invalid-memory-size" if field == "storage" else "validation-error")
    assert named in {field, "region", "memory"}  # the first one for which nothing is left
    assert calm.sandbox.instances.created == 0


def test_every_configuration_a_project_offers_can_be_created() -> None:
    offer = Configuration("professional-ds", "aws", "eu-west-1", "Ireland", "24GB", "48GB", "5")
    project = Project(configurations=(offer,))
    with Sandbox(clock=ManualClock(), projects=[project]) as sandbox, Caller(sandbox) as caller:
        [listed] = caller.data(f"/tenants/{project.id}")["instance_configurations"]
        listed.pop("region_name")
        assert caller.create(**listed)


@pytest.mark.parametrize(
    ("project", "type_", "status", "reason"),
    [
        (Project(quota=1), "enterprise-db", 402, "quota-exceeded"),
        (Project(), "free-db", 402, "quota-exceeded"),
        (Project(instance_limit=1, free_quota=9), "free-db", 405, "quota-exceeded"),
        (Project(billing=False), "enterprise-db", 400, "missing-billing-details"),
    ],
)
def test_what_a_project_may_not_create_is_refused(project: Project, type_: str, status: int, reason: str) -> None:
    with Sandbox(clock=ManualClock(), projects=[project]) as sandbox, Caller(sandbox) as caller:
        body = caller.instance_body(type=type_, memory="1GB" if type_ == "free-db" else "4GB")
        if project.billing:
            caller.post("/instances", json=body).raise_for_status()
        answer = caller.post("/instances", json=body)
        assert (answer.status_code, reasons(answer)) == (status, [(reason, None)])
        assert sandbox.instances.created == int(project.billing)


def test_room_is_free_again_after_a_deletion() -> None:
    with (
        Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), projects=[Project(quota=1)]) as sandbox,
        Caller(sandbox) as caller,
    ):
        caller.delete(f"/instances/{caller.running()}").raise_for_status()
        sandbox.advance(91.0)
        assert caller.running()


def test_a_size_is_estimated_for_data_science(calm: Caller) -> None:
    body = {"node_count": 10**6, "relationship_count": 5 * 10**6, "instance_type": "professional-ds"}
    small = calm.post("/instances/sizing", json=body).json()["data"]
    assert small["did_exceed_maximum"] is False
    huge = calm.post("/instances/sizing", json=body | {"node_count": 10**30}).json()["data"]
    assert huge["did_exceed_maximum"] is True
    other = calm.post("/instances/sizing", json=body | {"instance_type": "enterprise-db"})
    assert (other.status_code, reasons(other)) == (400, [("validation-error", "instance_type")])


def test_metrics_are_integrated_where_an_instance_has_them(calm: Caller) -> None:
    path = f"/tenants/{calm.sandbox.project_id}/metrics-integration"
    calm.running(type="professional-db")
    without = calm.get(path)
    assert (without.status_code, reasons(without)) == (400, [("tenant-incapable-of-action", None)])
    calm.running(type="business-critical")
    assert calm.data(path)["endpoint"].startswith("https://")


def test_a_paused_instance_can_be_renamed_but_not_resized(calm: Caller) -> None:
    instance_id = calm.running()
    path = f"/instances/{instance_id}"
    calm.action(f"{path}/pause").raise_for_status()
    calm.sandbox.advance(121.0)
    assert calm.patch(path, json={"name": "Asleep"}).status_code == 200
    assert (calm.data(path)["name"], calm.shown(instance_id)) == ("Asleep", "paused")
    assert calm.patch(path, json={"memory": "8GB"}).status_code == 409


def test_there_is_a_most_of_secondaries(calm: Caller) -> None:
    answer = calm.patch(f"/instances/{calm.running()}", json={"secondaries_count": 16})
    assert (answer.status_code, reasons(answer)) == (400, [("validation-error", "secondaries_count")])


def test_an_instance_is_overwritten_with_a_snapshot_once_it_is_complete(calm: Caller) -> None:
    instance_id = calm.running()
    path = f"/instances/{instance_id}"
    snapshot_id = calm.action(f"{path}/snapshots").json()["data"]["snapshot_id"]
    body = {"source_instance_id": instance_id, "source_snapshot_id": snapshot_id}
    assert calm.post(f"{path}/overwrite", json=body).status_code == 409
    calm.sandbox.advance(91.0)
    assert calm.post(f"{path}/overwrite", json=body).status_code == 202


def test_an_instance_cannot_be_overwritten_with_itself_or_nothing(calm: Caller) -> None:
    instance_id = calm.running()
    path = f"/instances/{instance_id}/overwrite"
    itself = calm.post(path, json={"source_instance_id": instance_id})
    assert (itself.status_code, reasons(itself)) == (400, [("validation-error", "source_instance_id")])
    nothing = calm.post(path, json={"source_instance_id": "00000000"})
    assert (nothing.status_code, reasons(nothing)) == (404, [("db-not-found", None)])
    unknown = calm.post(path, json={"source_instance_id": calm.running(), "source_snapshot_id": "unknown"})
    assert (unknown.status_code, reasons(unknown)) == (404, [("snapshot-not-found", None)])


def test_an_upgrade_to_sizes_that_are_not_offered_is_refused(calm: Caller) -> None:
    instance_id = calm.running(type="professional-db")
    answer = calm.post(f"/instances/{instance_id}/upgrade", json={"memory": "3GB", "storage": "6GB"})
    assert (answer.status_code, reasons(answer)) == (400, [("validation-error", "memory")])


def test_a_snapshot_that_cannot_be_exported_makes_no_instance(calm: Caller) -> None:
    free = calm.running(type="free-db", memory="1GB")
    body = calm.instance_body(source_instance_id=free, source_snapshot_id=calm.snapshot(free))
    for changes, reason in (({}, "validation-error"), ({"source_snapshot_id": "unknown"}, "snapshot-not-found")):
        answer = calm.post("/instances", json=body | changes)
        assert (answer.status_code, reasons(answer)) == (400, [(reason, "source_snapshot_id")])

"""A calm sandbox responds as the real API usually does, also where its document says something else.

Each of these was seen in the fixtures and the code of programs that use the real API.
"""

from __future__ import annotations

from typing import Any

import pytest

from aurakit.sandbox import ManualClock, Sandbox
from aurakit.sandbox.sizes import gigabytes, same_size
from sandbox.caller import Caller, reasons

SESSION = {"name": "s", "memory": "8GB", "cloud_provider": "gcp", "region": "europe-west1"}
SESSIONS = "/graph-analytics/sessions"


def patched(calm: Caller, instance_id: str, **changes: Any) -> int:
    return calm.patch(f"/instances/{instance_id}", json=changes).status_code


# ---------------------------------------------------------------------------------------------------- sessions


def test_a_session_names_its_project_and_its_database_in_both_ways(calm: Caller) -> None:
    session = calm.post(SESSIONS, json=SESSION).json()["data"]
    assert session["project_id"] == session["tenant_id"] == calm.sandbox.project_id
    assert session["database_id"] == session["database_uuid"]


def test_a_session_is_created_and_found_by_the_newer_names_too(calm: Caller) -> None:
    body = SESSION | {"project_id": calm.sandbox.project_id, "database_id": "d-1"}
    session = calm.post(SESSIONS, json=body).json()["data"]
    assert session["database_uuid"] == "d-1"
    assert len(calm.data(f"{SESSIONS}?projectId={calm.sandbox.project_id}")) == 1
    assert calm.data(f"{SESSIONS}?projectId=other") == []
    unknown = calm.post(SESSIONS, json=SESSION | {"project_id": "x", "name": "other"})
    assert (unknown.status_code, reasons(unknown)) == (400, [("tenant-not-found", "project_id")])


@pytest.mark.parametrize("ttl", ["1200.0s", "42.0s", "0.5h", "20m0s"])
def test_a_lifetime_may_have_fractions(calm: Caller, ttl: str) -> None:
    session = calm.post(SESSIONS, json=SESSION | {"ttl": ttl})
    assert (session.status_code, session.json()["data"]["ttl"]) == (202, ttl)


def test_the_dates_of_a_session_are_written_like_all_others(calm: Caller) -> None:
    session = calm.post(SESSIONS, json=SESSION).json()["data"]
    assert session["created_at"] == "2025-01-01T00:00:00Z"
    assert session["expiry_date"] == "2025-01-08T00:00:00Z"


def test_a_session_that_is_not_there_is_refused_in_a_form_of_its_own(calm: Caller) -> None:
    body = calm.get(f"{SESSIONS}/x").json()
    assert body.keys() == {"data", "errors"}
    assert body["data"] is None
    assert body["errors"][0]["id"] == ""


def test_errors_beside_sessions_name_the_session(calm: Caller) -> None:
    calm.sandbox.operations.fail("session")
    failed = calm.post(SESSIONS, json=SESSION).json()["data"]["id"]
    fine = calm.post(SESSIONS, json=SESSION | {"name": "fine"}).json()["data"]["id"]
    calm.sandbox.advance(41.0)
    [error] = calm.get(SESSIONS).json()["errors"]
    assert (error["id"], error["reason"]) == (failed, "OutOfMemory")
    assert calm.get(f"{SESSIONS}/{failed}").json()["errors"] == [error]
    assert "errors" not in calm.get(f"{SESSIONS}/{fine}").json()
    calm.sandbox.advance(3600.0)
    expired = calm.get(f"{SESSIONS}/{fine}").json()["errors"]
    assert [(one["id"], one["reason"]) for one in expired] == [(fine, "Inactivity")]


def test_only_the_host_of_a_session_of_its_own_has_a_suffix(calm: Caller) -> None:
    attached = calm.post(SESSIONS, json={"name": "a", "memory": "4GB", "instance_id": calm.running()}).json()["data"]
    alone = calm.post(SESSIONS, json=SESSION).json()["data"]
    assert "-gds" not in attached["host"]
    assert "-gds." in alone["host"]


@pytest.mark.parametrize("memory", ["8GB", "8G", "8 GB", "8Gi", "8GiB"])
def test_the_session_of_a_name_is_found_whatever_the_spelling_of_its_memory(calm: Caller, memory: str) -> None:
    first = calm.post(SESSIONS, json=SESSION).json()["data"]["id"]
    again = calm.post(SESSIONS, json=SESSION | {"memory": memory})
    assert (again.status_code, again.json()["data"]["id"]) == (200, first)


def test_the_size_of_a_session_is_estimated_for_algorithms_as_well(calm: Caller) -> None:
    body = {"node_count": 10**7, "relationship_count": 10**8, "algorithms": ["pagerank"]}
    assert calm.post(f"{SESSIONS}/sizing", json=body).status_code == 200


# ---------------------------------------------------------------------------------------------------- tokens


def test_a_token_is_a_bearer_token_and_asked_for_with_a_form_or_with_json(calm: Caller) -> None:
    assert calm.token_request().json()["token_type"] == "Bearer"
    asked = calm.token_request(data=None, json={"grant_type": "client_credentials"})
    assert (asked.status_code, asked.json()["token_type"]) == (200, "Bearer")


# ---------------------------------------------------------------------------------------------------- instances


def test_the_counts_of_a_free_instance_are_numbers_and_absent_at_first(calm: Caller) -> None:
    instance_id = calm.create(type="free-db", memory="1GB")
    assert not {"graph_nodes", "graph_relationships"} & calm.data(f"/instances/{instance_id}").keys()
    calm.sandbox.advance(601.0)
    running = calm.data(f"/instances/{instance_id}")
    assert (running["graph_nodes"], running["graph_relationships"]) == (0, 0)


def test_a_plain_creation_has_no_loading_and_a_clone_has(calm: Caller) -> None:
    source = calm.running()
    plain, clone = calm.create(), calm.create(source_instance_id=source)
    seen: dict[str, list[str]] = {plain: [], clone: []}
    for _ in range(130):
        for instance_id, statuses in seen.items():
            statuses.append(calm.shown(instance_id))
        calm.sandbox.advance(5.0)
    assert list(dict.fromkeys(seen[plain])) == ["creating", "running"]
    assert list(dict.fromkeys(seen[clone])) == ["creating", "loading", "running"]


@pytest.mark.parametrize(("memory", "storage"), [("8G", "16G"), ("8 GB", "16GiB"), ("8Gi", "16 G"), ("8gb", "16gb")])
def test_sizes_are_quantities_and_shown_in_the_spelling_of_the_offer(calm: Caller, memory: str, storage: str) -> None:
    instance_id = calm.running(memory=memory, storage=storage)
    data = calm.data(f"/instances/{instance_id}")
    assert (data["memory"], data["storage"]) == ("8GB", "16GB")
    assert patched(calm, instance_id, memory=memory.replace("8", "16")) == 202
    calm.sandbox.advance(181.0)
    assert calm.data(f"/instances/{instance_id}")["memory"] == "16GB"


@pytest.mark.parametrize(("one", "other"), [("8G", "8GB"), ("8 GiB", "8GB"), ("1TB", "1024GB"), ("512MB", "0.5GB")])
def test_the_same_size_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert same_size(one, other)


@pytest.mark.parametrize("text", ["", "8", "GB", "eight GB", "8GBs", "-8GB", "8 G B", "1e9GB"])
def test_what_is_no_size_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a size"):
        gigabytes(text)


def test_an_instance_needs_no_version_and_takes_booleans_as_text(calm: Caller) -> None:
    body = calm.instance_body(vector_optimized="true", graph_analytics_plugin="False")
    del body["version"]
    created = calm.post("/instances", json=body)
    assert created.status_code == 202
    data = calm.data(f"/instances/{created.json()['data']['id']}")
    assert (data["vector_optimized"], data["graph_analytics_plugin"]) == (True, False)
    assert data["memory"] == "4GB"


def test_what_a_create_does_not_take_is_without_effect(calm: Caller) -> None:
    instance_id = calm.running(secondaries_count=2, cdc_enrichment_mode="FULL")
    data = calm.data(f"/instances/{instance_id}")
    assert (data["secondaries_count"], data["cdc_enrichment_mode"]) == (0, "OFF")


def test_business_critical_has_secondaries_and_professional_has_not(calm: Caller) -> None:
    critical = calm.running(type="business-critical")
    assert patched(calm, critical, secondaries_count=2) == 202
    calm.sandbox.advance(181.0)
    assert calm.data(f"/instances/{critical}")["secondaries_count"] == 2
    refused = calm.patch(f"/instances/{calm.running(type='professional-db')}", json={"secondaries_count": 1})
    assert (refused.status_code, reasons(refused)) == (
        403,
        [("database-incapable-of-action", "secondaries_count")],
    )


def test_a_rename_is_accepted_whatever_goes_on_and_nothing_waits_for_it(calm: Caller) -> None:
    instance_id = calm.create()
    assert patched(calm, instance_id, name="Early") == 200
    assert (calm.data(f"/instances/{instance_id}")["name"], calm.shown(instance_id)) == ("Early", "creating")
    calm.sandbox.advance(601.0)
    assert patched(calm, instance_id, name="Later") == 200
    assert patched(calm, instance_id, memory="8GB") == 202
    calm.sandbox.advance(181.0)
    data = calm.data(f"/instances/{instance_id}")
    assert (data["name"], data["memory"], data["status"]) == ("Later", "8GB", "running")


def test_a_resize_with_a_new_name_shows_the_name_at_once(calm: Caller) -> None:
    instance_id = calm.running()
    for memory in ("8GB", "16GB", "32GB"):
        response = calm.patch(f"/instances/{instance_id}", json={"name": f"Now{memory}", "memory": memory})
        assert (response.status_code, response.json()["data"]["name"]) == (202, f"Now{memory}")
        calm.sandbox.advance(181.0)


def test_storage_follows_memory(calm: Caller) -> None:
    instance_id = calm.running(memory="4GB", storage="8GB")
    assert patched(calm, instance_id, memory="16GB") == 202
    calm.sandbox.advance(181.0)
    assert calm.data(f"/instances/{instance_id}")["storage"] == "32GB"


def test_memory_and_storage_that_do_not_fit_are_an_invalid_size(calm: Caller) -> None:
    refused = calm.patch(f"/instances/{calm.running()}", json={"memory": "8GB", "storage": "128GB"})
    assert (refused.status_code, reasons(refused)) == (400, [("invalid-memory-size", "storage")])


def test_an_action_that_the_state_does_not_have_is_not_said_to_wait_for_an_operation(calm: Caller) -> None:
    instance_id = calm.running()
    resumed = calm.action(f"/instances/{instance_id}/resume")
    assert (resumed.status_code, reasons(resumed)) == (409, [("instance-action-unavailable", None)])
    calm.action(f"/instances/{instance_id}/pause").raise_for_status()
    calm.sandbox.advance(121.0)
    paused = calm.action(f"/instances/{instance_id}/pause")
    assert (paused.status_code, reasons(paused)) == (409, [("instance-action-unavailable", None)])


def test_an_instance_has_no_url_while_it_is_paused_or_resuming(calm: Caller) -> None:
    instance_id = calm.running()
    path = f"/instances/{instance_id}"
    assert [calm.action(f"{path}/pause").status_code for _ in range(1)] == [202]
    calm.sandbox.advance(121.0)
    assert calm.data(path)["connection_url"] is None
    assert calm.action(f"{path}/resume").json()["data"]["connection_url"] is None
    assert calm.data(path)["connection_url"] is None
    calm.sandbox.advance(151.0)
    assert calm.data(path)["connection_url"].startswith("neo4j+s://")


def test_pauses_are_always_accepted_with_202() -> None:
    with Sandbox(clock=ManualClock(), request_limit=None) as sandbox, Caller(sandbox) as caller:
        instance_id = caller.running()
        for _ in range(10):
            assert caller.action(f"/instances/{instance_id}/pause").status_code == 202
            sandbox.advance(121.0)
            caller.action(f"/instances/{instance_id}/resume").raise_for_status()
            sandbox.advance(151.0)


def test_an_instance_can_be_deleted_while_it_is_restored(calm: Caller) -> None:
    instance_id = calm.running()
    calm.action(f"/instances/{instance_id}/snapshots/{calm.snapshot(instance_id)}/restore").raise_for_status()
    assert calm.delete(f"/instances/{instance_id}").status_code == 202
    assert calm.delete(f"/instances/{calm.create()}").status_code == 409


# ---------------------------------------------------------------------------------------------------- snapshots


def test_a_new_instance_has_a_scheduled_snapshot_which_is_in_the_way_of_others(calm: Caller) -> None:
    instance_id = calm.create()
    path = f"/instances/{instance_id}/snapshots"
    assert calm.data(path) == []
    assert calm.sandbox.snapshots == ()
    while calm.shown(instance_id) != "running":
        calm.sandbox.advance(1.0)
    [scheduled] = calm.data(path)
    assert (scheduled["profile"], scheduled["exportable"]) == ("Scheduled", False)
    early = calm.action(path)
    assert (early.status_code, reasons(early)) == (409, [("snapshot-not-allowed", None)])
    calm.sandbox.advance(40.0)
    [scheduled] = calm.data(path)
    assert (scheduled["status"], scheduled["exportable"]) == ("Completed", True)
    assert calm.action(path).status_code == 202
    again = calm.action(path)
    assert (again.status_code, reasons(again)) == (409, [("ongoing-database-operation", None)])


def test_a_creation_that_fails_and_a_free_instance_have_no_scheduled_snapshot(calm: Caller) -> None:
    calm.sandbox.operations.fail("create")
    for instance_id in (calm.create(), calm.create(type="free-db", memory="1GB")):
        calm.sandbox.advance(601.0)
        assert calm.data(f"/instances/{instance_id}/snapshots") == []


@pytest.mark.parametrize("type_", ["free-db", "professional-db", "business-critical", "enterprise-ds"])
def test_a_new_instance_has_its_memory_and_both_switches_from_the_start(calm: Caller, type_: str) -> None:
    memory = "1GB" if type_ == "free-db" else "8GB"
    shown = calm.data(f"/instances/{calm.create(type=type_, memory=memory)}")
    assert (shown["memory"], shown["vector_optimized"], shown["graph_analytics_plugin"]) == (memory, False, False)


def test_an_update_always_responds_with_the_instance(calm: Caller) -> None:
    instance_id = calm.running()
    for memory in ("8GB", "16GB", "32GB", "64GB"):
        response = calm.patch(f"/instances/{instance_id}", json={"memory": memory, "name": f"with {memory}"})
        assert (response.status_code, response.json()["data"]["name"]) == (202, f"with {memory}")
        calm.sandbox.advance(181.0)


def test_a_snapshot_is_not_exportable_before_it_is_completed(calm: Caller) -> None:
    instance_id = calm.running()
    snapshot_id = calm.action(f"/instances/{instance_id}/snapshots").json()["data"]["snapshot_id"]
    path = f"/instances/{instance_id}/snapshots/{snapshot_id}"
    assert (calm.data(path)["status"], calm.data(path)["exportable"]) == ("Pending", False)
    calm.sandbox.advance(91.0)
    assert (calm.data(path)["status"], calm.data(path)["exportable"]) == ("Completed", True)


def test_the_regions_that_others_ask_for_are_offered_and_free_instances_have_a_storage(calm: Caller) -> None:
    offers = calm.data(f"/tenants/{calm.sandbox.project_id}")["instance_configurations"]
    assert {"us-east1", "europe-west1", "us-east-1", "eu-west-1", "eastus"} <= {offer["region"] for offer in offers}
    assert all(offer["storage"] for offer in offers if offer["type"] == "free-db")

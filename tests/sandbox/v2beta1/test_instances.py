"""Instances, databases, backups and sessions of v2beta1, and that they are those of v1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Project, Sandbox
from sandbox.caller import Caller
from sandbox.documented import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator

STATE = {
    "projects": [{"id": "shop"}, {"id": "lab"}],
    "instances": [
        {"id": "aaaaaaaa", "type": "business-critical", "memory": "8GB", "multi_database": True},
        {"id": "bbbbbbbb", "tenant_id": "lab"},
    ],
    "databases": [{"id": "db-1", "instance": "aaaaaaaa", "name": "movies"}],
    "backups": [{"id": "backup-1", "instance": "aaaaaaaa", "database": "movies", "age": 60}],
}
DATABASES = "/instances/aaaaaaaa/databases"
BACKUPS = f"{DATABASES}/db-1/backups"
SESSIONS = "/graph-analytics/sessions"
PLACE = {"cloud_provider": "gcp", "region": "europe-west1"}


@pytest.fixture
def beta() -> Iterator[Documented]:
    """A calm sandbox with two projects, and a client of v2beta1 whose paths are below the first."""
    options: dict[str, Any] = {"awkwardness": Awkwardness.off(), "request_limit": None, "token_lifetime": 1e9}
    with Sandbox(clock=ManualClock(), state=STATE, **options) as sandbox:
        prefix = f"/organizations/{sandbox.organization_id}/projects/shop"
        with Documented(sandbox, "v2beta1", prefix) as client:
            yield client


def instance(**changes: Any) -> dict[str, Any]:
    return {"name": "orders", "type": "professional", **PLACE} | changes


def status(beta: Documented, one: str = "aaaaaaaa") -> str:
    return str(beta.ok("GET", f"/instances/{one}")["legacy_status"])


# ------------------------------------------------------------------------------------------------ instances


@pytest.mark.parametrize(
    ("tier", "type_"),
    [
        ("free", "free-db"),
        ("professional", "professional-db"),
        ("business-critical", "business-critical"),
        ("virtual-dedicated-cloud", "enterprise-db"),
    ],
)
def test_an_instance_of_each_tier_is_made_and_seen_in_v1(beta: Documented, tier: str, type_: str) -> None:
    made = beta.ok("POST", "/instances", json=instance(type=tier))
    assert (made["type"], made["legacy_status"], made["username"]) == (type_, "creating", "neo4j")
    assert made["password"]
    with Caller(beta.sandbox) as v1:
        found = v1.data(f"/instances/{made['id']}")
        assert (found["type"], found["status"], found["tenant_id"]) == (type_, "creating", "shop")
    beta.sandbox.advance(600)
    assert status(beta, made["id"]) == "running"


def test_an_instance_made_in_v1_is_seen_here_and_deleted(beta: Documented) -> None:
    with Caller(beta.sandbox) as v1:
        made = v1.create(tenant_id="shop")
        assert status(beta, made) == "creating"
        beta.sandbox.advance(600)
        assert [one["id"] for one in beta.ok("GET", "/instances")] == ["aaaaaaaa", made]
        assert beta.ok("DELETE", f"/instances/{made}")["legacy_status"] == "destroying"
        assert beta.refused("DELETE", f"/instances/{made}")[0] == 404
        assert v1.shown(made) == "destroying"
        beta.sandbox.advance(90)
        assert v1.get(f"/instances/{made}").status_code == 404


def test_an_instance_is_found_in_its_own_project_only(beta: Documented) -> None:
    assert beta.refused("GET", "/instances/bbbbbbbb") == (404, "db-not-found")
    assert [one["id"] for one in beta.ok("GET", "/instances")] == ["aaaaaaaa"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"type": "enterprise-db"}, "validation-error"),
        ({"memory": "3GB"}, "validation-error"),
        ({"name": ""}, "validation-error"),
        ({"multi_database": True}, "multi-database-tier-not-supported"),
    ],
)
def test_an_instance_that_is_not_offered_is_refused(beta: Documented, wrong: dict[str, Any], reason: str) -> None:
    assert beta.refused("POST", "/instances", json=instance(**wrong)) == (400, reason)


def test_a_quota_that_is_used_up_is_405_here() -> None:
    with Sandbox(clock=ManualClock(), projects=[Project(quota=0)]) as sandbox:
        prefix = f"/organizations/{sandbox.organization_id}/projects/{sandbox.project_id}"
        with Documented(sandbox, "v2beta1", prefix) as beta:
            assert beta.refused("POST", "/instances", json=instance()) == (405, "quota-exceeded")


def test_a_new_size_is_resizing_and_needs_both_sizes(beta: Documented) -> None:
    assert beta.refused("PATCH", "/instances/aaaaaaaa", json={"memory": "16GB"})[0] == 400
    assert beta.refused("PATCH", "/instances/aaaaaaaa", json={})[0] == 400
    changed = beta.ok("PATCH", "/instances/aaaaaaaa", json={"memory": "16GB", "storage": "32GB"})
    assert (changed["legacy_status"], changed["memory"]) == ("resizing", "16GB")
    with Caller(beta.sandbox) as v1:
        assert v1.shown("aaaaaaaa") == "resizing"
    assert beta.refused("PATCH", "/instances/aaaaaaaa", json={"traffic_type": "private_only"})[0] == 409
    beta.sandbox.operations.finish("aaaaaaaa")
    found = beta.ok("GET", "/instances/aaaaaaaa")
    assert (found["legacy_status"], found["memory"], found["storage"]) == ("running", "16GB", "32GB")
    assert beta.ok("PATCH", "/instances/aaaaaaaa", json={"traffic_type": "private_only"})["legacy_status"] == "updating"


# ------------------------------------------------------------------------------------------------ databases


def test_every_instance_begins_with_a_database_that_stays(beta: Documented) -> None:
    first, second = beta.ok("GET", DATABASES)
    assert (first["name"], second) == ("neo4j", {"id": "db-1", "name": "movies"})
    assert beta.refused("DELETE", f"{DATABASES}/{first['id']}")[0] == 409


def test_a_database_is_made_and_deleted(beta: Documented) -> None:
    made = beta.ok("POST", DATABASES, json={"name": "people"})
    assert beta.ok("GET", f"{DATABASES}/{made['id']}") == made
    assert beta.refused("POST", DATABASES, json={"name": "people"})[0] == 409
    assert beta.refused("POST", DATABASES, json={"name": "People!"})[0] == 400
    assert beta.ok("DELETE", f"{DATABASES}/{made['id']}") == made
    assert beta.ok("GET", f"{DATABASES}/{made['id']}") == made  # until the deletion is over
    beta.sandbox.operations.finish(made["id"])
    assert beta.refused("GET", f"{DATABASES}/{made['id']}") == (404, "aura-database-not-found")
    assert [one.name for one in beta.sandbox.databases if one.instance_id == "aaaaaaaa"] == ["neo4j", "movies"]


def test_an_instance_for_one_database_takes_no_second(beta: Documented) -> None:
    made = beta.ok("POST", "/instances", json=instance())
    beta.sandbox.advance(600)
    assert beta.refused("POST", f"/instances/{made['id']}/databases", json={"name": "people"}) == (409, "multi-db-only")
    assert len(beta.ok("GET", f"/instances/{made['id']}/databases")) == 1


def test_a_clone_needs_a_backup_that_is_completed(beta: Documented) -> None:
    assert beta.refused("POST", DATABASES, json={"name": "copy", "backup_id": "backup-1"})[0] == 400
    source = {"name": "copy", "source_database_id": "db-1"}
    assert beta.refused("POST", DATABASES, json=source | {"backup_id": "unknown"}) == (404, "backup-not-found")
    pending = beta.ok("POST", BACKUPS, json={})["id"]
    assert beta.refused("POST", DATABASES, json=source | {"backup_id": pending})[0] == 422
    assert beta.ok("POST", DATABASES, json=source | {"backup_id": "backup-1"})["name"] == "copy"


# ------------------------------------------------------------------------------------------------ backups


def test_a_backup_is_taken_one_at_a_time(beta: Documented) -> None:
    made = beta.ok("POST", BACKUPS, json={})["id"]
    assert beta.ok("GET", f"{BACKUPS}/{made}")["status"] == "Pending"
    assert beta.refused("POST", BACKUPS, json={}) == (409, "ongoing-database-operation")
    beta.sandbox.advance(90)
    found = beta.ok("GET", f"{BACKUPS}/{made}")
    assert (found["status"], found["exportable"]) == ("Completed", True)
    assert [one["id"] for one in beta.ok("GET", BACKUPS)] == ["backup-1", made]
    beta.sandbox.operations.fail("backup")
    beta.ok("POST", BACKUPS, json={})
    beta.sandbox.advance(90)
    assert [one.status for one in beta.sandbox.backups] == ["Completed", "Completed", "Failed"]


def test_a_backup_is_restored_while_the_instance_is_restoring(beta: Documented) -> None:
    assert beta.ok("POST", f"{DATABASES}/db-1/restore", json={"backup_id": "backup-1"}) is None
    assert status(beta) == "restoring"
    assert beta.refused("POST", f"{DATABASES}/db-1/restore", json={"backup_id": "backup-1"})[0] == 409
    beta.sandbox.operations.finish("aaaaaaaa")
    assert status(beta) == "running"
    assert beta.refused("POST", f"{DATABASES}/db-1/restore", json={"backup_id": "unknown"})[0] == 404
    pending = beta.ok("POST", BACKUPS, json={})["id"]
    assert beta.refused("POST", f"{DATABASES}/db-1/restore", json={"backup_id": pending})[0] == 400


def test_backups_go_with_their_database(beta: Documented) -> None:
    beta.ok("DELETE", f"{DATABASES}/db-1")
    beta.sandbox.operations.finish("db-1")
    assert beta.sandbox.backups == ()


# ------------------------------------------------------------------------------------------------ sessions


def test_a_session_is_created_or_found_by_its_name_and_deleted(beta: Documented) -> None:
    wanted = {"name": "people", "memory": "4GB", "instance_id": "aaaaaaaa", "ttl": "30m"}
    made = beta.post(SESSIONS, json=wanted)
    assert (made.status_code, made.json()["data"]["status"]) == (202, "Creating")
    session = made.json()["data"]["id"]
    beta.sandbox.advance(40)
    again = beta.post(SESSIONS, json=wanted)
    assert (again.status_code, again.json()["data"]["id"]) == (200, session)
    assert beta.ok("GET", f"{SESSIONS}/{session}")["status"] == "Ready"
    assert beta.post(SESSIONS, json=wanted | {"memory": "8GB"}).status_code == 409
    assert beta.ok("DELETE", f"{SESSIONS}/{session}") == {"id": session}
    beta.sandbox.advance(10)
    assert beta.get(f"{SESSIONS}/{session}").status_code == 404
    assert beta.ok("GET", SESSIONS) == []
    [gone] = beta.ok("GET", f"{SESSIONS}?include_deleted=true")
    assert (gone["id"], gone["status"]) == (session, "Deleted")


def test_a_session_has_a_place_of_its_project(beta: Documented) -> None:
    assert (
        beta.ok("POST", SESSIONS, json={"name": "a", "memory": "4GB", "database_id": "db-1"})["instance_id"]
        == "aaaaaaaa"
    )
    assert beta.ok("POST", SESSIONS, json={"name": "b", "memory": "4GB", **PLACE})["instance_id"] == ""
    assert beta.refused("POST", SESSIONS, json={"name": "c", "memory": "4GB"})[0] == 400
    assert beta.refused("POST", SESSIONS, json={"name": "d", "memory": "4GB", "instance_id": "bbbbbbbb"})[0] == 404
    assert beta.refused("POST", SESSIONS, json={"name": "d", "memory": "4GB", "database_id": "db-9"})[0] == 404


def test_a_session_that_failed_says_why(beta: Documented) -> None:
    beta.sandbox.operations.fail("session")
    made = beta.ok("POST", SESSIONS, json={"name": "a", "memory": "4GB", **PLACE})["id"]
    beta.sandbox.advance(40)
    answer = beta.get(f"{SESSIONS}/{made}").json()
    assert (answer["data"]["status"], answer["errors"][0]["reason"]) == ("Failed", "OutOfMemory")


def test_sessions_come_in_numbered_pages_and_by_filters(beta: Documented) -> None:
    for number in range(5):
        beta.ok("POST", SESSIONS, json={"name": f"s{number}", "memory": "4GB", **PLACE})

    def names(query: str, where: str = SESSIONS) -> list[str]:
        return [one["name"] for one in beta.ok("GET", f"{where}?{query}")]

    assert [names(f"page={page}&page_size=2") for page in (1, 2, 3, 4)] == [["s0", "s1"], ["s2", "s3"], ["s4"], []]
    whole = f"{beta.sandbox.base_url}/v2beta1/organizations/{beta.sandbox.organization_id}{SESSIONS}"
    assert names("page_size=3", whole) == ["s0", "s1", "s2"]
    assert names("instance_id=aaaaaaaa") == []
    assert names("start_date=2025-01-01&end_date=2025-01-01") == ["s0", "s1", "s2", "s3", "s4"]
    assert names("start_date=2025-01-02") == []
    for wrong in ("page=x", "page_size=0", "start_date=today"):
        assert beta.refused("GET", f"{SESSIONS}?{wrong}") == (400, "validation-error")


def test_the_size_of_a_session_is_estimated(beta: Documented) -> None:
    size = {"node_count": 10_000_000, "relationship_count": 100_000_000}
    assert beta.ok("POST", f"{SESSIONS}/sizing", json=size)["recommended_size"] == "8GB"
    both = size | {"algorithms": [{"name": "pagerank"}], "algorithm_categories": ["centrality"]}
    assert beta.refused("POST", f"{SESSIONS}/sizing", json=both)[0] == 400

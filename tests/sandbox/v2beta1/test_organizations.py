"""Organizations, projects, users, invites and IP filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Organization, Project, Sandbox
from sandbox.documented import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBER = "5f30db99-83e8-42d8-b542-bcbb10e6c507"
STATE = {
    "organizations": [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}],
    "projects": [{"id": "shop", "name": "Shop"}, {"id": "lab", "organization_id": "two"}],
    "users": [
        {"user_id": MEMBER, "email": "a@example.com", "project_roles": {"shop": "project-viewer"}},
        {"email": "b@example.com", "organization_id": "two", "role": "organization-admin"},
    ],
    "instances": [{"id": "aaaaaaaa", "type": "enterprise-db", "memory": "8GB"}],
}  # fmt: skip


@pytest.fixture
def beta() -> Iterator[Documented]:
    """Two organizations with a project each, and a client of v2beta1 whose paths are below the first."""
    with (
        Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), request_limit=None, state=STATE) as sandbox,
        Documented(sandbox, "v2beta1", "/organizations/one") as client,
    ):
        yield client


def test_organizations_and_their_projects_are_listed(beta: Documented) -> None:
    every = f"{beta.sandbox.base_url}/v2beta1/organizations"
    assert [one["name"] for one in beta.ok("GET", every)] == ["One", "Two"]
    assert beta.ok("GET", every + "/two") == {"id": "two", "name": "Two"}
    assert beta.ok("GET", every + "/two/projects") == [{"id": "lab", "name": "Sandbox"}]
    assert beta.ok("GET", "/projects?status=deleted") == []
    assert beta.refused("GET", "/projects?status=unknown") == (400, "validation-error")
    assert beta.refused("GET", every + "/three/projects") == (404, "organization-not-found")
    assert (beta.sandbox.organization_id, beta.sandbox.project_id) == ("one", "shop")


def test_a_project_is_found_in_its_own_organization_only(beta: Documented) -> None:
    assert beta.refused("GET", "/projects/lab/instances") == (404, "tenant-not-found")
    assert beta.refused("GET", "/projects/lab/agents") == (404, "tenant-not-found")
    assert beta.ok("GET", f"{beta.sandbox.base_url}/v2beta1/organizations/two/projects/lab/instances") == []


def test_a_project_of_an_unknown_organization_is_an_error() -> None:
    with pytest.raises(ValueError, match="organization"):
        Sandbox(organizations=[Organization("one", "One")], projects=[Project(organization_id="two")])
    with pytest.raises(ValueError, match="three"):
        Sandbox(state={"projects": [{"id": "x", "organization_id": "three"}]})


def test_users_of_the_organization_are_read_changed_and_removed(beta: Documented) -> None:
    owner, member = beta.ok("GET", "/users")
    assert (owner["organization_roles"], member["user_id"]) == (["organization-owner"], MEMBER)
    details = beta.ok("GET", f"/users/{MEMBER}")
    assert details["projects"] == [{"id": "shop", "name": "Shop", "project_roles": ["project-viewer"]}]
    changed = beta.ok("PATCH", f"/users/{MEMBER}", json={"organization_roles": ["organization-admin"]})
    assert changed["organization_roles"] == ["organization-admin"]
    assert beta.ok("DELETE", f"/users/{MEMBER}") is None
    assert beta.refused("GET", f"/users/{MEMBER}") == (404, "user-not-found")
    assert [one["user_id"] for one in beta.ok("GET", "/projects/shop/users")] == [owner["user_id"]]


def test_an_organization_keeps_an_owner(beta: Documented) -> None:
    owner = beta.ok("GET", "/users")[0]["user_id"]
    for method, body in (("DELETE", None), ("PATCH", {"organization_roles": ["organization-member"]})):
        assert beta.refused(method, f"/users/{owner}", json=body)[0] == 400
    beta.ok("PATCH", f"/users/{MEMBER}", json={"organization_roles": ["organization-owner"]})
    assert beta.ok("DELETE", f"/users/{owner}") is None


def test_users_of_a_project_have_one_role_each(beta: Documented) -> None:
    users = "/projects/shop/users"
    assert beta.refused("POST", users, json={"user_id": MEMBER, "project_roles": ["project-admin"]})[0] == 409
    assert beta.ok("PATCH", f"{users}/{MEMBER}", json={"project_roles": ["project-member"]})["project_roles"] == [
        "project-member"
    ]
    assert beta.ok("DELETE", f"{users}/{MEMBER}") is None
    assert beta.refused("PATCH", f"{users}/{MEMBER}", json={"project_roles": ["project-member"]})[0] == 404
    for roles in ([], ["project-admin", "project-member"], ["owner"], "project-admin"):
        assert beta.refused("POST", users, json={"user_id": MEMBER, "project_roles": roles})[0] == 400
    assert beta.ok("POST", users, json={"user_id": MEMBER, "project_roles": ["project-admin"]}) is None
    assert beta.refused("POST", users, json={"user_id": "unknown", "project_roles": ["project-admin"]})[0] == 404
    assert [one.role_in("shop") for one in beta.sandbox.users[:2]] == ["project-admin", None]
    assert next(one for one in beta.sandbox.users if one.user_id == MEMBER).role_in("shop") == "project-admin"


def test_an_invite_is_open_for_a_week_unless_it_is_revoked(beta: Documented) -> None:
    wanted = {
        "email": "c@example.com",
        "project_invites": [{"project_id": "shop", "project_roles": ["namespace-member"]}],
    }
    first = beta.ok("POST", "/invites", json=wanted)
    assert (first["status"], first["organization_roles"]) == ("active", ["organization-member"])
    assert beta.refused("POST", "/invites", json=wanted)[0] == 400
    assert beta.ok("DELETE", f"/invites/{first['id']}") is None
    assert beta.refused("DELETE", f"/invites/{first['id']}")[0] == 400
    assert beta.refused("DELETE", "/invites/unknown") == (404, "invite-not-found")
    beta.ok("POST", "/invites", json={"email": "c@example.com", "roles": ["organization-admin"]})
    beta.sandbox.advance(7 * 86400)
    beta.login()
    assert [one["status"] for one in beta.ok("GET", "/invites")] == ["revoked", "expired"]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({}, 400),
        ({"email": "nobody"}, 400),
        ({"email": "a@example.com"}, 400),
        ({"email": "c@example.com", "roles": ["king"]}, 400),
        (
            {"email": "c@example.com", "project_invites": [{"project_id": "shop", "project_roles": ["project-admin"]}]},
            400,
        ),
        ({"email": "c@example.com", "project_invites": [{"project_id": "lab", "project_roles": []}]}, 404),
    ],
)
def test_an_invite_that_is_not_valid_is_refused(beta: Documented, wrong: dict[str, Any], status: int) -> None:
    assert beta.refused("POST", "/invites", json=wrong)[0] == status
    assert beta.sandbox.invites == ()


def filter_body(**changes: Any) -> dict[str, Any]:
    ranges = [{"ip_range": "192.168.1.1/24", "description": "office"}, {"ip_range": "10.0.0.1", "description": ""}]
    return {"name": "office", "organization_id": "one", "allow_list": ranges} | changes


def test_an_ip_filter_is_sent_as_ranges_and_comes_back_as_addresses(beta: Documented) -> None:
    made = beta.ok("POST", "/ip-filters", json=filter_body())
    assert [(one["address"], one["prefix_len"]) for one in made["allow_list"]] == [
        ("192.168.1.1", 24),
        ("10.0.0.1", 32),
    ]
    assert beta.refused("POST", "/ip-filters", json=filter_body()) == (409, "ip-filter-already-exists")
    changed = beta.ok("PATCH", f"/ip-filters/{made['id']}", json={"filtering_disabled": True})
    assert (changed["filtering_disabled"], changed["allow_list"]) == (True, made["allow_list"])
    assert beta.ok("GET", "/ip-filters") == [changed]
    assert beta.ok("GET", f"/ip-filters/{made['id']}") == changed
    assert beta.ok("DELETE", f"/ip-filters/{made['id']}") is None
    for one in (made["id"], "letters", "9" * 30):
        assert beta.refused("GET", f"/ip-filters/{one}") == (404, "ip-filter-not-found")


@pytest.mark.parametrize(
    "wrong", [{"allow_list": "all"}, {"allow_list": [{"ip_range": "300.0.0.1"}]}, {"name": ""}, {"entities": []}]
)
def test_an_ip_filter_that_is_not_valid_is_refused(beta: Documented, wrong: dict[str, Any]) -> None:
    assert beta.refused("POST", "/ip-filters", json=filter_body(**wrong)) == (400, "validation-error")
    assert beta.sandbox.ip_filters == ()


def test_the_nearest_ip_filter_is_in_force_on_an_instance(beta: Documented) -> None:
    of_instance = "/projects/shop/instances/aaaaaaaa/ip-filters"
    assert beta.refused("GET", of_instance) == (404, "ip-filter-not-found")
    for name, entities in (
        ("all", {"organizations": ["one"]}),
        ("project", {"projects": ["shop"]}),
        ("own", {"instances": ["aaaaaaaa"]}),
    ):
        beta.ok("POST", "/ip-filters", json=filter_body(name=name, entities=entities))
        found = beta.ok("GET", of_instance)
        assert (found["name"], found["status"]) == (name, "ACTIVE")


def test_all_of_it_is_saved_and_restored(beta: Documented) -> None:
    beta.ok("POST", "/ip-filters", json=filter_body())
    beta.ok("POST", "/invites", json={"email": "c@example.com"})
    before = [beta.ok("GET", path) for path in ("/users", "/invites", "/ip-filters", "/projects")]
    saved = beta.sandbox.state.save()
    with Sandbox(clock=ManualClock()) as other:
        other.state.restore(saved)
        assert (other.users, other.projects) == (beta.sandbox.users, beta.sandbox.projects)
    beta.sandbox.state.reset()
    assert (len(beta.sandbox.invites), len(beta.sandbox.ip_filters)) == (0, 0)
    beta.sandbox.state.restore(saved)
    assert [beta.ok("GET", path) for path in ("/users", "/invites", "/ip-filters", "/projects")] == before

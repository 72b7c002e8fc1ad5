"""GraphQL data APIs and their authentication providers, through all their states."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from aurakit.sandbox.v1beta5.routes import ROUTES
from pipeline.references import operations_of
from raw_operations import document_of_version
from sandbox.documented import Documented

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD, OPEN, EMPTY = (
    base64.b64encode(text).decode() for text in (b"type Movie { title: String }", b"type Movie {", b"movies")
)
ALL = "/instances/aaaaaaaa/data-apis/graphql"
KEY = {"name": "key", "type": "api-key"}
JWKS = {"name": "tokens", "type": "jwks", "url": "https://example.com/.well-known/jwks.json"}


def body(**changes: Any) -> dict[str, Any]:
    return {
        "name": "movies",
        "type_definitions": GOOD,
        "aura_instance": {"username": "neo4j", "password": "letmein"},
        "security": {
            "authentication_providers": [KEY, JWKS],
            "cors_policy": {"allowed_origins": ["https://a.example"]},
        },
    } | changes


@pytest.fixture
def beta() -> Iterator[Documented]:
    """A calm sandbox with an instance that runs and one that is paused, and a client of v1beta5."""
    state = {"instances": [{"id": "aaaaaaaa"}, {"id": "bbbbbbbb", "status": "paused"}]}
    with (
        Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off(), request_limit=None, state=state) as sandbox,
        Documented(sandbox, "v1beta5") as client,
    ):
        yield client


def made(beta: Documented, **changes: Any) -> str:
    """The id of a data API that has got where it was going."""
    found = str(beta.ok("POST", ALL, json=body(**changes))["id"])
    beta.sandbox.operations.finish(found)
    return found


def status(beta: Documented, one: str) -> str:
    return str(beta.ok("GET", f"{ALL}/{one}")["status"])


def test_it_has_every_operation_of_its_document_and_those_of_v1() -> None:
    own = {(method.upper(), path) for path, method, _ in operations_of(document_of_version("v1beta5"))}
    assert own <= {(route.method, route.path) for route in ROUTES}
    assert (len(own), len(ROUTES)) == (12, 33)


def test_a_data_api_is_created_with_its_keys_told_once(beta: Documented) -> None:
    created = beta.ok("POST", ALL, json=body())
    assert created["status"] == "creating"
    key, jwks = created["authentication_providers"]
    assert key["key"]
    assert "key" not in jwks
    beta.sandbox.advance(120)
    found = beta.ok("GET", f"{ALL}/{created['id']}")
    assert (found["status"], found["aura_instance"]["id"]) == ("ready", "aaaaaaaa")
    assert found["security"]["cors_policy"]["allowed_origins"] == ["https://a.example"]
    assert "key" not in beta.ok("GET", f"{ALL}/{created['id']}/auth-providers/{key['id']}")
    assert [one["id"] for one in beta.ok("GET", ALL)] == [created["id"]]
    [state] = beta.sandbox.data_apis
    assert (state.status, state.username, state.instance_id) == ("ready", "neo4j", "aaaaaaaa")


def test_it_is_paused_resumed_updated_and_deleted(beta: Documented) -> None:
    one = made(beta)
    assert beta.ok("POST", f"{ALL}/{one}/pause", json={})["status"] == "pausing"
    beta.sandbox.operations.finish(one)
    assert status(beta, one) == "paused"
    assert beta.ok("POST", f"{ALL}/{one}/resume", json={})["status"] == "resuming"
    beta.sandbox.operations.finish(one)
    assert (
        beta.ok("PATCH", f"{ALL}/{one}", json={"name": "films", "features": {"subgraph": True}})["status"] == "updating"
    )
    beta.sandbox.operations.finish(one)
    found = beta.ok("GET", f"{ALL}/{one}")
    assert (found["name"], found["features"], found["type_definitions"]) == ("films", {"subgraph": True}, GOOD)
    assert beta.ok("DELETE", f"{ALL}/{one}")["status"] == "deleting"
    assert beta.refused("DELETE", f"{ALL}/{one}")[0] == 404
    beta.sandbox.operations.finish(one)
    assert beta.refused("GET", f"{ALL}/{one}")[0] == 404
    assert beta.sandbox.data_apis == beta.sandbox.auth_providers == ()


@pytest.mark.parametrize("definitions", [OPEN, EMPTY])
def test_type_definitions_that_do_not_fit_end_in_an_error_and_can_be_mended(beta: Documented, definitions: str) -> None:
    one = made(beta, type_definitions=definitions)
    answer = beta.get(f"{ALL}/{one}").json()
    assert (answer["data"]["status"], answer["errors"][0]["reason"]) == ("error", "invalid-type-defs")
    beta.ok("PATCH", f"{ALL}/{one}", json={"type_definitions": GOOD})
    beta.sandbox.operations.finish(one)
    answer = beta.get(f"{ALL}/{one}").json()
    assert (answer["data"]["status"], "errors" in answer) == ("ready", False)


@pytest.mark.parametrize(("kind", "change"), [("data_api", None), ("data_api_update", {"name": "films"})])
def test_an_operation_can_be_made_to_fail(beta: Documented, kind: str, change: dict[str, str] | None) -> None:
    one = made(beta) if change else ""
    beta.sandbox.operations.fail(kind)
    if change:
        beta.ok("PATCH", f"{ALL}/{one}", json=change)
        beta.sandbox.operations.finish(one)
    else:
        one = made(beta)
    assert status(beta, one) == "error"
    assert beta.get(f"{ALL}/{one}").json()["errors"][0]["message"]


def test_what_its_state_does_not_permit_is_refused_with_400(beta: Documented) -> None:
    one = str(beta.ok("POST", ALL, json=body())["id"])
    for method, path in (("POST", "/pause"), ("POST", "/resume"), ("PATCH", "")):
        assert beta.refused(method, f"{ALL}/{one}{path}", json={"name": "films"})[0] == 400
    assert beta.refused("DELETE", f"{ALL}/{one}")[0] == 400
    paused = "/instances/bbbbbbbb/data-apis/graphql"
    assert beta.refused("POST", paused, json=body()) == (400, "instance-action-unavailable")
    assert beta.refused("GET", "/instances/cccccccc/data-apis/graphql") == (404, "db-not-found")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"type_definitions": "type Movie {}"},
        {"aura_instance": {"username": "neo4j"}},
        {"security": {"authentication_providers": []}},
        {"security": {"authentication_providers": [{"name": "x", "type": "jwks"}]}},
        {"security": {"authentication_providers": [{"name": "x", "type": "password"}]}},
        {"security": {"authentication_providers": [KEY], "cors_policy": {"allowed_origins": "*"}}},
        {"features": {}},
    ],
)
def test_a_creation_that_is_not_valid_is_refused(beta: Documented, wrong: dict[str, Any]) -> None:
    assert beta.refused("POST", ALL, json=body(**wrong)) == (400, "validation-error")
    assert beta.sandbox.data_apis == ()


def test_providers_are_added_changed_and_removed_at_once(beta: Documented) -> None:
    providers = f"{ALL}/{made(beta)}/auth-providers"
    added = beta.ok("POST", providers, json={"name": "second", "type": "api-key", "enabled": False})
    assert (added["enabled"], len(beta.ok("GET", providers))) == (False, 3)
    assert beta.ok("PATCH", f"{providers}/{added['id']}", json={"enabled": True, "name": "other"})["enabled"] is True
    assert beta.refused("PATCH", f"{providers}/{added['id']}", json={"url": "https://a.example"})[0] == 400
    assert beta.refused("PATCH", f"{providers}/{added['id']}", json={})[0] == 400
    assert beta.ok("DELETE", f"{providers}/{added['id']}")["name"] == "other"
    assert beta.refused("GET", f"{providers}/{added['id']}")[0] == 404
    assert [one.name for one in beta.sandbox.auth_providers] == ["key", "tokens"]


def test_they_go_with_their_instance_and_come_back_with_a_saved_world(beta: Documented) -> None:
    one = made(beta)
    saved = beta.sandbox.state.save()
    beta.sandbox.state.reset()
    assert beta.sandbox.data_apis == ()
    beta.sandbox.state.restore(saved)
    assert [found.id for found in beta.sandbox.data_apis] == [one]
    assert len(beta.sandbox.auth_providers) == 2

"""Data APIs through the clients, without real waits: what an operation returns, where a wait polls, when it ends."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from aurakit import InvalidArgumentError, WaitFailedError, v1beta5
from aurakit._client.wait_rules import GONE, goal_of
from aurakit.v1beta5.states import DATA_API
from aurakit.v1beta5.waitables import waitable_of
from faultserver import FaultServer, response
from support.driving import Driver, both_of

PATH = "/v1beta5/instances/i1/data-apis/graphql"
KEY = "the-api-key-1"
NOT_FOUND = response(404, {"errors": [{"message": "There is none.", "reason": "x"}]})
ABOUT = {"id": "a1", "name": "one", "url": "https://a1.example/graphql"}
SECURITY = {"cors_policy": {"allowed_origins": []}, "authentication_providers": []}
FULL = {**ABOUT, "type_definitions": "dHlwZQ==", "features": {"subgraph": False}, "security": SECURITY}
CREATED = {
    **ABOUT, "status": "creating",
    "authentication_providers": [{"id": "k1", "name": "key", "type": "api-key", "key": KEY, "enabled": True}],
}  # fmt: skip

drivers = both_of(v1beta5)


def summary(status: str, http_status: int = 202, **more: Any) -> Any:
    return response(http_status, {"data": {**ABOUT, "status": status, **more}})


def found(status: str, *problems: str, **more: Any) -> Any:
    beside = {"errors": [{"message": problem, "reason": "invalid-type-defs"} for problem in problems]}
    return response(200, {"data": {**FULL, "status": status, **more}, **(beside if problems else {})})


def create(aura: Any) -> Any:
    return aura.data_apis.create(
        "i1", name="one", type_definitions="dHlwZQ==", aura_instance={"username": "neo4j", "password": "p"},
        security={"authentication_providers": [{"name": "key", "type": "api-key"}]},
    )  # fmt: skip


def waited(driver: Driver, server: FaultServer, begin: Any) -> Any:
    begun = driver.run(server.url, begin)
    return driver.run(server.url, lambda aura: aura.wait(pickle.loads(pickle.dumps(begun))))


@drivers
def test_a_new_data_api_is_waited_for_until_it_is_ready(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(202, {"data": CREATED}), NOT_FOUND, found("creating"), found("ready"))
        settled = waited(driver, server, create)
        assert [received.path for received in server.calls("GET")] == [f"{PATH}/a1"] * 3
    assert (type(settled), settled.status) == (v1beta5.DataApi, "ready")


@drivers
def test_errors_beside_a_data_api_end_the_wait_with_what_to_do_and_without_keys(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(202, {"data": CREATED}), found("error", "Unknown type Person"))
        begun = driver.run(server.url, create)
        error = driver.fails(server.url, WaitFailedError, lambda aura: aura.wait(begun))
    assert error.reason.startswith("the response has errors: Unknown type Person (invalid-type-defs)")
    assert KEY not in f"{error!r} {vars(error)} {waitable_of(begun).shown!r}"  # type: ignore[union-attr]


@drivers
@pytest.mark.parametrize(
    ("operation", "state", "done"), [("pause", "pausing", "paused"), ("resume", "resuming", "ready")]
)
def test_what_was_begun_shows_whatever_the_response_says(driver: Driver, operation: str, state: str, done: str) -> None:
    before = "ready" if operation == "pause" else "paused"
    with FaultServer() as server:
        server.script(summary(before), found(state), found(done))
        begun = driver.run(server.url, lambda aura: getattr(aura.data_apis, operation)("i1", "a1"))
        assert (type(begun), begun.status) == (v1beta5.DataApiSummary, state)
        assert driver.run(server.url, lambda aura: aura.wait(begun)).status == done


@drivers
def test_one_that_is_paused_already_needs_no_wait(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(summary("paused"))
        begun = driver.run(server.url, lambda aura: aura.data_apis.pause("i1", "a1"))
        assert driver.run(server.url, lambda aura: aura.wait(begun)) is begun


@drivers
def test_a_renamed_data_api_is_waited_for_until_it_has_the_new_name(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(summary("ready"), found("ready"), found("updating"), found("ready", name="two"))
        begun = driver.run(server.url, lambda aura: aura.data_apis.update("i1", "a1", name="two"))
        assert (begun.name, begun.status) == ("two", "updating")
        assert driver.run(server.url, lambda aura: aura.wait(begun)).name == "two"
        assert server.count("GET") == 3


@drivers
def test_new_type_definitions_are_waited_for_past_a_stale_ready(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(summary("ready"), found("ready"), found("updating"), found("ready", type_definitions="bmV3"))
        settled = waited(driver, server, lambda aura: aura.data_apis.update("i1", "a1", type_definitions="bmV3"))
    assert settled.type_definitions == "bmV3"


@drivers
def test_an_update_that_changes_nothing_is_not_sent(driver: Driver) -> None:
    with FaultServer() as server:
        error = driver.fails(server.url, InvalidArgumentError, lambda aura: aura.data_apis.update("i1", "a1"))
        assert server.requests == []
    assert str(error) == (
        "Give at least one value to change: name, type_definitions, features, aura_instance, security."
    )


@drivers
def test_a_deleted_data_api_is_waited_for_until_it_is_not_found(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(summary("ready"), found("ready"), found("deleting"), NOT_FOUND)
        begun = driver.run(server.url, lambda aura: aura.data_apis.delete("i1", "a1"))
        assert begun.status == "deleting"
        assert driver.run(server.url, lambda aura: aura.wait(begun)) is None


@drivers
@pytest.mark.parametrize(
    "delete",
    [lambda aura: aura.data_apis.delete("i1", "a1"), lambda aura: aura.auth_providers.delete("i1", "a1", "k1")],
    ids=["data API", "provider"],
)
def test_a_repeated_deletion_that_finds_nothing_is_none(driver: Driver, delete: Any) -> None:
    with FaultServer() as server:
        server.script(response(502), NOT_FOUND)
        assert driver.run(server.url, delete) is None


@drivers
def test_a_deleted_provider_is_returned_as_it_was(driver: Driver) -> None:
    provider = {"id": "k1", "name": "key", "type": "api-key", "enabled": True}
    with FaultServer() as server:
        server.script(response(202, {"data": provider}))
        deleted = driver.run(server.url, lambda aura: aura.auth_providers.delete("i1", "a1", "k1"))
    assert (type(deleted), deleted.name) == (v1beta5.ApiKeyAuthProvider, "key")


def test_a_provider_has_no_state_to_wait_for() -> None:
    with pytest.raises(TypeError, match="not ApiKeyAuthProvider"):
        waitable_of(v1beta5.ApiKeyAuthProvider(id="k1", name="key", type="api-key"))


def test_a_data_api_that_does_not_say_its_instance_cannot_be_looked_up() -> None:
    alone = waitable_of(v1beta5.DataApiSummary.from_dict({**ABOUT, "status": "creating"}))
    assert alone is not None
    with pytest.raises(InvalidArgumentError, match="does not say which instance_id it belongs to"):
        alone.request()


@pytest.mark.parametrize(
    ("start", "wanted"),
    [("creating", "ready"), ("updating", "ready"), ("resuming", "ready"), ("pausing", "paused"), ("deleting", GONE)],
)
def test_what_is_handed_in_tells_the_way(start: str, wanted: str) -> None:
    assert goal_of(DATA_API, start, {}).wanted == wanted


def test_every_state_of_the_document_is_known_and_of_one_kind() -> None:
    kinds = [set(DATA_API.leads_to), set(DATA_API.resting), set(DATA_API.failed), set(DATA_API.gone)]
    assert {member.value for member in v1beta5.DataApiStatus} <= set.union(*kinds)
    assert sum(map(len, kinds)) == len(set.union(*kinds))

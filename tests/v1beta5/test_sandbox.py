"""v1beta5 through the sandbox, sync and async: a data API's life, beside the instance of v1 that it belongs to."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import WaitAllError, WaitFailedError
from aurakit.sandbox import ManualClock, Sandbox
from aurakit.v1beta5 import secrets_of
from support.scenarios import Scenarios, both_ways

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = base64.b64encode(b"type Movie @node { title: String }").decode()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock(), seed=7) as sandbox:
        yield sandbox


def running_instance(aura: Any) -> Any:
    """The steps to an instance of v1 that runs; returns its id."""
    projects = yield aura.projects.list()
    created = yield aura.instances.create(
        name="one", tenant_id=projects[0].id, version="5", region="europe-west1", memory="2GB",
        type="professional-db", cloud_provider="gcp",
    )  # fmt: skip
    return (yield aura.wait(created)).id


@both_ways
def test_a_data_api_is_created_paused_resumed_renamed_and_deleted(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        instance_id = yield from running_instance(aura)
        beta = aura.v1beta5
        created = yield beta.data_apis.create(
            instance_id, name="movies", type_definitions=TYPES,
            aura_instance={"username": "neo4j", "password": "p"},
            security={"authentication_providers": [{"name": "web", "type": "api-key"}]},
        )  # fmt: skip
        assert secrets_of(created).values["AURA_DATA_API_KEY"]
        assert (yield beta.wait(created)).status == "ready"
        states = []
        for begin in (beta.data_apis.pause, beta.data_apis.resume):
            begun = yield begin(instance_id, created.id)
            states.append((yield beta.wait(begun)).status)
        begun = yield beta.data_apis.update(instance_id, created.id, name="films")
        assert (yield beta.wait(begun)).name == "films"
        provider = yield beta.auth_providers.create(instance_id, created.id, name="other", type="api-key")
        assert secrets_of(provider).names == ["AURA_DATA_API_KEY"]
        providers = yield beta.auth_providers.list(instance_id, created.id)
        assert [one.name for one in providers] == ["web", "other"]
        yield beta.auth_providers.delete(instance_id, created.id, provider.id)
        begun = yield beta.data_apis.delete(instance_id, created.id)
        assert (yield beta.wait(begun)) is None
        return states

    assert scenarios.run(sandbox, scenario) == ["paused", "ready"]


def new_data_api(aura: Any, instance_id: str, name: str) -> Any:
    """What creates a data API: a response, or what awaits it."""
    return aura.v1beta5.data_apis.create(
        instance_id, name=name, type_definitions=TYPES, aura_instance={"username": "neo4j", "password": "p"},
        security={"authentication_providers": [{"name": "web", "type": "api-key"}]},
    )  # fmt: skip


@both_ways
def test_data_apis_are_waited_for_together(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        instance_id = yield from running_instance(aura)
        beta = aura.v1beta5
        made = [
            (yield new_data_api(aura, instance_id, "a")),
            (yield new_data_api(aura, instance_id, "b")),
            (yield new_data_api(aura, instance_id, "c")),
        ]
        first, second, third = yield beta.wait_all(made)
        assert [one.status for one in (first, second, third)] == ["ready"] * 3
        begun = [
            (yield beta.data_apis.pause(instance_id, first.id)),
            (yield beta.data_apis.update(instance_id, second.id, name="renamed")),
            (yield beta.data_apis.delete(instance_id, third.id)),
            None,
        ]
        return (yield beta.wait_all(begun))

    paused, renamed, *none = scenarios.run(sandbox, scenario)
    assert (paused.status, renamed.name, none) == ("paused", "renamed", [None, None])


@both_ways
def test_a_data_api_that_fails_leaves_the_others_to_end(scenarios: Scenarios, sandbox: Sandbox) -> None:
    def scenario(aura: Any) -> Any:
        instance_id = yield from running_instance(aura)
        sandbox.operations.fail("data_api")
        made = [(yield new_data_api(aura, instance_id, "bad")), (yield new_data_api(aura, instance_id, "good"))]
        yield aura.v1beta5.wait_all(made)

    with pytest.raises(WaitAllError) as caught:
        scenarios.run(sandbox, scenario)
    ((failed, error),) = caught.value.failures
    assert failed.name == "bad" and isinstance(error, WaitFailedError)
    assert "the response has errors" in error.reason
    assert [getattr(one, "status", one) for one in caught.value.results] == [error, "ready"]

"""The SDK's clients on the sandbox, which share its time: minutes of waiting take milliseconds."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.errors import OutcomeUnknownError, ServerError
from aurakit.sandbox import Awkwardness, ManualClock, Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock()) as sandbox:
        yield sandbox


def new_instance(sandbox: Sandbox, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Instance01",
        "type": "enterprise-db",
        "version": "5",
        "memory": "4GB",
        "cloud_provider": "gcp",
        "region": "europe-west1",
        "tenant_id": sandbox.project_id,
    } | changes


def test_a_client_waits_out_a_creation_of_minutes_in_no_time(sandbox: Sandbox) -> None:
    began = time.monotonic()
    aura = sandbox.client()
    running = aura.wait(aura.instances.create(**new_instance(sandbox)))
    assert running.status == "running"
    assert sandbox.clock.now() >= 180.0
    assert time.monotonic() - began < 5.0


def test_an_async_client_waits_out_a_creation_of_minutes_in_no_time(sandbox: Sandbox) -> None:
    async def story() -> str:
        async with sandbox.async_client() as aura:
            running = await aura.wait(await aura.instances.create(**new_instance(sandbox)))
            return str(running.status)

    began = time.monotonic()
    assert asyncio.run(story()) == "running"
    assert sandbox.clock.now() >= 180.0
    assert time.monotonic() - began < 5.0


def test_a_client_waits_on_a_fast_clock_too() -> None:
    with Sandbox(time_scale=500.0, request_limit=None) as sandbox:
        aura = sandbox.client(rate_limit=None)
        assert aura.wait(aura.instances.create(**new_instance(sandbox))).status == "running"


@pytest.mark.parametrize("status", [401, 403])
def test_an_expired_token_is_replaced_without_notice(sandbox: Sandbox, status: int) -> None:
    aura = sandbox.client()
    aura.projects.list()
    sandbox.tokens.expire(status)
    assert [project.name for project in aura.projects.list()] == ["Sandbox"]


def test_a_rate_limit_that_is_over_is_waited_for(sandbox: Sandbox) -> None:
    aura = sandbox.client(rate_limit=None, timeout=200.0)
    for _ in range(130):
        aura.projects.list()
    assert 429 in {request.status for request in sandbox.requests}
    assert sandbox.clock.now() >= 60.0


def test_a_lost_answer_to_a_create_is_told_and_nothing_is_created_twice(sandbox: Sandbox) -> None:
    sandbox.fail(method="POST", path="/instances", lose_response=True)
    with pytest.raises(OutcomeUnknownError):
        sandbox.client().instances.create(**new_instance(sandbox))
    assert sandbox.instances.created == 1
    sandbox.fail(method="POST", path="/instances", status=504, lose_response=True)
    with pytest.raises(ServerError):
        sandbox.client().instances.create(**new_instance(sandbox))
    assert sandbox.instances.created == 2


def test_a_whole_life_goes_well_however_awkward_the_api_is(sandbox: Sandbox) -> None:
    aura = sandbox.client()
    instance = aura.wait(aura.instances.create(**new_instance(sandbox, type="professional-db")))
    sandbox.advance(60.0)  # the scheduled snapshot of a new instance is in the way of others
    snapshot = aura.wait(aura.snapshots.create(instance.id))
    assert snapshot.status == "Completed"
    assert aura.wait(aura.instances.update(instance.id, memory="8GB")).memory == "8GB"
    assert aura.wait(aura.instances.pause(instance.id)).status == "paused"
    assert aura.wait(aura.instances.resume(instance.id)).status == "running"
    assert aura.wait(aura.snapshots.restore(instance.id, snapshot.snapshot_id)).status == "running"
    upgraded = aura.wait(aura.instances.upgrade(instance.id))
    assert upgraded.status == "running"
    assert aura.wait(aura.instances.delete(instance.id)) is None
    assert sandbox.instances == ()


def test_the_clients_of_a_sandbox_are_closed_with_it() -> None:
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off()) as sandbox:
        aura = sandbox.client()
        aura.projects.list()
    with pytest.raises(Exception, match="closed"):
        aura.projects.list()

"""Bringing an instance to run or to pause from every state, and finding it, on the sandbox with its awkwardness on."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from aurakit.errors import (
    ConflictError,
    InstanceMismatchError,
    InvalidArgumentError,
    NotFoundError,
    ServerError,
    WaitFailedError,
    WaitTimeoutError,
)
from aurakit.sandbox import ManualClock, Project, Sandbox
from support.driving import both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurakit import Aura
    from support.driving import Driver, Step

KIND: dict[str, str] = {
    "type": "enterprise-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp", "region": "europe-west1"
}  # fmt: skip


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock(), projects=[Project(id="p1", name="One"), Project(id="p2", name="Two")]) as sandbox:
        yield sandbox


def on(sandbox: Sandbox) -> dict[str, Any]:
    return {"clock": sandbox.clock, "client_id": sandbox.client_id, "client_secret": sandbox.client_secret}


def seeded(sandbox: Sandbox, status: str = "running", **more: Any) -> str:
    sandbox.state.add({"instances": [{"name": "orders", "status": status, "id": "0a1b2c3d", **KIND, **more}]})
    return "0a1b2c3d"


def doing(change: Callable[[Aura, str], object], status: str = "running") -> Callable[[Sandbox], str]:
    """An instance with a change under way."""

    def prepare(sandbox: Sandbox) -> str:
        instance_id = seeded(sandbox, status)
        change(sandbox.client(), instance_id)
        return instance_id

    return prepare


def created(sandbox: Sandbox) -> str:
    return sandbox.client().instances.create(name="orders", tenant_id="p1", **KIND).id  # type: ignore[arg-type]


STATES: dict[str, Callable[[Sandbox], str]] = {
    "running": seeded,
    "paused": lambda sandbox: seeded(sandbox, "paused"),
    "pausing": doing(lambda aura, one: aura.instances.pause(one)),
    "resuming": doing(lambda aura, one: aura.instances.resume(one), "paused"),
    "just created": created,
    "resized": doing(lambda aura, one: aura.instances.update(one, memory="8GB")),
    "renamed": doing(lambda aura, one: aura.instances.update(one, name="other")),
    "renamed while paused": doing(lambda aura, one: aura.instances.update(one, name="other"), "paused"),
}


def changes(sandbox: Sandbox, instance_id: str) -> list[str]:
    """What was done to the instance, by the requests that were accepted."""
    start = f"/v1/instances/{instance_id}/"
    accepted = [one for one in sandbox.requests if one.path.startswith(start) and (one.status or 500) < 300]
    return [one.path.removeprefix(start) for one in accepted if one.method == "POST"]


def moved(sandbox: Sandbox, driver: Driver, instance_id: str, method: str, **more: Any) -> Any:
    sandbox.requests.clear()

    def step(aura: Any) -> Any:
        return getattr(aura.instances, method)(instance_id, **more)

    return driver.run(sandbox.base_url, step, **on(sandbox))


# ------------------------------------------------------------------------------------------------ from every state


@both
@pytest.mark.parametrize("state", STATES)
def test_an_instance_in_any_state_comes_to_run_by_what_is_needed_and_no_more(
    sandbox: Sandbox, driver: Driver, state: str
) -> None:
    instance_id = STATES[state](sandbox)
    begun = moved(sandbox, driver, instance_id, "ensure_running")
    settled = driver.run(sandbox.base_url, lambda aura: aura.wait(begun), **on(sandbox))
    assert (settled.id, settled.status) == (instance_id, "running")
    sandbox.advance(300.0)  # a look at one that is being changed can be stale and say `running` already
    assert sandbox.instances[0].status == "running"
    assert changes(sandbox, instance_id) == (
        ["resume"] if state in ("paused", "pausing", "renamed while paused") else []
    )


@both
@pytest.mark.parametrize("state", STATES)
def test_an_instance_in_any_state_comes_to_pause_by_what_is_needed_and_no_more(
    sandbox: Sandbox, driver: Driver, state: str
) -> None:
    instance_id = STATES[state](sandbox)
    begun = moved(sandbox, driver, instance_id, "ensure_paused")
    settled = driver.run(sandbox.base_url, lambda aura: aura.wait(begun), **on(sandbox))
    assert (settled.id, settled.status) == (instance_id, "paused")
    assert sandbox.instances[0].status == "paused"
    assert changes(sandbox, instance_id) == (
        [] if state in ("paused", "pausing", "renamed while paused") else ["pause"]
    )


@pytest.mark.parametrize("method", ["ensure_running", "ensure_paused"])
@both
def test_one_that_is_being_deleted_or_failed_is_refused_at_once(sandbox: Sandbox, driver: Driver, method: str) -> None:
    going = doing(lambda aura, one: aura.instances.delete(one))(sandbox)
    sandbox.state.add({"instances": [{"name": "bad", "id": "bad00000", "status": "loading failed", **KIND}]})
    began = sandbox.clock.now()
    for instance_id, reason in ((going, "it is being deleted"), ("bad00000", "its state is 'loading failed'")):
        error = driver.fails(
            sandbox.base_url,
            WaitFailedError,
            lambda aura, one=instance_id: getattr(aura.instances, method)(one),  # type: ignore[misc]
            **on(sandbox),
        )
        assert error.reason == reason and error.resource.id == instance_id
    assert sandbox.clock.now() - began < 1.0


@both
def test_one_that_is_suspended_is_resumed_if_the_api_lets_it_and_never_paused(sandbox: Sandbox, driver: Driver) -> None:
    instance_id = seeded(sandbox, "suspended")
    error = driver.fails(
        sandbox.base_url, ConflictError, lambda aura: aura.instances.ensure_running(instance_id), **on(sandbox)
    )
    assert error.reason == "instance-action-unavailable"
    error = driver.fails(
        sandbox.base_url, WaitFailedError, lambda aura: aura.instances.ensure_paused(instance_id), **on(sandbox)
    )
    assert "it is 'suspended'" in error.reason
    assert changes(sandbox, instance_id) == []


@both
@pytest.mark.parametrize("status", ["suspended", "stopped"])
def test_one_at_rest_elsewhere_is_tried_to_be_resumed(sandbox: Sandbox, driver: Driver, status: str) -> None:
    instance_id = seeded(sandbox, status)
    driver.fails(
        sandbox.base_url, ConflictError, lambda aura: aura.instances.ensure_running(instance_id), **on(sandbox)
    )
    assert [one.status for one in sandbox.requests if one.path.endswith("/resume")] == [409]


@both
def test_a_free_instance_is_not_paused_and_the_error_says_why(sandbox: Sandbox, driver: Driver) -> None:
    instance_id = seeded(sandbox, type="free-db", memory="1GB")
    error = driver.fails(
        sandbox.base_url, InvalidArgumentError, lambda aura: aura.instances.ensure_paused(instance_id), **on(sandbox)
    )
    assert "the API does not pause free instances" in str(error)
    assert changes(sandbox, instance_id) == []


@both
def test_an_id_that_is_none_is_not_looked_for_again(sandbox: Sandbox, driver: Driver) -> None:
    driver.fails(sandbox.base_url, NotFoundError, lambda aura: aura.instances.ensure_running("ffffffff"), **on(sandbox))
    assert [one.path for one in sandbox.requests if one.method == "GET"] == ["/v1/instances/ffffffff", "/v1/instances"]


# ------------------------------------------------------------------------------------------------ on the way


@both
def test_an_operation_that_does_not_end_in_time_is_a_timeout_and_nothing_was_begun(
    sandbox: Sandbox, driver: Driver
) -> None:
    instance_id = STATES["resized"](sandbox)
    began = sandbox.clock.now()
    error = driver.fails(
        sandbox.base_url,
        WaitTimeoutError,
        lambda aura: aura.instances.ensure_paused(instance_id, timeout=10.0),
        **on(sandbox),
    )
    assert "Nothing was started" in str(error) and error.resource.id == instance_id
    assert 10.0 <= sandbox.clock.now() - began < 12.0
    assert changes(sandbox, instance_id) == []


@both
def test_a_response_that_was_lost_is_found_out_by_a_get(sandbox: Sandbox, driver: Driver) -> None:
    instance_id = seeded(sandbox)
    sandbox.fail(method="POST", path="/instances/{id}/pause", lose_response=True)
    begun = moved(sandbox, driver, instance_id, "ensure_paused")
    assert begun.status == "pausing"
    assert changes(sandbox, instance_id) == []  # the one that was lost


@both
def test_a_second_response_that_is_lost_ends_it(sandbox: Sandbox, driver: Driver) -> None:
    instance_id = seeded(sandbox, "paused")
    sandbox.fail(method="POST", path="/instances/{id}/resume", status=502, times=9)
    error = driver.fails(
        sandbox.base_url, ServerError, lambda aura: aura.instances.ensure_running(instance_id), **on(sandbox)
    )
    assert error.outcome_unknown
    assert len([one for one in sandbox.requests if one.path.endswith("/resume")]) == 2


@pytest.mark.parametrize(("method", "status"), [("ensure_running", "paused"), ("ensure_paused", "running")])
def test_several_callers_at_once_begin_one_operation(sandbox: Sandbox, method: str, status: str) -> None:
    instance_id = seeded(sandbox, status)
    aura = sandbox.client()
    results: list[Any] = []

    def call() -> None:
        results.append(getattr(aura.instances, method)(instance_id))

    threads = [threading.Thread(target=call) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(changes(sandbox, instance_id)) == 1 and len(results) == 6
    goal = method.removeprefix("ensure_")
    assert {one.status for one in aura.wait_all(results)} == {goal}


def test_several_tasks_at_once_begin_one_operation(sandbox: Sandbox) -> None:
    instance_id = seeded(sandbox, "paused")

    async def scenario() -> set[str]:
        async with sandbox.async_client() as aura:
            results = await asyncio.gather(*(aura.instances.ensure_running(instance_id) for _ in range(6)))
            return {one.status for one in await aura.wait_all(results)}

    assert asyncio.run(scenario()) == {"running"}
    assert changes(sandbox, instance_id) == ["resume"]


# ------------------------------------------------------------------------------------------------ finding


def find(what: Any, **more: Any) -> Step:
    return lambda aura: aura.instances.find(what, **more)


@both
@pytest.mark.parametrize(
    "what",
    [
        "0a1b2c3d", "0A1B2C3D", "orders", "neo4j+s://0a1b2c3d.databases.neo4j.io",
        "neo4j+s://0A1B2C3D.databases.neo4j.io:7687/neo4j", "bolt+s://0a1b2c3d.production-orch-0001.neo4j.io",
    ],
)  # fmt: skip
def test_an_instance_is_found_with_one_list(sandbox: Sandbox, driver: Driver, what: str) -> None:
    seeded(sandbox)
    sandbox.state.add({"instances": [{"name": "other", **KIND}]})
    found = driver.run(sandbox.base_url, find(what), **on(sandbox))
    assert (found.id, found.name, found.status) == ("0a1b2c3d", "orders", "running")
    assert [one.path for one in sandbox.requests if one.method == "GET"] == ["/v1/instances", "/v1/instances/0a1b2c3d"]


@both
def test_a_new_instance_that_cannot_be_looked_at_yet_is_found(sandbox: Sandbox, driver: Driver) -> None:
    instance_id = created(sandbox)
    assert driver.run(sandbox.base_url, find("orders"), **on(sandbox)).id == instance_id


@both
def test_several_of_the_name_are_all_in_the_error_and_a_project_tells_them_apart(
    sandbox: Sandbox, driver: Driver
) -> None:
    seeded(sandbox)
    seeded(sandbox, id="11111111", tenant_id="p2")
    going = created(sandbox)
    sandbox.advance(1000.0)
    sandbox.client().instances.delete(going)
    error = driver.fails(sandbox.base_url, InstanceMismatchError, find("orders"), **on(sandbox))
    assert {one.id for one in error.instances} == {"0a1b2c3d", "11111111"}
    assert "tenant_id" in str(error)
    assert driver.run(sandbox.base_url, find("orders", tenant_id="p2"), **on(sandbox)).id == "11111111"


@both
@pytest.mark.parametrize("older", [True, False], ids=["beside an older one", "all new"])
def test_several_of_the_name_are_told_apart_from_one_even_while_a_new_one_cannot_be_looked_at(
    sandbox: Sandbox, driver: Driver, older: bool
) -> None:
    ids = {seeded(sandbox) if older else created(sandbox), created(sandbox)}
    error = driver.fails(sandbox.base_url, InstanceMismatchError, find("orders"), **on(sandbox))
    assert {one.id for one in error.instances} == ids
    gets = [one.status for one in sandbox.requests if one.method == "GET"]
    assert 404 in gets  # they were hidden at first


@both
def test_an_id_goes_before_a_name(sandbox: Sandbox, driver: Driver) -> None:
    seeded(sandbox)
    seeded(sandbox, id="11111111", name="0a1b2c3d")
    assert driver.run(sandbox.base_url, find("0a1b2c3d"), **on(sandbox)).name == "orders"


@both
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("nope", "No instance has the id or name 'nope'. Looked for among the 7 that these credentials see: i0 ("),
        ("neo4j+s://neo4j:geheim@ffffffff.databases.neo4j.io", "No instance has the connection URI of 'ffffffff."),
        ("neo4j+s://[::1", "No instance has the id or name"),
    ],
)
def test_what_is_not_found_says_where_it_was_looked_for(sandbox: Sandbox, driver: Driver, what: str, said: str) -> None:
    sandbox.state.add({"instances": [{"name": f"i{number}", **KIND} for number in range(7)]})
    error = driver.fails(sandbox.base_url, NotFoundError, find(what), **on(sandbox))
    assert str(error).startswith(said) and "geheim" not in str(error)
    assert error.request_id and str(error).endswith(" and 2 more.")
    error = driver.fails(sandbox.base_url, NotFoundError, find(what, tenant_id="p2"), **on(sandbox))
    assert "among the 0 that these credentials see in the project p2." in str(error)


@both
@pytest.mark.parametrize(("what", "error"), [("", InvalidArgumentError), (" ", InvalidArgumentError), (5, TypeError)])
def test_nothing_to_look_for_makes_no_request(
    sandbox: Sandbox, driver: Driver, what: Any, error: type[Exception]
) -> None:
    driver.fails(sandbox.base_url, error, find(what), **on(sandbox))
    assert sandbox.requests == ()

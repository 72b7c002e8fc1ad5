"""Checking a configuration against what is available to the project, with one request and before any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit.errors import BadRequestError, InvalidArgumentError, NotFoundError
from aurakit.sandbox import ManualClock, Sandbox
from support.driving import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.driving import Driver, Step

PLACE = {"cloud_provider": "gcp", "region": "europe-west1"}
NEW: dict[str, Any] = {**PLACE, "type": "enterprise-db", "version": "5", "memory": "4GB", "storage": "8GB"}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock()) as sandbox:
        yield sandbox


def on(sandbox: Sandbox) -> dict[str, Any]:
    return {"clock": sandbox.clock, "client_id": sandbox.client_id, "client_secret": sandbox.client_secret}


def check(sandbox: Sandbox, **asked: Any) -> Step:
    return lambda aura: aura.instances.check(tenant_id=sandbox.project_id, **asked)


def calls(sandbox: Sandbox) -> list[str]:
    return [f"{one.method} {one.path}" for one in sandbox.requests if one.path != "/oauth/token"]


@both
def test_a_configuration_that_is_available_comes_back_after_one_request(sandbox: Sandbox, driver: Driver) -> None:
    (fits,) = driver.run(sandbox.base_url, check(sandbox, **NEW), **on(sandbox))
    assert (fits.type, fits.memory, fits.storage, fits.region) == ("enterprise-db", "4GB", "8GB", "europe-west1")
    assert calls(sandbox) == [f"GET /v1/tenants/{sandbox.project_id}"]


@both
@pytest.mark.parametrize(
    ("name", "value", "available"),
    [
        ("cloud_provider", "ibm", "aws, azure, gcp"),
        (
            "type",
            "huge-db",
            "business-critical, enterprise-db, enterprise-ds, free-db, professional-db, professional-ds",
        ),
        ("region", "francecentral", "asia-southeast1, europe-west1, europe-west2, us-central1, us-east1"),
        ("version", "3", "4, 5"),
        ("memory", "3GB", "2GB, 4GB, 8GB, 16GB, 32GB, 64GB, 128GB"),
        ("storage", "12GB", "8GB, 16GB"),
    ],
)
def test_what_is_not_available_is_told_with_what_is_and_nothing_else_is_requested(
    sandbox: Sandbox, driver: Driver, name: str, value: str, available: str
) -> None:
    error = driver.fails(sandbox.base_url, InvalidArgumentError, check(sandbox, **{**NEW, name: value}), **on(sandbox))
    assert f"{name} {value!r} is not available to this project" in str(error)
    assert str(error).endswith(f"; available: {available}.")
    assert calls(sandbox) == [f"GET /v1/tenants/{sandbox.project_id}"]


@both
def test_the_check_refuses_what_the_api_would_refuse_to_create(sandbox: Sandbox, driver: Driver) -> None:
    wrong = {**NEW, "memory": "4GB", "storage": "128GB"}
    driver.fails(sandbox.base_url, InvalidArgumentError, check(sandbox, **wrong), **on(sandbox))
    driver.fails(
        sandbox.base_url,
        BadRequestError,
        lambda aura: aura.instances.create(name="n", tenant_id=sandbox.project_id, **wrong),
        **on(sandbox),
    )


@both
def test_the_new_size_of_an_instance_is_checked_before_an_update(sandbox: Sandbox, driver: Driver) -> None:
    there = sandbox.client().instances.create(name="n", tenant_id=sandbox.project_id, **NEW)
    place = {"type": there.type, "region": there.region, "cloud_provider": there.cloud_provider}
    assert driver.run(sandbox.base_url, check(sandbox, **place, memory="8GB", storage="32GB"), **on(sandbox))
    error = driver.fails(
        sandbox.base_url, InvalidArgumentError, check(sandbox, **place, memory="8GB", storage="8GB"), **on(sandbox)
    )
    assert str(error).endswith("memory 8GB; available: 16GB, 32GB.")


@both
def test_an_upgrade_is_checked_as_the_type_it_leads_to(sandbox: Sandbox, driver: Driver) -> None:
    step = check(sandbox, **PLACE, memory="4GB", storage="8GB", upgrade=True)
    assert {one.type for one in driver.run(sandbox.base_url, step, **on(sandbox))} == {"business-critical"}
    error = driver.fails(
        sandbox.base_url,
        InvalidArgumentError,
        check(sandbox, **PLACE, memory="1GB", storage="2GB", upgrade=True),  # as professional-db has it
        **on(sandbox),
    )
    assert "memory '1GB'" in str(error) and "business-critical" in str(error)


@both
@pytest.mark.parametrize("alone", [{"memory": "8GB"}, {"storage": "16GB"}])
def test_one_of_an_upgrades_memory_and_storage_is_refused_without_a_request(
    sandbox: Sandbox, driver: Driver, alone: dict[str, str]
) -> None:
    text = "Give memory and storage together, or neither"
    checked = driver.fails(sandbox.base_url, InvalidArgumentError, check(sandbox, **alone, upgrade=True), **on(sandbox))
    upgraded = driver.fails(
        sandbox.base_url, InvalidArgumentError, lambda aura: aura.instances.upgrade("a", **alone), **on(sandbox)
    )
    assert text in str(checked) and text in str(upgraded)
    assert sandbox.requests == ()


@both
def test_a_project_that_is_not_there_is_told_so(sandbox: Sandbox, driver: Driver) -> None:
    driver.fails(
        sandbox.base_url, NotFoundError, lambda aura: aura.instances.check(tenant_id="none", **NEW), **on(sandbox)
    )

"""Clients of other versions made from a client of v1, and clients of all versions side by side: what they share."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

import aurakit
from aurakit import (
    AsyncAura,
    Aura,
    AuraDeprecationWarning,
    ClientClosedError,
    RateLimit,
    RateLimitError,
    v1beta5,
    v2beta1,
)
from faultserver import FaultServer, response, token
from support.driving import Driver, both, options_for
from support.limits import limiters

IDS = {"organization_id": "o", "project_id": "p"}
PATHS = [
    "/v1/instances",
    "/v2beta1/organizations",
    "/v1beta5/instances/i/data-apis/graphql",
]


PATHS_OF_RECORDS = ["/instances", "/organizations", "/instances/{instance_id}/data-apis/graphql"]


async def call_all_async(aura: AsyncAura) -> None:
    await aura.instances.list()
    await aura.v2beta1.organizations.list()
    await aura.v1beta5.data_apis.list("i")


def call_all(aura: Any) -> Any:
    if isinstance(aura, AsyncAura):
        return call_all_async(aura)
    aura.instances.list()
    aura.v2beta1.organizations.list()
    aura.v1beta5.data_apis.list("i")
    return None


@both
def test_siblings_share_the_token_and_the_connection(driver: Driver) -> None:
    with FaultServer() as server:
        driver.run(server.url, call_all)
        assert [received.path for received in server.calls()] == PATHS
        assert server.token_requests == 1
        assert {received.connection for received in server.calls()} == {server.calls()[0].connection}


@both
def test_each_version_names_itself_to_the_server(driver: Driver) -> None:
    with FaultServer() as server:
        driver.run(server.url, call_all, user_agent="my-app/1.0")
        agents = [received.headers["user-agent"] for received in server.calls()]
    assert [agent.rpartition("; api ")[2] for agent in agents] == ["v1)", "v2beta1)", "v1beta5)"]
    assert all(agent.startswith("my-app/1.0 aurakit/") for agent in agents)


@both
def test_siblings_keep_to_a_gateways_path(driver: Driver) -> None:
    with FaultServer() as server:
        driver.run(f"{server.url}/gateway", call_all)
        assert [received.path for received in server.calls()] == [f"/gateway{path}" for path in PATHS]
        assert {r.path for r in server.requests if r.is_token_request} == {"/gateway/oauth/token"}


def test_all_clients_of_a_process_share_one_token_and_one_limit() -> None:
    async def asynchronous(url: str) -> None:
        for package in (aurakit, v1beta5, v2beta1):
            async with package.AsyncAura(**options_for(url, rate_limit=RateLimit(100, per=60.0), clock=None)) as aura:
                await (aura.data_apis.list("i") if package is v1beta5 else aura.instances.list(**ids_for(package)))

    with FaultServer() as server:
        for package in (aurakit, v1beta5, v2beta1):
            with package.Aura(**options_for(server.url, rate_limit=RateLimit(100, per=60.0), clock=None)) as aura:
                _ = aura.data_apis.list("i") if package is v1beta5 else aura.instances.list(**ids_for(package))
        asyncio.run(asynchronous(server.url))
        assert server.token_requests == 1
        assert server.count() == 6
    assert len(limiters()) == 1


def ids_for(package: Any) -> dict[str, str]:
    return IDS if package is v2beta1 else {}


@both
def test_a_sibling_is_made_once_and_has_the_options_of_its_client(driver: Driver) -> None:
    with FaultServer() as server:
        driver.run(server.url, _check_options, max_retries=2)


def _check_options(aura: Any) -> None:
    assert aura.v2beta1 is aura.v2beta1 and aura.v1beta5 is aura.v1beta5
    other = aura.with_options(timeout=3.0)
    assert other.v2beta1 is not aura.v2beta1
    assert (other.v2beta1._options.timeout, other.v2beta1._options.policy.max_retries) == (3.0, 2)


def test_closing_a_sibling_closes_nothing_and_closing_the_client_ends_it() -> None:
    with FaultServer() as server:
        aura = Aura(**options_for(server.url))
        with aura.v2beta1 as sibling:
            sibling.organizations.list()
        with pytest.raises(ClientClosedError):
            sibling.organizations.list()
        assert aura.instances.list() == []
        other = aura.v1beta5
        aura.close()
        with pytest.raises(ClientClosedError):
            other.data_apis.list("i")


def test_closing_an_async_client_ends_its_siblings() -> None:
    async def scenario(url: str) -> None:
        aura = AsyncAura(**options_for(url))
        sibling = aura.v2beta1
        assert await sibling.organizations.list() == []
        await aura.aclose()
        with pytest.raises(ClientClosedError):
            await sibling.organizations.list()

    with FaultServer() as server:
        asyncio.run(scenario(server.url))


def test_a_sibling_keeps_the_connections_of_its_client_alive() -> None:
    with FaultServer() as server:
        sibling = Aura(**options_for(server.url)).v2beta1
        gc.collect()
        assert sibling.organizations.list() == []


def test_a_sibling_says_which_version_it_speaks() -> None:
    with Aura(**options_for("http://127.0.0.1:1")) as aura:
        assert repr(aura.v2beta1).startswith("<Aura http://127.0.0.1:1/v2beta1, client id clie…")


def test_a_token_that_one_version_found_refused_is_replaced_for_all() -> None:
    with FaultServer() as server:
        server.token_script(token("token-1"), token("token-2"))
        server.script(response(200, {"data": []}), response(401), response(200, {"data": []}))
        with Aura(**options_for(server.url)) as aura:
            aura.instances.list()
            aura.v2beta1.organizations.list()
            aura.instances.list()
        used = [received.headers["authorization"].removeprefix("Bearer ") for received in server.calls()]
    assert used == ["token-1", "token-1", "token-2", "token-2"]


def test_a_program_that_uses_v1_alone_pays_for_no_other_version() -> None:
    program = """
        import sys
        from faultserver import FaultServer
        from aurakit import Aura
        with FaultServer() as server, Aura("id", "secret", base_url=server.url) as aura:
            aura.instances.list()
            before = [name for name in sys.modules if "v2beta1" in name or "v1beta5" in name]
            aura.v2beta1.organizations.list()
            after = [name for name in sys.modules if "v1beta5" in name]
        print(before, after)
    """
    tests = Path(__file__).parents[1]
    path = [str(tests), str(tests.parent / "overlay"), str(tests.parent / "generated")]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{textwrap.dedent(program)}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("[] []", "")


@both
def test_the_announced_end_of_a_version_is_told_of_that_version(driver: Driver) -> None:
    announced = {"X-Tyk-Api-Expires": "Mon, 03 Mar 2031 00:00:00 UTC"}
    with FaultServer() as server:
        server.script(response(200, {"data": []}, announced), response(200, {"data": []}, announced))
        with pytest.warns(AuraDeprecationWarning) as warned:
            driver.run(server.url, lambda aura: aura.v2beta1.organizations.list(), lambda aura: aura.instances.list())
    told = [str(one.message) for one in warned if issubclass(one.category, AuraDeprecationWarning)]
    assert [re.search(r"version (\w+) of the Aura API ends", text)[1] for text in told] == ["v2beta1", "v1"]  # type: ignore[index]


@both
def test_records_say_which_version_a_call_belongs_to(driver: Driver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "aurakit")
    with FaultServer() as server:
        driver.run(server.url, call_all)
    records: list[Any] = [one for one in caplog.records if getattr(one, "route", None) in PATHS_OF_RECORDS]
    assert [(one.version, one.operation) for one in records] == [
        ("v1", "list_instances"), ("v2beta1", "list_organizations"), ("v1beta5", "list_data_apis"),
    ]  # fmt: skip
    assert [one.getMessage().split(":")[0] for one in records] == [f"GET {path}" for path in PATHS]


@both
def test_a_429_of_billing_holds_up_billing_alone(driver: Driver) -> None:
    with FaultServer() as server:
        server.rule(
            lambda received: response(429, headers={"Retry-After": "3600"}) if "/billing/" in received.path else None
        )
        seen = driver.run(
            server.url, billed_and_others, rate_limit=RateLimit(125, per=60.0), clock=None, organization_id="o"
        )
        assert server.count("GET", "/v2beta1/organizations/o/billing/usage") == 1
        assert server.count("GET", "/v1/instances") == 1
    assert [type(one) for one in seen[:2]] == [RateLimitError] * 2
    assert seen[2] == []
    assert "Too many requests for billing, which is counted separately" in str(seen[1])


@both
def test_a_429_of_billing_holds_up_the_billing_of_one_organization(driver: Driver) -> None:
    refused = "/v2beta1/organizations/o/billing/"
    with FaultServer() as server:
        server.rule(
            lambda received: (
                response(429, headers={"Retry-After": "3600"}) if received.path.startswith(refused) else None
            )
        )
        seen = driver.run(
            server.url, billed_by_both, rate_limit=RateLimit(125, per=60.0), clock=None, organization_id="o"
        )
        assert server.count("GET", f"{refused}usage") == 1
        assert server.count("GET", "/v2beta1/organizations/other/billing/usage") == 1
    assert seen == ["RateLimitError", [], "RateLimitError"]


def billed_by_both(aura: Any) -> Any:
    return _billed_by_both_async(aura) if isinstance(aura, AsyncAura) else _billed_by_both(aura)


OWNERS = ("o", "other", "o")


def _billed_by_both(aura: Any) -> list[Any]:
    seen: list[Any] = []
    for owner in OWNERS:
        try:
            seen.append(list(aura.v2beta1.billing.get_usage(**PERIOD, organization_id=owner)))
        except RateLimitError as error:
            seen.append(type(error).__name__)
    return seen


async def _billed_by_both_async(aura: Any) -> list[Any]:
    seen: list[Any] = []
    for owner in OWNERS:
        try:
            seen.append([item async for item in aura.v2beta1.billing.get_usage(**PERIOD, organization_id=owner)])
        except RateLimitError as error:
            seen.append(type(error).__name__)
    return seen


def billed_and_others(aura: Any) -> Any:
    return _billed_async(aura) if isinstance(aura, AsyncAura) else _billed(aura)


PERIOD = {"start": "2026-11-01T00:00:00Z", "end": "2026-12-01T00:00:00Z"}


def _billed(aura: Any) -> list[Any]:
    seen: list[Any] = []
    for method in (aura.v2beta1.billing.get_usage, aura.v2beta1.billing.get_ledger):
        with pytest.raises(RateLimitError) as caught:
            list(method(**PERIOD))
        seen.append(caught.value)
    return [*seen, aura.instances.list()]


async def _billed_async(aura: Any) -> list[Any]:
    seen: list[Any] = []
    for method in (aura.v2beta1.billing.get_usage, aura.v2beta1.billing.get_ledger):
        with pytest.raises(RateLimitError) as caught:
            _ = [item async for item in method(**PERIOD)]
        seen.append(caught.value)
    return [*seen, await aura.instances.list()]

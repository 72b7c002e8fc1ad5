"""A plain `Aura()` and `AsyncAura()` under the libraries that mock httpx: no request gets past them."""

from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import respx
import vcr
from vcr.errors import CannotOverwriteExistingCassetteException

from aurakit import APIError, AsyncAura, Aura, RateLimitError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_httpx import HTTPXMock

BASE = "https://api.neo4j.io"
TOKEN = {"access_token": "mocked-token", "token_type": "bearer", "expires_in": 3600}
ABOUT = {"id": "db1d1234", "name": "orders", "tenant_id": "t", "cloud_provider": "gcp"}
INSTANCE = {**ABOUT, "status": "running", "region": "europe-west1", "type": "enterprise-db"}
CREATED = {
    "data": {
        **ABOUT, "region": "europe-west1", "type": "enterprise-db", "username": "neo4j", "password": "p",
        "connection_url": "neo4j+s://db1d1234",
    }
}  # fmt: skip
NEW: dict[str, Any] = {
    "name": "orders", "tenant_id": "t", "version": "5", "region": "europe-west1", "memory": "8GB",
    "type": "enterprise-db", "cloud_provider": "gcp",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AURA_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AURA_CLIENT_ID", "mocked-id")
    monkeypatch.setenv("AURA_CLIENT_SECRET", "mocked-secret")


class Flavour:
    """The same calls through the sync or the async client."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def client(self, **options: Any) -> Any:
        return Aura(**options) if self.kind == "sync" else AsyncAura(**options)

    def run(self, client: Any, call: Callable[[Any], Any]) -> Any:
        if self.kind == "sync":
            return call(client)

        async def main() -> Any:
            return await call(client)

        return asyncio.run(main())


both = pytest.mark.parametrize("flavour", [Flavour("sync"), Flavour("async")], ids=repr)
made = pytest.mark.parametrize("made", ["before", "inside"])


# ------------------------------------------------------------------------------------------------ respx


@both
@made
@pytest.mark.parametrize("using", [None, "httpcore"])
def test_respx_intercepts_the_token_request_and_the_call(flavour: Flavour, made: str, using: str | None) -> None:
    client = flavour.client() if made == "before" else None
    mocked: Any = respx.mock
    with mocked(base_url=BASE, **({"using": using} if using else {})) as mock:
        token = mock.post("/oauth/token").respond(json=TOKEN)
        get = mock.get("/v1/instances/db1d1234").respond(json={"data": INSTANCE})
        client = client or flavour.client()
        assert flavour.run(client, lambda aura: aura.instances.get("db1d1234")).name == "orders"
        assert token.call_count == 1
        assert get.calls.last.request.headers["Authorization"] == "Bearer mocked-token"


@both
def test_respx_intercepts_a_creation_and_a_wait_with_its_retries(flavour: Flavour) -> None:
    with respx.mock(base_url=BASE) as mock:
        mock.post("/oauth/token").respond(json=TOKEN)
        create = mock.post("/v1/instances").respond(202, json=CREATED)
        mock.get("/v1/instances/db1d1234").mock(
            side_effect=[
                httpx.Response(503, headers={"Retry-After": "0"}),
                httpx.Response(200, json={"data": INSTANCE}),
            ]
        )
        client = flavour.client()
        created = flavour.run(client, lambda aura: aura.instances.create(**NEW))
        assert json.loads(create.calls.last.request.content)["name"] == "orders"
        assert flavour.run(client, lambda aura: aura.wait(created)).status == "running"


@both
def test_respx_intercepts_requests_through_a_proxy_as_well(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with respx.mock(base_url=BASE) as mock:
        mock.post("/oauth/token").respond(json=TOKEN)
        mock.get("/v1/instances").respond(json={"data": []})
        assert flavour.run(flavour.client(), lambda aura: aura.instances.list()) == []


@both
def test_an_unmatched_request_is_the_mocks_own_error_and_is_not_retried(flavour: Flavour) -> None:
    with respx.mock(base_url=BASE, assert_all_called=False) as mock:
        mock.post("/oauth/token").respond(json=TOKEN)
        with pytest.raises(AssertionError, match="not mocked"):
            flavour.run(flavour.client(), lambda aura: aura.instances.list())


@both
def test_a_token_of_one_mock_is_not_used_outside_of_it(flavour: Flavour) -> None:
    client = flavour.client()
    for name in ("first", "second"):
        with respx.mock(base_url=BASE) as mock:
            token = mock.post("/oauth/token").respond(json={**TOKEN, "access_token": name})
            get = mock.get("/v1/instances").respond(json={"data": []})
            flavour.run(client, lambda aura: aura.instances.list())
            assert token.called
            assert get.calls.last.request.headers["Authorization"] == f"Bearer {name}"


# ------------------------------------------------------------------------------------------------ pytest-httpx


@both
@made
def test_pytest_httpx_intercepts_the_token_request_and_the_call(
    flavour: Flavour, made: str, request: pytest.FixtureRequest
) -> None:
    client = flavour.client() if made == "before" else None
    mock: HTTPXMock = request.getfixturevalue("httpx_mock")
    mock.add_response(method="POST", url=f"{BASE}/oauth/token", json=TOKEN)
    mock.add_response(url=f"{BASE}/v1/instances/db1d1234", json={"data": INSTANCE})
    client = client or flavour.client()
    assert flavour.run(client, lambda aura: aura.instances.get("db1d1234")).name == "orders"
    assert [str(sent.url) for sent in mock.get_requests()] == [f"{BASE}/oauth/token", f"{BASE}/v1/instances/db1d1234"]


@both
def test_pytest_httpx_intercepts_a_creation_and_its_errors(flavour: Flavour, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(method="POST", url=f"{BASE}/oauth/token", json=TOKEN)
    httpx_mock.add_response(
        method="POST", url=f"{BASE}/v1/instances", status_code=402,
        json={"errors": [{"message": "Quota used up", "reason": "quota-exceeded"}]},
        headers={"X-Request-Id": "abc/1"},
    )  # fmt: skip
    with pytest.raises(APIError) as caught:
        flavour.run(flavour.client(), lambda aura: aura.instances.create(**NEW))
    assert (caught.value.status_code, caught.value.reason, caught.value.request_id) == (402, "quota-exceeded", "abc/1")


@both
def test_an_exception_of_a_mock_that_is_no_network_error_leaves_as_it_is(
    flavour: Flavour, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(method="POST", url=f"{BASE}/oauth/token", json=TOKEN)
    httpx_mock.add_exception(LookupError("from the test"))
    with pytest.raises(LookupError, match="from the test"):
        flavour.run(flavour.client(), lambda aura: aura.instances.list())


# ------------------------------------------------------------------------------------------------ vcrpy


@both
@made
def test_vcrpy_replays_the_token_request_and_the_calls(flavour: Flavour, made: str, tmp_path: Path) -> None:
    recorded = tmp_path / "cassette.yaml"
    recorded.write_text(json.dumps({"version": 1, "interactions": list(map(interaction, RECORDED))}), encoding="utf-8")
    client = flavour.client() if made == "before" else None
    with vcr.use_cassette(str(recorded), record_mode="none") as cassette:
        client = client or flavour.client()
        created = flavour.run(client, lambda aura: aura.instances.create(**NEW))
        assert flavour.run(client, lambda aura: aura.wait(created)).status == "running"
        assert cassette.all_played


@both
def test_vcrpy_refuses_what_is_not_recorded(flavour: Flavour, tmp_path: Path) -> None:
    with (
        vcr.use_cassette(str(tmp_path / "empty.yaml"), record_mode="none"),
        pytest.raises(CannotOverwriteExistingCassetteException),
    ):
        flavour.run(flavour.client(), lambda aura: aura.instances.list())


RECORDED: list[tuple[str, str, int, Any]] = [
    ("POST", "/oauth/token", 200, TOKEN),
    ("POST", "/v1/instances", 202, CREATED),
    ("GET", "/v1/instances/db1d1234", 200, {"data": {**INSTANCE, "status": "creating"}}),
    ("GET", "/v1/instances/db1d1234", 200, {"data": INSTANCE}),
]


def interaction(of: tuple[str, str, int, Any]) -> dict[str, Any]:
    method, path, status, body = of
    return {
        "request": {"method": method, "uri": BASE + path, "body": "", "headers": {}},
        "response": {
            "status": {"code": status, "message": ""},
            "headers": {"Content-Type": ["application/json"]},
            "body": {"string": json.dumps(body)},
        },
    }


# ------------------------------------------------------------------------------------------------ httpx's own


@both
def test_a_mock_transport_has_no_limit_to_keep_to(flavour: Flavour) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=TOKEN if request.url.path == "/oauth/token" else {"data": []})

    client = flavour.client(transport=httpx.MockTransport(handle))
    assert [flavour.run(client, lambda aura: aura.instances.list()) for _ in range(130)] == [[]] * 130


@both
def test_a_429_of_a_mock_transport_is_reported(flavour: Flavour) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json=TOKEN)
        return httpx.Response(429, headers={"Retry-After": "7"})

    client = flavour.client(transport=httpx.MockTransport(handle), max_retries=0)
    with pytest.raises(RateLimitError) as caught:
        flavour.run(client, lambda aura: aura.instances.list())
    assert caught.value.retry_after == 7.0

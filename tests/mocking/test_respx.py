"""A plain `Aura()` and `AsyncAura()` under respx: no request gets past it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
import respx

from mocking.setting import BASE, CREATED, INSTANCE, NEW, TOKEN, Flavour, both, made


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

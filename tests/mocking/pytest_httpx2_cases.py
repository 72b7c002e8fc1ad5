"""What `test_pytest_httpx2` runs, in a process of its own: the plugin is one of respx, which imports httpx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aurakit import APIError
from mocking.setting import BASE, CREATED, INSTANCE, NEW, TOKEN, Flavour, both, made

if TYPE_CHECKING:
    import respx


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURA_CLIENT_ID", "mocked-id")
    monkeypatch.setenv("AURA_CLIENT_SECRET", "mocked-secret")


@both
@made
@pytest.mark.httpx2(base_url=BASE)
def test_the_token_request_and_the_call_are_intercepted(
    flavour: Flavour, made: str, request: pytest.FixtureRequest
) -> None:
    client = flavour.client() if made == "before" else None
    mock: respx.MockRouter = request.getfixturevalue("httpx2_mock")
    mock.post("/oauth/token").respond(json=TOKEN)
    get = mock.get("/v1/instances/db1d1234").respond(json={"data": INSTANCE})
    client = client or flavour.client()
    assert "httpx2" in repr(client)
    assert flavour.run(client, lambda aura: aura.instances.get("db1d1234")).name == "orders"
    assert get.calls.last.request.headers["Authorization"] == "Bearer mocked-token"


@both
@pytest.mark.httpx2(base_url=BASE)
def test_a_creation_and_its_wait_are_intercepted(flavour: Flavour, httpx2_mock: respx.MockRouter) -> None:
    httpx2_mock.post("/oauth/token").respond(json=TOKEN)
    httpx2_mock.post("/v1/instances").respond(202, json=CREATED)
    httpx2_mock.get("/v1/instances/db1d1234").respond(json={"data": INSTANCE})
    client = flavour.client()
    created = flavour.run(client, lambda aura: aura.instances.create(**NEW))
    assert flavour.run(client, lambda aura: aura.wait(created)).status == "running"


@both
@pytest.mark.httpx2(base_url=BASE, assert_all_called=False)
def test_an_error_is_mapped_and_an_unmatched_request_is_the_mock_s_own_error(
    flavour: Flavour, httpx2_mock: respx.MockRouter
) -> None:
    httpx2_mock.post("/oauth/token").respond(json=TOKEN)
    httpx2_mock.get("/v1/instances").respond(402, json={"errors": [{"message": "Quota used up", "reason": "quota"}]})
    client = flavour.client()
    with pytest.raises(APIError, match="Quota used up"):
        flavour.run(client, lambda aura: aura.instances.list())
    with pytest.raises(AssertionError, match="not mocked"):
        flavour.run(client, lambda aura: aura.projects.list())

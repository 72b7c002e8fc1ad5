"""A plain `Aura()` and `AsyncAura()` under pytest-httpx: no request gets past it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aurakit import APIError
from mocking.setting import BASE, INSTANCE, NEW, TOKEN, Flavour, both, made

if TYPE_CHECKING:
    from pytest_httpx import HTTPXMock


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

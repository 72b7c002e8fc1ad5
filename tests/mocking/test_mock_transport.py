"""Clients over the `MockTransport` that httpx and httpx2 come with."""

from __future__ import annotations

import pytest

from aurakit import RateLimitError
from mocking.setting import TOKEN, Flavour, both
from support.http_library import httpx


@both
def test_a_mock_transport_has_no_limit_to_keep_to(flavour: Flavour) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=TOKEN if request.url.path == "/oauth/token" else {"data": []})

    client = flavour.client(transport=httpx.MockTransport(handle))
    assert [flavour.run(client, lambda aura: aura.instances.list()) for _ in range(130)] == [[]] * 130


@both
@pytest.mark.parametrize(("sent", "seconds"), [("7", 7.0), ("250000000000", 31_536_000.0)])
def test_a_429_of_a_mock_transport_is_reported(flavour: Flavour, sent: str, seconds: float) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json=TOKEN)
        return httpx.Response(429, headers={"Retry-After": sent})

    client = flavour.client(transport=httpx.MockTransport(handle), max_retries=0)
    with pytest.raises(RateLimitError) as caught:
        flavour.run(client, lambda aura: aura.instances.list())
    assert caught.value.retry_after == seconds

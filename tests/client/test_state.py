"""Which clients of a process share a limiter, and for how long it is kept."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from aurakit import Aura
from aurakit._calls.call import ADMITTED
from aurakit._client.state import limiter_for
from aurakit._ratelimit.limiter import Limiter, RateLimit
from aurakit._ratelimit.window import MARGIN
from support.fakes import FakeClock
from support.http_library import httpx


def limiter_of(
    origin: str = "https://a", client_id: str = "id", rate: RateLimit | None = None, **options: Any
) -> Limiter:
    options.setdefault("clock", FakeClock(0.0))
    return limiter_for(origin, client_id, rate or RateLimit(), **options)


def test_clients_with_the_same_origin_and_client_id_share_one_limiter() -> None:
    assert limiter_of() is limiter_of()


@pytest.mark.parametrize(
    "other",
    [{"origin": "https://b"}, {"client_id": "other"}, {"time_source": FakeClock()}, {"network": "a mock"}],
    ids=lambda other: next(iter(other)),
)
def test_clients_that_differ_in_one_of_these_do_not(other: dict[str, Any]) -> None:
    one = limiter_of()
    assert limiter_of(**other) is not one
    assert limiter_of(**other) is limiter_of(**other)


def test_the_strictest_limit_of_those_that_share_counts() -> None:
    one = limiter_of(rate=RateLimit(10, per=60.0))
    limiter_of(rate=RateLimit(5, per=60.0))
    limiter_of(rate=RateLimit(20, per=60.0))
    assert one.rates == (RateLimit(5, per=60.0),)


def test_a_limiter_outlives_its_clients_while_what_they_sent_counts() -> None:
    clock = FakeClock(0.0)
    limiter = limiter_of(rate=RateLimit(1, per=10.0), clock=clock)
    assert limiter.acquire(limiter.join(), 0.0) == 0.0
    del limiter
    gc.collect()
    again = limiter_of(rate=RateLimit(1, per=10.0), clock=clock)
    assert again.acquire(again.join(), 5.0) > 0.0


def test_a_limiter_without_clients_goes_away_once_nothing_counts_any_more() -> None:
    clock = FakeClock(0.0)
    limiter = limiter_of(rate=RateLimit(1, per=10.0), clock=clock)
    ticket = limiter.join()
    limiter.acquire(ticket, 0.0)
    limiter.report(ticket, 0.0, ADMITTED)
    gone = weakref.ref(limiter)
    del limiter
    clock.advance(10.0)
    limiter_of("https://b", clock=clock)
    gc.collect()
    assert gone() is not None
    clock.advance(2 * MARGIN)
    limiter_of("https://b", clock=clock)
    gc.collect()
    assert gone() is None


def test_a_transport_of_the_users_keeps_the_limit_that_it_shares_with_other_clients_of_the_client_id() -> None:
    class Forwarding(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={})

    own = Aura("id", "secret", transport=Forwarding())
    plain = Aura("id", "secret")
    mock = Aura("id", "secret", transport=httpx.MockTransport(lambda _: httpx.Response(200)))
    first, second, third = (client._state.reconnect() for client in (own, plain, mock))
    assert first.limiter is second.limiter
    assert first.limiter is not None
    assert third.limiter is None
    assert len({id(one.provider) for one in (first, second, third)}) == 3


def test_only_what_derives_from_the_library_s_mocks_has_no_limit() -> None:
    class Recording(httpx.MockTransport):
        """A mock that a user has extended."""

    class MockTransport(httpx.HTTPTransport):
        """A real transport by the same name."""

    extended = Aura("id", "secret", transport=Recording(lambda _: httpx.Response(200)))
    real = Aura("id", "secret", transport=MockTransport())
    assert extended._state.reconnect().limiter is None
    assert real._state.reconnect().limiter is not None

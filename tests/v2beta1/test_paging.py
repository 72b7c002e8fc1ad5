"""Lists that come in pages, through the clients: all items, a page at a time, whatever comes between two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit import NotFoundError, RateLimit, ServerError, v2beta1
from faultserver import FaultServer, response
from support.driving import Driver, both_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FEED = "/v2beta1/organizations/o/activity-feed"
SESSION = {"name": "s", "status": "Ready"}


def page(*ids: str, token: str | None = None) -> Any:
    """A page of the activity feed."""
    links = {} if token is None else {"links": {"next": token}}
    return response(200, {"data": [{"id": one} for one in ids], **links})


def feed(aura: Any) -> Any:
    return aura.activity_feed.get_organization(start="2026-01-01", end="2026-02-01", page_limit=2)


async def _gathered(items: AsyncIterator[Any]) -> list[Any]:
    return [item async for item in items]


def all_of(items: Any) -> Any:
    return _gathered(items) if hasattr(items, "__aiter__") else list(items)


@both_of(v2beta1)
def test_iterating_gives_the_items_of_all_pages(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(page("1", "2", token="t2"), page("3", "4", token="t3"), page("5"))
        items = driver.run(server.url, lambda aura: all_of(feed(aura)), organization_id="o")
        targets = [received.target for received in server.calls()]
    assert [item.id for item in items] == ["1", "2", "3", "4", "5"]
    assert [type(item) for item in items] == [v2beta1.Activity] * 5
    query = f"{FEED}?start=2026-01-01&end=2026-02-01&page_limit=2"
    assert targets == [query, f"{query}&page_token=t2", f"{query}&page_token=t3"]


@both_of(v2beta1)
def test_whole_pages_are_given_on_request(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(page("1", "2", token="t2"), page("3"))
        pages = driver.run(server.url, lambda aura: all_of(feed(aura).pages()), organization_id="o")
    assert [[item.id for item in one] for one in pages] == [["1", "2"], ["3"]]


@both_of(v2beta1)
def test_a_429_between_two_pages_is_waited_out(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(page("1", token="t2"), response(429, headers={"Retry-After": "30"}), page("2"))
        items = driver.run(
            server.url, lambda aura: all_of(feed(aura)), organization_id="o", timeout=60.0,
            rate_limit=RateLimit(125, per=60.0),
        )  # fmt: skip
        assert server.count("GET", FEED) == 3
    assert [item.id for item in items] == ["1", "2"]


@both_of(v2beta1)
def test_an_iterator_goes_on_with_the_page_that_failed(driver: Driver) -> None:
    async def later(iterator: Any) -> list[str]:
        found = [(await anext(iterator)).id]
        with pytest.raises(ServerError):
            await anext(iterator)
        return found + [item.id async for item in iterator]

    def steps(aura: Any) -> Any:
        items = feed(aura)
        if hasattr(items, "__aiter__"):
            return later(aiter(items))
        iterator = iter(items)
        found = [next(iterator).id]
        with pytest.raises(ServerError):
            next(iterator)
        return found + [item.id for item in iterator]

    with FaultServer() as server:
        server.script(page("1", token="t2"), response(503), page("2"))
        assert driver.run(server.url, steps, organization_id="o", max_retries=0) == ["1", "2"]


@both_of(v2beta1)
def test_an_error_of_a_page_is_that_of_any_call(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(404, {"errors": [{"message": "no", "reason": "x"}]}))
        error = driver.fails(server.url, NotFoundError, lambda aura: all_of(feed(aura)), organization_id="o")
    assert error.path == FEED


@both_of(v2beta1)
def test_sessions_come_in_numbered_pages(driver: Driver) -> None:
    with FaultServer() as server:
        full = [{"id": f"s-{number}", **SESSION} for number in range(10)]
        server.script(response(200, {"data": full}), response(200, {"data": [{"id": "s-10", **SESSION}]}))
        items = driver.run(server.url, lambda aura: all_of(aura.sessions.list()), organization_id="o", project_id="p")
    assert [item.id for item in items] == [f"s-{number}" for number in range(11)]

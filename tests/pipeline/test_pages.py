"""Lists that come in pages: all items, a page at a time when it is needed, and nothing lost when a request fails."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit_raw.types import (
    AsyncPages,
    Operation,
    Page,
    Pages,
    Request,
    Response,
    next_by_number,
    next_by_token,
    next_token,
)

LIST: Operation[Page[Any]] = Operation("list_trees", "GET", "/trees", idempotent=True, decode=lambda body: Page())


class BusyError(Exception):
    """What a client raises for a 429, say."""


class Book:
    """A client of a list of pages; the requests in `busy`, counted from 1, fail."""

    def __init__(self, *pages: list[Any], busy: tuple[int, ...] = (), first: int | None = None) -> None:
        """first: the number of the first page where pages are numbered, None where they have tokens."""
        self.pages = pages
        self.busy = busy
        self.first = first
        self.queries: list[dict[str, Any]] = []

    def page(self, request: Request[Page[Any]]) -> Response[Page[Any]]:
        self.queries.append(dict(request.query))
        if len(self.queries) in self.busy:
            raise BusyError
        if self.first is None:
            number = int(request.query.get("page_token", "0"))
            following = str(number + 1) if number + 1 < len(self.pages) else None
            return Response(200, {}, b"", Page(self.pages[number], next=following))
        number = request.query.get("page", self.first) - self.first
        return Response(200, {}, b"", Page(self.pages[number] if 0 <= number < len(self.pages) else []))


class Client(Book):
    """The sync client."""

    call: Any = Book.page


class AsyncClient(Book):
    """The async client."""

    async def call(self, request: Request[Page[Any]]) -> Response[Page[Any]]:
        return self.page(request)


def pages_of(client: Any, **query: Any) -> Pages[Any]:
    following: Any = next_by_token if client.first is None else next_by_number
    return Pages(client, Request(LIST, query=query), following)


def async_pages_of(client: Any, **query: Any) -> AsyncPages[Any]:
    following: Any = next_by_token if client.first is None else next_by_number
    return AsyncPages(client, Request(LIST, query=query), following)


async def all_of(pages: AsyncPages[Any]) -> list[Any]:
    return [item async for item in pages]


BOOKS = st.lists(st.lists(st.integers(), max_size=4), min_size=1, max_size=5)


@given(BOOKS)
def test_iterating_gives_every_item_once_and_in_order(book: list[list[int]]) -> None:
    # Two equal pages in a row are taken for one that came again, so each item has its page's number here.
    pages = [[(number, item) for item in page] for number, page in enumerate(book)]
    expected = [item for page in pages for item in page]
    assert list(pages_of(Client(*pages))) == expected
    assert asyncio.run(all_of(async_pages_of(AsyncClient(*pages)))) == expected


def test_a_page_is_requested_when_it_is_needed_and_not_before() -> None:
    client = Client([1, 2], [3])
    iterator = iter(pages_of(client, page_limit=2))
    assert client.queries == []
    assert [next(iterator), next(iterator)] == [1, 2]
    assert client.queries == [{"page_limit": 2}]
    assert next(iterator) == 3
    assert client.queries == [{"page_limit": 2}, {"page_limit": 2, "page_token": "1"}]
    with pytest.raises(StopIteration):
        next(iterator)
    assert len(client.queries) == 2


def test_pages_gives_whole_pages_with_their_tokens() -> None:
    pages = list(pages_of(Client([1, 2], [], [3])).pages())
    assert pages == [[1, 2], [], [3]]
    assert [page.next for page in pages] == ["1", "2", None]

    async def collected() -> list[Page[Any]]:
        return [page async for page in async_pages_of(AsyncClient([1, 2], [], [3])).pages()]

    assert asyncio.run(collected()) == pages


def test_each_iteration_begins_at_the_first_page() -> None:
    pages = pages_of(Client([1], [2]))
    assert list(pages) == list(pages) == [1, 2]


def test_after_a_failure_between_pages_the_same_iterator_goes_on() -> None:
    client = Client([1, 2], [3], [4], busy=(2, 3))
    iterator = iter(pages_of(client))
    found = [next(iterator), next(iterator)]
    for _ in range(2):
        with pytest.raises(BusyError):
            next(iterator)
    found += iterator
    assert found == [1, 2, 3, 4]
    assert [query.get("page_token") for query in client.queries] == [None, "1", "1", "1", "2"]


def test_after_a_failure_between_pages_the_same_async_iterator_goes_on() -> None:
    async def collected() -> list[Any]:
        iterator = aiter(async_pages_of(AsyncClient([1], [2, 3], busy=(1, 3))))
        with pytest.raises(BusyError):
            await anext(iterator)
        found = [await anext(iterator)]
        with pytest.raises(BusyError):
            await anext(iterator)
        return found + [item async for item in iterator]

    assert asyncio.run(collected()) == [1, 2, 3]


def test_a_token_that_leads_to_itself_ends_the_list() -> None:
    request: Request[Page[int]] = Request(LIST, query={"page_token": "a"})
    assert next_by_token(request, Page([1], next="a")) is None
    assert next_by_token(request, Page([1])) is None


FULL = [list(range(10)), list(range(10, 20)), [20]]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("make", [pages_of, async_pages_of])
def test_numbered_pages_are_read_whole_whether_the_first_is_0_or_1(first: int, make: Any) -> None:
    client = Client(*FULL, first=first) if make is pages_of else AsyncClient(*FULL, first=first)
    found = list(make(client)) if make is pages_of else asyncio.run(all_of(make(client)))
    assert found == list(range(21))


def test_a_short_numbered_list_takes_one_request() -> None:
    client = Client([1, 2], first=1)
    assert list(pages_of(client)) == [1, 2]
    assert client.queries == [{}]


def test_the_size_that_was_asked_for_says_which_page_is_the_last() -> None:
    client = Client([1, 2], [3], first=1)
    assert list(pages_of(client, page_size=2, page=1)) == [1, 2, 3]
    assert client.queries == [{"page_size": 2, "page": 1}, {"page_size": 2, "page": 2}]


def test_a_server_that_ignores_the_number_of_a_page_does_not_make_a_list_endless() -> None:
    class Deaf(Client):
        def call(self, request: Request[Page[Any]]) -> Response[Page[Any]]:
            self.queries.append(dict(request.query))
            return Response(200, {}, b"", Page(list(range(10))))

    client = Deaf(first=1)
    assert list(pages_of(client)) == list(range(10))
    assert len(client.queries) == 3


def test_a_page_is_a_list_with_errors_and_a_token() -> None:
    page = Page([1], ["odd"], "t")
    assert (page, page.errors, page.next) == ([1], ["odd"], "t")


def test_what_is_shown_of_pages_is_the_operation() -> None:
    assert repr(pages_of(Client([1]))) == "<Pages of list_trees>"
    assert repr(async_pages_of(AsyncClient([1]))) == "<AsyncPages of list_trees>"


@pytest.mark.parametrize(
    ("body", "token"),
    [
        ({"links": {"next": "https://x/y?page_token=a%2Fb&page_limit=3"}}, "a/b"),
        ({"links": {"next": "/y?page_token=a"}}, "a"),
        ({"links": {"next": "opaque"}}, "opaque"),
        ({"links": {"next": None}}, None),
        ({"links": {"next": ""}}, None),
        ({"links": {}}, None),
        ({"links": []}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_token_is_in_the_link_or_is_the_link(body: Any, token: str | None) -> None:
    assert next_token(body) == token

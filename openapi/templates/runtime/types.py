"""What every generated module shares: operations, requests, responses and lists that come in pages.

`values` reads and writes single values; its names are also available here.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeAlias, TypeVar

from .errors import DecodeError
from .model import Model, ModelList, ModelWithSecrets
from .values import (
    NO_FIELDS,
    NoFields,
    OpenEnum,
    Timestamp,
    absent,
    array,
    by_kind,
    calendar_date,
    day,
    encoded,
    encoded_items,
    errors_beside,
    first_of,
    given,
    in_place,
    iso_time,
    keep_text,
    new,
    next_token,
    obj,
    problem_of,
    scalar,
    share,
    shared,
    time_in,
    time_text,
    timestamp,
    unknown,
    unless_empty,
    unwrapped,
)

if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .client import AsyncClient, Client

T = TypeVar("T")

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})  # one for all requests, of which thousands may wait

__all__ = [
    "NO_FIELDS",
    "AsyncItemIterator",
    "AsyncPageIterator",
    "AsyncPages",
    "DecodeError",
    "ItemIterator",
    "Listing",
    "Model",
    "ModelList",
    "ModelWithSecrets",
    "NoFields",
    "OpenEnum",
    "Operation",
    "Page",
    "PageIterator",
    "Pages",
    "Request",
    "Response",
    "Timestamp",
    "absent",
    "array",
    "by_kind",
    "calendar_date",
    "day",
    "encoded",
    "encoded_items",
    "errors_beside",
    "first_of",
    "given",
    "in_place",
    "iso_time",
    "keep_text",
    "new",
    "next_by_number",
    "next_by_token",
    "next_token",
    "obj",
    "problem_of",
    "scalar",
    "share",
    "shared",
    "time_in",
    "time_text",
    "timestamp",
    "unknown",
    "unless_empty",
    "unwrapped",
]

_NOT_JSON: Any = object()


class Operation(Generic[T]):
    """One operation of the API.

    `name`, `method` and `path` (a template) identify it in the API's `version`. `idempotent`: whether sending it twice
    has the same effect as once. `scope`: the ids in its path that a client may hold; `scope_in_body`: those of them
    that the body needs, too. `quota`: the group of operations with which it shares a limit, if it does not count
    towards the API's general one. `placed`: whether its results keep the path values of their request, because they do
    not contain all of them. `decode` turns the JSON value of a successful response, or None for an empty one, into the
    result; the JSON value cannot be used afterwards.
    """

    __slots__ = (
        "decode",
        "idempotent",
        "method",
        "name",
        "path",
        "placed",
        "quota",
        "scope",
        "scope_in_body",
        "version",
    )

    def __init__(
        self,
        name: str,
        method: str,
        path: str,
        *,
        idempotent: bool,
        decode: Callable[[object], T],
        version: str = "v1",
        scope: tuple[str, ...] = (),
        scope_in_body: tuple[str, ...] = (),
        quota: str = "",
        placed: bool = False,
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
        self.version = version
        self.idempotent = idempotent
        self.scope = scope
        self.scope_in_body = scope_in_body
        self.quota = quota
        self.placed = placed
        self.decode = decode

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"


class Request(Generic[T]):
    """A request to send: an operation with its values. A client's `call` sends it.

    `path_values` and `query` contain text by name; a path value is None if it is an id of the operation's `scope` that
    was not given. `body` is a JSON value, or None for no body.
    """

    __slots__ = ("body", "operation", "path_values", "query")

    decode_error: ClassVar[type[DecodeError]] = DecodeError

    def __init__(
        self,
        operation: Operation[T],
        *,
        path_values: Mapping[str, str | None] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> None:
        self.operation = operation
        self.path_values: Mapping[str, str | None] = path_values or _NOTHING
        self.query: Mapping[str, Any] = query or _NOTHING
        self.body = body

    def filled(self, scope: Mapping[str, str | None]) -> Request[T]:
        """This request with missing ids taken from `scope`, which may not have all of them."""
        if None not in self.path_values.values():
            return self
        values = {name: scope.get(name) if value is None else value for name, value in self.path_values.items()}
        body = self.body
        for name in self.operation.scope_in_body:
            if values.get(name) is not None:
                body = {**(body or {}), name: values[name]}
        return type(self)(self.operation, path_values=values, query=self.query, body=body)

    def with_query(self, **query: Any) -> Request[T]:
        """This request with other values in its query."""
        values = {**self.query, **query}
        return type(self)(self.operation, path_values=self.path_values, query=values, body=self.body)

    def read(self, status_code: int, headers: Mapping[str, str], content: bytes) -> Response[T]:
        """The response with its decoded result; an empty body counts as none. Raises `DecodeError`."""
        try:
            value = json.loads(content) if content and not content.isspace() else None
        except (ValueError, RecursionError):  # raised below, so that no part of the body is in the traceback
            value = _NOT_JSON
        if value is _NOT_JSON:
            raise DecodeError(self.operation.name, None, "has a body that is not JSON")
        parsed = self.operation.decode(value)
        if self.operation.placed:
            _place(parsed, {name: text for name, text in self.path_values.items() if text is not None})
        return Response(status_code, headers, content, parsed)

    def response(self, status_code: int, headers: Mapping[str, str], content: bytes, parsed: T) -> Response[T]:
        """The response with a result that does not come from `content`."""
        return Response(status_code, headers, content, parsed)

    def __repr__(self) -> str:  # a body may contain secrets
        return f"<Request {self.operation.name}>"


def _place(parsed: Any, path_values: Mapping[str, str]) -> None:
    for model in parsed if isinstance(parsed, list) else (parsed,):
        if hasattr(model, "path_values"):
            model.path_values = path_values


class Response(Generic[T]):
    """A successful response: `status_code`, `headers`, `content`, and `parsed`, the result of the operation."""

    __slots__ = ("content", "headers", "parsed", "status_code")

    def __init__(self, status_code: int, headers: Mapping[str, str], content: bytes, parsed: T) -> None:
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self.parsed = parsed

    @property
    def request_id(self) -> str | None:
        """The id that Neo4j's support asks for."""
        return self.headers.get("X-Request-Id")

    def __repr__(self) -> str:  # the content may contain an initial password
        return f"<Response {self.status_code}, {len(self.content)} bytes>"


class Listing(ModelList[T]):
    """A list with the `errors` that the response contained beside it."""

    def __init__(self, items: Sequence[T] = (), errors: Sequence[Any] = ()) -> None:
        super().__init__(items)
        self.errors: builtins.list[Any] = [*errors]


# ------------------------------------------------------------------------------------------------ pages


class Page(Listing[T]):
    """One page of a list; `next` is the token of the next page, None for the last one."""

    def __init__(self, items: Sequence[T] = (), errors: Sequence[Any] = (), next: str | None = None) -> None:
        super().__init__(items, errors)
        self.next = next


def next_by_token(request: Request[Page[T]], page: Page[T]) -> Request[Page[T]] | None:
    """The request for the page after `page`: the same request with the token in `page`."""
    if page.next is None or page.next == request.query.get("page_token"):  # the same token again would never end
        return None
    return request.with_query(page_token=page.next)


def next_by_number(request: Request[Page[T]], page: Page[T]) -> Request[Page[T]] | None:
    """The request for the page after `page`, if pages are numbered and have no link to the next one.

    The document does not say whether the first page is 0 or 1, or how long a page is. So page 1 is requested after the
    first, which may return the first page again, and a page that is not full is the last. Full pages have at least 10
    items by default.
    """
    if len(page) < request.query.get("page_size", 10):
        return None
    return request.with_query(page=request.query.get("page", 0) + 1)


Following: TypeAlias = "Callable[[Request[Page[T]], Page[T]], Request[Page[T]] | None]"


class _Progress(Generic[T]):
    """The progress of an iteration over pages. `request` is for the next page; None after the last."""

    def __init__(self, request: Request[Page[T]], following: Following[T]) -> None:
        self.request: Request[Page[T]] | None = request
        self._following = following
        self._before: Page[T] | None = None
        self._repeated = False

    def is_new(self, page: Page[T]) -> bool:
        """Advance to the page after `page`. Returns whether `page` differs from the previous one; two that do not
        differ end the list."""
        if self.request is not None:
            self.request = self._following(self.request, page)
        if not page or page != self._before:
            self._before = page
            return True
        if self._repeated:
            self.request = None
        self._repeated = True
        return False


class Pages(Generic[T]):
    """A list that comes in pages: iterating over it yields all items, and requests pages as needed.

    Each iteration begins with the first page. If a request fails, its error is raised and nothing is lost: `next` on
    the same iterator requests the same page again.
    """

    def __init__(self, client: Client, request: Request[Page[T]], following: Following[T]) -> None:
        self._client = client
        self._request = request
        self._following = following

    def __iter__(self) -> ItemIterator[T]:
        return ItemIterator(self.pages())

    def pages(self) -> PageIterator[T]:
        """The pages instead of their items."""
        return PageIterator(self._client, _Progress(self._request, self._following))

    def __repr__(self) -> str:
        return f"<Pages of {self._request.operation.name}>"


class PageIterator(Generic[T]):
    """Requests one page after another."""

    def __init__(self, client: Client, progress: _Progress[T]) -> None:
        self._client = client
        self._progress = progress

    def __iter__(self) -> PageIterator[T]:
        return self

    def __next__(self) -> Page[T]:
        while self._progress.request is not None:
            page = self._client.call(self._progress.request).parsed
            if self._progress.is_new(page):
                return page
        raise StopIteration


class ItemIterator(Generic[T]):
    """The items of one page after another."""

    def __init__(self, pages: PageIterator[T]) -> None:
        self._pages = pages
        self._items: Iterator[T] = iter(())

    def __iter__(self) -> ItemIterator[T]:
        return self

    def __next__(self) -> T:
        while True:
            for item in self._items:
                return item
            self._items = iter(next(self._pages))


class AsyncPages(Generic[T]):
    """A list that comes in pages, like `Pages`, for `async for`."""

    def __init__(self, client: AsyncClient, request: Request[Page[T]], following: Following[T]) -> None:
        self._client = client
        self._request = request
        self._following = following

    def __aiter__(self) -> AsyncItemIterator[T]:
        return AsyncItemIterator(self.pages())

    def pages(self) -> AsyncPageIterator[T]:
        """The pages instead of their items."""
        return AsyncPageIterator(self._client, _Progress(self._request, self._following))

    def __repr__(self) -> str:
        return f"<AsyncPages of {self._request.operation.name}>"


class AsyncPageIterator(Generic[T]):
    """Requests one page after another."""

    def __init__(self, client: AsyncClient, progress: _Progress[T]) -> None:
        self._client = client
        self._progress = progress

    def __aiter__(self) -> AsyncPageIterator[T]:
        return self

    async def __anext__(self) -> Page[T]:
        while self._progress.request is not None:
            page = (await self._client.call(self._progress.request)).parsed
            if self._progress.is_new(page):
                return page
        raise StopAsyncIteration


class AsyncItemIterator(Generic[T]):
    """The items of one page after another."""

    def __init__(self, pages: AsyncPageIterator[T]) -> None:
        self._pages = pages
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> AsyncItemIterator[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            self._items = iter(await anext(self._pages))

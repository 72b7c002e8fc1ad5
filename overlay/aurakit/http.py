"""The hook all generated calls go through, and the error boundary around it: checked, sent, decoded, or an `AuraError`.

`AuraError`, what stops a program or a task (KeyboardInterrupt, cancellation) and programming errors (TypeError) are all
that leaves a call. What is raised was made inside, and is raised outside, of every block that saw a secret: the frames
of httpx and of the layers below, whose locals hold the token and the answer's password, are not in its traceback.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode, urlsplit

import httpx

from .arguments import check_length, check_path_value, check_query, encode_json
from .deadline import Deadline
from .errors import AuraError, ClientClosedError, stripped
from .exchange import Answer
from .failures import decode_error, error_for, shown_id
from .flow import CallFacts
from .version import warn_of_deprecation

if TYPE_CHECKING:
    from aurakit_raw.types import Request, Response

    from .foundation import Foundation
    from .middleware import AsyncMiddleware, Ended, Middleware

T = TypeVar("T")

# A POST without it is refused with 415, one without a body too.
_WITH_CONTENT_TYPE = frozenset({"POST", "PUT", "PATCH"})


class Life:
    """Whether a client may still be used: its own state, and that of the first one, whose connections siblings use."""

    __slots__ = ("closed", "first")

    def __init__(self, older: Life | None = None) -> None:
        """older: that of the client it was made from, which may be a sibling too."""
        self.closed = False
        self.first: Life | None = None if older is None else older.first or older

    def check(self) -> None:
        """Raise `ClientClosedError` when it, or the first client, was closed."""
        if self.closed or (self.first is not None and self.first.closed):
            raise ClientClosedError("This client was closed. Make a new one, or close it after the last call.")

    def close(self) -> bool:
        """End it; True when the connections are to be closed too, which a sibling only borrowed."""
        was_closed, self.closed = self.closed, True
        return self.first is None and not was_closed

    def shown(self, client: object, foundation: Foundation) -> str:
        """The client's repr, with as much of the client id as may be shown."""
        state = ", closed" if self.closed else ""
        begins = foundation.credentials.client_id[:4]
        return f"<{type(client).__name__} {foundation.base.url}, client id {begins}…{state}>"


class Call:
    """The decisions about one call that the sync and the async hook share."""

    __slots__ = ("deadline", "facts", "http_request", "path", "request")

    def __init__(
        self,
        request: Request[Any],
        foundation: Foundation,
        headers: dict[str, str],
        timeout: float,
        within: float | None,
    ) -> None:
        operation = request.operation
        values = {name: check_path_value(name, value) for name, value in request.path_values.items()}
        url = foundation.base.url + operation.path.format_map(values)
        self.path = urlsplit(url).path
        if request.query:
            query = {name: check_query(name, value) for name, value in request.query.items()}
            url += "?" + check_length(urlencode(query, doseq=True))
        content = None if request.body is None else encode_json(request.body)
        if operation.method in _WITH_CONTENT_TYPE:
            headers = {**headers, "Content-Type": "application/json"}
        self.request = request
        self.http_request = httpx.Request(operation.method, url, headers=headers, content=content)
        self.facts = CallFacts(operation.method, url, operation.idempotent, foundation.base.url)
        self.deadline = Deadline(foundation.clock, timeout, within)

    def result(self, ended: Ended) -> Response[Any] | AuraError:
        """What the call came to: the decoded response, or the exception to raise."""
        outcome = ended.outcome
        last = outcome.last
        if isinstance(last, Answer):
            warn_of_deprecation(last.headers, self.facts.base)
            if outcome.deleted:
                return self._response(last, b"", None)
            if 200 <= last.status <= 299 and outcome.verdict == "answer":
                return self._decoded(last, ended)
        operation = self.request.operation
        return error_for(
            outcome, method=operation.method, path=self.path, operation=operation.name, hidden=ended.hidden()
        )

    def _response(self, last: Answer, content: bytes, parsed: Any) -> Response[Any]:
        return self.request.response(last.status, last.headers, content, parsed)

    def _decoded(self, last: Answer, ended: Ended) -> Response[Any] | AuraError:
        try:
            return self.request.read(last.status, last.headers, last.content)
        except self.request.decode_error as error:
            problem, errors = str(error), error.errors
        operation = self.request.operation
        return decode_error(
            last, problem, method=operation.method, path=self.path, operation=operation.name,
            attempts=ended.outcome.attempts, errors=errors, hidden=ended.hidden(),
        )  # fmt: skip


class Tried(NamedTuple, Generic[T]):
    """What a call came to, for who goes on after an error."""

    result: T | AuraError
    request_id: str | None
    """The answer's, as it may be shown."""


class SyncHook:
    """`call` for sync clients. A version's raw client class comes after it among the bases."""

    def __init__(self, foundation: Foundation, middleware: Middleware, life: Life) -> None:
        self.clock = foundation.clock
        self._foundation = foundation
        self._middleware = middleware
        self._life = life
        self._headers = foundation.headers()

    def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and read its answer. Raises `AuraError`."""
        result, _ = self._settle(request)
        if isinstance(result, BaseException):
            raise result
        return result

    def try_call(self, request: Request[T], *, within: float | None = None) -> Tried[T]:
        """What `request` returns, or its error. within: seconds for everything, the rate limiter's queue too."""
        result, ended = self._settle(request, within)
        if isinstance(result, BaseException) and not isinstance(result, AuraError):
            raise result
        return _tried(result, ended)

    def _settle(
        self, request: Request[T], within: float | None = None
    ) -> tuple[Response[T] | BaseException, Ended | None]:
        try:
            self._life.check()
            call = Call(request, self._foundation, self._headers, self._middleware.options.timeout, within)
            ended = self._middleware.run(call.http_request, call.facts, call.deadline)
            return call.result(ended), ended
        except TypeError:
            raise  # a wrong argument: the programmer wants the whole traceback, and nothing was sent
        except BaseException as error:  # noqa: BLE001  # raised by `call`, without these frames
            return stripped(error), None

    @cached_property
    def http(self) -> httpx.Client:
        """An `httpx.Client` for what the interface does not list: same base URL, token, retries, limits and errors."""
        headers = self._headers
        return httpx.Client(
            base_url=self._foundation.base.url, headers=headers, transport=self._middleware, timeout=None
        )


class AsyncHook:
    """`call` for async clients. A version's raw client class comes after it among the bases."""

    def __init__(self, foundation: Foundation, middleware: AsyncMiddleware, life: Life) -> None:
        self.clock = foundation.clock
        self._foundation = foundation
        self._middleware = middleware
        self._life = life
        self._headers = foundation.headers()

    async def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and read its answer. Raises `AuraError`."""
        result, _ = await self._settle(request)
        if isinstance(result, BaseException):
            raise result
        return result

    async def try_call(self, request: Request[T], *, within: float | None = None) -> Tried[T]:
        """What `request` returns, or its error. within: seconds for everything, the rate limiter's queue too."""
        result, ended = await self._settle(request, within)
        if isinstance(result, BaseException) and not isinstance(result, AuraError):
            raise result
        return _tried(result, ended)

    async def _settle(
        self, request: Request[T], within: float | None = None
    ) -> tuple[Response[T] | BaseException, Ended | None]:
        try:
            self._life.check()
            call = Call(request, self._foundation, self._headers, self._middleware.options.timeout, within)
            ended = await self._middleware.run(call.http_request, call.facts, call.deadline)
            return call.result(ended), ended
        except TypeError:
            raise  # a wrong argument: the programmer wants the whole traceback, and nothing was sent
        except BaseException as error:  # noqa: BLE001  # raised by `call`, without these frames
            return stripped(error), None

    @cached_property
    def http(self) -> httpx.AsyncClient:
        """An `httpx.AsyncClient` for what the interface does not list: same base URL, token, retries, limits,
        errors."""
        return httpx.AsyncClient(
            base_url=self._foundation.base.url, headers=self._headers, transport=self._middleware, timeout=None
        )


def _tried(result: Response[T] | AuraError, ended: Ended | None) -> Tried[T]:
    if isinstance(result, AuraError):
        return Tried(result, result.request_id)
    return Tried(result.parsed, shown_id(result.request_id, () if ended is None else ended.hidden()))

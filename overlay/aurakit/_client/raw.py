"""The calls of a client, which its resource classes use, and `aura.raw`, which offers them as the generated client.

Imported when a client is made, with everything that a call needs: if a call imported a module, a fork in the middle of
that would leave the module locked in the child.
"""

from __future__ import annotations

import sys
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from aurakit_raw.client import AsyncClient, Client

from .._calls.call import call_steps
from .._calls.deadline import NO_END, Deadline
from .._calls.imports import LateProperty, importing
from .._calls.steps import IO, AsyncIO, run, run_async
from .._errors.tracebacks import trimmed
from .._transport.sync import SyncTransport
from .bridge import async_http_client, http_client
from .completing import completed_steps
from .config import Arguments, Options
from .conflicts import unhindered_steps
from .request import http_request_of, response_of, response_steps
from .scope import filled
from .state import SharedState, refuse_to_pickle

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator, Mapping

    import httpx

    from aurakit_raw.types import Request, Response

    from .._calls.call import Outcome
    from .._calls.messages import Request as HTTPRequest
    from .._calls.steps import Step
    from .state import Lifecycle
    from .version import Version

T = TypeVar("T")

_parsed: Final[Any] = attrgetter("parsed")


def _whole(response: Response[T]) -> Response[T]:
    return response


class _Calls:
    """The steps of a client's calls, the same for sync and async."""

    state: SharedState
    options: Options
    lifecycle: Lifecycle

    def steps(
        self,
        request: Request[T],
        *,
        within: float | None = None,
        poll: bool = False,
        options: Options | None = None,
    ) -> Generator[Step, Any, Response[T]]:
        """The steps of one call; see `request.response_steps`. options: instead of the client's."""
        self.lifecycle.check()
        chosen, state = options or self.options, self.state
        request = filled(request, chosen.scope)
        if poll or not chosen.wait_for_operations:
            return response_steps(request, state, chosen, within=within, poll=poll)
        return unhindered_steps(
            lambda: response_steps(request, state, chosen, within=within),
            min(chosen.wait_for_operations, NO_END if within is None else within),
            state.clock,
            state.random,
        )

    def completed(self, request: Request[Any]) -> Generator[Step, Any, Any]:
        """The steps of one call and of completing its response."""
        return completed_steps(filled(request, self.options.scope), self.state.version, self.steps)

    def __reduce__(self) -> NoReturn:
        refuse_to_pickle(self)


class Calls(_Calls, Client):
    """The calls of a synchronous client."""

    def __init__(self, state: SharedState, options: Options, lifecycle: Lifecycle, transport: SyncTransport) -> None:
        self.state, self.options, self.lifecycle = state, options, lifecycle
        self._io = IO(transport, state.clock)

    def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and decode its response. Raises AuraError."""
        try:
            if self.lifecycle.closed or self.lifecycle.first.closed:
                self.lifecycle.check()
            state, options = self.state, self.options
            if options.wait_for_operations:
                return run(self.steps(request), self._io)
            if request.operation.scope:
                request = filled(request, options.scope)
            http_request = http_request_of(request, state)
            steps = call_steps(http_request, state.settings(options), Deadline(state.clock, options.timeout))
            return response_of(request, http_request, run(steps, self._io), state)
        except BaseException as error:
            trimmed(error, sys._getframe())
            raise

    def result(self, request: Request[T]) -> T:
        """What the method of an operation returns. Raises AuraError."""
        return self.call(request).parsed

    def complete(self, request: Request[Any]) -> Any:
        """The same for an operation whose response is completed. Raises AuraError."""
        return self.run(self.completed(request))

    def run(self, steps: Generator[Step, Any, T]) -> T:
        """Carry out `steps`. An exception leaves with this package's frames, and without their variables."""
        try:
            return run(steps, self._io)
        except BaseException as error:
            trimmed(error, sys._getframe())
            raise


class AsyncCalls(_Calls, AsyncClient):
    """The calls of an asynchronous client."""

    def __init__(self, state: SharedState, options: Options, lifecycle: Lifecycle, transport: Any) -> None:
        self.state, self.options, self.lifecycle = state, options, lifecycle
        self._io = AsyncIO(transport, state.clock)

    async def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and decode its response. Raises AuraError."""
        response: Response[T] = await self._sent(request, _whole)
        return response

    def result(  # pyright: ignore[reportIncompatibleMethodOverride]  # what a coroutine function returns, too
        self, request: Request[T]
    ) -> Coroutine[Any, Any, T]:
        """What the method of an operation returns. Raises AuraError."""
        return self._sent(request, _parsed)

    async def _sent(self, request: Request[T], part: Callable[[Response[T]], Any]) -> Any:
        """`call` and `result` as one coroutine, since thousands may be waiting. part: selects what is returned."""
        try:
            if self.lifecycle.closed or self.lifecycle.first.closed:
                self.lifecycle.check()
            if self.options.wait_for_operations:
                return part(await run_async(self.steps(request), self._io))
            if request.operation.scope:
                request = filled(request, self.options.scope)
            http_request = http_request_of(request, self.state)
            outcome = await run_async(self._steps_of(http_request), self._io)
            return part(response_of(request, http_request, outcome, self.state))
        except BaseException as error:
            trimmed(error, sys._getframe())
            raise

    def _steps_of(self, http_request: HTTPRequest) -> Generator[Step, Any, Outcome]:
        deadline = Deadline(self.state.clock, self.options.timeout)
        return call_steps(http_request, self.state.settings(self.options), deadline)

    async def complete(self, request: Request[Any]) -> Any:
        """The same for an operation whose response is completed. Raises AuraError."""
        return await self.run(self.completed(request))

    async def run(self, steps: Generator[Step, Any, T]) -> T:
        """Carry out `steps`. An exception leaves with this package's frames, and without their variables."""
        try:
            return await run_async(steps, self._io)
        except BaseException as error:
            trimmed(error, sys._getframe())
            raise


class RawClient(Client):
    """Sends what the `request` functions of the generated client make; `call` gives headers and request id too."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and decode its response. Raises AuraError."""
        return self._calls.call(request)

    def result(self, request: Request[T]) -> T:
        """What the method of an operation returns. Raises AuraError."""
        return self._calls.result(request)

    def complete(self, request: Request[Any]) -> Any:
        """The same for an operation whose response is completed. Raises AuraError."""
        return self._calls.complete(request)

    @LateProperty
    def http(self) -> httpx.Client:
        """An `httpx.Client` for what the API's document lacks, with the same base URL, token, retries, limits and
        errors."""
        client: httpx.Client = http_client(self._calls)
        return client

    def __reduce__(self) -> NoReturn:
        refuse_to_pickle(self)

    def __repr__(self) -> str:
        return f"<RawClient {self._calls.state.base.url}>"


class AsyncRawClient(AsyncClient):
    """Sends what the `request` functions of the generated client make; `call` gives headers and request id too."""

    def __init__(self, calls: AsyncCalls) -> None:
        self._calls = calls

    async def call(self, request: Request[T]) -> Response[T]:
        """Send `request` and decode its response. Raises AuraError."""
        return await self._calls.call(request)

    async def result(self, request: Request[T]) -> T:
        """What the method of an operation returns. Raises AuraError."""
        return await self._calls.result(request)

    async def complete(self, request: Request[Any]) -> Any:
        """The same for an operation whose response is completed. Raises AuraError."""
        return await self._calls.complete(request)

    @LateProperty
    def http(self) -> httpx.AsyncClient:
        """An `httpx.AsyncClient` for what the API's document lacks, with the same base URL, token, retries, limits and
        errors."""
        client: httpx.AsyncClient = async_http_client(self._calls)
        return client

    def __reduce__(self) -> NoReturn:
        refuse_to_pickle(self)

    def __repr__(self) -> str:
        return f"<AsyncRawClient {self._calls.state.base.url}>"


def sync_parts(
    arguments: Arguments, version: Version, timeout: Any, max_retries: Any, ids: Mapping[str, str | None]
) -> tuple[Any, ...]:
    """What a new synchronous client is made of: shared state, options, transport. Raises ConfigurationError."""
    options = Options.checked(timeout, max_retries).scoped(version, ids)
    state = SharedState(arguments, version, is_async=False)
    return state, options, SyncTransport(state.transport)


def async_parts(
    arguments: Arguments, version: Version, timeout: Any, max_retries: Any, ids: Mapping[str, str | None]
) -> tuple[Any, ...]:
    """The same for an asynchronous client."""
    with importing:
        from .._transport.aio import AsyncTransport  # needs anyio, which costs a synchronous program nothing this way

    options = Options.checked(timeout, max_retries).scoped(version, ids)
    state = SharedState(arguments, version, is_async=True)
    return state, options, AsyncTransport(state.transport)

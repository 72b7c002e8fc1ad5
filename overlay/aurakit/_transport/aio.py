"""One attempt of an asynchronous client, in any event loop; otherwise the same as `sync`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import anyio
import anyio.lowlevel

from .._calls.imports import importing
from .._calls.messages import REQUEST_ID, Failure, Response
from .._calls.wakers import running_loop
from .attempt import Attempt
from .body import Body, BodyError
from .pool import AsyncAdapter, AsyncPool
from .sync import _unused_context

if TYPE_CHECKING:
    from .._calls.steps import Send
    from .config import TransportConfig

# anyio imports its parts when they are first used, and its backend when a scope is first entered; a fork must not
# interrupt that during a call.
_PARTS = (anyio.Event, anyio.Lock, anyio.create_task_group, anyio.sleep, anyio.wait_readable, anyio.wait_writable)


class AsyncTransport:
    """Makes attempts for tasks of any event loop. Each event loop has its own connections."""

    def __init__(self, config: TransportConfig) -> None:
        self.config = config
        self._pools: WeakKeyDictionary[Any, AsyncPool] = WeakKeyDictionary()
        self._http: Any = config.transport or self._default()
        self._prepared = False
        self._gave_way = True  # whether the previous attempt let other tasks run

    def _default(self) -> Any:
        transport = self.config.library.httpx.AsyncHTTPTransport(verify=_unused_context(), trust_env=False)
        transport._pool = AsyncAdapter(self.config.async_stand_in)  # see `sync`
        return transport

    async def _prepare(self) -> None:
        if not self._prepared:
            with importing, anyio.CancelScope():  # noqa: ASYNC100  # entered to import its parts
                self._prepared = True
        if not self._gave_way:
            # If responses are always there at once, a task that makes one call after another would never let the loop
            # run others, and could not be cancelled. This is before anything is sent, so that a cancellation costs
            # nothing.
            self._gave_way = True
            await anyio.lowlevel.checkpoint()

    def _pool(self) -> AsyncPool:
        """The connections of the running loop. They are closed with the loop, however it ends."""
        loop = running_loop()
        pool = self._pools.get(loop)
        if pool is None:
            self._close_left_behind()
            pool = self._pools[loop] = AsyncPool(self.config.new_async_link)
        return pool

    def _close_left_behind(self) -> None:
        """Close the connections of closed loops that something still references."""
        for reference in self._pools.keyrefs():  # `items` fails if another thread starts a loop meanwhile
            other = reference()
            if getattr(other, "is_closed", bool)():
                left_behind = self._pools.pop(other, None)
                if left_behind is not None:
                    left_behind.abandon()

    async def send(self, step: Send) -> Response | Failure:
        """Send the request once and read its response, all within `step.timeout` seconds."""
        config = self.config
        # A request that must not be acted on twice uses a new connection. The server may be closing a used one at that
        # very moment, so that it is unknown whether the request was acted on; or a used one may hold bytes left over
        # from an earlier response.
        attempt = Attempt(step.timeout, config.library, depth=config.depth, alone=not step.request.idempotent)
        attempt.sent = config.transport is not None  # whether a user's transport has sent it is unknown
        if not (self._prepared and self._gave_way):
            await self._prepare()
        response: Any = None
        result: Response | None = None
        scope: Any = None
        complete = False
        try:
            if config.transport is None:
                # Before the request is made, since thousands may wait here.
                pool = attempt.pool = self._pool()
                attempt.link = pool.take_now(attempt) or await pool.take(attempt)
                attempt.link.backend.attempt = attempt
            with anyio.fail_after(attempt.left("ConnectTimeout")) as scope:
                response = await self._http.handle_async_request(config.http_request(step, attempt))
                result = await self._read(response, step, attempt)
                await response.aclose()
            complete = True
            self._gave_way = attempt.waited
            return result
        except config.network_errors as error:
            return result or config.failure(error, attempt, response, step)
        except TimeoutError as error:
            if not scope.cancelled_caught:  # an error of the user's transport, not the deadline
                raise
            return result or config.failure(error, attempt, response, step)
        finally:
            if attempt.link is not None:
                attempt.pool.give(attempt.link, keep=complete and not attempt.alone)
            elif response is not None and not complete:
                with anyio.CancelScope(shield=True):
                    await response.aclose()

    async def _read(self, response: Any, step: Send, attempt: Attempt) -> Response:
        headers = response.headers
        body = Body(headers.get("Content-Encoding"), self.config.limit)
        chunks = response.stream.__aiter__()
        try:
            async for chunk in chunks:
                body.feed(chunk)
        except BodyError:
            if attempt.link is not None:  # must be finished here: trio warns about unfinished generators
                attempt.link.close()
                with suppress(*self.config.network_errors):
                    async for _ in chunks:
                        pass
            raise
        request_id = headers.get(REQUEST_ID)
        if request_id is not None:
            request_id = self.config.secrets.safe_id(request_id, step.token)
        return Response(response.status_code, headers, body.content(), request_id)

    async def aclose(self) -> None:
        """Close all connections, including those of other loops: closing a socket does not block."""
        for reference in self._pools.keyrefs():
            loop = reference()
            pool = None if loop is None else self._pools.get(loop)
            if pool is not None:
                pool.close()
        await self._http.aclose()

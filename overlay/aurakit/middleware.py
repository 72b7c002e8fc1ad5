"""What carries a call out: a sync and an async shell around the pure flow, with the token, the limiter and the wire.

Every decision is the flow's; a shell sends, sleeps, asks for a token, and gives up when it is told to. Both read alike
on purpose. As httpx transports they also serve `aura.raw.http`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from .exchange import Failure
from .failures import error_for
from .flow import CallFacts, Outcome, Send, Sleep, Step
from .telling import told_attempt

if TYPE_CHECKING:
    from collections.abc import Generator

    from .auth import TokenSource
    from .deadline import Deadline
    from .foundation import Foundation, Options
    from .wire import AsyncWire, Wire

FORBIDDEN = 403


class Middleware(httpx.BaseTransport):
    """Carries calls out for the sync client."""

    def __init__(self, foundation: Foundation, wire: Wire, tokens: TokenSource, options: Options) -> None:
        self.foundation = foundation
        self.wire = wire
        self.tokens = tokens
        self.options = options

    def run(self, request: httpx.Request, call: CallFacts, deadline: Deadline) -> Outcome:
        """Carry out one call. `request` has no token yet: each attempt gets the current one."""
        token = self.tokens.get(deadline)
        flow = self.foundation.call_flow(call, self.options, deadline)
        return self._drive(flow, request, call, deadline, token)

    def fetch(self, deadline: Deadline) -> Outcome:
        """Ask for a token: what the token source is given to do it with."""
        call = self.foundation.token_call()
        flow = self.foundation.token_flow(call, self.options, deadline)
        return self._drive(flow, self.foundation.token_request(), call, deadline, None)

    def _drive(
        self,
        flow: Generator[Step, Any, Outcome],
        request: httpx.Request,
        call: CallFacts,
        deadline: Deadline,
        token: str | None,
    ) -> Outcome:
        clock = self.foundation.clock
        ended = clock.now()
        result: Any = None
        try:
            while True:
                try:
                    step = flow.send(result)
                except StopIteration as done:
                    return self._ended(done.value, token)
                result = None
                if isinstance(step, Send):
                    began = clock.now()
                    result = self.wire.exchange(addressed(request, step, token), step.timeout)
                    waited, ended = began - ended, clock.now()
                    told_attempt(call, step, result, ended - began, waited)
                elif isinstance(step, Sleep):
                    clock.sleep(step.seconds)
                elif token is not None:
                    result = self.tokens.refresh(token, step.status, deadline)
                    token = self.tokens.get(deadline)
        finally:
            flow.close()

    def _ended(self, outcome: Outcome, token: str | None) -> Outcome:
        """A 403 with a second token is about permission: the source is told, so that it fetches no third."""
        if token is not None and outcome.refreshed and outcome.last.status == FORBIDDEN:
            self.tokens.permission_denied(token)
        return outcome

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Serve httpx: any request under the pinned base URL, with the token, retries and limits of every call."""
        call, deadline = self.foundation.facts_of(request, self.options)
        outcome = self.run(request, call, deadline)
        return response_of(outcome, request)

    def close(self) -> None:
        """Nothing: the wire is the client's to close."""


class AsyncMiddleware(httpx.AsyncBaseTransport):
    """Carries calls out for the async client."""

    def __init__(self, foundation: Foundation, wire: AsyncWire, tokens: TokenSource, options: Options) -> None:
        self.foundation = foundation
        self.wire = wire
        self.tokens = tokens
        self.options = options

    async def run(self, request: httpx.Request, call: CallFacts, deadline: Deadline) -> Outcome:
        """Carry out one call. `request` has no token yet: each attempt gets the current one."""
        token = await self.tokens.get_async(deadline)
        flow = self.foundation.call_flow(call, self.options, deadline)
        return await self._drive(flow, request, call, deadline, token)

    async def fetch(self, deadline: Deadline) -> Outcome:
        """Ask for a token: what the token source is given to do it with."""
        call = self.foundation.token_call()
        flow = self.foundation.token_flow(call, self.options, deadline)
        return await self._drive(flow, self.foundation.token_request(), call, deadline, None)

    async def _drive(
        self,
        flow: Generator[Step, Any, Outcome],
        request: httpx.Request,
        call: CallFacts,
        deadline: Deadline,
        token: str | None,
    ) -> Outcome:
        clock = self.foundation.clock
        ended = clock.now()
        result: Any = None
        try:
            while True:
                try:
                    step = flow.send(result)
                except StopIteration as done:
                    return self._ended(done.value, token)
                result = None
                if isinstance(step, Send):
                    began = clock.now()
                    result = await self.wire.exchange(addressed(request, step, token), step.timeout)
                    waited, ended = began - ended, clock.now()
                    told_attempt(call, step, result, ended - began, waited)
                elif isinstance(step, Sleep):
                    await clock.sleep_async(step.seconds)
                elif token is not None:
                    result = await self.tokens.refresh_async(token, step.status, deadline)
                    token = await self.tokens.get_async(deadline)
        finally:
            flow.close()

    def _ended(self, outcome: Outcome, token: str | None) -> Outcome:
        """A 403 with a second token is about permission: the source is told, so that it fetches no third."""
        if token is not None and outcome.refreshed and outcome.last.status == FORBIDDEN:
            self.tokens.permission_denied(token)
        return outcome

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Serve httpx: any request under the pinned base URL, with the token, retries and limits of every call."""
        call, deadline = self.foundation.facts_of(request, self.options)
        await request.aread()
        outcome = await self.run(request, call, deadline)
        return response_of(outcome, request)

    async def aclose(self) -> None:
        """Nothing: the wire is the client's to close."""


def addressed(request: httpx.Request, step: Send, token: str | None) -> httpx.Request:
    """`request` as one attempt sends it: with the current token, and where a redirect led to.

    A copy, so that the token is in no request that an error, a log or a debugger of the caller's can reach.
    """
    headers = request.headers.copy()
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return httpx.Request(request.method, step.url, headers=headers, content=request.content)


def response_of(outcome: Outcome, request: httpx.Request) -> httpx.Response:
    """What httpx gets: the last answer, whatever its status, decompressed; an exception when there is none."""
    last = outcome.last
    if isinstance(last, Failure) or outcome.verdict == "deadline":
        raise error_for(outcome, method=request.method, path=request.url.path, operation="")
    headers = [(name, value) for name, value in last.headers.items() if name.lower() not in _BODY_HEADERS]
    return httpx.Response(last.status, headers=headers, stream=httpx.ByteStream(last.content), request=request)


# They describe the body as it was sent, and it is handed on decompressed.
_BODY_HEADERS = frozenset({"content-encoding", "content-length", "transfer-encoding"})

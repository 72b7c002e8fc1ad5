"""What carries a call out: a sync and an async shell around the pure flow, with the token, the limiter and the wire.

Every decision is the flow's; a shell sends, sleeps, asks for a token, and gives up when it is told to. Both read alike
on purpose. As httpx transports they also serve `aura.raw.http`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

from .body import ACCEPT_ENCODING
from .deadline import Deadline
from .exchange import Failure
from .failures import error_for
from .flow import CallFacts, Outcome, Send, Sleep, Step, call_flow
from .retry import RetryPolicy, is_idempotent
from .telling import told, told_attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .auth import TokenSource
    from .clock import Clock
    from .credentials import Credentials
    from .ratelimit import Limiter
    from .version import PinnedURL
    from .wire import AsyncWire, Wire

FORBIDDEN = 403


class Options(NamedTuple):
    """What `with_options` changes."""

    timeout: float
    """Seconds for a call, outside the rate limiter's queue."""
    max_retries: int


class Foundation(NamedTuple):
    """What clients made with `with_options` share, and what both shells need."""

    base: PinnedURL
    credentials: Credentials
    clock: Clock
    random: Callable[[], float]
    limiter: Limiter | None
    user_agent: str

    def headers(self) -> dict[str, str]:
        """The headers of every request."""
        return {
            "Accept": "application/json",
            "Accept-Encoding": ACCEPT_ENCODING,
            "User-Agent": self.user_agent,
            "Connection": "keep-alive",
        }

    def call_flow(self, call: CallFacts, options: Options, deadline: Deadline) -> Generator[Step, Any, Outcome]:
        """The flow of a call to the API."""
        return call_flow(
            call,
            RetryPolicy(options.max_retries),
            clock=self.clock,
            random=self.random,
            deadline=deadline,
            limiter=self.limiter,
            token_in_use=True,
            notify=told(call),
        )

    def token_call(self) -> CallFacts:
        """A token request is repeated like an idempotent call: a token more does no harm."""
        return CallFacts("POST", self.base.token_url, True, self.base.token_url)

    def token_flow(self, call: CallFacts, options: Options, deadline: Deadline) -> Generator[Step, Any, Outcome]:
        """The flow of a token request, which the limiter does not count."""
        return call_flow(
            call,
            RetryPolicy(options.max_retries),
            clock=self.clock,
            random=self.random,
            deadline=deadline,
            notify=told(call),
        )

    def facts_of(self, request: httpx.Request, options: Options) -> tuple[CallFacts, Deadline]:
        """What the flow has to know of a request that came by way of httpx."""
        call = CallFacts(request.method, str(request.url), is_idempotent(request.method), self.base.url)
        return call, Deadline(self.clock, options.timeout)

    def token_request(self) -> httpx.Request:
        """The request for a token: HTTP Basic and a form body, as the documentation has it."""
        from base64 import b64encode

        pair = f"{self.credentials.client_id}:{self.credentials.client_secret}".encode()
        return httpx.Request(
            "POST",
            self.base.token_url,
            headers={
                **self.headers(),
                "Authorization": f"Basic {b64encode(pair).decode()}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            content=b"grant_type=client_credentials",
        )


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

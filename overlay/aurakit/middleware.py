"""What carries a call out: a sync and an async shell around the pure flow, with the token, the limiter and the wire.

Every decision is the flow's; a shell sends, sleeps, asks for a token, and gives up when it is told to. Both read alike
on purpose. As httpx transports they also serve `aura.raw.http`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from .errors import stripped
from .exchange import REQUEST_ID, Answer, Failure
from .failures import error_for
from .flow import CallFacts, Outcome, Send, Sleep, Step
from .safe_text import forms_of, without_secrets
from .telling import told_attempt

if TYPE_CHECKING:
    from collections.abc import Generator

    from .auth import TokenSource
    from .credentials import Credentials
    from .deadline import Deadline
    from .errors import AuraError
    from .foundation import Foundation, Options
    from .wire import AsyncWire, Wire

FORBIDDEN = 403
NO_TOKEN = ""


class Ended:
    """How a call ended, and what no text about it may show."""

    __slots__ = ("_credentials", "_proxy", "_token", "outcome")

    def __init__(self, outcome: Outcome, credentials: Credentials, proxy: httpx.Proxy | None, token: str) -> None:
        self.outcome = outcome
        self._credentials = credentials
        self._proxy = proxy
        self._token = token

    def hidden(self) -> tuple[str, ...]:
        """The secrets in use, in every form in which an answer may quote them."""
        secrets = [self._token, *self._credentials.secrets]
        if self._proxy is not None and self._proxy.auth is not None:
            secrets += [self._proxy.auth[1], ":".join(self._proxy.auth)]
        return forms_of(secrets)


class Middleware(httpx.BaseTransport):
    """Carries calls out for the sync client."""

    def __init__(self, foundation: Foundation, wire: Wire, tokens: TokenSource, options: Options) -> None:
        self.foundation = foundation
        self.wire = wire
        self.tokens = tokens
        self.options = options

    def run(self, request: httpx.Request, call: CallFacts, deadline: Deadline) -> Ended:
        """Carry out one call. `request` has no token yet: each attempt gets the current one."""
        token = self.tokens.get(deadline)
        flow = self.foundation.call_flow(call, self.options, deadline)
        outcome, token = self._drive(flow, request, call, deadline, token)
        return Ended(outcome, self.foundation.credentials, self.wire.proxy, token)

    def fetch(self, deadline: Deadline) -> Outcome:
        """Ask for a token: what the token source is given to do it with."""
        call = self.foundation.token_call()
        flow = self.foundation.token_flow(call, self.options, deadline)
        return self._drive(flow, self.foundation.token_request(), call, deadline)[0]

    def _drive(
        self,
        flow: Generator[Step, Any, Outcome],
        request: httpx.Request,
        call: CallFacts,
        deadline: Deadline,
        token: str = NO_TOKEN,
    ) -> tuple[Outcome, str]:
        clock = self.foundation.clock
        ended = clock.now()
        result: Any = None
        try:
            while True:
                try:
                    step = flow.send(result)
                except StopIteration as done:
                    return self._ended(done.value, token), token
                result = None
                if isinstance(step, Send):
                    began = clock.now()
                    attempt = addressed(request, step, token)
                    result = self.wire.exchange(attempt, step.timeout, alone=not call.idempotent)
                    result = concealed(result, (token, *self.foundation.credentials.secrets))
                    waited, ended = began - ended, clock.now()
                    told_attempt(call, step, result, ended - began, waited)
                elif isinstance(step, Sleep):
                    clock.sleep(step.seconds)
                elif token:
                    result = self.tokens.refresh(token, step.status, deadline)
                    token = self.tokens.get(deadline)
        finally:
            flow.close()

    def _ended(self, outcome: Outcome, token: str) -> Outcome:
        """A 403 with a second token is about permission: the source is told, so that it fetches no third."""
        if token and outcome.refreshed and outcome.last.status == FORBIDDEN:
            self.tokens.permission_denied(token)
        return outcome

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Serve httpx: any request under the pinned base URL, with the token, retries and limits of every call."""
        response = self._settle(request)
        if isinstance(response, BaseException):
            raise response
        return response

    def _settle(self, request: httpx.Request) -> httpx.Response | BaseException:
        try:
            call, deadline = self.foundation.facts_of(request, self.options)
            request.read()
            return response_of(self.run(request, call, deadline), request)
        except BaseException as error:  # noqa: BLE001  # raised above, without the frames that hold the token
            return stripped(error)

    def close(self) -> None:
        """Nothing: the wire is the client's to close."""


class AsyncMiddleware(httpx.AsyncBaseTransport):
    """Carries calls out for the async client."""

    def __init__(self, foundation: Foundation, wire: AsyncWire, tokens: TokenSource, options: Options) -> None:
        self.foundation = foundation
        self.wire = wire
        self.tokens = tokens
        self.options = options

    async def run(self, request: httpx.Request, call: CallFacts, deadline: Deadline) -> Ended:
        """Carry out one call. `request` has no token yet: each attempt gets the current one."""
        token = await self.tokens.get_async(deadline)
        flow = self.foundation.call_flow(call, self.options, deadline)
        outcome, token = await self._drive(flow, request, call, deadline, token)
        return Ended(outcome, self.foundation.credentials, self.wire.proxy, token)

    async def fetch(self, deadline: Deadline) -> Outcome:
        """Ask for a token: what the token source is given to do it with."""
        call = self.foundation.token_call()
        flow = self.foundation.token_flow(call, self.options, deadline)
        return (await self._drive(flow, self.foundation.token_request(), call, deadline))[0]

    async def _drive(
        self,
        flow: Generator[Step, Any, Outcome],
        request: httpx.Request,
        call: CallFacts,
        deadline: Deadline,
        token: str = NO_TOKEN,
    ) -> tuple[Outcome, str]:
        clock = self.foundation.clock
        ended = clock.now()
        result: Any = None
        try:
            while True:
                try:
                    step = flow.send(result)
                except StopIteration as done:
                    return self._ended(done.value, token), token
                result = None
                if isinstance(step, Send):
                    began = clock.now()
                    attempt = addressed(request, step, token)
                    result = await self.wire.exchange(attempt, step.timeout, alone=not call.idempotent)
                    result = concealed(result, (token, *self.foundation.credentials.secrets))
                    waited, ended = began - ended, clock.now()
                    told_attempt(call, step, result, ended - began, waited)
                elif isinstance(step, Sleep):
                    await clock.sleep_async(step.seconds)
                elif token:
                    result = await self.tokens.refresh_async(token, step.status, deadline)
                    token = await self.tokens.get_async(deadline)
        finally:
            flow.close()

    def _ended(self, outcome: Outcome, token: str) -> Outcome:
        """A 403 with a second token is about permission: the source is told, so that it fetches no third."""
        if token and outcome.refreshed and outcome.last.status == FORBIDDEN:
            self.tokens.permission_denied(token)
        return outcome

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Serve httpx: any request under the pinned base URL, with the token, retries and limits of every call."""
        response = await self._settle(request)
        if isinstance(response, BaseException):
            raise response
        return response

    async def _settle(self, request: httpx.Request) -> httpx.Response | BaseException:
        try:
            call, deadline = self.foundation.facts_of(request, self.options)
            await request.aread()
            return response_of(await self.run(request, call, deadline), request)
        except BaseException as error:  # noqa: BLE001  # raised above, without the frames that hold the token
            return stripped(error)

    async def aclose(self) -> None:
        """Nothing: the wire is the client's to close."""


def addressed(request: httpx.Request, step: Send, token: str) -> httpx.Request:
    """`request` as one attempt sends it: with the current token, and where a redirect led to.

    A copy, so that the token is in no request that an error, a log or a debugger of the caller's can reach.
    """
    headers = request.headers.copy()
    headers.pop("Transfer-Encoding", None)  # that of a stream handed to httpx: it was read, and has a length now
    if token:
        headers["Authorization"] = f"Bearer {token}"
    url = request.url if str(request.url) == step.url else step.url  # one parsed before is taken as it is
    return httpx.Request(request.method, url, headers=headers, content=request.content)


def concealed(result: Answer | Failure, secrets: tuple[str, ...]) -> Answer | Failure:
    """What an attempt came to, without a secret in its request id, which logs and errors quote."""
    given = result.request_id
    shown = without_secrets(given, secrets) if given else given
    if given == shown:
        return result
    if isinstance(result, Answer):
        headers = httpx.Headers(result.headers)
        headers[REQUEST_ID] = shown or ""
        return Answer(result.status, headers, result.content)
    return Failure(result.kind, result.text, sent=result.sent, status=result.status, request_id=shown)


def response_of(ended: Ended, request: httpx.Request) -> httpx.Response | AuraError:
    """What httpx gets: the last answer, whatever its status, decompressed; an exception to raise when there is none."""
    last = ended.outcome.last
    if isinstance(last, Failure) or ended.outcome.verdict == "deadline":
        path = request.url.path
        return error_for(ended.outcome, method=request.method, path=path, operation="", hidden=ended.hidden())
    headers = [(name, value) for name, value in httpx.Headers(last.headers).raw if name.lower() not in _BODY_HEADERS]
    return httpx.Response(last.status, headers=headers, stream=httpx.ByteStream(last.content), request=request)


# They describe the body as it was sent, and it is handed on decompressed.
_BODY_HEADERS = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})

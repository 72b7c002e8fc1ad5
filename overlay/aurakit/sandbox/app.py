"""The sandbox as an ASGI application: routes, and what happens to a request before and after its operation.

In this order, as at the real API's gateway: faults that were ordered, the token, the rate limit, the content type, the
body, the operation. Every request is recorded.
"""

from __future__ import annotations

import asyncio
import json
from email.utils import formatdate
from typing import TYPE_CHECKING, NamedTuple

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from . import faults
from .calls import Answer, Call
from .errors import Refusal, error, gateway, invalid
from .limits import Window, retry_after
from .operations import OPERATIONS
from .records import RecordedRequest, kept_headers
from .tokens import LIMITED, Tokens
from .validation import MAX_BODY_BYTES, parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import Receive, Scope, Send

    from .options import Limits
    from .state import World

    Handlers = Mapping[str, Callable[[Call], Answer]]

TOKEN_PATH = "/oauth/token"  # noqa: S105 - a path


class Decided(NamedTuple):
    """An answer and the request id it carries: None for what the gateway refuses before it knows who asks."""

    answer: Answer
    request_id: str | None


class Api:
    """What answers requests: the world, its tokens, limits and faults, and the record of what came."""

    def __init__(
        self, world: World, tokens: Tokens, limits: Limits, drop: Callable[[Scope], None], expires: str | None
    ) -> None:
        self.world = world
        self.tokens = tokens
        self.faults: list[faults.Fault] = []
        self.requests: list[RecordedRequest] = []
        self._window = Window(limits.requests, limits.per)
        self._drop = drop
        self._expires = expires
        self._refusals = 0

    async def serve(self, handlers: Handlers, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or end its connection."""
        request = Request(scope, receive)
        try:
            content = await _content(request)
        except ClientDisconnect:
            return
        decided = await self._decide(handlers, request, content)
        self._record(request, content or b"", decided)
        if decided is None:
            self._drop(scope)
            await receive()  # returns once the connection is gone
            return
        await self._response(decided)(scope, receive, send)

    async def _decide(self, handlers: Handlers, request: Request, content: bytes | None) -> Decided | None:
        """The answer of a fault, or the usual one; None for none."""
        with self.world.lock:
            fault = faults.take(self.faults, request.method, request.url.path)
        if fault is not None and fault.delay:
            await self.world.clock.sleep_async(fault.delay)
        with self.world.lock:
            if fault is None or fault.loses_answer or fault.status is None:
                decided = self._usual(handlers, request, content)
                if fault is None or not fault.loses_answer:
                    return decided
                if decided.answer.status >= 400:  # nothing took effect: the fault is for the request that does
                    fault.remaining += 1
                    return decided
            answer = fault.answer()
            token = request.url.path == TOKEN_PATH
            return answer and Decided(answer, None if token else self.world.new_request_id())

    def _usual(self, handlers: Handlers, request: Request, content: bytes | None) -> Decided:
        if request.url.path == TOKEN_PATH:
            return Decided(self._token_answer(request, content), None)
        try:
            self.tokens.check(request.headers.get("Authorization", ""))
        except Refusal as refusal:
            return Decided(_refused(refusal), None)
        return Decided(self._answer(handlers, request, content), self.world.new_request_id())

    def _token_answer(self, request: Request, content: bytes | None) -> Answer:
        try:
            if request.method != "POST":
                raise gateway(405, "Method not allowed", {"Allow": "POST"})
            if content is None:
                raise gateway(403, "The body is too large")
            found = self.tokens.issue(request.headers.get("Authorization", ""), _media_type(request), content)
            if not isinstance(found, Answer):
                raise self._too_many(found)
        except Refusal as refusal:
            return _refused(refusal)
        return found

    def _answer(self, handlers: Handlers, request: Request, content: bytes | None) -> Answer:
        try:
            delay = self._window.delay(self.world.now())
            if delay is not None:
                raise self._too_many(delay)
            if not handlers:
                raise Refusal(404, {"errors": [error("There is nothing here", "not-found")]})
            if request.method not in handlers:
                raise gateway(405, "Method not allowed", {"Allow": ", ".join(sorted(handlers))})
            if request.method in {"POST", "PATCH"}:
                if _media_type(request) != "application/json":
                    raise gateway(415, "The Content-Type must be application/json")
                if content is None:
                    raise invalid(f"The body must have no more than {MAX_BODY_BYTES} bytes")
                body = parsed(content)
            else:
                body = {}
            return handlers[request.method](Call(self.world, request.path_params, request.query_params, body))
        except Refusal as refusal:
            return _refused(refusal)

    def _too_many(self, seconds: float) -> Refusal:
        """429, whose `Retry-After` is a number of seconds and a date in turn: both are documented."""
        self._refusals += 1
        when = retry_after(seconds, self.world.clock.wall(), as_date=self._refusals % 2 == 0)
        return gateway(429, LIMITED, {"Retry-After": when})

    def _response(self, decided: Decided) -> Response:
        answer = decided.answer
        headers = {"Date": formatdate(self.world.clock.wall(), usegmt=True)}
        if decided.request_id is not None:
            headers["X-Request-Id"] = decided.request_id
        if self._expires is not None:
            headers["X-Tyk-Api-Expires"] = self._expires
        if isinstance(answer.body, dict | list):
            content = json.dumps(answer.body).encode()
            headers["Content-Type"] = "application/json"
        else:
            text = answer.body
            content = text if isinstance(text, bytes) else str(text or "").encode()
        return Response(content, answer.status, headers | dict(answer.headers))

    def _record(self, request: Request, content: bytes, decided: Decided | None) -> None:
        with self.world.lock:
            self.requests.append(RecordedRequest(
                request.method, request.url.path, dict(request.query_params), kept_headers(request.headers), content,
                decided and decided.answer.status, decided and decided.request_id, self.world.now(),
            ))  # fmt: skip


class _Endpoint:
    """One path with all its methods, as an ASGI application: Starlette then leaves every method to it."""

    def __init__(self, api: Api, handlers: Handlers) -> None:
        self._api = api
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._api.serve(self._handlers, scope, receive, send)
        except asyncio.CancelledError:  # the server ends while an answer is late: nobody waits for it any more
            return


def application(api: Api) -> Starlette:
    """The routes of the 26 operations and the token endpoint; whatever else is asked for is not there."""
    paths: dict[str, dict[str, Callable[[Call], Answer]]] = {}
    for operation in OPERATIONS:
        paths.setdefault("/v1" + operation.path, {})[operation.method] = operation.answer
    routes = [Route(path, _Endpoint(api, handlers)) for path, handlers in paths.items()]
    routes.append(Route("/{path:path}", _Endpoint(api, {})))  # the token endpoint too, which is no operation
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return app


async def _content(request: Request) -> bytes | None:
    """The body; None for one that is too large, which is read to its end all the same so that the answer arrives."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size <= MAX_BODY_BYTES:
            pieces.append(piece)
    return b"".join(pieces) if size <= MAX_BODY_BYTES else None


def _media_type(request: Request) -> str:
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _refused(refusal: Refusal) -> Answer:
    return Answer(refusal.status, refusal.body, tuple(refusal.headers.items()))

"""The processing of a request before and after its operation.

In this order, as in the real API's gateway: requested faults, the token, the rate limit, the content type, the
body, the operation. Every request is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import faults
from .bodies import MAX_BODY_BYTES, parsed
from .errors import ErrorResponse, error, gateway
from .limits import Window, retry_after
from .messages import Request, Response
from .records import RecordedRequest, kept_headers
from .tokens import LIMITED

if TYPE_CHECKING:
    from .messages import HttpRequest
    from .options import Limits
    from .records import RequestLog
    from .routing import Router
    from .tokens import Tokens
    from .world import World

TOKEN_PATH = "/oauth/token"  # noqa: S105 - a path
TOKEN_PATHS = frozenset({TOKEN_PATH, "/v2beta1/oauth/token"})
CLOCK_MARK = "sandbox-clock"
"""Marks the `User-Agent` of clients that share the sandbox's clock. Other clients get real seconds."""
TOO_LARGE = f"The body must have no more than {MAX_BODY_BYTES} bytes"


class Decision(NamedTuple):
    """A response, its request id (None if the gateway refuses the request before it knows the client), and how many
    more requests the rate limit allows."""

    response: Response
    request_id: str | None
    remaining: int | None = None


class Gateway:
    """Makes the response to a request. Its state: the world, tokens, limits, faults and the log."""

    def __init__(self, world: World, tokens: Tokens, limits: Limits, log: RequestLog, router: Router) -> None:
        self.world = world
        self.tokens = tokens
        self.log = log
        self.faults: list[faults.Fault] = []
        self.window = Window(limits.requests, limits.per)
        self.quotas: dict[tuple[str, str], Window] = {}
        self._limits = limits
        self._router = router
        self._refusals = 0

    def clear(self) -> None:
        """Forget faults, requests, tokens and the requests counted by the rate limit."""
        self.faults.clear()
        self.log.clear()
        self.tokens.clear()
        self.window.accepted.clear()
        self.quotas.clear()

    async def respond(self, request: HttpRequest) -> Decision | None:
        """The response to a request, which is recorded; None if the connection is closed without one."""
        with self.world.lock:
            path = TOKEN_PATH if request.path in TOKEN_PATHS else request.path
            fault = faults.take(self.faults, request.method, path)
        if fault is not None and fault.delay:
            await self.world.clock.sleep_async(fault.delay)
        with self.world.lock:
            decision = self._usual(request) if fault is None else self._with_fault(fault, request)
            self._record(request, decision)
        return decision

    def _with_fault(self, fault: faults.Fault, request: HttpRequest) -> Decision | None:
        if fault.loses_response or fault.status is None:
            decision = self._usual(request)
            if not fault.loses_response:
                return decision
            if decision.response.status >= 400:  # the request had no effect: keep the fault for one that does
                fault.remaining += 1
                return decision
        response = fault.response()
        request_id = None if request.path in TOKEN_PATHS else self.world.new_request_id()
        return response and Decision(response, request_id)

    def _usual(self, request: HttpRequest) -> Decision:
        if request.path in TOKEN_PATHS:
            return Decision(self._token_response(request), None)
        try:
            self.tokens.check(request.headers.get("authorization", ""))
        except ErrorResponse as refused:
            return Decision(refused.response(), None)
        remaining: int | None = None
        try:
            remaining = self._admitted(request)
            response = self._operation_response(request)
        except ErrorResponse as refused:
            response = refused.response()
        return Decision(response, self.world.new_request_id(), remaining)

    def _token_response(self, request: HttpRequest) -> Response:
        try:
            if request.method != "POST":
                raise gateway(405, "Method not allowed", {"Allow": "POST"})
            if request.body is None:
                raise gateway(413, TOO_LARGE)
            found = self.tokens.issue(request.headers.get("authorization", ""), request.media_type, request.body)
            if not isinstance(found, Response):
                raise self._too_many(request, found)
        except ErrorResponse as refused:
            return refused.response()
        return found

    def _admitted(self, request: HttpRequest) -> int | None:
        """Count the request, and return how many more the window has room for.

        Raises:
            ErrorResponse: 429.
        """
        now = self.world.now()
        delay = self.window.delay(now)
        if delay is not None:
            raise self._too_many(request, delay)
        return self.window.remaining

    def _operation_response(self, request: HttpRequest) -> Response:
        routes, parameters = self._router.match(request.path)
        if not routes:
            raise ErrorResponse(404, {"errors": [error("Not found", "not-found")]})
        if request.method not in routes:
            raise gateway(405, "Method not allowed", {"Allow": ", ".join(sorted(routes))})
        route = routes[request.method]
        if route.quota is not None:
            self._count_in_quota(request, route.quota, parameters.get("organization_id", ""))
        body = {}
        if request.method in {"POST", "PATCH", "PUT"}:
            if request.media_type != "application/json":
                raise gateway(415, "The Content-Type must be application/json")
            if request.body is None:
                raise gateway(413, TOO_LARGE)
            body = parsed(request.body)
        return route.handler(Request(self.world, parameters, request.query, body, request.url))

    def quota_window(self, quota: str, owner: str) -> Window:
        """The organization's window for operations that are counted separately."""
        limit, per = self._limits.quotas[quota]
        unlimited = self._limits.requests is None
        return self.quotas.setdefault((quota, owner), Window(None if unlimited else limit, per))

    def _count_in_quota(self, request: HttpRequest, quota: str, owner: str) -> None:
        delay = self.quota_window(quota, owner).delay(self.world.now())
        if delay is not None:
            raise self._too_many(request, delay)

    def _too_many(self, request: HttpRequest, seconds: float) -> ErrorResponse:
        """429. `Retry-After` is alternately a number of seconds and a date: both are documented."""
        self._refusals += 1
        clock = self.world.clock
        if CLOCK_MARK not in request.headers.get("user-agent", ""):
            seconds /= clock.seconds_per_second or 1.0
        when = retry_after(seconds, clock.wall(), as_date=self._refusals % 2 == 0)
        return gateway(429, LIMITED, {"Retry-After": when})

    def _record(self, request: HttpRequest, decision: Decision | None) -> None:
        self.log.add(RecordedRequest(
            request.method, request.path, request.query, kept_headers(request.headers), request.body or b"",
            decision and decision.response.status, decision and decision.request_id, self.world.now(),
            decision and decision.remaining,
        ))  # fmt: skip

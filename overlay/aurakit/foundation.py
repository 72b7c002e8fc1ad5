"""What clients made with `with_options` share, and what both shells of the middleware need to know of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

from .body import ACCEPT_ENCODING
from .deadline import Deadline
from .errors import InvalidArgumentError
from .flow import CallFacts, Outcome, Step, call_flow
from .redirects import is_within
from .retry import RetryPolicy, is_idempotent
from .telling import told

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .clock import Clock
    from .credentials import Credentials
    from .ratelimit import Limiter
    from .version import PinnedURL


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
        return CallFacts("POST", self.base.token_url, True, self.base.origin)

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
        """What the flow has to know of a request that came by way of httpx. Raises InvalidArgumentError for one to
        another place, where the token must not go."""
        if not is_within(str(request.url), self.base.url):
            raise InvalidArgumentError(
                f"This client sends requests to addresses below {self.base.url} only: give a path below it, such as "
                "`/instances`."
            )
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

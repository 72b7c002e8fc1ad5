"""The events that the hooks of a client receive about each call and each attempt.

    from aurakit import Aura
    from aurakit.hooks import AttemptEnded, Event

    def watch(event: Event) -> None:
        if isinstance(event, AttemptEnded):
            print(event.call.operation, event.number, event.status, event.duration, event.decision)

    aura = Aura(hooks=[watch])

A hook runs in the thread or task of the call, between its steps, so it must not block; it is not awaited. An exception
in a hook is logged once and does not affect the call. The events of a call are, in this order: `CallStarted`, for each
attempt `AttemptStarted` and `AttemptEnded`, and `CallEnded`. A token request is a separate call, whose `parent` is the
call that needs the token. No event contains a secret, a token, a password or a body.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AttemptEnded", "AttemptStarted", "Call", "CallEnded", "CallStarted", "Decision", "Event", "Hook"]

TOKEN_OPERATION: Final = "token"  # noqa: S105  # the name of an operation

Decision: TypeAlias = Literal["response", "retry", "redirect", "renew_token", "raise"]
"""What follows an attempt. `response`: its response is the call's. `retry`: the request is sent again after `delay`.
`redirect`: it is sent to another address. `renew_token`: it is sent again once there is another token. `raise`: the
call ends without success."""


class Call:
    """One call. It is the same object in all events of the call, so it can be used as a key.

    Attributes:
        operation: its name in the API's document, such as `get_instance`; `token` for a token request; empty for a
            request through `aura.raw.http`.
        method: the HTTP method.
        route: the path template, such as `/instances/{instance_id}`: a label for metrics. Empty if `operation` is.
        path: the requested path, with ids.
        url: the address without its query.
        version: the version of the API, such as `v1`; empty for a token request.
        parent: the call for which a token request is made; None for other calls.
    """

    __slots__ = ("__weakref__", "method", "operation", "parent", "path", "route", "url", "version")

    def __init__(
        self,
        *,
        operation: str,
        method: str,
        route: str,
        path: str,
        url: str,
        version: str,
        parent: Call | None = None,
    ) -> None:
        self.operation = operation
        self.method = method
        self.route = route
        self.path = path
        self.url = url
        self.version = version
        self.parent = parent

    @property
    def is_token_request(self) -> bool:
        """Whether it is a token request and not an API call."""
        return self.operation == TOKEN_OPERATION and not self.version

    def __repr__(self) -> str:
        return f"<Call {self.operation or 'without operation'}: {self.method} {self.path}>"


class CallStarted(NamedTuple):
    """A call begins: before its token, before the queue of the rate limit."""

    call: Call


class AttemptStarted(NamedTuple):
    """An attempt is about to be sent."""

    call: Call
    number: int
    """1 for the first."""
    queued: float
    """Seconds spent in the queue of the rate limit before it."""


class AttemptEnded(NamedTuple):
    """An attempt has ended, with or without a response, and the next step is decided."""

    call: Call
    number: int
    status: int | None
    """The response's status; None when none arrived."""
    request_id: str | None
    headers: Mapping[str, str]
    """The response's headers, names in lower case, without cookies, redirects and authentication, and with every secret
    masked. Empty if no complete response arrived."""
    failure: str | None
    """What happened when no complete response arrived."""
    error_type: str | None
    """For metrics: the status as text from 400 on; the kind of failure, such as `timeout` or `connect`; the class of
    the exception that interrupted the attempt. None after a success."""
    duration: float
    """Seconds from sending to the end of the response."""
    queued: float
    """Seconds spent in the queue of the rate limit before it."""
    decision: Decision
    delay: float
    """Seconds until the next attempt, at least; 0.0 unless `decision` is `retry`."""


class CallEnded(NamedTuple):
    """A call has ended. Its response is decoded afterwards: if that fails, only the exception shows it."""

    call: Call
    status: int | None
    request_id: str | None
    attempts: int
    duration: float
    """Seconds in all: token, queue, attempts, and the waits between them."""
    queued: float
    """Seconds of it in the queue of the rate limit."""
    succeeded: bool
    error_type: str | None
    """As for an attempt; also `deadline` if there was no time for the next attempt, and `paused` if a 429 asked for a
    pause that is too long to wait for."""


Event: TypeAlias = CallStarted | AttemptStarted | AttemptEnded | CallEnded
Hook: TypeAlias = Callable[[Event], object]

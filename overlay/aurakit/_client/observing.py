"""Sending events about calls to a client's hooks: without secrets; a hook that raises does not break the call."""

from __future__ import annotations

import logging
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Final

from .._calls.messages import Failure, Response
from .._calls.observer import decision_of, succeeded
from .._errors.redaction import printable
from ..errors import ConfigurationError
from ..hooks import AttemptEnded, AttemptStarted, Call, CallEnded, CallStarted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .._calls.messages import Request
    from .._calls.observer import CallState
    from .._calls.steps import Send
    from .._errors.redaction import Secrets
    from ..hooks import Event, Hook

# These headers hold credentials, or an address into which a server may have written the token.
NOT_SHOWN: Final = frozenset(
    ("authorization", "authentication-info", "content-location", "cookie", "link", "location", "proxy-authenticate",
     "proxy-authentication-info", "refresh", "set-cookie", "set-cookie2", "www-authenticate")
)  # fmt: skip
_LONGEST_VALUE: Final = 500


def checked_hooks(hooks: object) -> tuple[Hook, ...]:
    """The hooks. Raises ConfigurationError for anything but a sequence of plain functions."""
    try:
        given: tuple[Any, ...] = tuple(hooks)  # type: ignore[arg-type]
    except TypeError:
        given = (None,)
    if not all(map(callable, given)):
        raise ConfigurationError("hooks must be a sequence of functions that take an event, such as hooks=[watch]")
    if any(iscoroutinefunction(hook) or iscoroutinefunction(getattr(hook, "__call__", None)) for hook in given):  # noqa: B004
        raise ConfigurationError(
            "hooks are called and not awaited, with AsyncAura too: give plain functions, and let one that has to await "
            "put its event into a queue"
        )
    return given


class Observer:
    """Sends the events of every call to the hooks of a client and its siblings."""

    __slots__ = ("_faulty", "_hooks", "secrets")

    def __init__(self, hooks: Sequence[Hook], secrets: Secrets) -> None:
        """secrets: what no event may show, in addition to each attempt's token."""
        self._hooks = hooks
        self._faulty: set[int] = set()  # the indexes of hooks whose exception was logged
        self.secrets = secrets

    def begin(self, request: Request, now: float) -> Observation:
        """A call begins."""
        return Observation(self, request, None, now)

    def tell(self, event: Event) -> None:
        """Call each hook. An exception of a hook is logged once and goes no further."""
        for place, hook in enumerate(self._hooks):
            try:
                hook(event)
            except Exception:  # it is the user's code, and the call does not depend on it
                if place not in self._faulty:
                    self._faulty.add(place)
                    logging.getLogger("aurakit").warning(
                        "A hook raised an exception at %s; the call goes on, and further exceptions of this hook are "
                        "not logged",
                        type(event).__name__,
                        exc_info=True,
                    )


class Observation:
    """Sends the events of one call."""

    __slots__ = ("_attempts", "_began", "_call", "_error_type", "_observer", "_queued", "_sending", "_token")

    def __init__(self, observer: Observer, request: Request, parent: Call | None, now: float) -> None:
        self._observer = observer
        self._began = now
        self._attempts = 0
        self._queued = 0.0  # in all
        self._sending: tuple[float, float] | None = None  # when an attempt was sent, how long it was queued
        self._token: Any = None
        self._error_type: str | None = None
        self._call = Call(
            operation=request.operation, method=request.method, route=request.route, path=request.path,
            url=request.url.partition("?")[0], version=request.version, parent=parent,
        )  # fmt: skip
        observer.tell(CallStarted(self._call))

    def begin(self, request: Request, now: float) -> Observation:
        """A call on behalf of this one begins, such as a token request."""
        return Observation(self._observer, request, self._call, now)

    def sending(self, step: Send, queued: float, now: float) -> None:
        """An attempt is about to be sent."""
        self._attempts = step.number
        self._queued += queued
        self._token = step.token
        self._sending = now, queued
        self._observer.tell(AttemptStarted(self._call, step.number, queued))

    def received(self, state: CallState) -> None:
        """An attempt has ended."""
        last, attempt = state.last, state.attempts[-1]
        decision = decision_of(state)
        self._end_attempt(
            status=last.status,
            request_id=last.request_id,
            headers=self._safe(last.headers) if isinstance(last, Response) else {},
            failure=attempt.failure,
            error_type=error_type_of(last),
            duration=attempt.duration,
            decision=decision,
            delay=state.delay if decision == "retry" else 0.0,
        )

    def failed(self, error: BaseException, now: float) -> None:
        """The call ends with an exception, and so does the attempt that is in progress."""
        self._error_type = type(error).__name__
        if self._sending is not None:
            self._end_attempt(
                status=None, request_id=None, headers={}, failure=f"interrupted by {self._error_type}",
                error_type=self._error_type, duration=now - self._sending[0], decision="raise", delay=0.0,
            )  # fmt: skip

    def ended(self, state: CallState, now: float) -> None:
        """The call has ended."""
        last, outcome = state.last, state.outcome
        error_type = self._error_type or error_type_of(last)
        if self._error_type is None and outcome is not None and outcome.verdict in ("deadline", "paused"):
            error_type = outcome.verdict
        well = self._error_type is None and outcome is not None and succeeded(outcome)
        queued = self._queued
        if self._attempts == len(state.attempts):  # it ended in the queue for a further attempt
            queued += state.queued
        status, error_type = (last.status if state.attempts else None), (None if well else error_type)
        self._observer.tell(
            CallEnded(self._call, status, last.request_id, self._attempts, now - self._began, queued, well, error_type)
        )

    def _end_attempt(self, **what: Any) -> None:
        queued = self._sending[1] if self._sending else 0.0
        self._sending = None
        self._observer.tell(AttemptEnded(self._call, self._attempts, queued=queued, **what))

    def _safe(self, headers: Mapping[str, str]) -> dict[str, str]:
        """The headers of a response that may be shown."""
        shown = {name.lower(): value for name, value in headers.items() if name.lower() not in NOT_SHOWN}
        joined = self._observer.secrets.with_(self._token).hide("\0".join(shown.values()))
        values = (printable(value)[:_LONGEST_VALUE] for value in joined.split("\0"))
        return dict(zip(shown, values, strict=False))


def error_type_of(last: Response | Failure) -> str | None:
    """The error of an attempt, as a short text of low cardinality; None for a success."""
    if isinstance(last, Failure):
        return last.kind
    return str(last.status) if last.status >= 400 else None

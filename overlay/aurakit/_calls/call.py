"""The course of one call, attempt by attempt: token, slot, send, read the response, then wait and repeat, or end. Pure.

`call_steps` is a generator of `steps`. `retry` decides what may be sent again and how long to wait, `redirects` what is
followed, the limiter when to send, the token provider which token to use. `_errors` turns an unsuccessful `Outcome`
into an exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from ..errors import Attempt
from .log import DEBUG, log_attempt, log_queue, log_retry, logger
from .messages import Failure, Response
from .redirects import MAX_REDIRECTS, redirect_target
from .retry import GONE, TOKEN_REFUSED, TOO_MANY_REQUESTS, may_have_acted, may_repeat, parse_retry_after
from .steps import Acquire, Pause, Report, Send

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from ..clock import Clock
    from .deadline import Deadline
    from .messages import Request
    from .observer import Observation, Observer
    from .protocols import Limiter, Provider
    from .retry import RetryPolicy
    from .steps import Step

LONGEST_PAUSE_WAITED_FOR: Final = 120.0
"""Seconds. A longer pause that a server asks for ends the call instead."""
LONGEST_RETRY_AFTER: Final = 31_536_000.0
"""Seconds, a year. It bounds the number that a server sends, since a program may add it to a date."""
LOG_QUEUE_AFTER: Final = 5.0
"""Seconds in the limiter's queue after which this is logged, once a minute for all calls together."""


class ResponseReceived(NamedTuple):
    """An attempt ended with a response. admitted: it shows that the request was within the server's limit."""

    admitted: bool


class NoResponse(NamedTuple):
    """An attempt ended without a response; its request may still arrive."""


class NotSent(NamedTuple):
    """An attempt never reached the server."""


class Throttled(NamedTuple):
    """The server said 429."""

    delay: float
    """Seconds to wait."""
    again: bool
    """Whether this call tries again, and so waits ahead of all that came after it."""
    cause: Response | Failure


ADMITTED: Final = ResponseReceived(True)
NOT_ADMITTED: Final = ResponseReceived(False)
NO_RESPONSE: Final = NoResponse()
NOT_SENT: Final = NotSent()


class CallSettings(NamedTuple):
    """What all calls of a client have in common."""

    policy: RetryPolicy
    clock: Clock
    """Only its time is used."""
    random: Callable[[], float]
    """A number from 0.0 to 1.0."""
    limiter: Limiter | None
    """None for no limit on this side."""
    provider: Provider | None
    """None for a call without a token, such as a token request."""
    headers: Sequence[tuple[bytes, bytes]]
    """Of every request."""
    observer: Observer | None = None  # receives the events of calls


class Outcome(NamedTuple):
    """How a call ended."""

    last: Response | Failure
    verdict: Literal["response", "failure", "deadline", "paused"]
    """`response`, `failure`: `last` is final. `deadline`: `last` could be repeated, but there is no time left for the
    wait before that. `paused`: a 429 asked for a pause that is too long to wait for; `last` is that 429, which may be
    that of another call."""
    attempts: tuple[Attempt, ...]
    retry_after: float | None
    """Seconds after which it makes sense to try again: what the server asked for, or for `deadline` the wait that was
    omitted."""
    deleted: bool
    """A repeated DELETE found nothing, and an earlier attempt may have deleted it: the call has succeeded."""
    outcome_unknown: bool
    """The request is not idempotent, and may have been acted on although `last` does not say so."""
    token: Any = None
    """The token that the last attempt was sent with, as a `Secret`."""


def call_steps(  # noqa: C901, PLR0912  # the whole course of a call, in one place
    request: Request, settings: CallSettings, deadline: Deadline, *, poll: bool = False
) -> Generator[Step, Any, Outcome]:
    """The steps of one call. poll: whether it is the poll of a wait, which gives way to ordinary calls."""
    provider, limiter, clock = settings.provider, settings.limiter, settings.clock
    state = _CallState(request, settings, deadline, poll=poll)
    try:
        if provider is not None:
            state.token = provider.current() or (yield from provider.obtain(state.settings, deadline))
        while True:
            if limiter is not None:
                delay = yield Acquire(limiter, state.ticket, deadline.seconds)
                if limiter.shared is not None:
                    delay = yield from _shared_queue(state, limiter, delay)
                while delay > 0.0 and not deadline.over():  # not in a generator of its own, since thousands may wait
                    if (pause := state.pause(limiter, delay)) is None:
                        return state.paused_by_another(limiter)
                    yield pause
                    delay = yield Acquire(limiter, state.ticket, deadline.seconds)
            if (step := state.next_attempt()) is None:
                return state.out_of_time()
            event = state.record(step, (yield step))
            if limiter is not None:
                yield Report(limiter, state.ticket, state.ended, event)
                if limiter.shared is not None:
                    yield from limiter.shared.settle(state.ticket, event, limiter.span)
            if provider is not None and (state.refused or provider.cache.on_trial is not None):
                yield from _judge_token(state, provider)
            if state.outcome is not None:
                return state.outcome
            if state.wait:
                yield Pause(state.wait)
    except BaseException as error:
        state.interrupted(error)
        raise
    finally:
        if limiter is not None and state.ticket.state:
            limiter.leave(state.ticket, clock.now())
        if state.observation is not None:
            state.observation.ended(state, clock.now())


def _judge_token(state: _CallState, provider: Provider) -> Generator[Step, Any, None]:
    """After a refused token: get another one, once per call; the refusal is then not the result of the call. After a
    success with a token that replaced a refused one: tell the provider.

    The request had no effect, so any method can be sent again. It does not count as a retry, since it says nothing
    about the server.
    """
    if not state.refused:
        if 200 <= state.status < 300:
            yield from provider.accepted(state.token)
        return
    if state.replaced:
        yield from provider.refused_again(state.token, state.status)
        return
    token = yield from provider.replace(state.token, state.status, state.settings, state.deadline)
    if token is not None:
        state.token, state.replaced, state.outcome = token, True, None


def _shared_queue(state: _CallState, limiter: Limiter, delay: float) -> Generator[Step, Any, float]:
    """Wait for a slot, in the store too. Returns 0.0 once there is one, or the length of a pause that is too long to
    wait for."""
    clock, deadline, ticket = state.settings.clock, state.deadline, state.ticket
    now = began = clock.now()
    while True:
        if delay <= 0.0 and (shared := limiter.shared) is not None:
            left = min(deadline.remaining() + now - began, deadline.remaining_in_all())
            delay = yield from shared.admit(limiter, ticket, deadline.seconds, left)
            now = clock.now()
        state.queued = now - began
        if delay <= 0.0 or deadline.over():
            break
        if limiter.paused(now, state.request.group) > LONGEST_PAUSE_WAITED_FOR:
            return delay
        yield Pause(min(delay, deadline.remaining_in_all()), ticket.waker)
        now = clock.now()
        if now - began > LOG_QUEUE_AFTER and limiter.should_log(now):
            log_queue(state.request, now - began, limiter.waiting)
        delay = yield Acquire(limiter, ticket, deadline.seconds)
    deadline.extend(state.queued)
    return 0.0


_NO_TIME: Final = Failure("timeout", "no time was left to send the request", sent=False)


class _CallState:
    """The state of one call, and what follows from it."""

    __slots__ = (
        "_maybe_deleted", "_queued_since", "_redirects", "_retries", "_started", "attempts", "deadline", "delay",
        "ended", "last", "observation", "outcome", "queued", "refused", "replaced", "request", "settings", "status",
        "ticket", "token", "url", "wait",
    )  # fmt: skip

    def __init__(self, request: Request, settings: CallSettings, deadline: Deadline, *, poll: bool) -> None:
        self.observation: Observation | None = None
        if settings.observer is not None:
            self.observation = settings.observer.begin(request, settings.clock.now())
            settings = settings._replace(observer=self.observation)  # a token request is a part of this call
        self.request = request
        self.settings = settings
        self.deadline = deadline
        limiter = settings.limiter
        self.ticket: Any = None
        if limiter is not None:
            self.ticket = limiter.join(poll=poll, group=request.group, apart=request.quota != "")
        self.url = request.url
        self.token: Any = None
        self.attempts: tuple[Attempt, ...] = ()
        self.last: Response | Failure = _NO_TIME
        self.status = 0  # of the last complete response; 0 after a failure
        self.refused = False  # the last response refused the token
        self.replaced = False  # the token in use is the second one
        self.outcome: Outcome | None = None
        self.wait = 0.0  # seconds before the next attempt
        self.delay = 0.0  # the same, including those for which the limiter makes it wait
        self.queued = 0.0  # seconds in the limiter's queue before the next attempt
        self.ended = settings.clock.now()  # the last attempt; before the first one, when the call began
        self._retries = 0
        self._redirects = 0
        self._maybe_deleted = False
        self._started = 0.0
        self._queued_since: float | None = None

    def pause(self, limiter: Limiter, delay: float) -> Pause | None:
        """The wait for a slot; None if the pause is longer than calls wait for."""
        now = self.settings.clock.now()
        if self._queued_since is None:
            self._queued_since = now
        self.queued = now - self._queued_since
        if self.queued > LOG_QUEUE_AFTER and limiter.should_log(now):
            log_queue(self.request, self.queued, limiter.waiting)
        if limiter.paused(now, self.request.group) > LONGEST_PAUSE_WAITED_FOR:
            return None
        return Pause(min(delay, self.deadline.remaining_in_all()), self.ticket.waker)

    def next_attempt(self) -> Send | None:
        """The next attempt; None if there is no time for it. One that may be repeated leaves half of the remaining time
        to the following ones."""
        self._started = now = self.settings.clock.now()
        if self._queued_since is not None:
            self.queued, self._queued_since = now - self._queued_since, None
            self.deadline.extend(self.queued)
        timeout = self.deadline.remaining()
        if self.attempts:
            *earlier, latest = self.attempts
            self.attempts = (*earlier, latest._replace(wait=now - self.ended))
        if self.request.idempotent and self._retries < self.settings.policy.max_retries:
            timeout /= 2
        if timeout <= 0.0:
            return None
        step = Send(self.request, timeout, self.url, self.token, len(self.attempts) + 1)
        if self.observation is not None:
            self.observation.sending(step, self.queued, now)
        return step

    def record(self, step: Send, last: Response | Failure) -> ResponseReceived | NoResponse | NotSent | Throttled:
        """Record the result of an attempt and decide what follows; return what the limiter needs to know about it."""
        earlier = self.ended
        self.ended = now = self.settings.clock.now()
        self.last = last
        failure = last if isinstance(last, Failure) else None
        self.status = 0 if failure else last.status or 0
        self.refused = step.token is not None and self.status in TOKEN_REFUSED
        duration = now - self._started
        number = len(self.attempts) + 1
        text = failure.text if failure else None
        self.attempts += (Attempt(number, last.status, last.request_id, text, duration, 0.0),)
        if logger.isEnabledFor(DEBUG):
            log_attempt(step, last, duration, self._started - earlier)
        event = self._decide()
        if self.observation is not None:
            self.observation.received(self)
        return event

    def _decide(self) -> ResponseReceived | NoResponse | NotSent | Throttled:
        """Set `outcome`, or `wait`, the time before another attempt. A refused token is handled first."""
        self.wait, self.queued, self.outcome = 0.0, 0.0, None
        if 200 <= self.status < 300:
            self.outcome = Outcome(self.last, "response", self.attempts, None, False, False, self.token)
            return ADMITTED
        if 300 <= self.status < 400 and self._redirected():
            return ADMITTED
        last = self.last
        throttled = self.status == TOO_MANY_REQUESTS
        policy = self.settings.policy
        again = self._retries < policy.max_retries and may_repeat(last, idempotent=self.request.idempotent)
        asked = self.retry_after()
        delay = policy.wait(self._retries, asked, self.settings.random) if again or throttled else 0.0
        verdict: Literal["deadline", "paused"] | None = None
        if again:
            verdict = self._reason_to_stop(delay, throttled=throttled)
            again = verdict is None
        if again:
            self._repeat(last, delay, throttled=throttled)
        else:
            self.end(verdict, retry_after=delay if verdict else asked)
        if throttled:
            return Throttled(delay, again, last)
        if isinstance(last, Response):
            return ADMITTED if self.status < 500 and not self.refused else NOT_ADMITTED
        return NO_RESPONSE if last.sent else NOT_SENT

    def _repeat(self, last: Response | Failure, delay: float, *, throttled: bool) -> None:
        if self.request.method == "DELETE" and may_have_acted(last):
            self._maybe_deleted = True
        log_retry(self.request, len(self.attempts), last, delay)
        self._retries += 1
        self.delay = delay
        # After a 429 the limiter makes all calls wait, and lets this one go first.
        self.wait = 0.0 if throttled and self.settings.limiter is not None else delay

    def interrupted(self, error: BaseException) -> None:
        """The call ends with an exception."""
        if self.settings.limiter is not None:
            self.settings.limiter.release_lock()
        if self.observation is not None:
            self.observation.failed(error, self.settings.clock.now())

    def _redirected(self) -> bool:
        """Whether the response redirects to an address that is followed."""
        if self._redirects >= MAX_REDIRECTS or not isinstance(self.last, Response):
            return False
        location = self.last.headers.get("Location")
        target = redirect_target(self.request.method, self.status, self.url, location, self.request.base)
        if target is None:
            return False
        self._redirects += 1
        self.url = target
        return True

    def _reason_to_stop(self, delay: float, *, throttled: bool) -> Literal["deadline", "paused"] | None:
        """Why the call does not wait for `delay`."""
        if throttled and delay > LONGEST_PAUSE_WAITED_FOR:
            return "paused"
        if throttled and self.settings.limiter is not None:
            # This pause is spent at the head of the limiter's queue, which the deadline does not count. A call that has
            # less time in total is not supposed to wait for it.
            longest = min(self.deadline.seconds, self.deadline.remaining_in_all())
            return "deadline" if delay > longest else None
        return "deadline" if delay >= self.deadline.remaining() else None

    def retry_after(self) -> float | None:
        """What the last response's `Retry-After` asks for, in seconds."""
        if self.status < 400 or not isinstance(self.last, Response):
            return None
        headers = self.last.headers
        value = headers.get("Retry-After")
        seconds = parse_retry_after(value, self.settings.clock.wall(), headers.get("Date"))
        return None if seconds is None else min(seconds, LONGEST_RETRY_AFTER)

    def end(self, verdict: Literal["deadline", "paused"] | None = None, *, retry_after: float | None = None) -> Outcome:
        """The call ends with the last result."""
        last = self.last
        self.outcome = outcome = Outcome(
            last,
            verdict or ("response" if isinstance(last, Response) else "failure"),
            self.attempts,
            retry_after,
            self._maybe_deleted and self.status in GONE,
            not self.request.idempotent and may_have_acted(last),
            self.token,
        )
        return outcome

    def out_of_time(self) -> Outcome:
        """The deadline passed before the next attempt."""
        asked = self.retry_after()
        if isinstance(self.last, Response) and not may_repeat(self.last, idempotent=self.request.idempotent):
            # A redirect or a refused token was being handled: that response is not the result of the call.
            self.last = Failure("timeout", "no time was left for the next attempt", sent=False)
        return self.end("deadline", retry_after=asked)

    def paused_by_another(self, limiter: Limiter) -> Outcome:
        """The limiter's pause is too long to wait for: the response that caused it becomes this call's result."""
        cause = limiter.cause(self.request.group)
        if isinstance(cause, Response):
            self.last, self.status = cause, cause.status
        return self.end("paused", retry_after=limiter.paused(self.settings.clock.now(), self.request.group))

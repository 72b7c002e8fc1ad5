"""What one call has come to so far, and what follows from its last attempt. Pure; `flow` turns it into steps.

`retry` says what may be repeated and how long to wait, `redirects` what is followed, `ratelimit` when to send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from .exchange import Answer, Attempt, Failure
from .redirects import MAX_REDIRECTS, redirect_target
from .retry import GONE, TOO_MANY_REQUESTS, may_have_acted, may_repeat, parse_retry_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from .clock import Clock
    from .deadline import Deadline
    from .ratelimit import Limiter
    from .retry import RetryPolicy

LONGEST_PAUSE_WAITED_FOR: Final = 120.0


class CallFacts(NamedTuple):
    """What the flow has to know of a call."""

    method: str
    url: str
    idempotent: bool
    """See `retry.is_idempotent`."""
    base: str
    """The URL redirects must stay under, such as `https://api.neo4j.io/v1`."""


class Retrying(NamedTuple):
    """Told before each repetition."""

    attempt: int
    """The number of the attempt that failed."""
    reason: str
    wait: float
    """Seconds to wait, at least: the rate limiter's queue may take longer."""
    request_id: str | None


class Queued(NamedTuple):
    """Told when a call waited more than 5 seconds in the rate limiter's queue; once a minute for all calls together."""

    seconds: float
    waiting: int
    """Calls in the queue."""


class Outcome(NamedTuple):
    """How a call ended."""

    last: Answer | Failure
    verdict: Literal["answer", "failure", "deadline", "paused"]
    """`answer`, `failure`: `last` is final. `deadline`: `last` could be repeated, and the wait before it would pass the
    deadline, or has. `paused`: a 429 asked for a pause that is too long to wait for; `last` is that 429, which may be
    another call's."""
    attempts: tuple[Attempt, ...]
    retry_after: float | None
    """Seconds after which trying again makes sense: what the server asked for, or for `deadline` the wait not made."""
    deleted: bool
    """A repeated DELETE found nothing, after an earlier attempt may have deleted it: it has succeeded."""
    outcome_unknown: bool
    """The request is not idempotent, and may have been acted on although `last` does not say so."""
    refreshed: bool
    """`last` came with a second token: a 401 or 403 is not about an expired one."""
    queued: float
    """Seconds spent in the rate limiter's queue."""


class Course:
    """What one call has come to so far, and what follows from it."""

    __slots__ = (
        "_call", "_ended", "_limiter", "_maybe_deleted", "_policy", "_random", "_redirects", "_retries",
        "_started", "attempts", "clock", "deadline", "last", "notify", "place", "queued", "refreshed", "status", "url",
    )  # fmt: skip

    def __init__(
        self,
        call: CallFacts,
        policy: RetryPolicy,
        *,
        clock: Clock,
        random: Callable[[], float],
        deadline: Deadline,
        limiter: Limiter | None,
        notify: Callable[[Retrying | Queued], object] | None,
    ) -> None:
        self._call = call
        self._policy = policy
        self._random = random
        self.deadline = deadline
        self._limiter = limiter
        self.clock = clock
        self.notify = notify
        self.place = 0 if limiter is None else limiter.join()
        self.url = call.url
        self.attempts: list[Attempt] = []
        self.last: Answer | Failure = Failure("timeout", "no time was left to send the request", sent=False)
        self.status = 0  # of the last complete answer; 0 after a failure
        self.refreshed = False
        self.queued = 0.0
        self._retries = 0
        self._redirects = 0
        self._maybe_deleted = False
        self._started = self._ended = 0.0

    def waited(self, seconds: float) -> None:
        """Note time spent in the limiter's queue, which the deadline does not count."""
        self.queued += seconds
        self.deadline.extend(seconds)

    def timeout(self) -> float:
        """Seconds for the next attempt. One that may be repeated leaves half of what is left to the ones after it."""
        left = self.deadline.remaining()
        self._started = self.clock.now()
        if self.attempts:
            self.attempts[-1] = self.attempts[-1]._replace(wait=self._started - self._ended)
        return left / 2 if self._call.idempotent and self._retries < self._policy.max_retries else left

    def record(self, last: Answer | Failure) -> None:
        """Note what an attempt came to."""
        self._ended = self.clock.now()
        self.last = last
        failure = last if isinstance(last, Failure) else None
        self.status = last.status if isinstance(last, Answer) else 0
        self.attempts.append(
            Attempt(
                len(self.attempts) + 1,
                last.status,
                last.request_id,
                failure.text if failure else None,
                self._ended - self._started,
                0.0,
            )
        )

    def release(self, *, admitted: bool) -> None:
        """Hand the slot of the attempt in again."""
        if self._limiter is None:
            return
        if isinstance(self.last, Answer):
            self._limiter.answered(self.place, self._ended, admitted=admitted)
        elif self.last.kind == "connect":
            self._limiter.give_back(self.place)
        else:
            self._limiter.unanswered(self.place, self._ended)

    def redirected(self) -> bool:
        """Whether the last answer was a redirect to follow; if so, `url` is the new one."""
        if not 300 <= self.status < 400 or self._redirects == MAX_REDIRECTS or not isinstance(self.last, Answer):
            return False
        location = self.last.headers.get("Location")
        target = redirect_target(self._call.method, self.status, self.url, location, self._call.base)
        if target is None:
            return False
        self.release(admitted=True)
        self._redirects += 1
        self.url = target
        return True

    def after(self) -> float | Outcome:
        """The seconds to wait before the next attempt, or the end."""
        last = self.last
        throttled = self.status == TOO_MANY_REQUESTS
        asked = self.retry_after()
        again = self._retries < self._policy.max_retries and may_repeat(last, idempotent=self._call.idempotent)
        delay = self._policy.wait(self._retries, asked, self._random) if again or throttled else 0.0
        verdict: Literal["deadline", "paused"] | None = None
        if again:
            verdict = self._refuse(delay, throttled=throttled)
            again = verdict is None
        if throttled and self._limiter is not None:
            self._limiter.penalise(self.place, self._ended, delay, again=again, cause=last)
        else:
            self.release(admitted=0 < self.status < 500 and not throttled)
        if not again:
            return self.end(verdict, retry_after=delay if verdict else asked)
        if self._call.method == "DELETE" and may_have_acted(last):
            self._maybe_deleted = True
        if self.notify is not None:
            reason = last.text if isinstance(last, Failure) else f"status {last.status}"
            self.notify(Retrying(len(self.attempts), reason, delay, last.request_id))
        self._retries += 1
        return 0.0 if throttled and self._limiter is not None else delay

    def _refuse(self, delay: float, *, throttled: bool) -> Literal["deadline", "paused"] | None:
        """Why a wait of `delay` is not made."""
        if throttled and delay > LONGEST_PAUSE_WAITED_FOR:
            return "paused"
        if throttled and self._limiter is not None:
            # This pause is spent at the head of the limiter's queue, which the deadline does not count. But who gives a
            # call less time in all does not want to wait for it.
            longest = min(self.deadline.seconds, self.deadline.remaining_in_all())
            return "deadline" if delay > longest else None
        return "deadline" if delay >= self.deadline.remaining() else None

    def retry_after(self) -> float | None:
        """What the last answer's `Retry-After` asks for, in seconds."""
        if self.status < 400 or not isinstance(self.last, Answer):
            return None
        value = self.last.headers.get("Retry-After")
        return None if value is None else parse_retry_after(value, self.clock.wall())

    def end(self, verdict: Literal["deadline", "paused"] | None = None, *, retry_after: float | None = None) -> Outcome:
        """The call ends with what came last."""
        last = self.last
        return Outcome(
            last,
            verdict or ("answer" if isinstance(last, Answer) else "failure"),
            tuple(self.attempts),
            retry_after,
            self._maybe_deleted and self.status in GONE,
            not self._call.idempotent and may_have_acted(last),
            self.refreshed,
            self.queued,
        )

    def out_of_time(self) -> Outcome:
        """The deadline is over before the next attempt."""
        asked = self.retry_after()
        if isinstance(self.last, Answer) and not may_repeat(self.last, idempotent=self._call.idempotent):
            # It was on the way elsewhere, or to a new token: that answer is not what the call came to.
            self.last = Failure("timeout", "no time was left for the next attempt", sent=False)
        return self.end("deadline", retry_after=asked)

    def paused_by_another(self, limiter: Limiter) -> Outcome:
        """The limiter's pause is too long to wait for: the answer that began it is this call's too."""
        if isinstance(limiter.cause, Answer):
            self.last, self.status = limiter.cause, limiter.cause.status
        return self.end("paused", retry_after=limiter.paused(self.clock.now()))

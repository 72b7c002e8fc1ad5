"""The course of one call, attempt by attempt: take a slot, send, look, wait, again or done. Pure, for both shells.

`call_flow` is a generator. A shell carries out the steps it yields and sends back what came of them:

    Sleep(seconds)              → None
    Send(timeout, url, attempt) → Answer | Failure
    Refresh(status)             → bool, whether there is another token than the refused one

It must call `flow.close()` in the end, whatever happened, so that the place in the rate limiter's queue is given up.
What each answer leads to is decided in `course`, what an `Outcome` that is no success becomes in `failures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .course import LONGEST_PAUSE_WAITED_FOR, CallFacts, Course, Outcome, Queued, Retrying
from .retry import TOKEN_REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .clock import Clock
    from .deadline import Deadline
    from .ratelimit import Limiter
    from .retry import RetryPolicy

__all__ = ["CallFacts", "Outcome", "Queued", "Refresh", "Retrying", "Send", "Sleep", "Step", "call_flow"]

TELL_AFTER: Final = 5.0


class Sleep(NamedTuple):
    """Wait. In the rate limiter's queue it is asked for again and again."""

    seconds: float


class Send(NamedTuple):
    """Make one attempt."""

    timeout: float
    """Seconds for all of it."""
    url: str
    """Where to: another than the call's after a redirect."""
    attempt: int
    """1 for the first."""


class Refresh(NamedTuple):
    """The token was refused with this status: is there another one? At most once a call."""

    status: int


Step = Sleep | Send | Refresh


def call_flow(
    call: CallFacts,
    policy: RetryPolicy,
    *,
    clock: Clock,
    random: Callable[[], float],
    deadline: Deadline,
    limiter: Limiter | None = None,
    token_in_use: bool = False,
    notify: Callable[[Retrying | Queued], object] | None = None,
) -> Generator[Step, Any, Outcome]:
    """Yield the steps of one call and return its `Outcome`.

    clock: asked for the time only. random: gives a number from 0.0 to 1.0. limiter: None for no limit of our own.
    token_in_use: whether a 401 or 403 may be about the token. notify: is told of repetitions and of waits in the queue.
    """
    course = Course(call, policy, clock=clock, random=random, deadline=deadline, limiter=limiter, notify=notify)
    try:
        while True:
            if limiter is not None:
                delay = limiter.poll(course.place, clock.now(), deadline.seconds)
                if delay > 0.0 and (yield from _queue(course, limiter, delay)):
                    return course.paused_by_another(limiter)
            timeout = course.timeout()
            if timeout <= 0.0:
                return course.out_of_time()
            course.record((yield Send(timeout, course.url, len(course.attempts) + 1)))
            if token_in_use and not course.refreshed and course.status in TOKEN_REFUSED:
                course.release(admitted=False)
                # Not acted on, so any method may go again; it costs no retry, since it says nothing about the server.
                if (yield Refresh(course.status)):
                    course.refreshed = True
                    continue
                return course.end()
            if course.redirected():
                continue
            after = course.after()
            if isinstance(after, Outcome):
                return after
            yield Sleep(after)
    finally:
        if limiter is not None:
            limiter.leave(course.place, clock.now())


def _queue(course: Course, limiter: Limiter, delay: float) -> Generator[Step, Any, bool]:
    """Wait for a slot. True: a pause is too long to wait for."""
    clock = course.clock
    now = began = clock.now()
    while delay > 0.0 and not course.deadline.over():
        if limiter.paused(now) > LONGEST_PAUSE_WAITED_FOR:
            return True
        yield Sleep(min(delay, course.deadline.remaining_in_all()))
        now = clock.now()
        if course.notify is not None and now - began > TELL_AFTER and limiter.tell(now):
            course.notify(Queued(now - began, limiter.waiting))
        delay = limiter.poll(course.place, now, course.deadline.seconds)
    course.waited(now - began)
    return False

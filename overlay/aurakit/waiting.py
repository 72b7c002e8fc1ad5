"""Waiting for long-running operations: a pure course of looks and pauses, and two thin loops.

What is waited for is found out in `subjects`, what a look means is decided in `states`. Every look is a call like any
other: retried, limited, traced. One that fails all the same for a passing reason does not end the wait; the wait's own
`timeout` always does.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .errors import (
    AuraError,
    ConnectionFailedError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    ServerError,
    WaitFailedError,
    WaitTimeoutError,
)
from .states import GONE, WAIT, judge, under_way
from .subjects import look_of, shown_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .clock import Clock
    from .http import AsyncHook, SyncHook, Tried
    from .states import Verdict
    from .subjects import Subject

FIRST_PAUSE: Final = 1.0
GROWTH: Final = 2.0  # two minutes cost 12 looks at most, so that with the operation itself there is room to spare
LONGEST_PAUSE: Final = 20.0
JITTER: Final = 0.2  # a pause is this much shorter or longer, so that waits begun together do not look together
NOT_FOUND: Final = "not found"
SHORTEST_LOOK: Final = 1.0  # seconds; the last look begins that much before the end

_PASSING = (ConnectionFailedError, ServerError, RateLimitError)


class LookUp(NamedTuple):
    """Look at the resource; send back what the call came to, as `Tried`."""

    within: float
    """Seconds, the rate limiter's queue included."""


class Pause(NamedTuple):
    """Wait before the next look."""

    seconds: float


class Seen:
    """What a wait has seen so far."""

    __slots__ = ("found", "last", "moved", "request_id", "result", "state", "subject", "trouble")

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.result: Any = None
        self.last = shown_of(subject)
        self.state = str(getattr(self.last, "status", None) or subject.goal.start)
        self.found = self.moved = False
        self.trouble: AuraError | None = None
        self.request_id: str | None = None

    def take(self, tried: Tried[Any], elapsed: float) -> Verdict:
        """What the result of a look means. Raises an error that no later look can mend."""
        result = tried.result
        self.request_id = tried.request_id or self.request_id
        self.trouble = None
        if isinstance(result, _PASSING):
            self.trouble = result
            return WAIT
        if isinstance(result, AuraError) and not isinstance(result, NotFoundError):
            raise result
        self.result = None if isinstance(result, NotFoundError) else result
        goal, look = self.subject.goal, look_of(self.subject, self.result)
        if self.result is None:
            self.state = "deleted" if self.found or goal.wanted == GONE else NOT_FOUND
        else:
            self.last, self.found = self.result, True
            self.state = str(self.result.status or look.state)
        self.moved = self.moved or under_way(goal, look)
        return judge(goal, look, elapsed=elapsed, moved=self.moved, found=self.found)


def course(
    subject: Subject,
    *,
    clock: Clock,
    random: Callable[[], float],
    timeout: float,
    on_poll: Callable[[str, float], object] | None,
) -> Generator[LookUp | Pause, Any, Any]:
    """The looks and pauses of one wait; returns the settled resource, None for a deletion.

    clock: asked for the time only. Raises WaitFailedError, WaitTimeoutError, or the error of a look that no later look
    can mend; InvalidArgumentError for a `timeout` that is none.
    """
    _check_timeout(timeout)
    if _settled(subject):
        return subject.given
    began = clock.now()
    seen = Seen(subject)
    left, looks = max(timeout, SHORTEST_LOOK), 0
    while left > 0:
        tried = yield LookUp(left)
        looks += 1
        elapsed = clock.now() - began
        verdict = seen.take(tried, elapsed)
        if on_poll is not None and seen.trouble is None:
            on_poll(seen.state, elapsed)
        if verdict.word == "done":
            return seen.result
        if verdict.word == "failed":
            raise _failed(seen, verdict.reason)
        yield Pause(_pause(looks, random, began + timeout - clock.now()))
        left = began + timeout - clock.now()
    raise _timed_out(seen, timeout)


def _check_timeout(timeout: object) -> None:
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not 0 <= timeout <= sys.float_info.max:
        raise InvalidArgumentError(f"timeout must be a number of seconds, 0 or more, not {timeout!r}")


def _settled(subject: Subject) -> bool:
    """Whether what was handed in is at rest already, as one taken from `get` may be."""
    goal = subject.goal
    return goal.start in goal.states.resting and not goal.values and not getattr(subject.given, "errors", None)


def _pause(looks: int, random: Callable[[], float], left: float) -> float:
    """Seconds before the next look: quick at first, then longer, and time left for a look at the end."""
    usual: float = min(LONGEST_PAUSE, FIRST_PAUSE * GROWTH ** min(looks - 1, 20))
    longest = left - SHORTEST_LOOK if left > 2 * SHORTEST_LOOK else max(0.0, left)
    return min(usual * (1 - JITTER + 2 * JITTER * random()), longest)


def _failed(seen: Seen, reason: str) -> WaitFailedError:
    wanted = seen.subject.goal.wanted
    way = "be gone" if wanted == GONE else f"be {wanted!r}" if wanted else "come to rest"
    return WaitFailedError(
        f"Look at the {seen.subject.name} in the console or with `get` before going on. It should {way}: {reason}."
        f"{_quoted(seen)}",
        reason=reason,
        request_id=seen.request_id,
        resource=seen.last,
        state=seen.state,
    )


def _timed_out(seen: Seen, timeout: float) -> WaitTimeoutError:
    trouble = seen.trouble
    more = f" The last look failed: {trouble}" if trouble is not None else _quoted(seen)
    still = f"was still {seen.state!r}, and the operation goes on" if seen.state != NOT_FOUND else "was not found yet"
    return WaitTimeoutError(
        f"Wait again with a longer `timeout`, on the same object or, in another process, on what `get` returns: after "
        f"{timeout:g} s the {seen.subject.name} {still}.{more}",
        resource=seen.last,
        state=seen.state,
        request_id=seen.request_id,
    )


def _quoted(seen: Seen) -> str:
    return f" Request id: {seen.request_id}" if seen.request_id else ""


def wait(hook: SyncHook, steps: Generator[LookUp | Pause, Any, Any], request: Any) -> Any:
    """Carry out a course."""
    result: Any = None
    while True:
        try:
            step = steps.send(result)
        except StopIteration as done:
            return done.value
        result = None
        if isinstance(step, Pause):
            hook.clock.sleep(step.seconds)
        else:
            result = hook.try_call(request, within=step.within)


async def wait_async(hook: AsyncHook, steps: Generator[LookUp | Pause, Any, Any], request: Any) -> Any:
    """Carry out a course."""
    result: Any = None
    while True:
        try:
            step = steps.send(result)
        except StopIteration as done:
            return done.value
        result = None
        if isinstance(step, Pause):
            await hook.clock.sleep_async(step.seconds)
        else:
            result = await hook.try_call(request, within=step.within)

"""Waiting for long-running operations: polls and pauses, as steps. Pure.

Each version defines what can be waited for (`Waitable`); `wait_rules` decides what a poll means; `wait_all` has many
waits at once. Every poll is a call like any other: retried, limited, traced. One that fails for a temporary reason does
not end the wait; the wait's own `timeout` always does.
"""

from __future__ import annotations

import sys
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .._calls.log import fields_of_error, logger
from .._calls.steps import Pause
from ..errors import (
    AuraError,
    AuthenticationError,
    ClientClosedError,
    ConnectionFailedError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    UnauthorizedError,
    WaitFailedError,
    WaitTimeoutError,
)
from .poll_callbacks import PollCallback, PollStatus
from .wait_rules import CONFIRMED_AFTER, GONE, WAIT, judge, under_way

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from ..clock import Clock
    from .poll_callbacks import OnPoll, Watcher
    from .raw import AsyncCalls, Calls
    from .wait_rules import Goal, PollResult, Verdict

FIRST_PAUSE: Final = 1.0
GROWTH: Final = 2.0  # two minutes cost 12 polls at most
LONGEST_PAUSE: Final = 20.0
MOST_A_SECOND: Final = 30.0  # polls of all waits together, beyond which the longest pause grows with their number
JITTER: Final = 0.2  # a pause is up to this much shorter or longer
NOT_FOUND: Final = "not found"
SHORTEST_POLL: Final = 1.0  # seconds; the last poll begins this long before the end

_PASSING: Final = (ConnectionFailedError, ServerError, RateLimitError)
# These say nothing about the resource: the next poll of another one would fail alike.
_FOR_ALL: Final = (AuthenticationError, ClientClosedError, UnauthorizedError)


class Waitable(NamedTuple):
    """What is waited for: how to poll it, and what its outcome should be."""

    kind: str
    """Such as `instance`."""
    key: tuple[str, ...]
    """The ids that identify it."""
    goal: Goal
    given: Any
    """What was passed in."""
    shown: Any
    """What an error may hold of it: without an initial password."""
    request: Callable[[], Request[Any]]
    """Makes the request that polls it."""
    poll_result: Callable[[Goal, Any], PollResult]
    """What the resource shows; None when it was not found."""
    status: Callable[[Any], str | None]
    """The state that a poll shows, as the API writes it."""
    start: str
    """The state of what was passed in, as the API writes it."""

    @property
    def name(self) -> str:
        """Its name in texts."""
        return f"{self.kind} {self.key[-1]}"


class WaitState:
    """What a wait has seen so far."""

    __slots__ = (
        "contrary",
        "contrary_since",
        "error",
        "failing",
        "found",
        "last",
        "moved",
        "request_id",
        "result",
        "seen_at",
        "state",
        "waitable",
    )

    def __init__(self, waitable: Waitable) -> None:
        self.waitable = waitable
        self.result: Any = None
        self.last = waitable.shown
        self.state = waitable.start
        self.found = self.moved = False
        self.failing = False  # the last poll failed
        self.seen_at: float | None = None  # seconds into the wait; when the last successful poll ended
        self.contrary = ""  # what the last poll said, if it contradicts the others
        self.contrary_since: float | None = None  # seconds into the wait
        self.error: AuraError | None = None  # of the last poll, if it failed for a temporary reason
        self.request_id: str | None = None

    def take(self, response: Response[Any] | AuraError, elapsed: float) -> Verdict:
        """What the result of a poll means. Raises an error that will not go away."""
        self.request_id = response.request_id or self.request_id
        self.error = None
        if isinstance(response, _PASSING):
            self._log(response)
            self.error = response
            return WAIT
        if isinstance(response, AuraError):
            if not isinstance(response, NotFoundError):
                response.add_note(f"This ended the wait for {self.waitable.name}, {self.last_seen()}.")
                raise response
            self.result = None
        else:
            self.result = response.parsed
        self.seen_at = elapsed
        self.failing = False
        goal = self.waitable.goal
        polled = self.waitable.poll_result(goal, self.result)
        if self.result is None:
            self.state = "deleted" if self.found or goal.wanted == GONE else NOT_FOUND
        else:
            self.last, self.found = self.result, True
            self.state = str(self.waitable.status(self.result) or polled.state)
        self.moved = self.moved or under_way(goal, polled)
        verdict = judge(goal, polled, elapsed=elapsed, moved=self.moved, found=self.found)
        return self._confirmed(verdict, elapsed) if verdict.contrary else self._forget(verdict)

    def last_seen(self) -> str:
        """What the last successful poll showed, and when."""
        if self.seen_at is None:
            return f"which no poll has seen yet; it was passed in as {self.state!r}"
        return f"last seen {self.state!r} {self.seen_at:.0f} s into the wait"

    def _log(self, error: AuraError) -> None:
        """Log the first of consecutive failed polls; the last one is in the final error, if there is one."""
        if self.failing:
            return
        self.failing = True
        polled = self.waitable.request().operation
        logger.warning(
            "Waiting for %s goes on after a failed poll: %s",
            self.waitable.name,
            error,
            extra=fields_of_error(error, polled.name, polled.path, polled.version),
        )

    def _confirmed(self, verdict: Verdict, elapsed: float) -> Verdict:
        """A response that contradicts the others can be stale, so another poll must confirm it."""
        self.contrary = verdict.reason
        if self.contrary_since is None:
            self.contrary_since = elapsed
        return verdict if elapsed - self.contrary_since >= CONFIRMED_AFTER else WAIT

    def _forget(self, verdict: Verdict) -> Verdict:
        self.contrary, self.contrary_since = "", None
        return verdict


class Wait:
    """One wait: what it has seen, when it polls next, and its outcome."""

    __slots__ = (
        "_polls", "_random", "_state", "_timeout", "began", "due", "elapsed", "ended", "ends", "error", "longest_pause",
        "polled", "result", "waitable",
    )  # fmt: skip

    def __init__(self, waitable: Waitable, timeout: float, random: Callable[[], float], now: float) -> None:
        self.waitable = waitable
        self.began = self.due = now
        self.ends = now + timeout
        self.ended = _settled(waitable)
        self.result: Any = waitable.given if self.ended else None
        self.error: AuraError | None = None
        """Why it failed."""
        self.elapsed = 0.0
        """Seconds from its beginning to the end of the last poll."""
        self.polled = False
        """Whether its last turn was a poll: False if the time was over, or if the poll's own error ended the wait."""
        self.longest_pause = LONGEST_PAUSE
        self._timeout = timeout
        self._random = random
        self._state = WaitState(waitable)
        self._polls = 0

    @property
    def status(self) -> PollStatus:
        """What the last poll showed."""
        return PollStatus(self._state.state, self._state.error)

    def left(self, now: float) -> float:
        """Seconds that the next poll may take. The first one always gets some."""
        return (self.ends if self._polls else max(self.ends, self.began + SHORTEST_POLL)) - now

    def take(self, response: Response[Any] | AuraError, now: float) -> None:
        """Record the result of a poll, and decide what follows."""
        self._polls += 1
        self.elapsed, self.polled = now - self.began, False
        state = self._state
        try:
            verdict = state.take(response, self.elapsed)
        except AuraError as error:
            self.fail(error)
            return
        self.polled = True
        if verdict.word == "done":
            self.ended, self.result = True, None if self.waitable.goal.wanted == GONE else state.result
        elif verdict.word == "failed":
            self.fail(_failed(state, verdict.reason))
        else:
            pause = self._pause(now)
            self.due = now + (pause if state.contrary_since is None else min(pause, CONFIRMED_AFTER))

    def _pause(self, now: float) -> float:
        """Seconds before the next poll: few at first, then more, with time left for a poll at the end."""
        usual = pause_after(self._polls, self._random, self.longest_pause)
        left = self.ends - now
        longest = left - SHORTEST_POLL if left > 2 * SHORTEST_POLL else max(0.0, left)
        return min(max(usual, getattr(self._state.error, "retry_after", None) or 0.0), longest)

    def give_up(self) -> None:
        """The time is over."""
        self.polled = False
        state = self._state
        confirmed = state.contrary_since != state.seen_at  # the first contrary poll was not the last one
        failed = state.contrary and confirmed
        self.fail(_failed(state, state.contrary) if failed else _timed_out(state, self._timeout))

    def fail(self, error: AuraError) -> None:
        """It ends with `error`."""
        self.ended, self.error = True, error


def wait_steps(
    waitable: Waitable, raw: Calls | AsyncCalls, *, timeout: float, on_poll: OnPoll | None
) -> Generator[Step, Any, Any]:
    """The steps of one wait of a client."""

    def poll(within: float) -> Generator[Step, Any, Response[Any]]:
        return raw.steps(waitable.request(), within=within, poll=True)

    state = raw.state
    return polling_steps(waitable, poll, clock=state.clock, random=state.random, timeout=timeout, on_poll=on_poll)


def polling_steps(
    waitable: Waitable,
    poll: Callable[[float], Generator[Step, Any, Response[Any]]],
    *,
    clock: Clock,
    random: Callable[[], float],
    timeout: float,
    on_poll: OnPoll | None,
) -> Generator[Step, Any, Any]:
    """The polls and pauses of one wait; returns the settled resource, None for a deletion.

    poll: the steps of one poll, within a number of seconds. clock: only its time is used. Raises WaitFailedError,
    WaitTimeoutError, or a poll's error that will not go away; InvalidArgumentError for an invalid `timeout`.
    """
    check_timeout(timeout)
    wait = Wait(waitable, timeout, random, clock.now())
    yield from poll_all_steps([wait], lambda _, within: poll(within), clock, PollCallback.by(on_poll))
    if wait.error is not None:
        raise wait.error
    return wait.result


def poll_all_steps(
    waits: Iterable[Wait],
    poll: Callable[[Waitable, float], Generator[Step, Any, Response[Any]]],
    clock: Clock,
    watcher: Watcher,
) -> Generator[Step, Any, None]:
    """The polls of all `waits` and the pauses between them, one after another, until each wait has ended.

    The one that is due first is polled first, so none is polled twice before the others have had their turn. One at a
    time is enough: the rate limit allows fewer polls a second than can be made one after another.
    """
    queue = [(wait.due, number, wait) for number, wait in enumerate(waits) if not wait.ended]
    heapify(queue)
    watched = [wait for _, _, wait in queue]
    for wait in watched:
        wait.longest_pause = max(LONGEST_PAUSE, len(watched) / MOST_A_SECOND)
    try:
        watcher.begin(watched, clock)
        while queue:
            due, number, wait = heappop(queue)
            if (early := due - clock.now()) > 0:
                yield Pause(early)
            if not wait.ended:
                error = yield from _poll_steps(wait, poll, clock)
                if isinstance(error, _FOR_ALL):
                    for _, _, other in queue:
                        other.fail(error)
                watcher.after_poll(wait)
            if wait.ended:
                watcher.end(wait)
            else:
                heappush(queue, (wait.due, number, wait))
    finally:
        watcher.close(watched)


def _poll_steps(
    wait: Wait, poll: Callable[[Waitable, float], Generator[Step, Any, Response[Any]]], clock: Clock
) -> Generator[Step, Any, AuraError | None]:
    """One poll of a wait, or the end of the wait if there is no time for one; returns the error of the poll."""
    left = wait.left(clock.now())
    if left <= 0:
        wait.give_up()
        return None
    try:
        response = yield from poll(wait.waitable, left)
    except AuraError as error:
        wait.take(error, clock.now())
        return error
    wait.take(response, clock.now())
    return None


def pause_after(polls: int, random: Callable[[], float], longest: float = LONGEST_PAUSE) -> float:
    """Seconds to pause after a number of polls: few at first, then more."""
    usual: float = min(longest, FIRST_PAUSE * GROWTH ** min(polls - 1, 20))
    return varied(usual, random)


def varied(pause: float, random: Callable[[], float]) -> float:
    """A pause made up to a fifth shorter or longer, so that waits begun together do not poll together."""
    return pause * (1 - JITTER + 2 * JITTER * random())


def check_timeout(timeout: object) -> None:
    """Raise InvalidArgumentError for an invalid number of seconds."""
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not 0 <= timeout <= sys.float_info.max:
        raise InvalidArgumentError(f"timeout must be a number of seconds, 0 or more, not {timeout!r}")


def _settled(waitable: Waitable) -> bool:
    """Whether what was passed in is already settled, as a result of `get` can be."""
    goal = waitable.goal
    return goal.start in goal.states.resting and not goal.values and not getattr(waitable.given, "errors", None)


def _failed(state: WaitState, reason: str) -> WaitFailedError:
    return WaitFailedError(
        f"Waiting for {state.waitable.name} failed: {reason}. Check it in the Aura console or with `get` before going "
        f"on.{_quoted(state)}",
        reason=reason,
        request_id=state.request_id,
        resource=state.last,
        state=state.state,
    )


def _timed_out(state: WaitState, timeout: float) -> WaitTimeoutError:
    error = state.error
    more = f" The last poll failed: {error}" if error is not None else _quoted(state)
    if state.seen_at is None:
        still = "was not seen: no poll succeeded"
        if error is None or (isinstance(error, RequestTimeoutError) and not error.attempts):
            still = "was not polled: the rate limit left no request for it"
        still += f". It was passed in as {state.state!r}"
    elif state.contrary:
        still = f"is in doubt: by the last poll, {state.contrary}; no time was left for another one to confirm it"
    else:
        still = "was not found yet" if state.state == NOT_FOUND else f"was still {state.state!r}"
        if state.state.lower() in state.waitable.goal.states.leads_to:
            still += "; the operation continues"
        still += f" (last seen {state.seen_at:.0f} s into the wait)"
    return WaitTimeoutError(
        f"After {timeout:g} s {state.waitable.name} {still}. Wait again with a longer `timeout`, for the same object "
        f"or, in another process, for what `get` returns.{more}",
        resource=state.last,
        state=state.state,
        request_id=state.request_id,
    )


def _quoted(state: WaitState) -> str:
    return f" Request id: {state.request_id}" if state.request_id else ""

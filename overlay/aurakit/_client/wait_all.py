"""Many waits in one thread or task: the same polls and decisions as for one wait, in turn. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aurakit_raw.types import ModelList

from .._calls.retry import RetryPolicy
from ..errors import WaitAllError, WaitTimeoutError
from .poll_callbacks import PollCallback
from .waiting import Wait, check_timeout, poll_all_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from aurakit_raw.types import Response

    from .._calls.steps import Step
    from ..clock import Clock
    from .config import Options
    from .poll_callbacks import OnPollAll
    from .raw import AsyncCalls, Calls
    from .waiting import Waitable

LONGEST_POLL: Final = 20.0
"""Seconds for one poll, not counting the rate limiter's queue: the other waits stand still meanwhile."""
MOST_RETRIES: Final = 1
"""Retries of one poll. A failed poll gets another turn, so that the other waits do not stand still during its
retries."""
NAMED: Final = 5
"""How many failures an error text names."""


def wait_all_steps(
    waitables: Sequence[Waitable | None],
    raw: Calls | AsyncCalls,
    *,
    timeout: float,
    on_poll: OnPollAll | None,
) -> Generator[Step, Any, list[Any]]:
    """The steps of several waits of a client. None in `waitables` needs no wait."""
    options = hasty(raw.options)

    def poll(waitable: Waitable, within: float) -> Generator[Step, Any, Response[Any]]:
        return raw.steps(waitable.request(), within=within, poll=True, options=options)

    state = raw.state
    return all_steps(waitables, poll, clock=state.clock, random=state.random, timeout=timeout, on_poll=on_poll)


def hasty(options: Options) -> Options:
    """The options of a poll during which the other waits stand still."""
    policy = options.policy
    fewer = RetryPolicy(min(policy.max_retries, MOST_RETRIES), policy.base, policy.cap)
    return options._replace(timeout=min(options.timeout, LONGEST_POLL), policy=fewer)


def all_steps(
    waitables: Sequence[Waitable | None],
    poll: Callable[[Waitable, float], Generator[Step, Any, Response[Any]]],
    *,
    clock: Clock,
    random: Callable[[], float],
    timeout: float,
    on_poll: OnPollAll | None,
) -> Generator[Step, Any, list[Any]]:
    """The polls and pauses of several waits; returns the result of each, in order.

    poll: the steps of one poll, within a number of seconds. clock: only its time is used. Raises WaitAllError if any
    failed, after the others have ended; InvalidArgumentError for an invalid `timeout`.
    """
    check_timeout(timeout)
    now = clock.now()
    waits = [None if waitable is None else Wait(waitable, timeout, random, now) for waitable in waitables]
    yield from poll_all_steps([wait for wait in waits if wait is not None], poll, clock, PollCallback.by_all(on_poll))
    if any(wait is not None and wait.error is not None for wait in waits):
        raise _failed(waits)
    return ModelList(None if wait is None else wait.result for wait in waits)


def _failed(waits: Sequence[Wait | None]) -> WaitAllError:
    """The error that says which waits failed, and has the results of the others."""
    failed = [wait for wait in waits if wait is not None and wait.error is not None]
    named = "; ".join(f"{wait.waitable.name}: {_briefly(wait)}" for wait in failed[:NAMED])
    more = f"; and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
    errors = {id(wait.error): wait.error for wait in failed if wait.error is not None}
    return WaitAllError(
        f"{len(failed)} of {len(waits)} waits failed: {named}{more}. `failures` has the error of each, `results` what "
        "the others returned",
        list(errors.values()),
        results=tuple(None if wait is None else wait.error or wait.result for wait in waits),
        failures=tuple((wait.waitable.shown, wait.error) for wait in failed if wait.error is not None),
    )


def _briefly(wait: Wait) -> str:
    error = wait.error
    if isinstance(error, WaitTimeoutError):
        return f"still {str(wait.status)!r} when the time was over"
    return str(getattr(error, "reason", None) or type(error).__name__)

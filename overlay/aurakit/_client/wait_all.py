"""Many waits in one thread or task: the same looks and decisions as of one, taken in turn. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aurakit_raw.types import ModelList

from .._calls.retry import RetryPolicy
from ..errors import WaitAllError, WaitTimeoutError
from .poll_callbacks import Told
from .waiting import Wait, check_timeout, looks_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from aurakit_raw.types import Response

    from .._calls.steps import Step
    from ..clock import Clock
    from .config import Options
    from .poll_callbacks import OnPollAll
    from .raw import AsyncCalls, Calls
    from .waiting import Waitable

LONGEST_LOOK: Final = 20.0
"""Seconds for one look outside the rate limiter's queue: the others wait for it."""
MOST_RETRIES: Final = 1
"""Of one look. One that fails has its turn again, so that the others need not wait for its retries."""
NAMED: Final = 5
"""How many failures the text of an error names."""


def wait_all_steps(
    waitables: Sequence[Waitable | None],
    raw: Calls | AsyncCalls,
    *,
    timeout: float,
    on_poll: OnPollAll | None,
) -> Generator[Step, Any, list[Any]]:
    """The steps of several waits for a client. None: what needs no wait."""
    options = hasty(raw.options)

    def look(waitable: Waitable, within: float) -> Generator[Step, Any, Response[Any]]:
        return raw.steps(waitable.request(), within=within, look=True, options=options)

    state = raw.state
    return all_steps(waitables, look, clock=state.clock, random=state.random, timeout=timeout, on_poll=on_poll)


def hasty(options: Options) -> Options:
    """The options of a look that others wait for."""
    policy = options.policy
    fewer = RetryPolicy(min(policy.max_retries, MOST_RETRIES), policy.base, policy.cap)
    return options._replace(timeout=min(options.timeout, LONGEST_LOOK), policy=fewer)


def all_steps(
    waitables: Sequence[Waitable | None],
    look: Callable[[Waitable, float], Generator[Step, Any, Response[Any]]],
    *,
    clock: Clock,
    random: Callable[[], float],
    timeout: float,
    on_poll: OnPollAll | None,
) -> Generator[Step, Any, list[Any]]:
    """The looks and pauses of several waits; returns what each came to, in order.

    look: the steps of one look, within so many seconds. clock: asked for the time only. Raises WaitAllError when any
    failed, after the others have ended; InvalidArgumentError for a `timeout` that is none.
    """
    check_timeout(timeout)
    now = clock.now()
    waits = [None if waitable is None else Wait(waitable, timeout, random, now) for waitable in waitables]
    yield from looks_steps([wait for wait in waits if wait is not None], look, clock, Told.by_all(on_poll))
    if any(wait is not None and wait.error is not None for wait in waits):
        raise _failed(waits)
    return ModelList(None if wait is None else wait.result for wait in waits)


def _failed(waits: Sequence[Wait | None]) -> WaitAllError:
    """The error that says which waits failed, and what the others came to."""
    failed = [wait for wait in waits if wait is not None and wait.error is not None]
    named = "; ".join(f"{wait.waitable.name}: {_briefly(wait)}" for wait in failed[:NAMED])
    more = f"; and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
    errors = {id(wait.error): wait.error for wait in failed if wait.error is not None}
    return WaitAllError(
        f"{len(failed)} of {len(waits)} waits failed: {named}{more}. `failures` has the error of each, `results` what "
        "the others came to",
        list(errors.values()),
        results=tuple(None if wait is None else wait.error or wait.result for wait in waits),
        failures=tuple((wait.waitable.shown, wait.error) for wait in failed if wait.error is not None),
    )


def _briefly(wait: Wait) -> str:
    error = wait.error
    if isinstance(error, WaitTimeoutError):
        return f"still {str(wait.status)!r} when the time was over"
    return str(getattr(error, "reason", None) or type(error).__name__)

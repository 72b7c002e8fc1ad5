"""Waiting for long-running operations: what was handed in, a pure course of looks and pauses, and two thin loops.

What a look means is decided in `states`. Every look is a call like any other: retried, limited, traced. One that fails
all the same for a passing reason does not end the wait; the wait's own `timeout` always does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .errors import (
    AuraError,
    ConnectionFailedError,
    NotFoundError,
    RateLimitError,
    ServerError,
    WaitFailedError,
    WaitTimeoutError,
)
from .states import GONE, INSTANCE, KEY, SESSION, SNAPSHOT, Goal, Look, goal_of, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .clock import Clock
    from .http import AsyncHook, SyncHook

FIRST_PAUSE: Final = 1.0
GROWTH: Final = 1.5
LONGEST_PAUSE: Final = 20.0
JITTER: Final = 0.2  # a pause is this much shorter or longer, so that waits begun together do not look together
SHORTEST_LOOK: Final = 1.0

_PASSING = (ConnectionFailedError, ServerError, RateLimitError)


class Subject(NamedTuple):
    """What is waited for: how to look at it, and what it should come to."""

    kind: str
    """`instance`, `snapshot`, `customer managed key` or `session`."""
    key: tuple[str, ...]
    """The ids to look it up by."""
    goal: Goal
    given: Any
    """What was handed in."""

    @property
    def name(self) -> str:
        """What the texts call it."""
        return f"{self.kind} {self.key[-1]}"


class LookUp(NamedTuple):
    """Look at the resource; send back the resource, or the AuraError."""

    within: float
    """Seconds, the rate limiter's queue included."""


class Pause(NamedTuple):
    """Wait before the next look."""

    seconds: float


def subject_of(resource: Any) -> Subject | None:
    """What a wait for `resource` is about; None for None, which is what a deletion that is done returns.

    Raises TypeError for what no operation returns.
    """
    from aurakit_raw.v1 import models as v1

    resource = getattr(resource, "instance", resource)  # what `ensure` returns
    if resource is None:
        return None
    match resource:
        case v1.CreatedInstance():
            return Subject("instance", (resource.id,), goal_of(INSTANCE, "creating", {}), resource)
        case v1.Instance():
            values = getattr(resource, "requested", {})
            return Subject("instance", (resource.id,), goal_of(INSTANCE, resource.status, values), resource)
        case v1.Snapshot():
            key = (resource.instance_id, resource.snapshot_id)
            return Subject("snapshot", key, goal_of(SNAPSHOT, resource.status, {}), resource)
        case v1.CustomerManagedKey():
            return Subject("customer managed key", (resource.id,), goal_of(KEY, resource.status, {}), resource)
        case v1.Session():
            return Subject("session", (resource.id,), goal_of(SESSION, resource.status, {}), resource)
        case v1.DeletedSession(id=str()):
            return Subject("session", (resource.id or "",), goal_of(SESSION, "destroying", {}), resource)
    raise TypeError(
        f"wait() takes what an operation returned, such as an Instance, a Snapshot, a Session or a CustomerManagedKey, "
        f"not {type(resource).__name__}"
    )


def request_of(subject: Subject) -> Any:
    """The request that looks at the subject."""
    from aurakit_raw.v1.api.customer_managed_keys import get_customer_managed_key
    from aurakit_raw.v1.api.instances import get_instance
    from aurakit_raw.v1.api.sessions import get_session
    from aurakit_raw.v1.api.snapshots import get_snapshot

    requests: dict[str, Callable[..., Any]] = {
        "instance": get_instance.request,
        "snapshot": get_snapshot.request,
        "customer managed key": get_customer_managed_key.request,
        "session": get_session.request,
    }
    return requests[subject.kind](*subject.key)


def look_of(subject: Subject, found: Any) -> Look:
    """What a look showed. A state that is not given (a session's can be null) is that of a new resource."""
    if found is None:
        return Look(GONE, {})
    state = (found.status or min(subject.goal.states.new)).lower()
    values = {name: getattr(found, name, None) for name in subject.goal.values}
    errors = getattr(found, "errors", None)
    problem = "; ".join(error.message for error in errors) if errors else None
    return Look(state, values, problem)


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
    can mend.
    """
    began = clock.now()
    last: Any = None
    state, trouble = subject.goal.start, None
    found = moved = False
    looks = 0
    if _settled(subject):
        return subject.given
    while (left := began + timeout - clock.now()) > 0:
        seen = yield LookUp(max(left, SHORTEST_LOOK) if not looks else left)
        looks += 1
        elapsed = clock.now() - began
        if isinstance(seen, NotFoundError):
            seen = None
        trouble = seen if isinstance(seen, AuraError) else None
        if trouble is None:
            look = look_of(subject, seen)
            state, last, found = look.state, seen or last, found or seen is not None
            moved = moved or _on_its_way(subject.goal, look)
            if on_poll is not None:
                on_poll("deleted" if seen is None else str(seen.status or state), elapsed)
            verdict = judge(subject.goal, look, elapsed=elapsed, moved=moved, found=found)
            if verdict.word == "done":
                return seen
            if verdict.word == "failed":
                raise _failed(subject, last, state, verdict.reason)
        elif not isinstance(trouble, _PASSING):
            raise trouble
        yield Pause(min(_pause(looks, random), max(0.0, began + timeout - clock.now())))
    raise _timed_out(subject, last, state, timeout, trouble)


def _settled(subject: Subject) -> bool:
    """Whether what was handed in is at rest already, as one taken from `get` may be."""
    return subject.goal.start in subject.goal.states.resting and not subject.goal.values


def _on_its_way(goal: Goal, look: Look) -> bool:
    """Whether a look shows that the operation has begun: a state that is no resting one."""
    return look.state not in goal.states.resting and look.state != GONE


def _pause(looks: int, random: Callable[[], float]) -> float:
    """Seconds before the next look: quick at first, then longer."""
    pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * GROWTH ** min(looks - 1, 20))
    return pause * (1 - JITTER + 2 * JITTER * random())


def _failed(subject: Subject, last: Any, state: str, reason: str) -> WaitFailedError:
    wanted = (
        "be gone" if subject.goal.wanted == GONE else f"be {subject.goal.wanted!r}" if subject.goal.wanted else "rest"
    )
    return WaitFailedError(
        f"The {subject.name} should {wanted}: {reason}. Look at it in the console or with `get` before going on.",
        resource=last,
        state=state,
    )


def _timed_out(subject: Subject, last: Any, state: str, timeout: float, trouble: AuraError | None) -> WaitTimeoutError:
    more = f" The last look failed: {trouble}" if trouble is not None else ""
    return WaitTimeoutError(
        f"The {subject.name} was still {state!r} after {timeout:.0f} s, and the operation goes on: wait for it again "
        f"with `aura.wait()`, on the same object or on what `get` returns, and a longer `timeout`.{more}",
        resource=last,
        state=state,
        request_id=trouble.request_id if trouble is not None else None,
    )


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

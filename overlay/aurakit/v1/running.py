"""`ensure_running` and `ensure_paused`: from any state to the requested one, as steps. Pure.

A poll shows what is needed: nothing, a pause or a resume, or waiting until the current operation has ended. Two callers
do not disturb each other: the API refuses the second one, which polls again and sees what the first one started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from aurakit_raw.v1.api.instances import pause_instance, resume_instance
from aurakit_raw.v1.models import InstanceStatus, InstanceType

from .._calls.steps import Pause
from .._client.conflicts import WAITED_OUT
from .._client.wait_rules import SETTLES_WITHIN
from .._client.waiting import check_timeout, pause_after
from ..errors import (
    AuraError,
    ConflictError,
    InvalidArgumentError,
    OutcomeUnknownError,
    ServerError,
    WaitFailedError,
    WaitTimeoutError,
)
from .completions import begun
from .finding import found_steps
from .states import INSTANCE, is_going

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit_raw.v1.models import Instance

    from .._calls.steps import Step
    from ..clock import Clock
    from .ensure import Call


class Target(NamedTuple):
    """A state to bring an instance to."""

    state: Literal["running", "paused"]
    word: str
    """What is done to the instance."""
    begins: InstanceStatus
    done: InstanceStatus
    operation: Any
    """The generated module of the operation."""
    sources: frozenset[str]
    """The states from which the operation is possible."""


RUNNING: Final = Target(
    "running", "resumed", InstanceStatus.RESUMING, InstanceStatus.RUNNING, resume_instance,
    INSTANCE.resting - {"running"},
)  # fmt: skip
PAUSED: Final = Target(
    "paused", "paused", InstanceStatus.PAUSING, InstanceStatus.PAUSED, pause_instance, frozenset({"running"})
)

# An update ends in the state in which it began: a paused instance can be renamed.
_EITHER_WAY: Final = "updating"
_UNAVAILABLE: Final = "instance-action-unavailable"


def move_steps(
    id: str, target: Target, call: Call, *, clock: Clock, random: Callable[[], float], timeout: float
) -> Generator[Step, Any, Instance]:
    """The steps that start an instance's change to `target`; they return what `wait` takes.

    timeout: seconds for operations that must end first. clock: only its time is used.
    """
    check_timeout(timeout)
    move = _Move(target, clock, timeout)
    polls = 0
    while True:
        instance = yield from found_steps(id, call, clock, random)
        polls += 1
        if move.needs(instance) == "nothing":
            return instance
        if move.needs(instance) == "operation":
            try:
                response = yield from call(target.operation.request(id), None)
            except AuraError as error:
                move.refused(error, instance)
            else:
                return begun(response.parsed, target.begins, target.done)
        left = move.ends - clock.now()
        if left <= 0:
            raise move.timed_out(instance)
        yield Pause(min(left, pause_after(polls, random)))


class _Move:
    """What one `ensure_running` or `ensure_paused` has encountered so far."""

    def __init__(self, target: Target, clock: Clock, timeout: float) -> None:
        self.target = target
        self.ends = clock.now() + timeout
        self._timeout = timeout
        self._clock = clock
        self._error: AuraError | None = None  # the latest refusal of the operation
        self._since: float | None = None  # when it was first said to be unavailable
        self._unknown = 0

    def needs(self, instance: Instance) -> Literal["nothing", "operation", "time"]:
        """What an instance in this state needs. Raises an AuraError if nothing helps."""
        target, state = self.target, instance.status.lower()
        leads_to = INSTANCE.leads_to.get(state)
        if is_going(state):
            raise self._failed(instance, "it is being deleted")
        if INSTANCE.has_failed(state):
            raise self._failed(instance, f"its state is {state!r}")
        if state == target.state or (leads_to == target.state and state != _EITHER_WAY):
            return "nothing"
        if target is PAUSED and instance.type == InstanceType.FREE_DB:
            raise InvalidArgumentError(
                f"The instance {instance.id} is free, and the API does not pause free instances. It pauses itself when "
                "nobody has used it for 72 hours; use an instance of another type, or delete it."
            )
        if state in target.sources:
            return "operation"
        if state in INSTANCE.resting:
            raise self._failed(instance, f"it is {state!r}, and can be {target.word} from another state only")
        return "time"

    def refused(self, error: AuraError, instance: Instance) -> None:
        """The operation was refused. Raises `error` unless polling and trying again can help."""
        if isinstance(error, OutcomeUnknownError) or (isinstance(error, ServerError) and error.outcome_unknown):
            self._unknown += 1  # the next poll tells
            if self._unknown > 1:
                raise error
            return
        if not isinstance(error, ConflictError) or error.reason not in (WAITED_OUT, _UNAVAILABLE, None):
            raise error
        if error.reason == _UNAVAILABLE:
            # What was seen may be stale, or another caller was first.
            now = self._clock.now()
            self._since = now if self._since is None else self._since
            if instance.status.lower() not in ("running", "paused") or now - self._since > SETTLES_WITHIN:
                raise error
        self._error = error

    def _failed(self, instance: Instance, reason: str) -> WaitFailedError:
        return WaitFailedError(
            f"The instance {instance.id} cannot be {self.target.word}: {reason}. Check it in the Aura console.",
            reason=reason,
            resource=instance,
            state=str(instance.status),
        )

    def timed_out(self, instance: Instance) -> WaitTimeoutError:
        """The time is over before the operation could start."""
        refused = "" if self._error is None else f" It was refused with: {self._error}"
        error = WaitTimeoutError(
            f"After {self._timeout:g} s the instance {instance.id} was still {str(instance.status)!r} or busy, and "
            f"could not be {self.target.word}. Nothing was started: try again later, or with a longer `timeout`."
            f"{refused}",
            resource=instance,
            state=str(instance.status),
            request_id=None if self._error is None else self._error.request_id,
        )
        error.__cause__ = self._error
        return error

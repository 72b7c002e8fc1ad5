"""Creating at most one instance of a name: a pure course of lists, looks and one creation, and two thin loops.

Not covered: two callers at the same moment, who can each see none and create one. The API has no way to prevent that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .errors import (
    AuraError,
    ConnectionFailedError,
    InstanceMismatchError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
)
from .states import GONE, INSTANCE, same

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from aurakit_raw.v1.models import CreatedInstance, Instance

    from .clock import Clock
    from .connections import Connection
    from .http import AsyncHook, SyncHook

FOUND_OUT_WITHIN: Final = 60.0
PAUSES: Final = (1.0, 2.0, 4.0, 8.0)  # seconds between lists while finding out; the last one again and again
NOT_REPORTED: Final = frozenset({"version", "source_instance_id", "source_snapshot_id"})


class Ensured(NamedTuple):
    """What `ensure` returns, whether the instance was there or is new."""

    instance: Instance | CreatedInstance
    """A `CreatedInstance`, with its initial credentials, if this call created it and got its answer; else an
    `Instance`."""
    created: bool
    """Whether this call created it."""
    compared: Mapping[str, Any]
    """What was compared and found equal, by argument; empty for a new one."""

    @property
    def id(self) -> str:
        """The instance's id."""
        return self.instance.id

    @property
    def connection(self) -> Connection | None:
        """Address and initial credentials of a new instance; None for one that was there, or whose answer was lost."""
        if not hasattr(self.instance, "password"):
            return None
        from .connections import connection

        return connection(self.instance)


class Ask(NamedTuple):
    """Make a call; send back its result, or the AuraError."""

    request: Any


class Pause(NamedTuple):
    """Wait."""

    seconds: float


def course(arguments: dict[str, Any], clock: Clock) -> Generator[Ask | Pause, Any, Ensured]:
    """The calls of one `ensure`. `clock` is asked for the time only."""
    from aurakit_raw.v1.api.instances import create_instance

    request = create_instance.request(**arguments)  # first, so that a wrong argument makes no call at all
    there = yield from _find(arguments)
    if there is not None:
        return Ensured(there, False, _compared(arguments, there))
    created = yield Ask(request)
    if not isinstance(created, AuraError):
        return Ensured(created, True, {})
    if not _may_have_created(created):
        raise created
    found = yield from _find_out(arguments, clock)
    if found is None:
        raise _unknown(arguments, created)
    return Ensured(found, True, {})


def _find(arguments: dict[str, Any]) -> Generator[Ask | Pause, Any, Instance | None]:
    """The one instance of that name in that project which is not being deleted."""
    from aurakit_raw.v1.api.instances import get_instance, list_instances

    listed = yield Ask(list_instances.request(tenant_id=arguments["tenant_id"]))
    if isinstance(listed, AuraError):
        raise listed
    found: list[Instance] = []
    for summary in listed:
        if summary.name != arguments["name"] or summary.tenant_id != arguments["tenant_id"]:
            continue
        instance = yield Ask(get_instance.request(summary.id))
        if isinstance(instance, NotFoundError):
            continue
        if isinstance(instance, AuraError):
            raise instance
        if INSTANCE.leads_to.get(instance.status.lower()) != GONE:
            found.append(instance)
    if len(found) > 1:
        raise InstanceMismatchError(
            f"{len(found)} instances of this project have the name {arguments['name']!r} "
            f"({', '.join(instance.id for instance in found)}): delete or rename all but one, or use `create`.",
            instances=tuple(found),
        )
    return found[0] if found else None


def _compared(arguments: dict[str, Any], instance: Instance) -> dict[str, Any]:
    """What was compared; raises when something differs."""
    compared, differences = {}, {}
    for name, asked in arguments.items():
        reported = getattr(instance, name, None)
        if asked is None or reported is None or name in NOT_REPORTED:
            continue
        compared[name] = reported
        if not same(asked, reported):
            differences[name] = (asked, reported)
    if differences:
        told = ", ".join(
            f"{name} is {_text(has)}, asked for {_text(asked)}" for name, (asked, has) in differences.items()
        )
        raise InstanceMismatchError(
            f"The instance {instance.id} has the name {instance.name!r} and is different: {told}. "
            f"Change it with `update`, or ask for what is there.",
            instances=(instance,),
            differences=differences,
        )
    return compared


def _text(value: Any) -> str:
    return str(getattr(value, "value", value))


def _may_have_created(error: AuraError) -> bool:
    return isinstance(error, (OutcomeUnknownError, ResponseDecodeError)) or (
        isinstance(error, ServerError) and error.outcome_unknown
    )


def _find_out(arguments: dict[str, Any], clock: Clock) -> Generator[Ask | Pause, Any, Instance | None]:
    """Whether the instance appears after all; a new one can be missing from the list for some seconds."""
    began = clock.now()
    looks = 0
    while True:
        try:
            found = yield from _find(arguments)
        except (ConnectionFailedError, ServerError, RateLimitError):
            found = None
        if found is not None:
            return found
        left = began + FOUND_OUT_WITHIN - clock.now()
        if left <= 0:
            return None
        yield Pause(min(left, PAUSES[min(looks, len(PAUSES) - 1)]))
        looks += 1


def _unknown(arguments: dict[str, Any], error: AuraError) -> OutcomeUnknownError:
    return OutcomeUnknownError(
        f"The answer to the creation of {arguments['name']!r} was lost, and no instance of that name appeared within "
        f"{FOUND_OUT_WITHIN:.0f} s; none was created again. Look once more with "
        f"`aura.instances.list(tenant_id={arguments['tenant_id']!r})` before trying again. First: {error}",
        method=error.method,
        path=error.path,
        request_id=error.request_id,
        attempts=error.attempts,
    )


def carry_out(hook: SyncHook, steps: Generator[Ask | Pause, Any, Ensured]) -> Ensured:
    """Make the calls of a course."""
    result: Any = None
    while True:
        try:
            step = steps.send(result)
        except StopIteration as done:
            ensured: Ensured = done.value
            return ensured
        result = None
        if isinstance(step, Pause):
            hook.clock.sleep(step.seconds)
        else:
            result = hook.try_call(step.request)


async def carry_out_async(hook: AsyncHook, steps: Generator[Ask | Pause, Any, Ensured]) -> Ensured:
    """Make the calls of a course."""
    result: Any = None
    while True:
        try:
            step = steps.send(result)
        except StopIteration as done:
            ensured: Ensured = done.value
            return ensured
        result = None
        if isinstance(step, Pause):
            await hook.clock.sleep_async(step.seconds)
        else:
            result = await hook.try_call(step.request)

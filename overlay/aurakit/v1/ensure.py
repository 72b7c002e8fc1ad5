"""Creating at most one instance of a name: lists, looks and one creation, as steps. Pure.

Not covered: two callers at the same moment, who can each see none and create one. The API has no way to prevent that.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from .._calls.steps import Pause
from .._client.wait_rules import GONE, same
from ..errors import (
    AuraError,
    ClientClosedError,
    InstanceMismatchError,
    NotFoundError,
    OutcomeUnknownError,
    ResponseDecodeError,
    ServerError,
)
from .states import INSTANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aurakit_raw.types import Request, Response
    from aurakit_raw.v1.models import CreatedInstance, Instance

    from .._calls.steps import Step
    from ..clock import Clock
    from .connection import Connection

    Call = Callable[[Request[Any], float | None], Generator[Step, Any, Response[Any]]]
    """The steps of one call, within so many seconds, the rate limiter's queue included; None: the client's own time."""

FOUND_OUT_WITHIN: Final = 60.0
PAUSES: Final = (1.0, 2.0, 4.0, 8.0)  # seconds between lists while finding out; the last one again and again
SHORTEST_LOOK: Final = 5.0
NOT_REPORTED: Final = frozenset({"version", "source_instance_id", "source_snapshot_id"})


T = TypeVar("T")


class Ensured(NamedTuple):
    """What `ensure` returns, whether the instance was there or is new."""

    instance: Instance | CreatedInstance
    """A `CreatedInstance`, with its initial credentials, if this call created it and got its response; else an
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
        """Address and initial credentials of a new instance; None if it was there, or its response was lost."""
        if not hasattr(self.instance, "password"):
            return None
        from .connection import connection

        return connection(self)


class Listed(NamedTuple):
    """The instances of that name in the project, without those that are being deleted."""

    instances: list[Instance]
    hidden: bool
    """Whether another one is listed but cannot be found: a new one, or one that was just deleted."""


Steps = Generator["Step", Any, T]


def ensure_steps(arguments: dict[str, Any], call: Call, clock: Clock) -> Steps[Ensured]:
    """The steps of one `ensure`. `clock` is asked for the time only."""
    from aurakit_raw.v1.api.instances import create_instance

    request = create_instance.request(**arguments)  # first, so that a wrong argument makes no call at all
    there = yield from _there(arguments, call, clock)
    if there is not None:
        return Ensured(there, False, _compared(arguments, there))
    lost: AuraError
    try:
        created = (yield from call(request, None)).parsed
    except AuraError as error:
        if not _may_have_created(error):
            raise
        lost = error
    else:
        return Ensured(created, True, {})
    found = yield from _find_out(arguments, call, clock, lost)
    return Ensured(_with_credentials(found, lost), True, {})


def _there(arguments: dict[str, Any], call: Call, clock: Clock) -> Steps[Instance | None]:
    """The existing instance, if any. While one is listed but cannot be found, it is looked for again."""
    pauses = _pauses(clock, clock.now() + FOUND_OUT_WITHIN)
    while (listed := (yield from _list(arguments, call))).hidden and (pause := next(pauses, None)):
        yield Pause(pause)
    found = listed.instances
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise InstanceMismatchError(
            f"{len(found)} instances of this project have the name {arguments['name']!r} ({ids}). Delete or rename all "
            "but one, or use `create`.",
            instances=tuple(found),
        )
    return found[0] if found else None


def _list(arguments: dict[str, Any], call: Call, within: float | None = None) -> Steps[Listed]:
    """The instances of that name in that project. Raises what a call ended with."""
    from aurakit_raw.v1.api.instances import get_instance, list_instances

    summaries = (yield from call(list_instances.request(tenant_id=arguments["tenant_id"]), within)).parsed
    found: list[Instance] = []
    hidden = False
    for summary in summaries:
        if summary.name != arguments["name"] or not same(arguments["tenant_id"], summary.tenant_id):
            continue
        try:
            instance = (yield from call(get_instance.request(summary.id), within)).parsed
        except NotFoundError as error:
            hidden = hidden or error.status_code == 404  # 410: deleted
            continue
        if INSTANCE.leads_to.get(instance.status.lower()) != GONE:
            found.append(instance)
    return Listed(found, hidden)


def _pauses(clock: Clock, ends: float) -> Iterator[float]:
    """The pauses between lists; the last of them ends the time for finding out."""
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        left = ends - clock.now()
        if left <= 0:
            return
        yield min(left, pause)


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
        listed = ", ".join(f"{name} is {_text(has)}, not {_text(asked)}" for name, (asked, has) in differences.items())
        raise InstanceMismatchError(
            f"The instance {instance.id} has the name {instance.name!r} and differs: {listed}. Ask for what it has, "
            "choose another name, or use `aura.instances.update(id, …)` for what that can change.",
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


def _find_out(arguments: dict[str, Any], call: Call, clock: Clock, lost: AuraError) -> Steps[Instance]:
    """The instance that the lost response was about, once it appears. Raises OutcomeUnknownError when it does not."""
    ends = clock.now() + FOUND_OUT_WITHIN
    seen = ""
    for pause in chain((0.0,), _pauses(clock, ends)):
        if pause:
            yield Pause(pause)
        try:
            found, hidden = yield from _list(arguments, call, max(ends - clock.now(), SHORTEST_LOOK))
        except AuraError as error:
            seen = f"looking for it failed: {error}"
            if isinstance(error, ClientClosedError):
                break
            continue
        if len(found) == 1 and not hidden:
            return found[0]
        ids = ", ".join(one.id for one in found)
        seen = f"several instances of this name appeared ({ids})" if ids else "no instance of this name appeared"
    raise _unknown(arguments, lost, seen) from lost


def _with_credentials(found: Instance, lost: AuraError) -> Instance | CreatedInstance:
    """`found` with the initial credentials that a response which could not be decoded has all the same."""
    from json import loads

    from aurakit_raw.errors import DecodeError
    from aurakit_raw.v1.models import CreatedInstance

    if not isinstance(lost, ResponseDecodeError) or lost.body is None:
        return found
    try:
        data = loads(lost.body.reveal())["data"]
        given = {name: data[name] for name in ("connection_url", "username", "password") if data.get(name)}
        return CreatedInstance.from_dict({**found.to_dict(), **given})
    except (ValueError, TypeError, KeyError, AttributeError, DecodeError):  # none in it, or in another form
        return found


def _unknown(arguments: dict[str, Any], lost: AuraError, seen: str) -> OutcomeUnknownError:
    return OutcomeUnknownError(
        f"The response to the creation of {arguments['name']!r} was lost, and within {FOUND_OUT_WITHIN:.0f} s {seen}. "
        f"The creation was not sent again: check `aura.instances.list()` before trying again. The first error: {lost}",
        method=lost.method,
        path=lost.path,
        request_id=lost.request_id,
        attempts=lost.attempts,
    )

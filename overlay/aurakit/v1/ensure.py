"""Creating at most one instance with a name: lists, gets, one creation or one update, as steps. Pure.

Two callers at the same moment can each see no instance and each create one. The API offers nothing to prevent that.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from aurakit_raw.types import NO_FIELDS

from .._calls.steps import Pause
from .._client.wait_rules import same
from ..errors import (
    AuraError,
    ClientClosedError,
    InstanceMismatchError,
    NotFoundError,
    OutcomeUnknownError,
    ResponseDecodeError,
    ServerError,
)
from .configurations import text_of
from .states import is_going

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aurakit_raw.types import Request, Response
    from aurakit_raw.v1.models import CreatedInstance, Instance

    from .._calls.steps import Step
    from ..clock import Clock
    from .connection import Connection

    Call = Callable[[Request[Any], float | None], Generator[Step, Any, Response[Any]]]
    """The steps of one call, within a number of seconds that includes the rate limiter's queue; None: the client's
    `timeout`."""
    Complete = Callable[[Request[Any]], Generator[Step, Any, Any]]

FOUND_OUT_WITHIN: Final = 60.0
PAUSES: Final = (1.0, 2.0, 4.0, 8.0)  # seconds between lists while finding out; the last one repeats
SHORTEST_LIST: Final = 5.0  # seconds that a list may take, however little time is left
NOT_REPORTED: Final = frozenset({"version", "source_instance_id", "source_snapshot_id"})
SET_BY_UPDATE: Final = frozenset({"secondaries_count", "cdc_enrichment_mode"})
"""What a creation does not take; the API would silently ignore it."""
UPDATABLE: Final = SET_BY_UPDATE | {"memory", "storage", "vector_optimized", "graph_analytics_plugin"}
"""What an update can change, except the name, by which the instance was found."""

T = TypeVar("T")


class Ensured(NamedTuple):
    """What `ensure` returns, for an existing instance or a new one."""

    instance: Instance | CreatedInstance
    """A `CreatedInstance` with its initial credentials if this call created it and received the response; otherwise an
    `Instance`."""
    created: bool
    """Whether this call created it."""
    compared: Mapping[str, Any]
    """The arguments that were compared and equal, with their values; empty for a new instance."""
    updated: Mapping[str, tuple[Any, Any]] = NO_FIELDS
    """What `update=True` changed, by argument: the earlier value and the requested one."""
    pending: Mapping[str, Any] = NO_FIELDS
    """Requested values that may not be set yet, because a creation does not take them: call `ensure` again with
    `update=True` once the instance is running. Of an existing instance, those that the API does not report, as it at
    times does not for `business-critical`: `aura.instances.update` sets them whatever they are."""

    @property
    def id(self) -> str:
        """The instance's id."""
        return self.instance.id

    @property
    def connection(self) -> Connection | None:
        """Address and initial credentials of a new instance; None for an existing one, or if the response was lost.

        Raises InvalidArgumentError if this is a copy, or came out of a pickle: these are made without the password.
        """
        from .._client.dotenv import refuse_copy
        from .connection import connection

        refuse_copy(self.instance, "password")
        return connection(self) if hasattr(self.instance, "password") else None


class Listed(NamedTuple):
    """The instances with that name in the project, except those being deleted."""

    instances: list[Instance]
    hidden: bool
    """Whether another one is listed that `get` does not find: a new one, or one that was just deleted."""


Steps = Generator["Step", Any, T]


def ensure_steps(
    arguments: dict[str, Any], call: Call, clock: Clock, complete: Complete, *, update: bool
) -> Steps[Ensured]:
    """The steps of one `ensure`. clock: only its time is used. complete: the steps of a call and of completing its
    response."""
    from aurakit_raw.v1.api.instances import create_instance

    pending = _set_by_update(arguments)
    taken = {name: value for name, value in arguments.items() if name not in SET_BY_UPDATE}
    request = create_instance.request(**taken)  # first, so that a wrong argument is found before any call
    there = yield from _there(arguments, call, clock)
    if there is not None:
        return (yield from _changed(arguments, there, complete, update=update))
    lost: AuraError
    try:
        created = (yield from call(request, None)).parsed
    except AuraError as error:
        if not _may_have_created(error):
            raise
        lost = error
    else:
        return Ensured(created, True, {}, pending=pending)
    found = yield from _find_out(arguments, call, clock, lost)
    return Ensured(_with_credentials(found, lost), True, {}, pending=pending)


def _changed(arguments: dict[str, Any], there: Instance, complete: Complete, *, update: bool) -> Steps[Ensured]:
    """The existing instance, with the differences updated where that is allowed. Raises InstanceMismatchError for
    others."""
    from aurakit_raw.v1.api.instances import update_instance

    compared, differences = _compared(arguments, there)
    pending = {name: value for name, value in _set_by_update(arguments).items() if getattr(there, name, None) is None}
    if not differences:
        return Ensured(there, False, compared, pending=pending)
    if not update or not differences.keys() <= UPDATABLE:
        raise _mismatch(there, differences, update=update)
    asked = {name: value for name, (_, value) in differences.items()}
    updating = yield from complete(update_instance.request(there.id, **asked))
    return Ensured(updating, False, compared, updated=differences, pending=pending)


def _set_by_update(arguments: dict[str, Any]) -> dict[str, Any]:
    """The requested values that a creation does not take."""
    return {name: value for name, value in arguments.items() if name in SET_BY_UPDATE and value is not None}


def _there(arguments: dict[str, Any], call: Call, clock: Clock) -> Steps[Instance | None]:
    """The existing instance, if any. While one is listed that `get` does not find, the search is repeated."""
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
    """The instances with that name in that project. Raises what a call raised."""
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
        if not is_going(instance.status):
            found.append(instance)
    return Listed(found, hidden)


def _pauses(clock: Clock, ends: float) -> Iterator[float]:
    """The pauses between lists; the last one ends when the time for finding out is over."""
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        left = ends - clock.now()
        if left <= 0:
            return
        yield min(left, pause)


def _compared(arguments: dict[str, Any], instance: Instance) -> tuple[dict[str, Any], dict[str, tuple[Any, Any]]]:
    """The reported values that are equal, and the differences: reported and requested value."""
    compared, differences = {}, {}
    for name, asked in arguments.items():
        reported = getattr(instance, name, None)
        if asked is None or reported is None or name in NOT_REPORTED:
            continue
        if same(asked, reported):
            compared[name] = reported
        else:
            differences[name] = (reported, asked)
    return compared, differences


def _mismatch(instance: Instance, differences: dict[str, tuple[Any, Any]], *, update: bool) -> InstanceMismatchError:
    listed = ", ".join(f"{name} is {text_of(has)}, not {text_of(asked)}" for name, (has, asked) in differences.items())
    fixed = sorted(differences.keys() - UPDATABLE)
    if not fixed:
        advice = "Ask for what it has, choose another name, or let `ensure(…, update=True)` change it."
    elif update:
        advice = f"No update changes {', '.join(fixed)}, so nothing was changed: ask for what it has, or another name."
    else:
        advice = (
            "Ask for what it has, choose another name, or use `aura.instances.update(id, …)` for what that can change."
        )
    return InstanceMismatchError(
        f"The instance {instance.id} has the name {instance.name!r} and differs: {listed}. {advice}",
        instances=(instance,),
        differences={name: (asked, has) for name, (has, asked) in differences.items()},
    )


def _may_have_created(error: AuraError) -> bool:
    return isinstance(error, (OutcomeUnknownError, ResponseDecodeError)) or (
        isinstance(error, ServerError) and error.outcome_unknown
    )


def _find_out(arguments: dict[str, Any], call: Call, clock: Clock, lost: AuraError) -> Steps[Instance]:
    """The instance whose response was lost, once it appears. Raises OutcomeUnknownError if it does not."""
    ends = clock.now() + FOUND_OUT_WITHIN
    seen = ""
    for pause in chain((0.0,), _pauses(clock, ends)):
        if pause:
            yield Pause(pause)
        try:
            found, hidden = yield from _list(arguments, call, max(ends - clock.now(), SHORTEST_LIST))
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
    """`found` with the initial credentials from a response that could not be decoded otherwise."""
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

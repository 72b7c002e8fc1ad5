"""Finding an instance by its id, its name or its connection URI: one list and one get, as steps. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from .._calls.steps import Pause
from .._client.wait_rules import FOUND_WITHIN
from .._client.waiting import pause_after
from ..errors import InstanceMismatchError, InvalidArgumentError, NotFoundError
from .states import is_going

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from aurakit_raw.types import Response
    from aurakit_raw.v1.models import Instance, InstanceSummary

    from .._calls.steps import Step
    from ..clock import Clock
    from .ensure import Call

NAMED: Final = 5
"""How many instances an error names."""


def find_steps(
    wanted: object, tenant_id: str | None, call: Call, clock: Clock, random: Callable[[], float]
) -> Generator[Step, Any, Instance]:
    """The steps of one `find`. clock: only its time is used."""
    from aurakit_raw.v1.api.instances import list_instances

    if not isinstance(wanted, str):
        raise TypeError(f"find() takes an id, a name or a connection URI as text, not {type(wanted).__name__}")
    if not wanted.strip():
        raise InvalidArgumentError("find() takes an id, a name or a connection URI, not an empty text")
    response = yield from call(list_instances.request(tenant_id=tenant_id), None)
    found = _matching(wanted, response.parsed)
    if not found:
        raise _not_found(wanted, tenant_id, response)
    if len(found) == 1:
        return (yield from found_steps(found[0].id, call, clock, random, listed=True))
    instances = yield from _not_going(found, call, clock, random)
    if len(instances) == 1:
        return instances[0]
    if not instances:
        raise _not_found(wanted, tenant_id, response)
    ids = ", ".join(one.id for one in instances)
    raise InstanceMismatchError(
        f"{len(instances)} instances have the name {wanted!r} ({ids}). Use an id, or `tenant_id` for one project.",
        instances=tuple(instances),
        request_id=response.request_id,
    )


def _matching(wanted: str, listed: Sequence[InstanceSummary]) -> list[InstanceSummary]:
    """Those with this id, which can also be the first part of a URI's host; if there is none, those with this name."""
    start = (_host(wanted) or wanted).partition(".")[0].lower()
    by_id = [one for one in listed if one.id.lower() == start]
    return by_id or [one for one in listed if one.name == wanted]


def _host(wanted: str) -> str | None:
    """The host of a connection URI; None if `wanted` is not one."""
    try:
        return urlsplit(wanted.strip()).hostname if "://" in wanted else None
    except ValueError:
        return None


def _not_going(
    found: Sequence[InstanceSummary], call: Call, clock: Clock, random: Callable[[], float]
) -> Generator[Step, Any, list[Instance]]:
    """Those that are not being deleted. New ones that `get` does not find yet are polled for a minute."""
    from aurakit_raw.v1.api.instances import get_instance

    ends, polls = clock.now() + FOUND_WITHIN, 0
    instances: dict[str, Instance] = {}
    missing = [one.id for one in found]
    while missing:
        hidden: list[str] = []
        for instance_id in missing:
            try:
                instances[instance_id] = (yield from call(get_instance.request(instance_id), None)).parsed
            except NotFoundError as error:
                if error.status_code == 404:  # 410: deleted
                    hidden.append(instance_id)
        missing, polls = hidden, polls + 1
        pause = pause_after(polls, random)
        if not missing or clock.now() + pause > ends:
            break
        yield Pause(pause)
    seen = [instances[one.id] for one in found if one.id in instances]
    return [instance for instance in seen if not is_going(instance.status)]


def found_steps(
    id: str, call: Call, clock: Clock, random: Callable[[], float], *, listed: bool = False
) -> Generator[Step, Any, Instance]:
    """The steps that get an instance. A new one that is listed, but not found yet, is polled for a minute.

    listed: whether it is known to be in the list.
    """
    from aurakit_raw.v1.api.instances import get_instance, list_instances

    ends, polls = clock.now() + FOUND_WITHIN, 0
    while True:
        try:
            instance: Instance = (yield from call(get_instance.request(id), None)).parsed
        except NotFoundError as error:
            polls += 1
            pause = pause_after(polls, random)
            if error.status_code != 404 or clock.now() + pause > ends:
                raise
            if not listed:
                summaries = (yield from call(list_instances.request(), None)).parsed
                listed = any(one.id == id for one in summaries)
            if not listed:
                raise
        else:
            return instance
        yield Pause(pause)


def _not_found(wanted: str, tenant_id: str | None, response: Response[Any]) -> NotFoundError:
    host = _host(wanted)
    what = (
        f"the connection URI of {host!r}, which begins with an instance's id" if host else f"the id or name {wanted!r}"
    )
    where = "" if tenant_id is None else f" in the project {tenant_id}"
    listed: Sequence[InstanceSummary] = response.parsed
    names = ", ".join(f"{one.name} ({one.id})" for one in listed[:NAMED])
    more = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return NotFoundError(
        f"No instance has {what}. Looked for among the {len(listed)} that these credentials see{where}"
        + (f": {names}{more}." if names else "."),
        method="GET",
        request_id=response.request_id,
    )

"""From what an operation returned to what a wait needs, by a version's table. Pure.

A table has a line for each type that `wait` takes; what its states mean is in the version's `states`.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InvalidArgumentError
from .wait_rules import GONE, Look, goal_of
from .waiting import Waitable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurakit_raw.types import Request

    from .wait_rules import Goal, States


def errors_beside(found: Any) -> str | None:
    """What the errors that a response gave beside the resource say, and what to do where that is known."""
    errors = getattr(found, "errors", None)
    if not errors:
        return None
    from .._errors.hints import exact_hint
    from ..errors import ErrorDetail

    details = [ErrorDetail(error.message or "", error.reason) for error in errors]
    texts = [
        f"{one.message} ({one.reason})" if one.message and one.reason else one.message or one.reason or ""
        for one in details
    ]
    hint = exact_hint(details, version=type(found).__module__.removeprefix("aurakit_raw.").partition(".")[0])
    return f"the response has errors: {'; '.join(texts)}" + (f". {hint}" if hint else "")


class Kind(NamedTuple):
    """One kind of resource, and how it is looked at."""

    name: str
    """Such as `instance`."""
    states: States
    request: Callable[[Any], Request[Any]]
    """Makes the request that looks at a resource of this kind."""
    id: Callable[[Any], Any] = attrgetter("id")
    status: Callable[[Any], str | None] = attrgetter("status")
    """The state that a look shows, as the API writes it; None when it shows none."""
    problem: Callable[[Any], str | None] = errors_beside
    """What a look says went wrong; None when it says nothing of the kind."""


class Accepted(NamedTuple):
    """One type that `wait` takes."""

    kind: Kind
    start: Callable[[Any], str | None] | None = None
    """The state that it stands for when it is handed in; by default the one that it shows."""
    shown: Callable[[Any], Any] | None = None
    """The same as an error may hold it: without a password, say."""


def waitable_by(table: Mapping[type, Accepted], resource: Any, examples: str) -> Waitable | None:
    """What a wait for `resource` is about; None for None, which is what a deletion that is done returns.

    table: by type; a subclass is as its base. examples: what the operations of the version return, for the text.
    Raises TypeError for what no operation returns.
    """
    if resource is None:
        return None
    accepted = next((table[cls] for cls in type(resource).__mro__ if cls in table), None)
    if accepted is None or not isinstance(accepted.kind.id(resource), str):
        raise TypeError(
            f"wait() takes what an operation returned, such as {examples}, not {type(resource).__name__}; for an item "
            "of a list, pass what `get` returns"
        )
    kind = accepted.kind
    start = (accepted.start or kind.status)(resource)
    goal = goal_of(kind.states, start, getattr(resource, "requested", {}), getattr(resource, "rests", None))
    return Waitable(
        kind.name,
        (kind.id(resource),),
        goal,
        resource,
        resource if accepted.shown is None else accepted.shown(resource),
        partial(kind.request, resource),
        partial(look_of, kind),
        kind.status,
        str(start or goal.start),
    )


def look_of(kind: Kind, goal: Goal, found: Any) -> Look:
    """What a look showed. A state that is not given (a session's can be null) is that of a new resource."""
    if found is None:
        return Look(GONE, {})
    state = (kind.status(found) or min(goal.states.new)).lower()
    return Look(state, {name: getattr(found, name, None) for name in goal.values}, kind.problem(found))


def placed(resource: Any, name: str) -> str:
    """An id in the path of the request that a resource came by. Raises InvalidArgumentError when it has none."""
    value: str | None = resource.path_values.get(name)
    if value is None:
        raise InvalidArgumentError(
            f"This {type(resource).__name__} does not say which {name} it belongs to: wait for the object that a "
            "method of this package returned, or for what `get` returns."
        )
    return value


def scope_of(resource: Any) -> dict[str, Any]:
    """The organization and the project that a resource came from; the client's own where it says nothing."""
    return {name: resource.path_values.get(name) for name in ("organization_id", "project_id")}

"""What a wait needs, made from what an operation returned, by a version's table. Pure.

A table has a line for each type that `wait` takes; what its states mean is in the version's `states`.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InvalidArgumentError
from .wait_rules import GONE, PollResult, goal_of
from .waiting import Waitable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurakit_raw.types import Request

    from .wait_rules import Goal, States


def errors_beside(found: Any) -> str | None:
    """The text of errors in a response beside the resource, and what to do about them if that is known."""
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
    """One kind of resource, and how it is polled."""

    name: str
    """Such as `instance`."""
    states: States
    request: Callable[[Any], Request[Any]]
    """Makes the request that polls a resource of this kind."""
    id: Callable[[Any], Any] = attrgetter("id")
    status: Callable[[Any], str | None] = attrgetter("status")
    """The state that a poll shows, as the API writes it; None if it shows none."""
    problem: Callable[[Any], str | None] = errors_beside
    """What went wrong according to a poll; None if nothing did."""


class Accepted(NamedTuple):
    """One type that `wait` takes."""

    kind: Kind
    start: Callable[[Any], str | None] | None = None
    """The state that it counts as when passed in; by default the one that it shows."""
    shown: Callable[[Any], Any] | None = None
    """What an error may hold of it: without a password, for example."""


def waitable_by(table: Mapping[type, Accepted], resource: Any, examples: str) -> Waitable | None:
    """What a wait for `resource` needs; None for None, which a completed deletion returns.

    table: by type; a subclass counts as its base. examples: what operations of the version return, for the error text.
    Raises TypeError for a value that no operation returns.
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
        partial(poll_result_of, kind),
        kind.status,
        str(start or goal.start),
    )


def poll_result_of(kind: Kind, goal: Goal, found: Any) -> PollResult:
    """What a poll showed. A missing state (a session's can be null) is that of a new resource."""
    if found is None:
        return PollResult(GONE, {})
    state = (kind.status(found) or min(goal.states.new)).lower()
    return PollResult(state, {name: getattr(found, name, None) for name in goal.values}, kind.problem(found))


def placed(resource: Any, name: str) -> str:
    """An id in the path of the request that returned a resource. Raises InvalidArgumentError if it has none."""
    value: str | None = resource.path_values.get(name)
    if value is None:
        raise InvalidArgumentError(
            f"This {type(resource).__name__} does not say which {name} it belongs to: wait for the object that a "
            "method of this package returned, or for what `get` returns."
        )
    return value


def scope_of(resource: Any) -> dict[str, Any]:
    """The organization and the project of a resource; the client's own if it does not have them."""
    return {name: resource.path_values.get(name) for name in ("organization_id", "project_id")}

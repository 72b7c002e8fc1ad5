"""What `wait` accepts in v1: which resource it is about, how to look at it, and what a look shows of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._client.wait_rules import GONE, Goal, Look, States, goal_of
from .._client.waiting import Waitable
from .states import INSTANCE, KEY, SESSION, SNAPSHOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aurakit_raw.types import Request
    from aurakit_raw.v1.models import CreatedInstance, Instance


def waitable_of(resource: Any) -> Waitable | None:
    """What a wait for `resource` is about; None for None, which is what a deletion that is done returns.

    Raises TypeError for what no operation returns.
    """
    from aurakit_raw.v1 import models as v1

    resource = getattr(resource, "instance", resource)  # what `ensure` returns
    if resource is None:
        return None
    match resource:
        case v1.CreatedInstance():
            return _waitable(
                "instance", (resource.id,), INSTANCE, "creating", resource, shown=_without_password(resource)
            )
        case v1.Instance():
            values, wanted = getattr(resource, "requested", {}), getattr(resource, "rests", None)
            return _waitable(
                "instance", (resource.id,), INSTANCE, resource.status, resource, values=values, wanted=wanted
            )
        case v1.Snapshot():
            key = (resource.instance_id, resource.snapshot_id)
            return _waitable("snapshot", key, SNAPSHOT, resource.status, resource)
        case v1.CustomerManagedKey():
            return _waitable("customer managed key", (resource.id,), KEY, resource.status, resource)
        case v1.Session():
            return _waitable("session", (resource.id,), SESSION, resource.status, resource)
        case v1.DeletedSession(id=str()):
            return _waitable("session", (resource.id or "",), SESSION, "destroying", resource)
    raise TypeError(
        f"wait() takes what an operation returned, such as an Instance, a Snapshot, a Session or a CustomerManagedKey, "
        f"not {type(resource).__name__}; for an item of a list, pass what `get` returns"
    )


def _waitable(
    kind: str,
    key: tuple[str, ...],
    states: States,
    status: str | None,
    given: Any,
    *,
    values: Mapping[str, Any] | None = None,
    wanted: str | None = None,
    shown: Any = None,
) -> Waitable:
    goal = goal_of(states, status, values or {}, wanted)
    return Waitable(kind, key, goal, given, given if shown is None else shown, lambda: _request(kind, key), look_of)


def _request(kind: str, key: tuple[str, ...]) -> Request[Any]:
    """The request that looks at the resource."""
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
    request: Request[Any] = requests[kind](*key)
    return request


def look_of(goal: Goal, found: Any) -> Look:
    """What a look showed. A state that is not given (a session's can be null) is that of a new resource."""
    if found is None:
        return Look(GONE, {})
    state = (found.status or min(goal.states.new)).lower()
    values = {name: getattr(found, name, None) for name in goal.values}
    errors = getattr(found, "errors", None)
    return Look(state, values, _problem(errors) if errors else None)


def _problem(errors: Sequence[Any]) -> str:
    """What the errors that a response gave beside the resource say, and what to do where that is known."""
    from .._errors.hints import exact_hint
    from ..errors import ErrorDetail

    details = [ErrorDetail(error.message or "", error.reason) for error in errors]
    texts = [
        f"{one.message} ({one.reason})" if one.message and one.reason else one.message or one.reason or ""
        for one in details
    ]
    hint = exact_hint(details)
    return f"the response has errors: {'; '.join(texts)}" + (f". {hint}" if hint else "")


def _without_password(given: CreatedInstance) -> Instance:
    """A new instance as an error may hold it."""
    from aurakit_raw.v1 import models as v1

    return v1.Instance(
        id=given.id,
        name=given.name,
        status=v1.InstanceStatus.CREATING,
        region=given.region,
        cloud_provider=given.cloud_provider,
        tenant_id=given.tenant_id,
        connection_url=given.connection_url,
        created_at=given.created_at,
        type=given.type,
        vector_optimized=given.vector_optimized,
        graph_analytics_plugin=given.graph_analytics_plugin,
    )

"""What `wait` is handed: which resource it is about, how to look at it, and what a look shows of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .states import GONE, INSTANCE, KEY, SESSION, SNAPSHOT, Goal, Look, goal_of

if TYPE_CHECKING:
    from collections.abc import Callable


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
            values, wanted = getattr(resource, "requested", {}), getattr(resource, "rests", None)
            return Subject("instance", (resource.id,), goal_of(INSTANCE, resource.status, values, wanted), resource)
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
        f"not {type(resource).__name__}; of one in a list take what `get` returns"
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
    problem = "it was answered with errors: " + "; ".join(error.message for error in errors) if errors else None
    return Look(state, values, problem)


def shown_of(subject: Subject) -> Any:
    """What was handed in, for an error to hold: a new instance without its initial password."""
    from aurakit_raw.v1 import models as v1

    given = subject.given
    if not isinstance(given, v1.CreatedInstance):
        return given
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

"""What `wait` accepts in v1: which resource it stands for, and how to poll it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aurakit_raw.v1.api.customer_managed_keys import get_customer_managed_key
from aurakit_raw.v1.api.instances import get_instance
from aurakit_raw.v1.api.sessions import get_session
from aurakit_raw.v1.api.snapshots import get_snapshot
from aurakit_raw.v1.models import (
    CloudProvider,
    CreatedInstance,
    CustomerManagedKey,
    DeletedSession,
    Instance,
    InstanceStatus,
    Session,
    Snapshot,
)

from .._client.waitables import Accepted, Kind, waitable_by
from . import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._client.waiting import Waitable


def waitable_of(resource: Any) -> Waitable | None:
    """What a wait for `resource` needs; None for None, which a completed deletion returns.

    Raises TypeError for a value that no operation returns.
    """
    given = getattr(resource, "instance", resource)  # what `ensure` returns
    return waitable_by(_ACCEPTED, given, "an Instance, a Snapshot, a Session or a CustomerManagedKey")


def _without_password(given: CreatedInstance) -> Instance:
    """A new instance without its password, which errors may hold."""
    return Instance(
        id=given.id,
        name=given.name or "",
        status=InstanceStatus.CREATING,
        region=given.region or "",
        cloud_provider=given.cloud_provider or CloudProvider(""),
        tenant_id=given.tenant_id or "",
        connection_url=given.connection_url,
        created_at=given.created_at,
        type=given.type,
        vector_optimized=given.vector_optimized,
        graph_analytics_plugin=given.graph_analytics_plugin,
    )


_INSTANCE: Final = Kind("instance", states.INSTANCE, lambda given: get_instance.request(given.id))
_SNAPSHOT: Final = Kind(
    "snapshot",
    states.SNAPSHOT,
    lambda given: get_snapshot.request(given.instance_id, given.snapshot_id),
    id=lambda given: given.snapshot_id,
)
_KEY: Final = Kind("customer managed key", states.KEY, lambda given: get_customer_managed_key.request(given.id))
_SESSION: Final = Kind("session", states.SESSION, lambda given: get_session.request(given.id))

_ACCEPTED: Final[Mapping[type, Accepted]] = {
    CreatedInstance: Accepted(_INSTANCE, start=lambda given: "creating", shown=_without_password),
    Instance: Accepted(_INSTANCE),
    Snapshot: Accepted(_SNAPSHOT),
    CustomerManagedKey: Accepted(_KEY),
    Session: Accepted(_SESSION),
    DeletedSession: Accepted(_SESSION, start=lambda given: "destroying"),
}

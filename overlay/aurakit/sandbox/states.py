"""The actual state of resources, for tests: nothing is hidden, stale or left out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from .lifecycle import progress

if TYPE_CHECKING:
    from .resources import Resource
    from .world import World


@dataclass(frozen=True, slots=True)
class OperationState:
    """A running operation: its progress (0 to 1), the seconds left, and the status in which it ends."""

    kind: str
    progress: float
    seconds_left: float
    outcome: str | None


@dataclass(frozen=True, slots=True)
class _State:
    id: str
    status: str
    operation: OperationState | None
    created_at: str


@dataclass(frozen=True, slots=True)
class InstanceState(_State):
    """An instance."""

    name: str
    tenant_id: str
    cloud_provider: str
    region: str
    type: str
    version: str
    memory: str
    storage: str | None
    customer_managed_key_id: str | None
    vector_optimized: bool
    graph_analytics_plugin: bool
    secondaries_count: int
    cdc_enrichment_mode: str
    source: str | None
    multi_database: bool
    connection_url: str


@dataclass(frozen=True, slots=True)
class DatabaseState(_State):
    """A database of an instance. Its status is `online` or `deleting`."""

    instance_id: str
    name: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class BackupState(_State):
    """A backup of a database."""

    instance_id: str
    database_id: str


@dataclass(frozen=True, slots=True)
class DataApiState(_State):
    """A GraphQL data API. problem: why its status is `error`."""

    instance_id: str
    name: str
    username: str
    type_definitions: str
    subgraph: bool
    allowed_origins: list[str]
    url: str
    problem: str


@dataclass(frozen=True, slots=True)
class AuthProviderState(_State):
    """An authentication provider of a data API. Its status is `enabled` or `disabled`."""

    data_api_id: str
    name: str
    type: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ImportJobState(_State):
    """An import job. Its status is `Queued`, `Running`, `Success`, `Failure` or `Cancelled`."""

    project_id: str
    instance_id: str | None
    import_model_id: str
    import_type: str


@dataclass(frozen=True, slots=True)
class VirtualGraphState(_State):
    """A virtual graph over a data source."""

    project_id: str
    name: str
    cloud_provider: str
    region: str
    memory: str
    data_source_id: str
    import_model_id: str
    maximum_bytes_billed: int | None
    bolt_url: str


@dataclass(frozen=True, slots=True)
class SnapshotState(_State):
    """A snapshot."""

    instance_id: str
    profile: str
    exportable: bool


@dataclass(frozen=True, slots=True)
class KeyState(_State):
    """A customer managed key."""

    name: str
    tenant_id: str
    cloud_provider: str
    region: str
    instance_type: str
    key_id: str


@dataclass(frozen=True, slots=True)
class SessionState(_State):
    """A graph analytics session."""

    name: str
    tenant_id: str
    instance_id: str | None
    database_uuid: str
    memory: str
    ttl: str | None
    cloud_provider: str
    region: str


State = TypeVar("State", bound=_State)


def state_of(kind: type[State], world: World, resource: Resource) -> State:
    """What a resource really is now."""
    now = world.now()
    status = resource.actual(now) or ""  # what is gone is not listed
    under_way = resource.operation
    operation = under_way and OperationState(
        under_way.kind, round(progress(under_way, now), 4), max(0.0, under_way.end - now), under_way.outcome
    )
    values: dict[str, Any] = {
        one.name: getattr(resource, one.name) for one in fields(kind) if hasattr(resource, one.name)
    }
    values |= {"status": status, "operation": operation, "created_at": world.timestamp(resource.created)}
    return kind(**values)

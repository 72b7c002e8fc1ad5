"""Everything with a status, as the sandbox stores it: instances and others, and what a finished operation changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .lifecycle import LIFECYCLES, Operation, actual_status, shown_status, under_way

FREE_IDLE_SECONDS = 72 * 3600.0
"""Free instances pause themselves after 72 hours."""
IMPORTED_BEFORE_FAILURE = 0.5
"""The share of an import that is done when it fails."""


@dataclass(slots=True)
class Resource:
    """Something with a status and possibly a running operation.

    changes: the fields that change when the operation succeeds. rested: when the last operation ended.
    """

    id: str
    created: float
    status: str | None = None
    operation: Operation | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    rested: float = 0.0

    def begin(self, operation: Operation, changes: dict[str, Any] | None = None) -> None:
        """Start an operation that changes the given fields when it ends. A pending rename is completed first."""
        self._apply(self.changes)
        self.operation = operation
        self.changes = changes or {}

    def settle(self, now: float) -> None:
        """Apply the outcome of an operation that is over at `now`."""
        operation = self.operation
        if operation is None or under_way(operation, now):
            return
        self.status = operation.outcome
        self.rested = operation.end
        if operation.succeeds:
            self._apply(self.changes)
        self.operation, self.changes = None, {}

    def _apply(self, changes: dict[str, Any]) -> None:
        for name, value in changes.items():
            setattr(self, name, value)

    def actual(self, now: float) -> str | None:
        """The status it really has; None when it is gone."""
        self.settle(now)
        return self.status if self.operation is None else actual_status(self.operation, now)

    def shown(self, now: float) -> str | None:
        """The status a response shows."""
        self.settle(now)
        return self.status if self.operation is None else shown_status(self.operation, now)


@dataclass(slots=True)
class Instance(Resource):
    """A database instance. hidden_until, gone_until: when the 404s after creation and the 410s after deletion stop."""

    name: str = ""
    tenant_id: str = ""
    cloud_provider: str = ""
    region: str = ""
    type: str = ""
    version: str = ""
    memory: str = ""
    storage: str | None = None
    customer_managed_key_id: str | None = None
    vector_optimized: bool = False
    graph_analytics_plugin: bool = False
    secondaries_count: int = 0
    cdc_enrichment_mode: str = "OFF"
    source: str | None = None
    multi_database: bool = False
    hidden_until: float = 0.0
    gone_until: float = 0.0

    @property
    def connection_url(self) -> str:
        """The URI its database would have."""
        return f"neo4j+s://{self.id}.databases.neo4j.io"

    def settle(self, now: float) -> None:
        """Apply a finished operation; a free instance that was idle for 72 hours is paused."""
        Resource.settle(self, now)
        idle = self.operation is None and now - self.rested >= FREE_IDLE_SECONDS
        if idle and self.type == "free-db" and self.status == "running":
            self.status = "paused"


@dataclass(slots=True)
class Snapshot(Resource):
    """A snapshot of an instance. exportable: whether an instance can be created from it once it is completed.

    A scheduled one exists from the moment it is due: `created` can be in the future.
    """

    instance_id: str = ""
    profile: str = "AdHoc"
    exportable: bool = True


@dataclass(slots=True)
class Key(Resource):
    """A customer managed key."""

    name: str = ""
    tenant_id: str = ""
    cloud_provider: str = ""
    region: str = ""
    instance_type: str = ""
    key_id: str = ""


@dataclass(slots=True)
class Session(Resource):
    """A graph analytics session. removed: when a deletion is over. expiry: when it expires."""

    name: str = ""
    tenant_id: str = ""
    instance_id: str | None = None
    database_uuid: str = ""
    memory: str = ""
    ttl: str | None = None
    ttl_seconds: float = 3600.0
    cloud_provider: str = ""
    region: str = ""
    expiry: float = 0.0
    removed: float | None = None

    def settle(self, now: float) -> None:
        """Apply a finished operation; a session that is not used for its lifetime expires."""
        Resource.settle(self, now)
        if self.status == "Ready" and now >= min(self.expiry, self.rested + self.ttl_seconds):
            self.status = "Expired"


@dataclass(slots=True)
class Database(Resource):
    """A database of an instance. Its status is for tests only: the API shows none."""

    instance_id: str = ""
    name: str = ""

    @property
    def is_default(self) -> bool:
        """Whether it is the initial database, which exists as long as its instance."""
        return self.id == default_database_id(self.instance_id)


def default_database_id(instance_id: str) -> str:
    """The id of an instance's initial database."""
    return f"db-{instance_id}"


@dataclass(slots=True)
class Backup(Resource):
    """A backup of a database."""

    instance_id: str = ""
    database_id: str = ""


@dataclass(slots=True)
class DataApi(Resource):
    """A GraphQL data API in front of an instance. problem: why it ended in `error`."""

    instance_id: str = ""
    name: str = ""
    username: str = ""
    type_definitions: str = ""
    subgraph: bool = False
    allowed_origins: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def url(self) -> str:
        """The URL for GraphQL requests."""
        return f"https://{self.id}.data-api.neo4j.io/graphql"


@dataclass(slots=True)
class AuthProvider(Resource):
    """An authentication provider of a data API. Its status is `enabled` or `disabled`. url: a `jwks` one's key set."""

    data_api_id: str = ""
    name: str = ""
    type: str = ""
    url: str | None = None


@dataclass(slots=True)
class ImportJob(Resource):
    """An import into an instance. Its status is `Queued`, `Running` or, once it has ended, `Success`, …

    started: when it began to run. cancelled: when its cancellation was requested. share: how much was done when it
    ended or its cancellation was requested, from 0 to 1.
    """

    project_id: str = ""
    instance_id: str | None = None
    import_model_id: str = ""
    import_type: str = "cloud"
    started: float | None = None
    cancelled: float | None = None
    share: float = 0.0

    def settle(self, now: float) -> None:
        """Apply the end of the job."""
        operation = self.operation
        Resource.settle(self, now)
        if operation is not None and self.operation is None and operation.kind == "import_job":
            self.started = running_since(operation)
            self.share = 1.0 if operation.succeeds else IMPORTED_BEFORE_FAILURE

    def cancel(self, cancellation: Operation, now: float) -> None:
        """Cancel the job: a queued one ends at once, a running one when the cancellation is over."""
        is_running, self.share = self.actual(now) == "Running", self.share_at(now)
        if is_running and self.operation is not None:
            self.started = running_since(self.operation)
        self.cancelled = now
        self.begin(cancellation if is_running else cancellation._replace(duration=0.0))

    def share_at(self, now: float) -> float:
        """How much is done, from 0 to 1."""
        self.settle(now)
        operation = self.operation
        if operation is None or operation.kind != "import_job":
            return self.share
        since = running_since(operation)
        most = 1.0 if operation.succeeds else IMPORTED_BEFORE_FAILURE
        return most * max(0.0, now - since) / (operation.end - since)

    def started_by(self, now: float) -> float | None:
        """When it began to run; None if it has not."""
        self.settle(now)
        if self.operation is None or self.operation.kind != "import_job":
            return self.started
        since = running_since(self.operation)
        return since if since <= now else None


def running_since(job: Operation) -> float:
    """When an import leaves the queue."""
    _, until = LIFECYCLES[job.kind].phases[0]
    return job.start + until * job.duration


@dataclass(slots=True)
class VirtualGraph(Resource):
    """A virtual graph over a data source."""

    project_id: str = ""
    name: str = ""
    cloud_provider: str = ""
    region: str = ""
    memory: str = ""
    data_source_id: str = ""
    import_model_id: str = ""
    maximum_bytes_billed: int | None = None

    @property
    def bolt_url(self) -> str:
        """The URI for drivers."""
        return f"neo4j+s://{self.id}.graph-engine.neo4j.io"

"""What exists: instances, what belongs to them, and sessions, indexed so that no request scans all of them.

Resources that are gone are dropped as time passes, so that memory is bounded by what exists.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from typing import TYPE_CHECKING

from .owned_resources import Belongings
from .resources import AuthProvider, Backup, DataApi, Database, ImportJob, VirtualGraph, default_database_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .resources import Instance, Session, Snapshot

FREE = "free-db"
KEPT_SESSIONS = 100
"""Deleted sessions that can still be listed."""


class Stock:
    """The resources of all projects. Every method that takes the time first drops what is gone by then."""

    def __init__(self) -> None:
        self._instances: dict[str, Instance] = {}
        self._snapshots: dict[str, dict[str, Snapshot]] = {}
        self._sessions: dict[str, Session] = {}
        self._session_names: dict[tuple[str, str], Session] = {}
        self._counts: Counter[tuple[str, bool]] = Counter()
        self._ends: list[tuple[float, str]] = []
        self._gone_until: dict[str, float] = {}
        self.databases = Belongings[Database]("instance_id")
        self.backups = Belongings[Backup]("database_id", self.databases)
        self.data_apis = Belongings[DataApi]("instance_id")
        self.auth_providers = Belongings[AuthProvider]("data_api_id", self.data_apis)
        self.import_jobs = Belongings[ImportJob]("project_id")
        self.virtual_graphs = Belongings[VirtualGraph]("project_id")
        self.deleted_sessions: deque[Session] = deque(maxlen=KEPT_SESSIONS)

    # ------------------------------------------------------------------------------------------------ instances

    def add_instance(self, instance: Instance) -> None:
        """Store an instance with its initial database."""
        self._instances[instance.id] = instance
        first = default_database_id(instance.id)
        self.databases.add(Database(first, instance.created, "online", instance_id=instance.id, name="neo4j"))
        self._snapshots[instance.id] = {}
        self._counts[instance.tenant_id, instance.type == FREE] += 1
        self.note_end(instance)

    def note_end(self, resource: Instance | Session) -> None:
        """Schedule the removal of a resource. Call this whenever the time of its end changes."""
        end = getattr(resource, "removed", None)
        if resource.operation is not None and resource.operation.outcome is None:
            end = resource.operation.end
        if end is not None:
            heapq.heappush(self._ends, (end, resource.id))

    def instance(self, instance_id: str, now: float) -> Instance | None:
        """An instance that exists."""
        self._sweep(now)
        return self._instances.get(instance_id)

    def instances(self, now: float) -> Iterable[Instance]:
        """All instances, the oldest first."""
        self._sweep(now)
        return self._instances.values()

    def count(self, project_id: str, now: float, *, free: bool) -> int:
        """How many free or other instances a project has."""
        self._sweep(now)
        return self._counts[project_id, free]

    def was_just_deleted(self, instance_id: str, now: float) -> bool:
        """Whether requests for an instance still get 410."""
        return now < self._gone_until.get(instance_id, now)

    # ------------------------------------------------------------------------------------------------ snapshots

    def add_snapshot(self, snapshot: Snapshot) -> None:
        """Store a snapshot of an existing instance."""
        self._snapshots[snapshot.instance_id][snapshot.id] = snapshot

    def snapshot(self, instance_id: str, snapshot_id: str, now: float) -> Snapshot | None:
        """A snapshot of an instance, if it has started."""
        found = self._snapshots.get(instance_id, {}).get(snapshot_id)
        return found if found is not None and found.created <= now else None

    def snapshots(self, instance_id: str, now: float) -> list[Snapshot]:
        """The snapshots of an instance that have started, the oldest first."""
        return [one for one in self._snapshots.get(instance_id, {}).values() if one.created <= now]

    def due_snapshots(self, instance_id: str, now: float) -> list[Snapshot]:
        """The snapshots of an instance that are still to start."""
        return [one for one in self._snapshots.get(instance_id, {}).values() if one.created > now]

    def drop_snapshot(self, snapshot: Snapshot) -> None:
        """Forget a snapshot."""
        del self._snapshots[snapshot.instance_id][snapshot.id]

    def all_snapshots(self) -> Iterable[Snapshot]:
        """Every snapshot, including those that are due later."""
        return (one for of_one in self._snapshots.values() for one in of_one.values())

    def begun_snapshots(self, now: float) -> list[Snapshot]:
        """Every snapshot that has started."""
        return [one for one in self.all_snapshots() if one.created <= now]

    # ------------------------------------------------------------------------------------------------ sessions

    def add_session(self, session: Session) -> None:
        """Store a session, which is now the one found by its name."""
        self._sessions[session.id] = session
        self._session_names[session.tenant_id, session.name] = session
        self.note_end(session)

    def session(self, session_id: str, now: float) -> Session | None:
        """A session that exists."""
        self._sweep(now)
        return self._sessions.get(session_id)

    def session_named(self, project_id: str, name: str, now: float) -> Session | None:
        """The latest session with a name in a project."""
        self._sweep(now)
        return self._session_names.get((project_id, name))

    def sessions(self, now: float) -> Iterable[Session]:
        """All sessions, the oldest first."""
        self._sweep(now)
        return self._sessions.values()

    # ------------------------------------------------------------------------------------------------ what is gone

    def _sweep(self, now: float) -> None:
        while self._ends and self._ends[0][0] <= now:
            _, resource_id = heapq.heappop(self._ends)
            instance, session = self._instances.get(resource_id), self._sessions.get(resource_id)
            if instance is not None and instance.actual(now) is None:
                self._drop_instance(instance)
            elif session is not None and session.removed is not None and session.removed <= now:
                self._drop_session(session)
        while self._gone_until and next(iter(self._gone_until.values())) <= now:
            del self._gone_until[next(iter(self._gone_until))]

    def _drop_instance(self, instance: Instance) -> None:
        del self._instances[instance.id], self._snapshots[instance.id]
        self._counts[instance.tenant_id, instance.type == FREE] -= 1
        self._gone_until[instance.id] = instance.gone_until
        self.databases.drop_all_of(instance.id)
        self.data_apis.drop_all_of(instance.id)

    def _drop_session(self, session: Session) -> None:
        del self._sessions[session.id]
        self.deleted_sessions.append(session)
        name = (session.tenant_id, session.name)
        if self._session_names.get(name) is session:
            del self._session_names[name]

"""The 26 operations of the API in one table: method, path, and who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import changes, instances, keys, projects, sessions, snapshots

if TYPE_CHECKING:
    from collections.abc import Callable

    from .calls import Answer, Call


class Operation(NamedTuple):
    """One operation. The path is below `/v1`."""

    method: str
    path: str
    answer: Callable[[Call], Answer]


OPERATIONS = (
    Operation("GET", "/instances", instances.list_instances),
    Operation("POST", "/instances", instances.create_instance),
    Operation("POST", "/instances/sizing", instances.estimate_instance_size),
    Operation("GET", "/instances/{instanceId}", instances.get_instance),
    Operation("DELETE", "/instances/{instanceId}", instances.delete_instance),
    Operation("PATCH", "/instances/{instanceId}", changes.update_instance),
    Operation("POST", "/instances/{instanceId}/overwrite", changes.overwrite_instance),
    Operation("POST", "/instances/{instanceId}/pause", changes.pause_instance),
    Operation("POST", "/instances/{instanceId}/resume", changes.resume_instance),
    Operation("POST", "/instances/{instanceId}/upgrade", changes.upgrade_instance),
    Operation("GET", "/instances/{instanceId}/snapshots", snapshots.list_snapshots),
    Operation("POST", "/instances/{instanceId}/snapshots", snapshots.create_snapshot),
    Operation("GET", "/instances/{instanceId}/snapshots/{snapshotId}", snapshots.get_snapshot),
    Operation("POST", "/instances/{instanceId}/snapshots/{snapshotId}/restore", snapshots.restore_snapshot),
    Operation("GET", "/tenants", projects.list_projects),
    Operation("GET", "/tenants/{tenantId}", projects.get_project),
    Operation("GET", "/tenants/{tenantId}/metrics-integration", projects.get_metrics_integration),
    Operation("GET", "/customer-managed-keys", keys.list_keys),
    Operation("POST", "/customer-managed-keys", keys.create_key),
    Operation("GET", "/customer-managed-keys/{customerManagedKeyId}", keys.get_key),
    Operation("DELETE", "/customer-managed-keys/{customerManagedKeyId}", keys.delete_key),
    Operation("GET", "/graph-analytics/sessions", sessions.list_sessions),
    Operation("POST", "/graph-analytics/sessions", sessions.create_session),
    Operation("POST", "/graph-analytics/sessions/sizing", sessions.estimate_session_size),
    Operation("GET", "/graph-analytics/sessions/{sessionId}", sessions.get_session),
    Operation("DELETE", "/graph-analytics/sessions/{sessionId}", sessions.delete_session),
)

"""The 26 operations of the API in one table: method, path, and who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import changes, instances, keys, projects, sessions, snapshots

if TYPE_CHECKING:
    from collections.abc import Callable

    from .calls import Answer, Call


class ApiOperation(NamedTuple):
    """One of them. The path is below `/v1`."""

    method: str
    path: str
    answer: Callable[[Call], Answer]


OPERATIONS = (
    ApiOperation("GET", "/instances", instances.list_instances),
    ApiOperation("POST", "/instances", instances.create_instance),
    ApiOperation("POST", "/instances/sizing", instances.estimate_instance_size),
    ApiOperation("GET", "/instances/{instanceId}", instances.get_instance),
    ApiOperation("DELETE", "/instances/{instanceId}", instances.delete_instance),
    ApiOperation("PATCH", "/instances/{instanceId}", changes.update_instance),
    ApiOperation("POST", "/instances/{instanceId}/overwrite", changes.overwrite_instance),
    ApiOperation("POST", "/instances/{instanceId}/pause", changes.pause_instance),
    ApiOperation("POST", "/instances/{instanceId}/resume", changes.resume_instance),
    ApiOperation("POST", "/instances/{instanceId}/upgrade", changes.upgrade_instance),
    ApiOperation("GET", "/instances/{instanceId}/snapshots", snapshots.list_snapshots),
    ApiOperation("POST", "/instances/{instanceId}/snapshots", snapshots.create_snapshot),
    ApiOperation("GET", "/instances/{instanceId}/snapshots/{snapshotId}", snapshots.get_snapshot),
    ApiOperation("POST", "/instances/{instanceId}/snapshots/{snapshotId}/restore", snapshots.restore_snapshot),
    ApiOperation("GET", "/tenants", projects.list_projects),
    ApiOperation("GET", "/tenants/{tenantId}", projects.get_project),
    ApiOperation("GET", "/tenants/{tenantId}/metrics-integration", projects.get_metrics_integration),
    ApiOperation("GET", "/customer-managed-keys", keys.list_keys),
    ApiOperation("POST", "/customer-managed-keys", keys.create_key),
    ApiOperation("GET", "/customer-managed-keys/{customerManagedKeyId}", keys.get_key),
    ApiOperation("DELETE", "/customer-managed-keys/{customerManagedKeyId}", keys.delete_key),
    ApiOperation("GET", "/graph-analytics/sessions", sessions.list_sessions),
    ApiOperation("POST", "/graph-analytics/sessions", sessions.create_session),
    ApiOperation("POST", "/graph-analytics/sessions/sizing", sessions.estimate_session_size),
    ApiOperation("GET", "/graph-analytics/sessions/{sessionId}", sessions.get_session),
    ApiOperation("DELETE", "/graph-analytics/sessions/{sessionId}", sessions.delete_session),
)

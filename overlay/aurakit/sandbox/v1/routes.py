"""The 26 operations of v1 as a table: method, path, handler."""

from __future__ import annotations

from ..routing import Route
from . import customer_managed_keys, instance_changes, instances, projects, sessions, snapshots

ROUTES = (
    Route("GET", "/instances", instances.list_instances),
    Route("POST", "/instances", instances.create_instance),
    Route("POST", "/instances/sizing", instances.estimate_instance_size),
    Route("GET", "/instances/{instanceId}", instances.get_instance),
    Route("DELETE", "/instances/{instanceId}", instances.delete_instance),
    Route("PATCH", "/instances/{instanceId}", instance_changes.update_instance),
    Route("POST", "/instances/{instanceId}/overwrite", instance_changes.overwrite_instance),
    Route("POST", "/instances/{instanceId}/pause", instance_changes.pause_instance),
    Route("POST", "/instances/{instanceId}/resume", instance_changes.resume_instance),
    Route("POST", "/instances/{instanceId}/upgrade", instance_changes.upgrade_instance),
    Route("GET", "/instances/{instanceId}/snapshots", snapshots.list_snapshots),
    Route("POST", "/instances/{instanceId}/snapshots", snapshots.create_snapshot),
    Route("GET", "/instances/{instanceId}/snapshots/{snapshotId}", snapshots.get_snapshot),
    Route("POST", "/instances/{instanceId}/snapshots/{snapshotId}/restore", snapshots.restore_snapshot),
    Route("GET", "/tenants", projects.list_projects),
    Route("GET", "/tenants/{tenantId}", projects.get_project),
    Route("GET", "/tenants/{tenantId}/metrics-integration", projects.get_metrics_integration),
    Route("GET", "/customer-managed-keys", customer_managed_keys.list_keys),
    Route("POST", "/customer-managed-keys", customer_managed_keys.create_key),
    Route("GET", "/customer-managed-keys/{customerManagedKeyId}", customer_managed_keys.get_key),
    Route("DELETE", "/customer-managed-keys/{customerManagedKeyId}", customer_managed_keys.delete_key),
    Route("GET", "/graph-analytics/sessions", sessions.list_sessions),
    Route("POST", "/graph-analytics/sessions", sessions.create_session),
    Route("POST", "/graph-analytics/sessions/sizing", sessions.estimate_session_size),
    Route("GET", "/graph-analytics/sessions/{sessionId}", sessions.get_session),
    Route("DELETE", "/graph-analytics/sessions/{sessionId}", sessions.delete_session),
)

"""Statuses that the sandbox returns although the published document does not list them for the operation.

Each has its source. The sandbox returns no status that is in neither place; the conformance tests verify this.
"""

from __future__ import annotations

from typing import NamedTuple

_HEADER = "the published document says that these operations need Content-Type: application/json"
_OVERVIEW = "https://neo4j.com/docs/aura/api/overview/ lists it for requests that are malformed or invalid"
_POSTS = (
    "POST /instances/{instanceId}/overwrite",
    "POST /instances/{instanceId}/pause",
    "POST /instances/{instanceId}/resume",
    "POST /instances/{instanceId}/upgrade",
    "POST /instances/{instanceId}/snapshots",
    "POST /instances/{instanceId}/snapshots/{snapshotId}/restore",
    "POST /graph-analytics/sessions",
)
_WITH_BODY = (
    *_POSTS,
    "POST /instances",
    "POST /instances/sizing",
    "PATCH /instances/{instanceId}",
    "POST /customer-managed-keys",
    "POST /graph-analytics/sessions/sizing",
)
_ON_INSTANCES = (
    "GET /instances/{instanceId}",
    "PATCH /instances/{instanceId}",
    "DELETE /instances/{instanceId}",
    "POST /instances/{instanceId}/overwrite",
    "POST /instances/{instanceId}/pause",
    "POST /instances/{instanceId}/resume",
    "POST /instances/{instanceId}/upgrade",
    "GET /instances/{instanceId}/snapshots",
    "POST /instances/{instanceId}/snapshots",
    "GET /instances/{instanceId}/snapshots/{snapshotId}",
    "POST /instances/{instanceId}/snapshots/{snapshotId}/restore",
    "GET /graph-analytics/sessions",
)


class Undocumented(NamedTuple):
    """A status, the operations that may return it, and its source."""

    status: int
    operations: tuple[str, ...]
    source: str


UNDOCUMENTED = (
    Undocumented(
        200,
        ("POST /instances/{instanceId}/pause",),
        "seen by clients in place of 202; only with `pause_200` here",
    ),
    Undocumented(
        400,
        (
            "POST /instances/sizing",
            "POST /instances/{instanceId}/overwrite",
            "POST /instances/{instanceId}/resume",
            "POST /instances/{instanceId}/upgrade",
            "GET /instances/{instanceId}/snapshots",
            "POST /instances/{instanceId}/snapshots",
            "POST /instances/{instanceId}/snapshots/{snapshotId}/restore",
        ),
        _OVERVIEW,
    ),
    Undocumented(
        400,
        ("GET /tenants/{tenantId}/metrics-integration",),
        "in the tests of Neo4j's aura-cli, with tenant-incapable-of-action, if no instance has metrics",
    ),
    Undocumented(402, ("POST /instances",), "seen by clients, with quota-exceeded"),
    Undocumented(
        409,
        ("POST /instances",),
        "the published document explains 409 by an operation in progress, such as cloning from the instance",
    ),
    Undocumented(410, _ON_INSTANCES, "seen by clients, with db-already-deleted"),
    Undocumented(415, _POSTS, "the published document says that these operations need the header"),
    Undocumented(202, ("POST /instances/{instanceId}/upgrade",), "seen by clients in place of 200"),
    Undocumented(413, _WITH_BODY, "HTTP's status for a body that is too large (RFC 9110)"),
    Undocumented(
        420,
        ("POST /instances/{instanceId}/upgrade",),
        "https://neo4j.com/docs/aura/api/overview/: the action is not supported for this tier of instance",
    ),
)

"""How v1 shows resources: which fields are present, which are null, and what they are called.

In a calm sandbox they are what the real API usually returns, which differs in places from its document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..resources import Instance, Key, Session, Snapshot
    from ..world import World

Data = dict[str, Any]

HIGHER_TIERS = frozenset({"enterprise-db", "business-critical"})
"""The types that have secondaries, change data capture and several databases."""
DEDICATED = HIGHER_TIERS | {"enterprise-ds"}
"""The types that have metrics and private traffic."""
_UNREACHABLE = frozenset({"paused", "resuming"})
_CAUSES = {
    "Failed": ("The session could not be started", "OutOfMemory"),
    "Expired": ("The session expired: it was not used for its lifetime", "Inactivity"),
}


def metrics_type(type_: str) -> bool:
    """Whether instances of this type can be part of a metrics integration."""
    return type_ in DEDICATED


def instance_summary(world: World, instance: Instance) -> Data:
    """An entry of the list of instances."""
    return {
        "id": instance.id,
        "name": instance.name,
        "tenant_id": instance.tenant_id,
        "cloud_provider": instance.cloud_provider,
        "created_at": world.timestamp(instance.created),
    }


def created_instance(world: World, instance: Instance, password: str) -> Data:
    """The response to a create, the only one with the password."""
    return instance_summary(world, instance) | {
        "connection_url": instance.connection_url,
        "username": "neo4j",
        "password": password,
        "region": instance.region,
        "type": instance.type,
        "vector_optimized": instance.vector_optimized,
        "graph_analytics_plugin": instance.graph_analytics_plugin,
    }


def instance_details(world: World, instance: Instance, status: str | None = None, **changed: object) -> Data:
    """An instance as it is shown now, or with the status and fields in the response to a change."""
    status = status or instance.shown(world.now()) or "destroying"
    data = instance_summary(world, instance) | {
        "status": status,
        "connection_url": None if status in _UNREACHABLE else instance.connection_url,
        "region": instance.region,
        "type": instance.type,
        "memory": instance.memory,
        "vector_optimized": instance.vector_optimized,
        "graph_analytics_plugin": instance.graph_analytics_plugin,
    }
    if instance.storage is not None:
        data["storage"] = instance.storage
    if instance.customer_managed_key_id is not None:
        data["customer_managed_key_id"] = instance.customer_managed_key_id
    if instance.type in HIGHER_TIERS:
        data["secondaries_count"] = instance.secondaries_count
        data["cdc_enrichment_mode"] = instance.cdc_enrichment_mode
    if instance.type in DEDICATED:
        data["metrics_integration_url"] = (
            f"https://customer-metrics-api.neo4j.io/api/v1/{instance.tenant_id}/{instance.id}/metrics"
        )
    if instance.type == "free-db" and status not in {"creating", "loading"}:  # absent until there is something to count
        data |= {"graph_nodes": 0, "graph_relationships": 0}
    data |= changed
    if world.awkwardness.sparse:
        _thin_out(world, instance, status, data)
    data["status"] = dict(world.awkwardness.statuses).get(status, status)
    return data


def _thin_out(world: World, instance: Instance, status: str, data: Data) -> None:
    """Omit, null or stringify the fields for which the real API has been seen to do so."""
    if status in {"creating", "destroying"} and world.coin():
        data.pop("memory", None)
    if instance.type == "business-critical":
        if world.coin():
            data.pop("type", None)
        if world.coin():
            data |= {"secondaries_count": None, "cdc_enrichment_mode": None}
    if instance.customer_managed_key_id is None and world.coin():
        data["customer_managed_key_id"] = None
    if "graph_nodes" in data and world.coin():
        data |= {name: str(data[name]) for name in ("graph_nodes", "graph_relationships")}


def snapshot_details(world: World, snapshot: Snapshot) -> Data:
    """A snapshot."""
    return {
        "instance_id": snapshot.instance_id,
        "snapshot_id": snapshot.id,
        "profile": snapshot.profile,
        "status": (status := snapshot.shown(world.now())),
        "timestamp": world.timestamp(snapshot.created),
        "exportable": snapshot.exportable and status == "Completed",
    }


def key_details(world: World, key: Key) -> Data:
    """A customer managed key."""
    return {
        "id": key.id,
        "name": key.name,
        "tenant_id": key.tenant_id,
        "cloud_provider": key.cloud_provider,
        "region": key.region,
        "instance_type": key.instance_type,
        "key_id": key.key_id,
        "created": world.timestamp(key.created),
        "status": key.shown(world.now()),
    }


def session_details(world: World, session: Session) -> Data:
    """A session: its project and its database appear under two names each, sometimes only under one."""
    sparse, status = world.awkwardness.sparse, session.shown(world.now())
    ready = status not in {"Creating", "NotReady"}
    suffix = "" if session.instance_id else "-gds"
    data = {
        "id": session.id,
        "name": session.name,
        "memory": session.memory,
        "instance_id": session.instance_id,
        "status": dict(world.awkwardness.statuses).get(status or "", status),
        "created_at": _session_time(world, session.created),
        "host": f"{session.id}{suffix}.production-orch-0001.neo4j.io",
        "expiry_date": _session_time(world, session.expiry) if ready or not sparse else None,
        "ttl": session.ttl,
        "user_id": world.user_id,
        "cloud_provider": session.cloud_provider,
        "region": session.region,
        "project_id": session.tenant_id,
        "tenant_id": session.tenant_id,
        "database_id": session.database_uuid,
        "database_uuid": session.database_uuid,
    }
    if world.coin():
        del data["tenant_id"]
    if sparse:
        del data["database_id" if world.coin() else "database_uuid"]
    return data


def session_errors(world: World, session: Session) -> list[Data]:
    """Why a session ended, in the format of the `errors` beside `data`."""
    cause = _CAUSES.get(session.actual(world.now()) or "")
    return [] if cause is None else [{"id": session.id, "message": cause[0], "reason": cause[1]}]


def _session_time(world: World, moment: float) -> str:
    """A date, which is sometimes written with a space and an offset."""
    return world.date(moment).isoformat(" ") if world.coin() else world.timestamp(moment)

"""How resources look in answers: which fields are there, which are null, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .resources import Instance, Key, Session, Snapshot
    from .state import World

Data = dict[str, Any]

_SECONDARIES = frozenset({"enterprise-db"})
_CDC = frozenset({"enterprise-db", "business-critical"})
_METRICS = frozenset({"enterprise-db", "enterprise-ds", "business-critical"})


def metrics_type(type_: str) -> bool:
    """Whether instances of this type can be part of a metrics integration."""
    return type_ in _METRICS


def connection_url(instance: Instance) -> str:
    """Where its database would be."""
    return f"neo4j+s://{instance.id}.databases.neo4j.io"


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
    """The answer to a create, the only one with the password."""
    return instance_summary(world, instance) | {
        "connection_url": connection_url(instance),
        "username": "neo4j",
        "password": password,
        "region": instance.region,
        "type": instance.type,
        "vector_optimized": instance.vector_optimized,
        "graph_analytics_plugin": instance.graph_analytics_plugin,
    }


def instance_details(world: World, instance: Instance, status: str | None = None, **changed: object) -> Data:
    """An instance as it is shown now, or with a status and fields that the answer says it has."""
    status = status or instance.shown(world.now()) or "destroying"
    data = true_instance(world, instance, status) | changed
    if instance.type in _METRICS:
        data["metrics_integration_url"] = (
            f"https://customer-metrics-api.neo4j.io/api/v1/{instance.tenant_id}/{instance.id}/metrics"
        )
    if instance.type == "free-db":
        counts = (0, 0) if world.coin() else ("0", "0")
        data |= {"graph_nodes": counts[0], "graph_relationships": counts[1]}
    if world.awkwardness.sparse:
        _thin_out(world, instance, status, data)
    data["status"] = dict(world.awkwardness.statuses).get(status, status)
    return data


def true_instance(world: World, instance: Instance, status: str | None) -> Data:
    """Every field an instance of its type has."""
    data = instance_summary(world, instance) | {
        "status": status,
        "connection_url": connection_url(instance),
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
    if instance.type in _SECONDARIES:
        data["secondaries_count"] = instance.secondaries_count
    if instance.type in _CDC:
        data["cdc_enrichment_mode"] = instance.cdc_enrichment_mode
    return data


def _thin_out(world: World, instance: Instance, status: str, data: Data) -> None:
    """Take away what the real API was seen to leave out, or make it null."""
    if status == "paused":
        data["connection_url"] = None
    if status in {"creating", "destroying"}:
        data.pop("memory", None)
    if instance.type == "business-critical" and world.coin():
        data.pop("type", None)
    if instance.customer_managed_key_id is None and world.coin():
        data["customer_managed_key_id"] = None
    if world.coin():
        data.pop("graph_analytics_plugin", None)


def snapshot_details(world: World, snapshot: Snapshot) -> Data:
    """A snapshot."""
    return {
        "instance_id": snapshot.instance_id,
        "snapshot_id": snapshot.id,
        "profile": snapshot.profile,
        "status": snapshot.shown(world.now()),
        "timestamp": world.timestamp(snapshot.created),
        "exportable": snapshot.exportable,
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
    """A session. The spaced timestamps and the second names for project and database are those seen."""
    sparse, status = world.awkwardness.sparse, session.shown(world.now())
    if not sparse and status == "NotReady":
        status = "Creating"  # the document lists the one and not the other
    ready = status not in {"Creating", "NotReady"}
    data = {
        "id": session.id,
        "name": session.name,
        "memory": session.memory,
        "instance_id": session.instance_id,
        "status": dict(world.awkwardness.statuses).get(status or "", status),
        "created_at": _session_time(world, session.created),
        "host": f"{session.id}-gds.production-orch-0001.neo4j.io",
        "expiry_date": _session_time(world, session.expiry) if ready or not sparse else None,
        "ttl": session.ttl,
        "user_id": world.user_id,
        "cloud_provider": session.cloud_provider,
        "region": session.region,
    }
    other_names = world.coin()
    data["project_id" if other_names else "tenant_id"] = session.tenant_id
    data["database_id" if other_names else "database_uuid"] = session.database_uuid
    return data


def _session_time(world: World, moment: float) -> str:
    written = world.date(moment).isoformat(" " if world.awkwardness.sparse else "T")
    return written if world.awkwardness.sparse else written.replace("+00:00", "Z")

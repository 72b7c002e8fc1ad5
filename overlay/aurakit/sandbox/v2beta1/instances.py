"""Instances: list, create, get, update, delete. Instances created in v1 also appear here, and vice versa."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ErrorResponse, busy, instance_not_found, invalid, refused
from ..messages import Response
from ..offers import Wanted
from ..resources import default_database_id
from ..sizes import gigabytes
from ..v1.instance_changes import idle, resized
from ..v1.instances import add_instance, check_room, new_id, new_instance
from ..v1.validation import PROVIDERS, Field, checked
from ..v1.views import DEDICATED, HIGHER_TIERS
from . import lookup

if TYPE_CHECKING:
    from ..messages import Request
    from ..options import Project
    from ..resources import Instance
    from ..world import World

TIERS = {
    "free": "free-db",
    "professional": "professional-db",
    "business-critical": "business-critical",
    "virtual-dedicated-cloud": "enterprise-db",
}
"""The tiers in create requests, and the corresponding types of instances."""
ANALYTICS = ("unavailable", "serverless", "plugin")
CREATE = (
    Field("name", "name", required=True),
    Field("region", required=True),
    Field("type", required=True, choices=tuple(TIERS)),
    Field("cloud_provider", required=True, choices=PROVIDERS),
    Field("memory", "size"),
    Field("storage", "size"),
    Field("multi_database", "flag"),
    Field("vector_optimized", "flag"),
    Field("graph_analytics", choices=ANALYTICS),
)
UPDATE = (
    Field("memory", "size"),
    Field("storage", "size"),
    Field("traffic_type"),
    Field("private_endpoint_ids", "texts"),
)


def list_instances(request: Request) -> Response:
    """GET …/projects/{project_id}/instances."""
    world, project = request.world, lookup.project(request)
    found = [
        {
            "id": one.id,
            "name": one.name,
            "cloud_provider": one.cloud_provider,
            "created_at": world.timestamp(one.created),
        }
        for one in world.stock.instances(world.now())
        if one.tenant_id == project.id
    ]
    return Response(200, {"data": found})


def get_instance(request: Request) -> Response:
    """GET …/instances/{instance_id}."""
    return Response(200, {"data": instance_details(request.world, lookup.instance(request))})


def create_instance(request: Request) -> Response:
    """POST …/projects/{project_id}/instances: the only response with the password."""
    world, project, values = request.world, lookup.project(request), checked(request.body, CREATE)
    values |= {"type": TIERS[values["type"]], "tenant_id": project.id}
    if values.get("multi_database") and values["type"] not in HIGHER_TIERS:
        raise refused(
            400, "An instance of this tier has only one database", "multi-database-tier-not-supported", "multi_database"
        )
    values.setdefault("memory", _least_memory(world, project, values))
    configuration = world.offers(project).fitting(Wanted.of(values))
    _check_room(world, project, values["type"])
    instance = new_instance(world, new_id(world), values, configuration)
    instance.multi_database = bool(values.get("multi_database"))
    instance.graph_analytics_plugin = values.get("graph_analytics") == "plugin"
    instance.begin(world.operation("create", instance.id))
    add_instance(world, instance)
    return Response(202, {"data": _created(world, instance)})


def update_instance(request: Request) -> Response:
    """PATCH …/instances/{instance_id}: both sizes together, or network settings."""
    world, instance, values = request.world, lookup.instance(request), checked(request.body, UPDATE)
    if not values:
        raise invalid("The request body changes nothing")
    if ("memory" in values) != ("storage" in values):
        missing = "storage" if "memory" in values else "memory"
        raise invalid("memory and storage must be changed together", missing)
    if "memory" not in values and instance.type not in DEDICATED:
        raise refused(403, "This tier has no private traffic", "database-incapable-of-action", next(iter(values)))
    changes = resized(world, instance, values)
    status = idle(world, instance, "running")
    instance.begin(world.operation("resize" if changes else "update", instance.id, status), changes)
    return Response(202, {"data": instance_details(world, instance, instance.actual(world.now()), **changes)})


def delete_instance(request: Request) -> Response:
    """DELETE …/instances/{instance_id}: the first request gets 202, later ones get 404."""
    world, instance = request.world, lookup.instance(request)
    now = world.now()
    instance.settle(now)
    if instance.operation is not None:
        if instance.operation.kind == "delete":
            raise instance_not_found(instance.id)
        if instance.operation.kind not in {"restore", "rename"}:
            raise busy(instance.actual(now))
    deletion = world.operation("delete", instance.id)
    instance.begin(deletion)
    instance.gone_until = deletion.end + world.drawn(world.awkwardness.gone)
    world.stock.note_end(instance)
    return Response(202, {"data": instance_details(world, instance, "destroying")})


def instance_details(world: World, instance: Instance, status: str | None = None, **changed: object) -> dict[str, Any]:
    """An instance as it is shown now, or with the status and fields in the response to a change."""
    status = status or instance.shown(world.now()) or "destroying"
    early = status in {"creating", "destroying"} and world.coin()
    return {
        "id": instance.id,
        "name": instance.name,
        "legacy_status": dict(world.awkwardness.statuses).get(status, status),
        "cloud_provider": instance.cloud_provider,
        "region": instance.region,
        "type": instance.type,
        "memory": None if early else instance.memory,
        "storage": None if early else instance.storage,
        "multi_database": instance.multi_database,
        "vector_optimized": instance.vector_optimized,
        "graph_analytics": _analytics(instance),
    } | changed


def _created(world: World, instance: Instance) -> dict[str, Any]:
    data = instance_details(world, instance, "creating")
    del data["graph_analytics"]
    return data | {
        "project_id": instance.tenant_id,
        "created_at": world.timestamp(instance.created),
        "connection_url": instance.connection_url,
        "username": "neo4j",
        "password": world.new_secret(),
        "default_database_id": default_database_id(instance.id) if instance.multi_database else None,
    }


def _analytics(instance: Instance) -> str:
    if instance.type == "free-db":
        return "unavailable"
    return "plugin" if instance.graph_analytics_plugin else "serverless"


def _least_memory(world: World, project: Project, values: dict[str, Any]) -> str:
    """The default memory: the smallest that is offered there."""
    wanted = (values["type"], values["cloud_provider"], values["region"])
    offered = [one.memory for one in project.configurations if (one.type, one.cloud_provider, one.region) == wanted]
    return min(offered, key=gigabytes, default="1GB")


def _check_room(world: World, project: Project, type_: str) -> None:
    """Refuse an instance that exceeds what the project may have: with 405, because this version documents no 402."""
    try:
        check_room(world, project, type_)
    except ErrorResponse as refusal:
        raise ErrorResponse(405 if refusal.status == 402 else refusal.status, refusal.body) from None

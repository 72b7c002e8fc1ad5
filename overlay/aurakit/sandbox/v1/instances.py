"""Instances: list, create, get, delete, and the size estimate. Changes to instances are in `instance_changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import ErrorResponse, busy, instance_not_found, invalid, refused
from ..messages import Response
from ..offers import Wanted
from ..resources import Instance
from ..sizes import gigabytes
from ..world import as_field
from .snapshots import schedule_first_snapshot
from .validation import CDC_MODES, PROVIDERS, TYPES, Field, checked
from .views import created_instance, instance_details, instance_summary

if TYPE_CHECKING:
    from ..messages import Request
    from ..options import Configuration, Project
    from ..world import World

CREATE = (
    Field("version"),
    Field("region", required=True),
    Field("memory", "size", required=True),
    Field("name", "name", required=True),
    Field("type", required=True, choices=TYPES),
    Field("tenant_id", required=True),
    Field("cloud_provider", required=True, choices=PROVIDERS),
    Field("storage", "size"),
    Field("source_instance_id"),
    Field("source_snapshot_id"),
    Field("customer_managed_key_id"),
    Field("vector_optimized", "flag"),
    Field("graph_analytics_plugin", "flag"),
    Field("secondaries_count", "count"),
    Field("cdc_enrichment_mode", choices=CDC_MODES),
)
SIZING = (
    Field("node_count", "count", required=True),
    Field("relationship_count", "count", required=True),
    Field("instance_type", choices=TYPES),
    Field("algorithm_categories", "texts"),
)
SIZED_TYPES = ("enterprise-ds", "professional-ds")
_KEY_TYPES = ("enterprise-db", "enterprise-ds")


def list_instances(request: Request) -> Response:
    """GET /instances."""
    world, wanted = request.world, request.query.get("tenantId")
    found = [one for one in world.stock.instances(world.now()) if wanted in {None, one.tenant_id}]
    return Response(200, {"data": [instance_summary(world, instance) for instance in found]})


def get_instance(request: Request) -> Response:
    """GET /instances/{instanceId}."""
    instance = request.world.instance(request.path["instanceId"])
    return Response(200, {"data": instance_details(request.world, instance)})


def create_instance(request: Request) -> Response:
    """POST /instances: new, a clone of another instance, or made from a snapshot.

    The number of secondaries and the CDC mode are checked and otherwise ignored: the API takes them by PATCH only.
    """
    world, values = request.world, checked(request.body, CREATE)
    try:
        project = world.project(values["tenant_id"])
    except ErrorResponse as refusal:
        raise as_field(refusal, "tenant_id") from None
    configuration = world.offers(project).fitting(Wanted.of(values))
    _check_source(world, values, configuration)
    _check_key(world, values)
    check_room(world, project, values["type"])
    instance = new_instance(world, new_id(world), values, configuration)
    kind = "create" if instance.source is None else "clone"
    instance.begin(world.operation(kind, instance.id))
    add_instance(world, instance)
    return Response(202, {"data": created_instance(world, instance, world.new_secret())})


def new_instance(world: World, id: str, values: dict[str, Any], configuration: Configuration) -> Instance:
    """An instance with the values of a create request and the sizes of a configuration, as the project spells them."""
    instance = Instance(id=id, created=world.now())
    for name in ("name", "tenant_id", "customer_managed_key_id", "vector_optimized", "graph_analytics_plugin"):
        if name in values:
            setattr(instance, name, values[name])
    for name in ("type", "cloud_provider", "region", "version", "memory"):
        setattr(instance, name, getattr(configuration, name))
    instance.storage = None if instance.type == "free-db" else configuration.storage
    instance.source = values.get("source_snapshot_id") or values.get("source_instance_id")
    instance.hidden_until = world.now() + world.drawn(world.awkwardness.hidden)
    return instance


def add_instance(world: World, instance: Instance) -> None:
    """Store a new instance; its creation is in progress or already over."""
    world.stock.add_instance(instance)
    world.creations += 1
    schedule_first_snapshot(world, instance)


def delete_instance(request: Request) -> Response:
    """DELETE /instances/{instanceId}: the first request gets 202, later ones get 404. Accepted during a restore."""
    world = request.world
    instance = world.instance(request.path["instanceId"])
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


def estimate_instance_size(request: Request) -> Response:
    """POST /instances/sizing: for the two data science types."""
    values = checked(request.body, SIZING)
    if values.get("instance_type", SIZED_TYPES[0]) not in SIZED_TYPES:
        raise invalid(f"instance_type must be one of {', '.join(SIZED_TYPES)}", "instance_type")
    sizes = (4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384)
    needed = needed_gigabytes(values)
    return Response(200, {"data": {
        "did_exceed_maximum": needed > sizes[-1],
        "min_required_memory": f"{needed}GB",
        "recommended_size": f"{next((size for size in sizes if size >= needed), sizes[-1])}GB",
    }})  # fmt: skip


def needed_gigabytes(values: dict[str, Any]) -> int:
    """Memory for a graph: an invented formula that grows with each input."""
    nodes, relationships = values["node_count"], values.get("relationship_count", 0)
    size = nodes * (80 + 8 * values.get("node_property_count", 0) + 4 * values.get("node_label_count", 0))
    size += relationships * (32 + 8 * values.get("relationship_property_count", 0))
    size = size * (10 + 2 * len(values.get("algorithm_categories", ()))) // 10
    return 1 - int(-size // 1024**3)


def _check_source(world: World, values: dict[str, Any], configuration: Configuration) -> None:
    source_id, snapshot_id = values.get("source_instance_id"), values.get("source_snapshot_id")
    if source_id is None:
        if snapshot_id is not None:
            raise invalid("source_instance_id is required with source_snapshot_id", "source_instance_id")
        return
    try:
        source = world.instance(source_id)
    except ErrorResponse as refusal:
        raise as_field(refusal, "source_instance_id") from None
    if gigabytes(source.memory) > gigabytes(configuration.memory):
        raise invalid("memory must not be less than the source's", "memory")
    if snapshot_id is None:
        if source.actual(world.now()) not in {"running", "updating"}:
            raise busy(source.actual(world.now()))
        return
    try:
        snapshot = world.snapshot(source_id, snapshot_id)
    except ErrorResponse as refusal:
        raise as_field(refusal, "source_snapshot_id") from None
    if not snapshot.exportable or snapshot.actual(world.now()) != "Completed":
        raise invalid("The snapshot is not exportable, or not completed", "source_snapshot_id")


def _check_key(world: World, values: dict[str, Any]) -> None:
    key_id, field = values.get("customer_managed_key_id"), "customer_managed_key_id"
    if key_id is None:
        return
    if values["type"] not in _KEY_TYPES:
        raise invalid(f"{field} is for {' and '.join(_KEY_TYPES)} only", field)
    try:
        key = world.key(key_id)
    except ErrorResponse as refusal:
        raise as_field(refusal, field) from None
    wanted = tuple(values[name] for name in ("tenant_id", "cloud_provider", "region", "type"))
    if (key.tenant_id, key.cloud_provider, key.region, key.instance_type) != wanted:
        raise invalid("The key is for another project, provider, region or type", field)
    if key.actual(world.now()) != "ready":
        raise invalid("The key is not ready", field)


def check_room(world: World, project: Project, type_: str) -> None:
    """Refuse an instance that exceeds what the project may have.

    Raises:
        ErrorResponse: 400 without billing details, 402 for an exceeded quota, 405 for the instance limit.
    """
    now = world.now()
    free, paid = (world.stock.count(project.id, now, free=flag) for flag in (True, False))
    if type_ != "free-db" and not project.billing:
        raise refused(400, "The project has no billing details", "missing-billing-details")
    used, quota = (free, project.free_quota) if type_ == "free-db" else (paid, project.quota)
    if quota is not None and used >= quota:
        kind = "free instances" if type_ == "free-db" else "instances"
        raise refused(402, f"The project's quota of {quota} {kind} is used up", "quota-exceeded")
    if project.instance_limit is not None and free + paid >= project.instance_limit:
        raise refused(405, f"The project has its maximum of {project.instance_limit} instances", "quota-exceeded")


def new_id(world: World) -> str:
    """An id that is not in use."""
    while world.stock.instance(found := world.new_hex(8), world.now()) is not None:
        pass
    return found

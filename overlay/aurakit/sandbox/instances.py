"""Instances: list, create, get, delete, and the estimate of a size. What happens to one that exists is in `changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .calls import Answer
from .errors import Refusal, busy, instance_not_found, invalid, refused
from .options import gigabytes
from .resources import Instance
from .state import as_field
from .validation import CDC_MODES, PROVIDERS, TYPES, Field, checked
from .views import created_instance, instance_details, instance_summary

if TYPE_CHECKING:
    from .calls import Call
    from .options import Configuration, Project
    from .state import World

CREATE = (
    Field("version", required=True),
    Field("region", required=True),
    Field("memory", required=True),
    Field("name", "name", required=True),
    Field("type", required=True, choices=TYPES),
    Field("tenant_id", required=True),
    Field("cloud_provider", required=True, choices=PROVIDERS),
    Field("storage"),
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


def list_instances(call: Call) -> Answer:
    """GET /instances."""
    wanted = call.query.get("tenantId")
    found = [instance for instance in call.world.present_instances() if wanted in {None, instance.tenant_id}]
    return Answer(200, {"data": [instance_summary(call.world, instance) for instance in found]})


def get_instance(call: Call) -> Answer:
    """GET /instances/{instanceId}."""
    return Answer(200, {"data": instance_details(call.world, call.world.instance(call.path["instanceId"]))})


def create_instance(call: Call) -> Answer:
    """POST /instances: new, a clone of another instance, or made from a snapshot."""
    world, values = call.world, checked(call.body, CREATE)
    try:
        project = world.project(values["tenant_id"])
    except Refusal as refusal:
        raise as_field(refusal, "tenant_id") from None
    configuration = offered(project, values)
    _check_source(world, values, configuration)
    _check_key(world, values)
    _check_room(world, project, values["type"])
    instance = Instance(id=_new_id(world), created=world.now())
    for name in Instance.__dataclass_fields__.keys() & values.keys():
        setattr(instance, name, values[name])
    instance.storage = configuration.storage
    instance.source = values.get("source_snapshot_id") or values.get("source_instance_id")
    instance.hidden_until = world.now() + world.drawn(world.awkwardness.hidden)
    instance.begin(world.operation("create", instance.id))
    world.instances[instance.id] = instance
    world.creations += 1
    return Answer(202, {"data": created_instance(world, instance, world.new_secret())})


def delete_instance(call: Call) -> Answer:
    """DELETE /instances/{instanceId}: the first gets 202, and every later one finds nothing."""
    world = call.world
    instance = world.instance(call.path["instanceId"])
    now = world.now()
    if instance.operation is not None:
        if instance.operation.kind == "delete":
            raise instance_not_found(instance.id)
        raise busy(instance.actual(now))
    deletion = world.operation("delete", instance.id)
    instance.begin(deletion)
    instance.gone_until = deletion.end + world.drawn(world.awkwardness.gone)
    return Answer(202, {"data": instance_details(world, instance, "destroying")})


def estimate_instance_size(call: Call) -> Answer:
    """POST /instances/sizing: for the two types of data science."""
    values = checked(call.body, SIZING)
    if values.get("instance_type", SIZED_TYPES[0]) not in SIZED_TYPES:
        raise invalid(f"instance_type must be one of {', '.join(SIZED_TYPES)}", "instance_type")
    sizes = (4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384)
    needed = needed_gigabytes(values)
    return Answer(200, {"data": {
        "did_exceed_maximum": needed > sizes[-1],
        "min_required_memory": f"{needed}GB",
        "recommended_size": f"{next((size for size in sizes if size >= needed), sizes[-1])}GB",
    }})  # fmt: skip


def needed_gigabytes(values: dict[str, Any]) -> int:
    """Memory for a graph: a made-up measure that grows with everything it is given."""
    nodes, relationships = values["node_count"], values["relationship_count"]
    size = nodes * (80 + 8 * values.get("node_property_count", 0) + 4 * values.get("node_label_count", 0))
    size += relationships * (32 + 8 * values.get("relationship_property_count", 0))
    size = size * (10 + 2 * len(values.get("algorithm_categories", ()))) // 10
    return 1 - int(-size // 1024**3)


def offered(project: Project, values: dict[str, Any]) -> Configuration:
    """The configuration of a project that fits the values; the one with the least storage, if that is not given.

    Raises:
        Refusal: 400 with the first field for which nothing is left.
    """
    left = list(project.configurations)
    for field in ("type", "cloud_provider", "region", "version", "memory", "storage"):
        if field in values:
            left = [configuration for configuration in left if getattr(configuration, field) == values[field]]
        if not left:
            raise invalid(f"{field} {values[field]!r} is not offered for this instance in the project", field)
    return min(left, key=lambda configuration: gigabytes(configuration.storage or "0"))


def _check_source(world: World, values: dict[str, Any], configuration: Configuration) -> None:
    source_id, snapshot_id = values.get("source_instance_id"), values.get("source_snapshot_id")
    if source_id is None:
        if snapshot_id is not None:
            raise invalid("source_instance_id is required with source_snapshot_id", "source_instance_id")
        return
    try:
        source = world.instance(source_id)
    except Refusal as refusal:
        raise as_field(refusal, "source_instance_id") from None
    if gigabytes(source.memory) > gigabytes(configuration.memory):
        raise invalid("memory must not be less than the source's", "memory")
    if snapshot_id is None:
        if source.actual(world.now()) not in {"running", "updating"}:
            raise busy(source.actual(world.now()))
        return
    try:
        snapshot = world.snapshot(source_id, snapshot_id)
    except Refusal as refusal:
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
    except Refusal as refusal:
        raise as_field(refusal, field) from None
    wanted = tuple(values[name] for name in ("tenant_id", "cloud_provider", "region", "type"))
    if (key.tenant_id, key.cloud_provider, key.region, key.instance_type) != wanted:
        raise invalid("The key is for another project, provider, region or type", field)
    if key.actual(world.now()) != "ready":
        raise invalid("The key is not ready", field)


def _check_room(world: World, project: Project, type_: str) -> None:
    here = [instance.type for instance in world.present_instances() if instance.tenant_id == project.id]
    free = here.count("free-db")
    if type_ != "free-db" and not project.billing:
        raise refused(400, "The project has no billing details", "missing-billing-details")
    used, quota = (free, project.free_quota) if type_ == "free-db" else (len(here) - free, project.quota)
    if quota is not None and used >= quota:
        kind = "free instances" if type_ == "free-db" else "instances"
        raise refused(402, f"The project's quota of {quota} {kind} is used up", "quota-exceeded")
    if project.instance_limit is not None and len(here) >= project.instance_limit:
        raise refused(405, f"The project has its maximum of {project.instance_limit} instances", "quota-exceeded")


def _new_id(world: World) -> str:
    while (found := world.new_hex(8)) in world.instances:
        pass
    return found

"""The entries of a seed, by kind: their fields, the defaults, and the resource that is made of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .offers import Wanted
from .organizations import Invite, IpFilter, User
from .resources import (
    AuthProvider,
    Backup,
    DataApi,
    Database,
    ImportJob,
    Instance,
    Key,
    Session,
    Snapshot,
    VirtualGraph,
    default_database_id,
)
from .v1.instances import CREATE, new_instance
from .v1.validation import MAX_TTL, checked, checked_ttl
from .v1beta5.auth_providers import TYPES as PROVIDER_TYPES
from .v2beta1 import import_jobs, virtual_graphs
from .v2beta1.invites import PROJECT_ROLES as INVITED_ROLES
from .v2beta1.invites import SECONDS as INVITE_SECONDS
from .v2beta1.ip_filters import checked_ranges
from .v2beta1.users import ORGANIZATION_ROLES, PROJECT_ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .world import World

_INSTANCE = {
    "id", "name", "tenant_id", "type", "cloud_provider", "region", "version", "memory", "storage", "status",
    "customer_managed_key_id", "vector_optimized", "graph_analytics_plugin", "secondaries_count", "cdc_enrichment_mode",
    "multi_database",
}  # fmt: skip
_RESTING = ("running", "paused", "suspended", "stopped", "loading failed", "encryption key error")
_USER = {"user_id", "email", "organization_id", "role", "project_roles"}
_DATABASE = {"id", "instance", "name"}
_BACKUP = {"id", "instance", "database", "status", "age"}
_DATA_API = {"id", "instance", "name", "status", "username", "type_definitions", "subgraph", "allowed_origins"}
_DEFINITIONS = "dHlwZSBNb3ZpZSB7IHRpdGxlOiBTdHJpbmcgfQ=="  # type Movie { title: String }
_SNAPSHOT = {"id", "instance", "status", "profile", "exportable", "age"}
_KEY = {"id", "name", "tenant_id", "cloud_provider", "region", "instance_type", "key_id", "status"}
_SESSION = {
    "id", "name", "tenant_id", "instance", "memory", "ttl", "cloud_provider", "region", "status", "database_uuid",
}  # fmt: skip


_INVITE = {"id", "email", "organization_id", "organization_roles", "project_roles", "status", "expires_in"}
_IP_FILTER = {
    "id", "name", "organization_id", "description", "allow_list", "instances", "projects", "organizations",
    "filtering_disabled", "brain_ip_addresses_enabled",
}  # fmt: skip
_IMPORT_JOB = {"id", "instance", "project_id", "import_model_id", "import_type", "status", "age"}
_VIRTUAL_GRAPH = {
    "id", "name", "project_id", "cloud_provider", "region", "memory", "data_source_id", "import_model_id",
    "maximum_bytes_billed", "status",
}  # fmt: skip
_AUTH_PROVIDER = {"id", "data_api", "name", "type", "url", "status"}


def user(world: World, values: Mapping[str, Any]) -> User:
    """A user of an organization."""
    known("a user", values, _USER)
    owner = _organization_id(world, values)
    roles = _project_roles(world, owner, values, PROJECT_ROLES)
    role = _one_of("role", values.get("role", "organization-member"), ORGANIZATION_ROLES)
    return User(str(values.get("user_id") or world.new_uuid()), str(values["email"]), owner, role, roles)


def database(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> Database:
    """A database of an instance with `multi_database`."""
    known("a database", values, _DATABASE)
    instance = _named(instances, values["instance"])
    if not instance.multi_database:
        raise ValueError(f"the instance {instance.name!r} can have only one database: multi_database is not set")
    database_id = str(values.get("id") or f"db-{world.new_hex(8)}")
    return Database(database_id, world.now(), "online", instance_id=instance.id, name=str(values["name"]))


def backup(
    world: World, instances: Mapping[str, Instance], databases: Sequence[Database], values: Mapping[str, Any]
) -> Backup:
    """A backup of a database."""
    known("a backup", values, _BACKUP)
    instance = _named(instances, values["instance"])
    wanted = values.get("database", "neo4j")
    present = [*databases, *world.stock.databases.of(instance.id, world.now())]
    found = [one.id for one in present if one.instance_id == instance.id and wanted in {one.id, one.name}]
    if not found and wanted != "neo4j":
        raise ValueError(f"there is no database with the name or id {wanted!r}")
    return Backup(
        str(values.get("id") or f"backup-{world.new_hex(8)}"), world.now() - float(values.get("age", 0.0)),
        _one_of("status", values.get("status", "Completed"), ("Completed", "Failed")),
        instance_id=instance.id, database_id=found[0] if found else default_database_id(instance.id),
    )  # fmt: skip


def data_api(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> DataApi:
    """A data API in front of an instance."""
    known("a data API", values, _DATA_API)
    rest = dict(values)
    instance = _named(instances, rest.pop("instance"))
    status = _one_of("status", rest.pop("status", "ready"), ("ready", "paused", "error"))
    defaults = {"id": world.new_hex(8), "name": "graphql", "username": "neo4j", "type_definitions": _DEFINITIONS}
    return DataApi(created=world.now(), status=status, instance_id=instance.id, **{**defaults, **rest})


def instance(world: World, values: Mapping[str, Any]) -> Instance:
    """An instance; its project's quota is ignored."""
    known("an instance", values, _INSTANCE)
    given = {
        "name": "Instance01",
        "type": "professional-db",
        "memory": "4GB",
        "cloud_provider": "gcp",
        "region": "europe-west1",
    }
    given |= {name: str(value) if name == "version" else value for name, value in values.items()}
    given.setdefault("tenant_id", next(iter(world.projects)))
    checked(given, CREATE)
    offers = world.offers(world.project(given["tenant_id"]))
    configuration = offers.fitting(Wanted.of(given))
    instance_id = str(given.get("id") or world.new_hex(8))
    if world.stock.instance(instance_id, world.now()) is not None:
        raise ValueError(f"there is already an instance {instance_id!r}")
    instance = new_instance(world, instance_id, given, configuration)
    for name in ("secondaries_count", "cdc_enrichment_mode"):
        setattr(instance, name, given.get(name, getattr(instance, name)))
    instance.hidden_until, instance.rested = 0.0, world.now()
    instance.status = _one_of("status", given.get("status", "running"), _RESTING)
    instance.multi_database = bool(given.get("multi_database"))
    return instance


def snapshot(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> Snapshot:
    """A snapshot of an instance."""
    known("a snapshot", values, _SNAPSHOT)
    instance = _named(instances, values["instance"])
    return Snapshot(
        id=str(values.get("id") or world.new_uuid()), created=world.now() - float(values.get("age", 0.0)),
        status=_one_of("status", values.get("status", "Completed"), ("Completed", "Failed", "Cancelled")),
        instance_id=instance.id, profile=_one_of("profile", values.get("profile", "AdHoc"), ("AdHoc", "Scheduled")),
        exportable=bool(values.get("exportable", instance.type != "free-db")),
    )  # fmt: skip


def key(world: World, values: Mapping[str, Any]) -> Key:
    """A customer managed key."""
    known("a key", values, _KEY)
    project = world.project(values.get("tenant_id", next(iter(world.projects))))
    defaults = {"name": "key", "cloud_provider": "gcp", "region": "europe-west1", "key_id": "key"}
    defaults |= {"instance_type": "enterprise-db", "tenant_id": project.id, "id": world.new_uuid(), "status": "ready"}
    return Key(created=world.now(), **{**defaults, **values})


def session(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> Session:
    """A graph analytics session."""
    known("a session", values, _SESSION)
    rest = dict(values)
    instance = _named(instances, rest.pop("instance")) if "instance" in rest else None
    lifetime = checked_ttl(str(rest["ttl"])) if "ttl" in rest else 3600.0
    place = {name: getattr(instance, name) for name in ("tenant_id", "cloud_provider", "region")} if instance else {}
    defaults = {
        "id": f"s-{world.new_hex(8)}", "database_uuid": world.new_uuid(), "memory": "8GB", "status": "Ready",
        "tenant_id": next(iter(world.projects)), "cloud_provider": "gcp", "region": "europe-west1", **place,
    }  # fmt: skip
    now = world.now()
    return Session(
        created=now, rested=now, instance_id=None if instance is None else instance.id, ttl_seconds=lifetime,
        expiry=now + MAX_TTL,
        **{**defaults, **rest},
    )  # fmt: skip


def invite(world: World, values: Mapping[str, Any]) -> Invite:
    """An invite to an organization."""
    known("an invite", values, _INVITE)
    owner = _organization_id(world, values)
    roles = _texts(values, "organization_roles") or ("organization-member",)
    for role in roles:
        _one_of("organization_roles", role, ORGANIZATION_ROLES)
    projects = _project_roles(world, owner, values, INVITED_ROLES)
    return Invite(
        str(values.get("id") or world.new_uuid()), owner, str(values["email"]), tuple(roles),
        tuple((project_id, (role,)) for project_id, role in projects), world.user_id,
        world.now() + float(values.get("expires_in", INVITE_SECONDS)),
        _one_of("status", values.get("status", "active"), ("active", "accepted", "revoked", "expired")),
    )  # fmt: skip


def ip_filter(world: World, values: Mapping[str, Any]) -> IpFilter:
    """An IP filter of an organization; `allow_list` has ranges in CIDR notation, or mappings as in a create request."""
    known("an IP filter", values, _IP_FILTER)
    ranges = [one if isinstance(one, Mapping) else {"ip_range": one} for one in values.get("allow_list", ())]
    lists: dict[str, Any] = {name: _texts(values, name) for name in ("instances", "projects", "organizations")}
    return IpFilter(
        int(values.get("id") or 10_000_000 + world.random.randrange(90_000_000)), _organization_id(world, values),
        str(values["name"]), str(values.get("description", "")), checked_ranges(ranges),
        filtering_disabled=bool(values.get("filtering_disabled", False)),
        brain_ip_addresses_enabled=bool(values.get("brain_ip_addresses_enabled", False)),
        updated=world.now(), **lists,
    )  # fmt: skip


def import_job(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> ImportJob:
    """An import job: one that has ended, or one that has just been created."""
    known("an import job", values, _IMPORT_JOB)
    instance = _named(instances, values["instance"]) if "instance" in values else None
    status = _one_of("status", values.get("status", "Success"), (*import_jobs.MESSAGES, "Queued"))
    project = world.project(instance.tenant_id if instance else values.get("project_id", next(iter(world.projects))))
    age = float(values.get("age", 0.0))
    began = world.now() - age
    job = ImportJob(
        str(values.get("id") or world.new_uuid()), began, status, project_id=project.id,
        instance_id=None if instance is None else instance.id,
        import_model_id=str(values.get("import_model_id", "model")), share=float(status == "Success"),
        import_type=_one_of("import_type", values.get("import_type", "cloud"), (*import_jobs.TYPES, "online")),
        started=began, rested=world.now(), cancelled=world.now() if status == "Cancelled" else None,
    )  # fmt: skip
    if status == "Queued":
        job.started = None
        job.begin(world.operation("import_job", job.id, start=began))
    return job


def virtual_graph(world: World, values: Mapping[str, Any]) -> VirtualGraph:
    """A virtual graph."""
    known("a virtual graph", values, _VIRTUAL_GRAPH)
    project = world.project(values.get("project_id", next(iter(world.projects))))
    defaults = {
        "id": f"ge{world.new_hex(6)}", "name": "graph", "cloud_provider": "gcp", "region": "europe-west1",
        "memory": virtual_graphs.MEMORY[0], "data_source_id": "source", "import_model_id": "model",
        "project_id": project.id,
    }  # fmt: skip
    status = _one_of("status", values.get("status", "running"), ("running", "error"))
    return VirtualGraph(created=world.now(), **{**defaults, **values, "status": status})


def auth_provider(world: World, data_apis: Mapping[str, DataApi], values: Mapping[str, Any]) -> AuthProvider:
    """An authentication provider of a data API."""
    known("an authentication provider", values, _AUTH_PROVIDER)
    owner = values["data_api"]
    if owner not in data_apis:
        raise ValueError(f"there is no data API with the name or id {owner!r}")
    type_ = _one_of("type", values.get("type", "jwks" if "url" in values else "api-key"), PROVIDER_TYPES)
    if (type_ == "jwks") != ("url" in values):
        raise ValueError("an authentication provider has a url if and only if its type is jwks")
    status = _one_of("status", values.get("status", "enabled"), ("enabled", "disabled"))
    return AuthProvider(
        str(values.get("id") or world.new_uuid()), world.now(), status, data_api_id=data_apis[owner].id,
        name=str(values.get("name", "default")), type=type_, url=values.get("url"),
    )  # fmt: skip


def known(what: str, values: Mapping[str, Any], names: set[str]) -> None:
    if unknown := sorted(str(name) for name in values.keys() - names):
        raise ValueError(f"{what} has no {', '.join(unknown)}; its fields: {', '.join(sorted(names))}")


def _organization_id(world: World, values: Mapping[str, Any]) -> str:
    organizations = tuple(world.directory.organizations)
    return _one_of("organization_id", values.get("organization_id", organizations[0]), organizations)


def _project_roles(
    world: World, owner: str, values: Mapping[str, Any], known_roles: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    roles = values.get("project_roles", {})
    if not isinstance(roles, Mapping):
        raise ValueError("project_roles must be a mapping from project ids to roles")
    for project_id, role in roles.items():
        _one_of("a project of project_roles", project_id, tuple(one.id for one in world.projects_of(owner)))
        _one_of("a role of project_roles", role, known_roles)
    return tuple(roles.items())


def _texts(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = values.get(name, [])
    if not isinstance(found, list | tuple):
        raise ValueError(f"{name} must be a list")
    return tuple(str(one) for one in found)


def _named(instances: Mapping[str, Instance], name: object) -> Instance:
    if name not in instances:
        raise ValueError(f"there is no instance with the name or id {name!r}")
    return instances[str(name)]


def _one_of(field: str, value: object, values: tuple[str, ...]) -> str:
    if value not in values:
        raise ValueError(f"{field} must be one of {', '.join(values)}, not {value!r}")
    return str(value)

"""What exists at the start: organizations, projects, instances and what belongs to them, of a mapping or a YAML file.

    projects:
      - {id: shop, name: Shop, quota: 5}
    instances:
      - {name: orders, type: professional-db, memory: 8GB, status: paused}
    snapshots:
      - {instance: orders}

A project or organization that is not named is the first one; what else can be left out has a default. Unknown names
are errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .errors import ErrorResponse
from .offers import Wanted
from .organizations import Organization, User
from .resources import Backup, DataApi, Database, Instance, Key, Session, Snapshot, default_database_id
from .saving import project_of
from .v1.instances import CREATE, new_instance
from .v1.validation import MAX_TTL, checked, checked_ttl
from .v2beta1.users import ORGANIZATION_ROLES, PROJECT_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from .options import Project
    from .world import World

KINDS = (
    "organizations", "projects", "users", "instances", "databases", "backups", "snapshots", "customer_managed_keys",
    "sessions", "data_apis",
)  # fmt: skip
_INSTANCE = {
    "id", "name", "tenant_id", "type", "cloud_provider", "region", "version", "memory", "storage", "status",
    "customer_managed_key_id", "vector_optimized", "graph_analytics_plugin", "secondaries_count", "cdc_enrichment_mode",
    "multi_database",
}  # fmt: skip
_RESTING = ("running", "paused", "suspended", "stopped", "loading failed", "encryption key error")
T = TypeVar("T")
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


class Seed(NamedTuple):
    """A seed that was read: the organizations and projects as they will be, and the rest as it was written."""

    organizations: tuple[Organization, ...] = ()
    projects: tuple[Project, ...] = ()
    rest: Mapping[str, Sequence[Mapping[str, Any]]] = {}


def read(source: Mapping[str, Any] | str | Path | None) -> Seed:
    """A seed of a mapping or a YAML file.

    Raises:
        ValueError: it does not have the form of one.
        OSError: the file cannot be read.
    """
    if source is None:
        return Seed()
    if not isinstance(source, Mapping):
        source = loaded(Path(source))
    _known("a seed", source, set(KINDS))
    for kind, entries in source.items():
        if not isinstance(entries, Sequence) or not all(isinstance(entry, Mapping) for entry in entries):
            raise ValueError(f"{kind} must be a list of mappings")
    try:
        organizations = tuple(Organization(**entry) for entry in source.get("organizations", ()))
        projects = tuple(project_of(entry) for entry in source.get("projects", ()))
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"organizations and projects: {error}") from None
    return Seed(organizations, projects, {kind: source.get(kind, ()) for kind in KINDS[2:]})


def apply(world: World, seed: Seed) -> None:
    """Add what a seed has. All of it or, with a ValueError, nothing."""
    projects, organizations = dict(world.projects), dict(world.directory.organizations)
    try:
        world.directory.organizations |= {one.id: one for one in seed.organizations}
        world.projects |= {project.id: project for project in seed.projects}
        for project in seed.projects:
            if project.organization_id not in {None, *world.directory.organizations}:
                raise ValueError(f"there is no organization {project.organization_id!r}")
        found = _read_rest(world, seed.rest)
    except (ErrorResponse, KeyError, TypeError, ValueError) as error:
        world.projects, world.directory.organizations = projects, organizations
        raise ValueError(_message(error)) from None
    world.settle_owner()
    found.add_to(world)


class _Found(NamedTuple):
    """The resources of a seed."""

    users: list[User]
    instances: list[Instance]
    snapshots: list[Snapshot]
    keys: list[Key]
    sessions: list[Session]
    databases: list[Database]
    backups: list[Backup]
    data_apis: list[DataApi]

    def add_to(self, world: World) -> None:
        """Keep them all."""
        stock = world.stock
        _each(self.users, world.directory.add_user)
        _each(self.instances, stock.add_instance)
        _each(self.snapshots, stock.add_snapshot)
        _each(self.sessions, stock.add_session)
        _each(self.databases, stock.databases.add)
        _each(self.backups, stock.backups.add)
        _each(self.data_apis, stock.data_apis.add)
        world.keys |= {key.id: key for key in self.keys}


def _each(found: Sequence[T], add: Callable[[T], None]) -> None:
    for one in found:
        add(one)


def _read_rest(world: World, rest: Mapping[str, Sequence[Mapping[str, Any]]]) -> _Found:
    def read(kind: str, made: Callable[[Mapping[str, Any]], T]) -> list[T]:
        return [made(values) for values in rest.get(kind, ())]

    instances = read("instances", lambda values: _instance(world, values))
    if len({one.id for one in instances}) < len(instances):
        raise ValueError("an id of an instance is there twice")
    known = (*world.stock.instances(world.now()), *instances)
    by_name = {name: one for one in known for name in (one.name, one.id)}
    databases = read("databases", lambda values: _database(world, by_name, values))
    return _Found(
        users=read("users", lambda values: _user(world, values)),
        instances=instances,
        snapshots=read("snapshots", lambda values: _snapshot(world, by_name, values)),
        keys=read("customer_managed_keys", lambda values: _key(world, values)),
        sessions=read("sessions", lambda values: _session(world, by_name, values)),
        databases=databases,
        backups=read("backups", lambda values: _backup(world, by_name, databases, values)),
        data_apis=read("data_apis", lambda values: _data_api(world, by_name, values)),
    )


def _user(world: World, values: Mapping[str, Any]) -> User:
    _known("a user", values, _USER)
    organizations = world.directory.organizations
    owner = _one_of("organization_id", values.get("organization_id", next(iter(organizations))), tuple(organizations))
    roles = values.get("project_roles", {})
    if not isinstance(roles, Mapping):
        raise ValueError("project_roles must be a mapping of project ids and roles")
    for project_id, role in roles.items():
        _one_of("a project of project_roles", project_id, tuple(one.id for one in world.projects_of(owner)))
        _one_of("a role of project_roles", role, PROJECT_ROLES)
    role = _one_of("role", values.get("role", "organization-member"), ORGANIZATION_ROLES)
    return User(str(values.get("user_id") or world.new_uuid()), str(values["email"]), owner, role, tuple(roles.items()))


def _database(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> Database:
    _known("a database", values, _DATABASE)
    instance = _named(instances, values["instance"])
    if not instance.multi_database:
        raise ValueError(f"the instance {instance.name!r} is for one database: multi_database is not set")
    database_id = str(values.get("id") or f"db-{world.new_hex(8)}")
    return Database(database_id, world.now(), "online", instance_id=instance.id, name=str(values["name"]))


def _backup(
    world: World, instances: Mapping[str, Instance], databases: Sequence[Database], values: Mapping[str, Any]
) -> Backup:
    _known("a backup", values, _BACKUP)
    instance = _named(instances, values["instance"])
    wanted = values.get("database", "neo4j")
    known = [*databases, *world.stock.databases.of(instance.id, world.now())]
    found = [one.id for one in known if one.instance_id == instance.id and wanted in {one.id, one.name}]
    if not found and wanted != "neo4j":
        raise ValueError(f"there is no database with the name or id {wanted!r}")
    return Backup(
        str(values.get("id") or f"backup-{world.new_hex(8)}"), world.now() - float(values.get("age", 0.0)),
        _one_of("status", values.get("status", "Completed"), ("Completed", "Failed")),
        instance_id=instance.id, database_id=found[0] if found else default_database_id(instance.id),
    )  # fmt: skip


def _data_api(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> DataApi:
    _known("a data API", values, _DATA_API)
    rest = dict(values)
    instance = _named(instances, rest.pop("instance"))
    status = _one_of("status", rest.pop("status", "ready"), ("ready", "paused", "error"))
    defaults = {"id": world.new_hex(8), "name": "graphql", "username": "neo4j", "type_definitions": _DEFINITIONS}
    return DataApi(created=world.now(), status=status, instance_id=instance.id, **{**defaults, **rest})


def _instance(world: World, values: Mapping[str, Any]) -> Instance:
    _known("an instance", values, _INSTANCE)
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
        raise ValueError(f"there is an instance {instance_id!r} already")
    instance = new_instance(world, instance_id, given, configuration)
    for name in ("secondaries_count", "cdc_enrichment_mode"):
        setattr(instance, name, given.get(name, getattr(instance, name)))
    instance.hidden_until, instance.rested = 0.0, world.now()
    instance.status = _one_of("status", given.get("status", "running"), _RESTING)
    instance.multi_database = bool(given.get("multi_database"))
    return instance


def _snapshot(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> Snapshot:
    _known("a snapshot", values, _SNAPSHOT)
    instance = _named(instances, values["instance"])
    return Snapshot(
        id=str(values.get("id") or world.new_uuid()), created=world.now() - float(values.get("age", 0.0)),
        status=_one_of("status", values.get("status", "Completed"), ("Completed", "Failed", "Cancelled")),
        instance_id=instance.id, profile=_one_of("profile", values.get("profile", "AdHoc"), ("AdHoc", "Scheduled")),
        exportable=bool(values.get("exportable", instance.type != "free-db")),
    )  # fmt: skip


def _key(world: World, values: Mapping[str, Any]) -> Key:
    _known("a key", values, _KEY)
    project = world.project(values.get("tenant_id", next(iter(world.projects))))
    defaults = {"name": "key", "cloud_provider": "gcp", "region": "europe-west1", "key_id": "key"}
    defaults |= {"instance_type": "enterprise-db", "tenant_id": project.id, "id": world.new_uuid(), "status": "ready"}
    return Key(created=world.now(), **{**defaults, **values})


def _session(world: World, instances: Mapping[str, Instance], values: Mapping[str, Any]) -> Session:
    _known("a session", values, _SESSION)
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


def loaded(path: Path) -> Mapping[str, Any]:
    """The mapping in a YAML file.

    Raises:
        ValueError: there is none.
    """
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError
    except ImportError:
        raise ImportError('A seed file needs ruamel.yaml: pip install "aurakit[sandbox]"') from None
    try:
        found = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise ValueError(f"{path} is not YAML: {error}") from None
    if not isinstance(found, Mapping):
        raise ValueError(f"{path} must hold a mapping")
    return found


def _known(what: str, values: Mapping[str, Any], names: set[str]) -> None:
    if unknown := sorted(str(name) for name in values.keys() - names):
        raise ValueError(f"{what} has no {', '.join(unknown)}; there are: {', '.join(sorted(names))}")


def _named(instances: Mapping[str, Instance], name: object) -> Instance:
    if name not in instances:
        raise ValueError(f"there is no instance with the name or id {name!r}")
    return instances[str(name)]


def _one_of(field: str, value: object, values: tuple[str, ...]) -> str:
    if value not in values:
        raise ValueError(f"{field} must be one of {', '.join(values)}, not {value!r}")
    return str(value)


def _message(error: Exception) -> str:
    if isinstance(error, ErrorResponse) and isinstance(error.body, dict):
        return "; ".join(str(one["message"]) for one in error.body["errors"])
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)

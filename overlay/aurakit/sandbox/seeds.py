"""What exists at the start: projects, instances, snapshots, keys and sessions from a mapping or a YAML file.

    projects:
      - {id: shop, name: Shop, quota: 5}
    instances:
      - {name: orders, type: professional-db, memory: 8GB, status: paused}
    snapshots:
      - {instance: orders}

A project that is not named is the first one; what else can be left out has a default. Unknown names are errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import ErrorResponse
from .offers import Wanted
from .resources import Instance, Key, Session, Snapshot
from .saving import project_of
from .v1.instances import CREATE, new_instance
from .v1.validation import MAX_TTL, checked, checked_ttl

if TYPE_CHECKING:
    from .options import Project
    from .world import World

KINDS = ("projects", "instances", "snapshots", "customer_managed_keys", "sessions")
_INSTANCE = {
    "id", "name", "tenant_id", "type", "cloud_provider", "region", "version", "memory", "storage", "status",
    "customer_managed_key_id", "vector_optimized", "graph_analytics_plugin", "secondaries_count", "cdc_enrichment_mode",
}  # fmt: skip
_RESTING = ("running", "paused", "suspended", "stopped", "loading failed", "encryption key error")
_SNAPSHOT = {"id", "instance", "status", "profile", "exportable", "age"}
_KEY = {"id", "name", "tenant_id", "cloud_provider", "region", "instance_type", "key_id", "status"}
_SESSION = {
    "id", "name", "tenant_id", "instance", "memory", "ttl", "cloud_provider", "region", "status", "database_uuid",
}  # fmt: skip


class Seed(NamedTuple):
    """A seed that was read: the projects as they will be, and the rest as it was written."""

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
        projects = tuple(project_of(entry) for entry in source.get("projects", ()))
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"projects: {error}") from None
    return Seed(projects, {kind: source.get(kind, ()) for kind in KINDS[1:]})


def apply(world: World, seed: Seed) -> None:
    """Add what a seed has. All of it or, with a ValueError, nothing."""
    projects = dict(world.projects)
    try:
        world.projects |= {project.id: project for project in seed.projects}
        instances = [_instance(world, values) for values in seed.rest.get("instances", ())]
        if len({one.id for one in instances}) < len(instances):
            raise ValueError("an id of an instance is there twice")
        by_name = {
            name: one for one in (*world.stock.instances(world.now()), *instances) for name in (one.name, one.id)
        }
        snapshots = [_snapshot(world, by_name, values) for values in seed.rest.get("snapshots", ())]
        keys = [_key(world, values) for values in seed.rest.get("customer_managed_keys", ())]
        sessions = [_session(world, by_name, values) for values in seed.rest.get("sessions", ())]
    except (ErrorResponse, KeyError, TypeError, ValueError) as error:
        world.projects = projects
        raise ValueError(_message(error)) from None
    for instance in instances:
        world.stock.add_instance(instance)
    for snapshot in snapshots:
        world.stock.add_snapshot(snapshot)
    for session in sessions:
        world.stock.add_session(session)
    world.keys |= {key.id: key for key in keys}


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

"""What exists at the start: organizations, projects, instances and what belongs to them, from a mapping or a YAML file.

    projects:
      - {id: shop, name: Shop, quota: 5}
    instances:
      - {name: orders, type: professional-db, memory: 8GB, status: paused}
    snapshots:
      - {instance: orders}

An omitted project or organization means the first one; other optional fields have defaults. Unknown names are errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from . import seed_entries as entries
from .errors import ErrorResponse
from .organizations import Organization
from .saving import project_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .options import Project
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
    )
    from .world import World

KINDS = (
    "organizations", "projects", "users", "invites", "ip_filters", "instances", "databases", "backups", "snapshots",
    "customer_managed_keys", "sessions", "data_apis", "auth_providers", "import_jobs", "virtual_graphs",
)  # fmt: skip
T = TypeVar("T")


class Seed(NamedTuple):
    """A parsed seed: the organizations and projects as objects, and the rest as written."""

    organizations: tuple[Organization, ...] = ()
    projects: tuple[Project, ...] = ()
    rest: Mapping[str, Sequence[Mapping[str, Any]]] = {}


def read(source: Mapping[str, Any] | str | Path | None) -> Seed:
    """Read a seed from a mapping or a YAML file.

    Raises:
        ValueError: it is not a valid seed.
        OSError: the file cannot be read.
    """
    if source is None:
        return Seed()
    if not isinstance(source, Mapping):
        source = loaded(Path(source))
    entries.known("a seed", source, set(KINDS))
    for kind, listed in source.items():
        if not isinstance(listed, Sequence) or not all(isinstance(entry, Mapping) for entry in listed):
            raise ValueError(f"{kind} must be a list of mappings")
    try:
        organizations = tuple(Organization(**entry) for entry in source.get("organizations", ()))
        projects = tuple(project_of(entry) for entry in source.get("projects", ()))
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"organizations and projects: {error}") from None
    return Seed(organizations, projects, {kind: source.get(kind, ()) for kind in KINDS[2:]})


def apply(world: World, seed: Seed) -> None:
    """Add everything in a seed, or nothing if a ValueError is raised."""
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
    auth_providers: list[AuthProvider]
    invites: list[Invite]
    ip_filters: list[IpFilter]
    import_jobs: list[ImportJob]
    virtual_graphs: list[VirtualGraph]

    def add_to(self, world: World) -> None:
        """Store all of them."""
        stock = world.stock
        _each(self.users, world.directory.add_user)
        _each(self.instances, stock.add_instance)
        _each(self.snapshots, stock.add_snapshot)
        _each(self.sessions, stock.add_session)
        _each(self.databases, stock.databases.add)
        _each(self.backups, stock.backups.add)
        _each(self.data_apis, stock.data_apis.add)
        _each(self.auth_providers, stock.auth_providers.add)
        _each(self.import_jobs, stock.import_jobs.add)
        _each(self.virtual_graphs, stock.virtual_graphs.add)
        world.directory.invites |= {one.id: one for one in self.invites}
        world.directory.ip_filters |= {one.id: one for one in self.ip_filters}
        world.keys |= {key.id: key for key in self.keys}


def _each(found: Sequence[T], add: Callable[[T], None]) -> None:
    for one in found:
        add(one)


def _read_rest(world: World, rest: Mapping[str, Sequence[Mapping[str, Any]]]) -> _Found:
    def read(kind: str, made: Callable[[Mapping[str, Any]], T]) -> list[T]:
        return [made(values) for values in rest.get(kind, ())]

    instances = read("instances", lambda values: entries.instance(world, values))
    if len({one.id for one in instances}) < len(instances):
        raise ValueError("an instance id occurs twice")
    known = (*world.stock.instances(world.now()), *instances)
    by_name = {name: one for one in known for name in (one.name, one.id)}
    databases = read("databases", lambda values: entries.database(world, by_name, values))
    data_apis = read("data_apis", lambda values: entries.data_api(world, by_name, values))
    known_apis = (*world.stock.data_apis.every(world.now()), *data_apis)
    apis_by_name = {name: one for one in known_apis for name in (one.name, one.id)}
    return _Found(
        users=read("users", lambda values: entries.user(world, values)),
        instances=instances,
        snapshots=read("snapshots", lambda values: entries.snapshot(world, by_name, values)),
        keys=read("customer_managed_keys", lambda values: entries.key(world, values)),
        sessions=read("sessions", lambda values: entries.session(world, by_name, values)),
        databases=databases,
        backups=read("backups", lambda values: entries.backup(world, by_name, databases, values)),
        data_apis=data_apis,
        auth_providers=read("auth_providers", lambda values: entries.auth_provider(world, apis_by_name, values)),
        invites=read("invites", lambda values: entries.invite(world, values)),
        ip_filters=read("ip_filters", lambda values: entries.ip_filter(world, values)),
        import_jobs=read("import_jobs", lambda values: entries.import_job(world, by_name, values)),
        virtual_graphs=read("virtual_graphs", lambda values: entries.virtual_graph(world, values)),
    )


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
        raise ValueError(f"{path} must contain a mapping")
    return found


def _message(error: Exception) -> str:
    if isinstance(error, ErrorResponse) and isinstance(error.body, dict):
        return "; ".join(str(one["message"]) for one in error.body["errors"])
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)

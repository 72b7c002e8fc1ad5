"""What is recorded of the beta versions: stories of several calls, each with what was there before.

A story is a generator. It yields calls, as functions of a client, and is sent what they return, or the error that they
raise; a number is seconds to let pass while recording. Replaying it needs nothing but its cassette.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, NamedTuple

from aurakit.errors import APIError
from aurakit.v2beta1 import ImportCredentials
from raw_operations import Documented, operations

Call = Callable[[Any], Any]
Steps = Generator[Call | float, Any, None]

INSTANCE = "1a2b3c4d"
PAUSED = "5e6f7a8b"
PLACE = {"cloud_provider": "gcp", "region": "europe-west1"}
LONG_ENOUGH = 900.0
"""Seconds after which every operation has ended."""
DEFINITIONS = "dHlwZSBNb3ZpZSB7IHRpdGxlOiBTdHJpbmcgfQ=="  # type Movie { title: String }
BROKEN = "dHlwZSBNb3ZpZSB7IHRpdGxlOiBTdHJpbmc="  # the same without its last brace
KEYED = {"name": "ci", "type": "api-key"}
PUBLISHED = {"name": "web", "type": "jwks", "url": "https://example.com/keys.json"}
LOGIN = {"username": "neo4j", "password": "a-password"}
INSTANCES = [{"id": INSTANCE, "name": "orders"}, {"id": PAUSED, "name": "archive", "status": "paused"}]


class Story(NamedTuple):
    """One cassette. state: a seed with what was there before."""

    version: str
    name: str
    steps: Callable[[], Steps]
    state: Mapping[str, Any]

    @property
    def path(self) -> str:
        """Where the cassette is, below those of v1."""
        return f"{self.version}/{self.name}"


def failed(result: Any, status: int) -> None:
    """Raise AssertionError unless a call failed with this status."""
    assert isinstance(result, APIError) and result.status_code == status, result


# ------------------------------------------------------------------------------------------------ v1beta5


def data_apis() -> Steps:
    """From the creation of a data API to its deletion."""
    new = {"name": "movies", "type_definitions": DEFINITIONS, "aura_instance": LOGIN}
    security = {"authentication_providers": [KEYED, PUBLISHED]}
    created = yield lambda aura: aura.data_apis.create(INSTANCE, **new, security=security)
    yield LONG_ENOUGH
    yield lambda aura: aura.data_apis.get(INSTANCE, created.id)
    yield lambda aura: aura.data_apis.list(INSTANCE)
    yield lambda aura: aura.data_apis.update(INSTANCE, created.id, name="films")
    yield LONG_ENOUGH
    assert (yield lambda aura: aura.data_apis.get(INSTANCE, created.id)).name == "films"
    yield lambda aura: aura.data_apis.pause(INSTANCE, created.id)
    yield LONG_ENOUGH
    assert (yield lambda aura: aura.data_apis.get(INSTANCE, created.id)).status == "paused"
    failed((yield lambda aura: aura.data_apis.pause(INSTANCE, created.id)), 400)
    yield lambda aura: aura.data_apis.resume(INSTANCE, created.id)
    yield LONG_ENOUGH
    assert (yield lambda aura: aura.data_apis.get(INSTANCE, created.id)).status == "ready"
    yield lambda aura: aura.data_apis.delete(INSTANCE, created.id)
    yield LONG_ENOUGH
    failed((yield lambda aura: aura.data_apis.get(INSTANCE, created.id)), 404)


def refused_data_apis() -> Steps:
    """Data APIs that are refused, and one that is accepted and fails."""
    rest = {"aura_instance": LOGIN, "security": {"authentication_providers": [KEYED]}}
    broken = yield lambda aura: aura.data_apis.create(INSTANCE, name="broken", type_definitions=BROKEN, **rest)
    yield LONG_ENOUGH
    assert (yield lambda aura: aura.data_apis.get(INSTANCE, broken.id)).errors
    failed((yield lambda aura: aura.data_apis.create(INSTANCE, name="x", type_definitions="?", **rest)), 400)
    failed((yield lambda aura: aura.data_apis.create(PAUSED, name="x", type_definitions=DEFINITIONS, **rest)), 400)
    failed((yield lambda aura: aura.data_apis.list("00000000")), 404)
    failed((yield lambda aura: aura.data_apis.delete(INSTANCE, "00000000")), 404)


def auth_providers() -> Steps:
    """Providers of a data API that was there before."""
    ids = (INSTANCE, "da000001")
    assert len((yield lambda aura: aura.auth_providers.list(*ids))) == 1
    keyed = yield lambda aura: aura.auth_providers.create(*ids, **KEYED)
    yield lambda aura: aura.auth_providers.create(*ids, **PUBLISHED)
    yield lambda aura: aura.auth_providers.get(*ids, keyed.id)
    assert not (yield lambda aura: aura.auth_providers.update(*ids, keyed.id, enabled=False)).enabled
    yield lambda aura: aura.auth_providers.delete(*ids, keyed.id)
    failed((yield lambda aura: aura.auth_providers.get(*ids, keyed.id)), 404)
    failed((yield lambda aura: aura.auth_providers.create(*ids, name="x", type="jwks")), 400)


# ------------------------------------------------------------------------------------------------ v2beta1


def organizations() -> Steps:
    """An organization, its users and invites."""
    yield lambda aura: aura.organizations.list()
    yield lambda aura: aura.organizations.get()
    failed((yield lambda aura: aura.organizations.get(organization_id="unknown")), 404)
    yield lambda aura: aura.organizations.list_users()
    yield lambda aura: aura.organizations.get_user("user-1")
    yield lambda aura: aura.organizations.update_user("user-1", organization_roles=["organization-admin"])
    yield lambda aura: aura.organizations.delete_user("user-1")
    failed((yield lambda aura: aura.organizations.get_user("user-1")), 404)
    invite = yield lambda aura: aura.organizations.create_invite(email="ann@example.com", roles=["organization-member"])
    yield lambda aura: aura.organizations.list_invites()
    yield lambda aura: aura.organizations.delete_invite(invite.id)
    failed((yield lambda aura: aura.organizations.delete_invite(invite.id)), 400)
    failed((yield lambda aura: aura.organizations.create_invite(email="nobody", roles=[])), 400)


def projects() -> Steps:
    """The projects of an organization, and who may use them."""
    yield lambda aura: aura.projects.list()
    yield lambda aura: aura.projects.list_users()
    yield lambda aura: aura.projects.add_user(user_id="user-1", project_roles=["project-viewer"])
    failed((yield lambda aura: aura.projects.add_user(user_id="user-1", project_roles=["project-viewer"])), 409)
    yield lambda aura: aura.projects.update_user("user-1", project_roles=["project-member"])
    yield lambda aura: aura.projects.delete_user("user-1")
    failed((yield lambda aura: aura.projects.delete_user("user-1")), 404)


def ip_filters() -> Steps:
    """An IP filter that was there before, and a new one."""
    yield lambda aura: aura.ip_filters.list()
    yield lambda aura: aura.ip_filters.get("12345678")
    yield lambda aura: aura.instances.get_ip_filters(INSTANCE)
    made = yield lambda aura: aura.ip_filters.create(name="home", allow_list=[{"ip_range": "10.0.0.0/8"}])
    yield lambda aura: aura.ip_filters.update(str(made.id), description="Ours")
    yield lambda aura: aura.ip_filters.delete(str(made.id))
    failed((yield lambda aura: aura.ip_filters.get(str(made.id))), 404)
    failed((yield lambda aura: aura.ip_filters.create(name="office", allow_list=[])), 409)
    failed((yield lambda aura: aura.ip_filters.create(name="x", allow_list=[{"ip_range": "everybody"}])), 400)


def instances() -> Steps:
    """An instance from its creation to its deletion."""
    new = {"name": "Größe 1", "type": "professional", "memory": "4GB", "storage": "8GB", **PLACE}
    created = yield lambda aura: aura.instances.create(**new)
    yield LONG_ENOUGH
    yield lambda aura: aura.instances.get(created.id)
    yield lambda aura: aura.instances.list()
    yield lambda aura: aura.instances.update(created.id, memory="8GB", storage="16GB")
    failed((yield lambda aura: aura.instances.update(created.id, memory="4GB", storage="8GB")), 409)
    yield LONG_ENOUGH
    assert (yield lambda aura: aura.instances.get(created.id)).memory == "8GB"
    yield lambda aura: aura.instances.delete(created.id)
    yield LONG_ENOUGH
    failed((yield lambda aura: aura.instances.get(created.id)), 404)
    failed((yield lambda aura: aura.instances.create(**new | {"memory": "5GB"})), 400)
    failed((yield lambda aura: aura.instances.create(**new | {"multi_database": True})), 400)


def databases() -> Steps:
    """Databases and their backups, of an instance that was there before."""
    yield lambda aura: aura.databases.list(INSTANCE)
    database = yield lambda aura: aura.databases.create(INSTANCE, name="second")
    yield lambda aura: aura.databases.get(INSTANCE, database.id)
    failed((yield lambda aura: aura.databases.create(INSTANCE, name="second")), 409)
    yield lambda aura: aura.backups.list(INSTANCE, "db-0001")
    yield lambda aura: aura.backups.get(INSTANCE, "db-0001", "backup-0001")
    backup = yield lambda aura: aura.backups.create(INSTANCE, database.id)
    yield LONG_ENOUGH
    yield lambda aura: aura.backups.get(INSTANCE, database.id, backup.id)
    yield lambda aura: aura.backups.restore(INSTANCE, database.id, backup_id=backup.id)
    yield LONG_ENOUGH
    yield lambda aura: aura.instances.get(INSTANCE)
    failed((yield lambda aura: aura.backups.restore(INSTANCE, database.id, backup_id="unknown")), 404)
    yield lambda aura: aura.databases.delete(INSTANCE, database.id)
    yield LONG_ENOUGH
    failed((yield lambda aura: aura.databases.get(INSTANCE, database.id)), 404)
    failed((yield lambda aura: aura.databases.delete(INSTANCE, f"db-{INSTANCE}")), 409)


def sessions() -> Steps:
    """A session that was there before, and a new one."""
    yield lambda aura: aura.sessions.list()
    yield lambda aura: aura.sessions.list_org()
    yield lambda aura: aura.sessions.get("s-00000001")
    created = yield lambda aura: aura.sessions.create(name="sums", memory="4GB", ttl="20m0s", **PLACE)
    yield LONG_ENOUGH
    yield lambda aura: aura.sessions.get(created.id)
    yield lambda aura: aura.sessions.delete(created.id)
    yield LONG_ENOUGH
    failed((yield lambda aura: aura.sessions.get(created.id)), 404)
    yield lambda aura: aura.sessions.estimate_size(node_count=1_000_000, algorithm_categories=["similarity"])
    failed((yield lambda aura: aura.sessions.create(name="x", memory="much", **PLACE)), 400)


def import_jobs() -> Steps:
    """A job that succeeds, one that is cancelled, and one of before."""
    target = ImportCredentials(INSTANCE)
    job = yield lambda aura: aura.import_jobs.create(import_model_id="model-1", aura_credentials=target)
    yield LONG_ENOUGH
    ended = yield lambda aura: aura.import_jobs.get(job.id, progress=True)
    assert ended.info.exit_status.state == "Success"
    failed((yield lambda aura: aura.import_jobs.cancel(job.id)), 400)
    other = yield lambda aura: aura.import_jobs.create(import_model_id="model-1")
    yield lambda aura: aura.import_jobs.cancel(other.id)
    yield lambda aura: aura.import_jobs.get(other.id)
    assert (yield lambda aura: aura.import_jobs.get("job-0001")).info.exit_status.state == "Failure"
    failed((yield lambda aura: aura.import_jobs.get("unknown")), 404)
    target = ImportCredentials(PAUSED)
    failed((yield lambda aura: aura.import_jobs.create(import_model_id="x", aura_credentials=target)), 400)


def virtual_graphs() -> Steps:
    """A virtual graph from its creation to its deletion, and some of before, in pages."""
    assert len((yield lambda aura: aura.virtual_graphs.list(page_limit=2))) == 3
    yield lambda aura: aura.virtual_graphs.get_allowed_configs()
    new = {"name": "sales", "data_source_id": "source-1", "import_model_id": "model-1", **PLACE}
    created = yield lambda aura: aura.virtual_graphs.create(**new)
    yield LONG_ENOUGH
    yield lambda aura: aura.virtual_graphs.get(created.id)
    yield lambda aura: aura.virtual_graphs.update(created.id, memory="8Gi")
    yield LONG_ENOUGH
    assert (yield lambda aura: aura.virtual_graphs.get(created.id)).memory == "8Gi"
    yield lambda aura: aura.virtual_graphs.delete(created.id)
    yield LONG_ENOUGH
    failed((yield lambda aura: aura.virtual_graphs.get(created.id)), 404)
    failed((yield lambda aura: aura.virtual_graphs.create(**new | {"memory": "5Gi"})), 400)


def _by_examples(tag: str) -> Callable[[], Steps]:
    """Every operation of a tag that the sandbox responds to with the example of its document."""

    def call(one: Documented) -> Call:
        ids, named = one.arguments(one.sample)
        own = {name: value for name, value in named.items() if name not in one.operation.scope}
        return lambda aura: getattr(getattr(aura, one.tag), one.method)(*ids, **own)

    def steps() -> Steps:
        for one in operations("v2beta1"):
            if one.tag == tag:
                yield call(one)

    return steps


_USER = {"users": [{"user_id": "user-1", "email": "user-1@example.com"}]}
_MULTI = {"id": INSTANCE, "name": "orders", "type": "business-critical", "multi_database": True}
_OFFICE = {"id": 12345678, "name": "office", "allow_list": ["192.0.2.0/24"], "instances": [INSTANCE]}
STORIES = (
    Story("v1beta5", "data_apis", data_apis, {"instances": INSTANCES}),
    Story("v1beta5", "refused_data_apis", refused_data_apis, {"instances": INSTANCES}),
    Story(
        "v1beta5", "auth_providers", auth_providers,
        {
            "instances": INSTANCES,
            "data_apis": [{"id": "da000001", "instance": INSTANCE}],
            "auth_providers": [{"id": "provider-1", "data_api": "da000001", "name": "first"}],
        },
    ),
    Story("v2beta1", "organizations", organizations, _USER),
    Story("v2beta1", "projects", projects, _USER),
    Story("v2beta1", "ip_filters", ip_filters, {"instances": INSTANCES, "ip_filters": [_OFFICE]}),
    Story("v2beta1", "instances", instances, {}),
    Story(
        "v2beta1", "databases", databases,
        {
            "instances": [_MULTI],
            "databases": [{"id": "db-0001", "instance": INSTANCE, "name": "first"}],
            "backups": [{"id": "backup-0001", "instance": INSTANCE, "database": "first"}],
        },
    ),
    Story(
        "v2beta1", "sessions", sessions, {"sessions": [{"id": "s-00000001", "name": "before", "memory": "4GB"}]}
    ),
    Story(
        "v2beta1", "import_jobs", import_jobs,
        {"instances": INSTANCES, "import_jobs": [{"id": "job-0001", "instance": INSTANCE, "status": "Failure"}]},
    ),
    Story(
        "v2beta1", "virtual_graphs", virtual_graphs,
        {"virtual_graphs": [{"id": f"ge00000{number}", "name": f"graph {number}"} for number in range(3)]},
    ),
    *(Story("v2beta1", tag, _by_examples(tag), {}) for tag in ("agents", "deployments", "activity_feed", "billing")),
)  # fmt: skip

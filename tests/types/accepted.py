"""What users may write: all of it passes mypy and pyright, both strict, and results have the types that are said here.

Nobody runs it; `test_types.py` has it checked.
"""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Unpack, assert_type

import httpx

import aurakit
import aurakit.hooks
from aurakit import (
    APIError,
    AsyncAura,
    Attempt,
    Aura,
    AuraDeprecationWarning,
    AuraError,
    AuthenticationError,
    BadRequestError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    Connection,
    ConnectionFailedError,
    Ensured,
    ErrorDetail,
    FileStore,
    ForbiddenError,
    InstanceMismatchError,
    InvalidArgumentError,
    NotFoundError,
    OutcomeUnknownError,
    PaymentRequiredError,
    PollStatus,
    Progress,
    RateLimit,
    RateLimitError,
    RedisStore,
    RequestTimeoutError,
    ResponseDecodeError,
    Secret,
    ServerError,
    Token,
    UnauthorizedError,
    WaitAllError,
    WaitError,
    WaitFailedError,
    WaitTimeoutError,
    __version__,
    connection,
    otel,
    progress,
    v1,
)
from aurakit.stores import Ask, MemoryStore, Permit, Store
from aurakit.v1 import (
    AsyncCustomerManagedKeys,
    AsyncInstances,
    AsyncProjects,
    AsyncSessions,
    AsyncSnapshots,
    CdcEnrichmentMode,
    CloudProvider,
    CreatedInstance,
    CreatedSnapshot,
    CustomerManagedKey,
    CustomerManagedKeys,
    CustomerManagedKeySummary,
    DeletedSession,
    Instance,
    InstanceConfiguration,
    InstanceCreateParams,
    InstanceEnsureParams,
    Instances,
    InstanceSizeEstimate,
    InstanceStatus,
    InstanceSummary,
    InstanceType,
    MetricsIntegration,
    Project,
    Projects,
    ProjectSummary,
    Session,
    Sessions,
    SessionSizeEstimate,
    SessionStatus,
    Snapshot,
    SnapshotProfile,
    Snapshots,
    SnapshotStatus,
)
from aurakit_raw.v1.api.instances import create_instance, get_instance
from aurakit_raw.v1.api.projects import list_projects

# ------------------------------------------------------------------------------------------------ clients


def clients() -> None:
    assert_type(Aura(), Aura)
    assert_type(v1.Aura("id", "secret"), Aura)
    assert_type(v1.AsyncAura("id", "secret"), AsyncAura)
    __version__.upper()
    Aura(
        client_id="id",
        client_secret="secret",
        base_url="https://api.neo4j.io",
        timeout=30,
        max_retries=0,
        rate_limit=RateLimit(60, per=60.0),
        store=FileStore(Path("shared.sqlite3")),
        max_response_bytes=1_000_000,
        transport=httpx.HTTPTransport(),
        proxy="http://localhost:8080",
        verify=ssl.create_default_context(),
        trust_env=False,
        user_agent="a-program/1.0",
    )
    Aura(rate_limit=None, store=None, transport=None, proxy=httpx.Proxy("http://localhost:8080"), verify="ca.pem")
    AsyncAura(transport=httpx.AsyncHTTPTransport(), proxy=httpx.URL("http://localhost:8080"), verify=False)
    FileStore()
    FileStore("shared.sqlite3")
    Aura(store=RedisStore("redis://localhost"))


class Kept(MemoryStore):
    """A store of a user's own."""

    def save(self, key: str, token: Token, timeout: float) -> None:
        assert_type(token.value, Secret)
        assert_type(token.value.reveal(), str)

    def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
        assert_type(ask.rates, tuple[RateLimit, ...])
        return Permit(0.0, "slot")


def stored() -> None:
    store: Store = Kept()
    Aura(store=store)


def ensured(aura: Aura) -> None:
    made = aura.instances.ensure(
        name="n", tenant_id="t", version="5", region="r", memory="2GB", type="free-db", cloud_provider="gcp"
    )
    assert_type(made, Ensured)
    assert_type(made.connection, Connection | None)
    assert_type(connection(made), Connection)


def daily(aura: Aura) -> None:
    found = aura.instances.find("orders", tenant_id="t")
    assert_type(found, Instance)
    assert_type(aura.instances.ensure_running(found.id, timeout=60), Instance)
    assert_type(aura.instances.ensure_paused(found.id), Instance)
    shown = progress()
    assert_type(shown, Progress)
    aura.wait(found, on_poll=shown)
    try:
        assert_type(aura.wait_all([found, None], timeout=60, on_poll=shown), list[Any])
    except WaitAllError as error:
        assert_type(error.failures, tuple[tuple[Any, AuraError], ...])


def used_and_closed() -> None:
    with Aura() as aura:
        assert_type(aura, Aura)
        assert_type(aura.with_options(timeout=5, max_retries=1), Aura)
        with aura.with_options(timeout=None) as patient:
            assert_type(patient, Aura)
    aura.close()


def watch(event: aurakit.hooks.Event) -> None:
    """A hook, which a checker narrows by class."""
    assert_type(event.call, aurakit.hooks.Call)
    match event:
        case aurakit.hooks.CallStarted():
            assert_type(event.call.parent, aurakit.hooks.Call | None)
        case aurakit.hooks.AttemptStarted():
            assert_type(event.queued, float)
        case aurakit.hooks.AttemptEnded():
            assert_type(event.status, int | None)
            assert_type(event.headers, Mapping[str, str])
            print(event.decision == "retry", event.delay)
        case aurakit.hooks.CallEnded():
            assert_type(event.error_type, str | None)


def seams() -> None:
    hook: aurakit.hooks.Hook = otel.hook()
    Aura(default_headers={"X-Team": "data"}, hooks=[watch, hook, lambda event: event.call], allow_http=True)
    AsyncAura(default_headers=None, hooks=(watch,), allow_http=None)


def from_a_file(aura: Aura, loaded: Any) -> None:
    spec: InstanceEnsureParams = loaded
    assert_type(aura.instances.ensure(**spec), Ensured)
    made: InstanceCreateParams = {
        "name": "n", "tenant_id": "t", "version": "5", "region": "r", "memory": "2GB", "type": "free-db",
        "cloud_provider": CloudProvider.GCP, "storage": None, "graph_analytics_plugin": True,
    }  # fmt: skip
    assert_type(aura.instances.create(**made), CreatedInstance)
    handed_on(aura, **made)


def handed_on(aura: Aura, **arguments: Unpack[InstanceCreateParams]) -> CreatedInstance:
    print(arguments["name"], arguments.get("storage"))
    return aura.instances.create(**arguments)


async def from_a_file_async(aura: AsyncAura, spec: InstanceEnsureParams) -> Ensured:
    return await aura.instances.ensure(**spec)


def annotated(aura: Aura, aura_async: AsyncAura) -> None:
    instances: Instances = aura.instances
    snapshots: Snapshots = aura.snapshots
    projects: Projects = aura.projects
    keys: CustomerManagedKeys = aura.customer_managed_keys
    sessions: Sessions = aura.sessions
    print(instances, snapshots, projects, keys, sessions)
    instances_async: AsyncInstances = aura_async.instances
    snapshots_async: AsyncSnapshots = aura_async.snapshots
    projects_async: AsyncProjects = aura_async.projects
    keys_async: AsyncCustomerManagedKeys = aura_async.customer_managed_keys
    sessions_async: AsyncSessions = aura_async.sessions
    print(instances_async, snapshots_async, projects_async, keys_async, sessions_async)


class Ours(Aura):
    """A class of a user's own."""


def subclassed() -> None:
    assert_type(Ours().with_options(max_retries=2), Ours)


# ------------------------------------------------------------------------------------------------ instances


def instances(aura: Aura) -> None:
    assert_type(aura.instances.list(), list[InstanceSummary])
    assert_type(aura.instances.list(tenant_id="project"), list[InstanceSummary])
    assert_type(aura.instances.get("id"), Instance)
    created = aura.instances.create(
        name="name", tenant_id="project", version="5", region="europe-west1", memory="2GB", type="professional-db",
        cloud_provider="gcp",
    )  # fmt: skip
    assert_type(created, CreatedInstance)
    aura.instances.create(
        name="name", tenant_id="project", version="5", region="europe-west1", memory="2GB",
        type=InstanceType.ENTERPRISE_DB, cloud_provider=CloudProvider.GCP, source_instance_id="id",
        source_snapshot_id="snapshot", customer_managed_key_id="key", vector_optimized=True,
        graph_analytics_plugin=False, storage="4GB",
    )  # fmt: skip
    ensured = aura.instances.ensure(
        name="name", tenant_id="project", version="5", region="europe-west1", memory="2GB", type=InstanceType.FREE_DB,
        cloud_provider="gcp", storage=None, cdc_enrichment_mode=CdcEnrichmentMode.DIFF, secondaries_count=1,
        update=True,
    )  # fmt: skip
    assert_type(ensured.instance, Instance | CreatedInstance)
    assert_type(ensured.id, str)
    assert_type(ensured.created, bool)
    assert_type(ensured.compared, Mapping[str, Any])
    assert_type(ensured.connection, Connection | None)
    fitting = aura.instances.check(tenant_id="project", type=InstanceType.FREE_DB, region=None, upgrade=False)
    assert_type(fitting, list[InstanceConfiguration])


def changes(aura: Aura) -> None:
    assert_type(aura.instances.update("id", name="other"), Instance)
    assert_type(aura.instances.update("id", memory="4GB", cdc_enrichment_mode="FULL", secondaries_count=0), Instance)
    assert_type(aura.instances.upgrade("id"), Instance)
    assert_type(aura.instances.upgrade("id", memory="4GB", storage="8GB"), Instance)
    assert_type(aura.instances.overwrite("id", source_instance_id="other"), Instance)
    aura.instances.overwrite("id", source_instance_id="other", source_snapshot_id="snapshot")
    assert_type(aura.instances.pause("id"), Instance)
    assert_type(aura.instances.resume("id"), Instance)
    assert_type(aura.instances.delete("id"), Instance | None)
    size = aura.instances.estimate_size(
        node_count=10, relationship_count=10, instance_type=InstanceType.ENTERPRISE_DS, algorithm_categories=["a"]
    )
    assert_type(size, InstanceSizeEstimate)
    aura.instances.estimate_size(node_count=10, relationship_count=10, algorithm_categories=("a", "b"))


# ------------------------------------------------------------------------------------------------ other resources


def others(aura: Aura) -> None:
    assert_type(aura.snapshots.list("id"), list[Snapshot])
    aura.snapshots.list("id", date=datetime.date(2025, 1, 1))
    aura.snapshots.list("id", date="2025-01-01")
    aura.snapshots.list("id", date=None)
    assert_type(aura.snapshots.create("id"), Snapshot)
    assert_type(aura.snapshots.get("id", "snapshot"), Snapshot)
    assert_type(aura.snapshots.restore("id", "snapshot"), Instance)

    assert_type(aura.projects.list(), list[ProjectSummary])
    assert_type(aura.projects.get("project"), Project)
    assert_type(aura.projects.get_metrics_integration("project"), MetricsIntegration)

    assert_type(aura.customer_managed_keys.list(tenant_id="project"), list[CustomerManagedKeySummary])
    assert_type(aura.customer_managed_keys.get("key"), CustomerManagedKey)
    key = aura.customer_managed_keys.create(
        key_id="arn", name="key", instance_type="enterprise-db", tenant_id="project", cloud_provider=CloudProvider.AWS,
        region="us-east-1",
    )  # fmt: skip
    assert_type(key, CustomerManagedKey)
    aura.customer_managed_keys.delete("key")


def sessions(aura: Aura) -> None:
    for session in aura.sessions.list(instance_id="id", tenant_id="project", organization_id="organization"):
        assert_type(session, Session)
    assert_type(aura.sessions.create(name="sums", memory="4GB"), Session)
    aura.sessions.create(name="sums", memory="4Gi", ttl="20m0s", cloud_provider="gcp", region="europe-west1")
    assert_type(aura.sessions.get("session"), Session)
    size = aura.sessions.estimate_size(node_count=1, relationship_count=2, node_label_count=3, algorithm_categories=[])
    assert_type(size, SessionSizeEstimate)
    assert_type(aura.sessions.delete("session"), DeletedSession | None)


# ------------------------------------------------------------------------------------------------ waiting


def waits(aura: Aura, anything: Any, created: CreatedInstance, snapshot: Snapshot, key: CustomerManagedKey) -> None:
    assert_type(aura.wait(created), Instance)
    assert_type(aura.wait(aura.instances.pause("id"), timeout=60, on_poll=print), Instance)
    assert_type(aura.wait(snapshot, 60.0), Snapshot)
    assert_type(aura.wait(key), CustomerManagedKey)
    assert_type(aura.wait_all([created, snapshot, key], 60.0, on_poll=print), list[Any])
    assert_type(aura.instances.find("name", tenant_id="project"), Instance)
    assert_type(aura.instances.ensure_running("id"), Instance)
    assert_type(aura.instances.ensure_paused("id", timeout=60), Instance)
    assert_type(aura.wait(aura.sessions.get("session")), Session)
    assert_type(aura.wait(aura.instances.delete("id")), Instance | None)
    ensured = aura.instances.ensure(
        name="n", tenant_id="p", version="5", region="r", memory="2GB", type="free-db", cloud_provider="gcp"
    )
    assert_type(aura.wait(ensured), Instance)
    assert_type(aura.wait(anything), Any)  # what comes back for something untyped is not taken for None


def waits_for_nothing(aura: Aura, deleted: DeletedSession, perhaps: DeletedSession | None) -> None:
    aura.wait(None)
    aura.wait(deleted)
    aura.wait(perhaps)
    aura.wait(aura.sessions.delete("session"))


def polls(aura: Aura) -> None:
    def on_poll(state: str, seconds: float) -> None:
        assert_type(PollStatus(state).error, AuraError | None)
        print(state.upper(), round(seconds))

    aura.wait(aura.instances.resume("id"), timeout=600.0, on_poll=on_poll)


def polls_that_fail(aura: Aura) -> None:
    def on_poll(status: str, seconds: float) -> None:
        if isinstance(status, aurakit.PollStatus):
            assert_type(status.error, AuraError | None)
        print(status.upper(), round(seconds))

    aura.wait(aura.instances.resume("id"), on_poll=on_poll)


# ------------------------------------------------------------------------------------------------ models and enums


def fields(instance: Instance, snapshot: Snapshot, session: Session, project: Project) -> None:
    assert_type(instance.id, str)
    assert_type(instance.status, InstanceStatus)
    assert_type(instance.connection_url, str | None)
    assert_type(instance.created_at, datetime.datetime | None)
    assert_type(instance.graph_nodes, int | str | None)
    assert_type(instance.type, InstanceType | None)
    assert_type(instance.to_dict(), dict[str, Any])
    assert_type(instance.to_json(indent=2), str)
    assert_type(Instance.from_dict({}), Instance)
    assert_type(snapshot.status, SnapshotStatus)
    assert_type(snapshot.profile, SnapshotProfile | None)
    assert_type(session.status, SessionStatus | None)
    assert_type(session.errors, list[v1.ErrorDetail] | None)
    assert_type(project.instance_configurations, list[InstanceConfiguration])
    assert_type(CreatedSnapshot(snapshot_id="snapshot").snapshot_id, str)


def members(instance: Instance) -> str:
    """A status is a text, compared with a member or with what it is called; one that is not documented, as text."""
    if instance.status == "paused":
        return instance.status
    if instance.status in {InstanceStatus.RUNNING, InstanceStatus.UPDATING}:
        return instance.status.upper()
    soon = {InstanceStatus.LOADING: "soon"}
    return "in a while" if str(instance.status) == "resizing" else soon.get(instance.status, "who knows")


def credentials(created: CreatedInstance) -> None:
    assert_type(created.password, str)
    created.password = "another"
    made = CreatedInstance("id", "neo4j+s://id", "neo4j", "password", name="one")
    assert_type(CreatedInstance(id="id", connection_url="", username="", password=made.password), CreatedInstance)
    how = connection(created)
    assert_type(how, Connection)
    assert_type(how.uri, str)
    assert_type(how.auth, tuple[str, str])
    assert_type(how.write(), str)
    assert_type(how.write(Path("instance.env")), str)
    assert_type(how.password, str)
    assert_type(how.dotenv_text(), str)


# ------------------------------------------------------------------------------------------------ errors


def errors(aura: Aura) -> None:
    try:
        aura.instances.get("id")
    except (BadRequestError, UnauthorizedError, PaymentRequiredError, ForbiddenError, NotFoundError, ConflictError):
        raise
    except ServerError as error:
        assert_type(error.outcome_unknown, bool)
    except RateLimitError as error:
        assert_type(error.retry_after, float | None)
    except APIError as error:
        assert_type(error.status_code, int)
        assert_type(error.reason, str | None)
        assert_type(error.errors, tuple[ErrorDetail, ...])
        assert_type([detail.message for detail in error.errors], list[str])
        assert_type([detail.field for detail in error.errors], list[str | None])
    except (RequestTimeoutError, OutcomeUnknownError, ConnectionFailedError) as error:
        assert_type(error.retry_after, float | None)
    except InvalidArgumentError as error:
        also: ValueError = error
        raise also from None
    except (ConfigurationError, ClientClosedError):
        raise
    except (AuthenticationError, ResponseDecodeError) as error:
        assert_type(error.status_code, int | None)
    except AuraError as error:
        assert_type(error.request_id, str | None)
        assert_type(error.method, str | None)
        assert_type(error.path, str | None)
        assert_type(error.attempts, tuple[Attempt, ...])


def errors_of_waits(aura: Aura, instance: Instance) -> None:
    try:
        aura.wait(instance)
    except WaitFailedError as error:
        assert_type(error.reason, str)
    except (WaitTimeoutError, WaitError) as error:
        assert_type(error.state, str | None)
    except InstanceMismatchError as error:
        assert_type(error.differences, dict[str, tuple[Any, Any]])


def warned() -> type[Warning]:
    return AuraDeprecationWarning


# ------------------------------------------------------------------------------------------------ the raw client


def raw(aura: Aura) -> None:
    response = aura.raw.call(list_projects.request())
    assert_type(response.parsed, list[ProjectSummary])
    assert_type(response.status_code, int)
    assert_type(response.headers, Mapping[str, str])
    assert_type(response.content, bytes)
    assert_type(response.request_id, str | None)
    assert_type(aura.raw.call(get_instance.request("id")).parsed, Instance)
    created = create_instance.request(
        name="n", tenant_id="p", version="5", region="r", memory="2GB", type="free-db", cloud_provider="gcp"
    )
    assert_type(aura.raw.call(created).parsed, CreatedInstance)
    assert_type(aura.raw.http, httpx.Client)
    assert_type(aura.raw.http.get("/instances").status_code, int)


# ------------------------------------------------------------------------------------------------ asynchronously


async def async_instances(aura: AsyncAura) -> None:
    assert_type(await aura.instances.list(), list[InstanceSummary])
    assert_type(await aura.instances.get("id"), Instance)
    created = await aura.instances.create(
        name="name", tenant_id="project", version="5", region="europe-west1", memory="2GB", type=InstanceType.FREE_DB,
        cloud_provider="gcp",
    )  # fmt: skip
    assert_type(created, CreatedInstance)
    ensured = await aura.instances.ensure(
        name="n", tenant_id="p", version="5", region="r", memory="2GB", type="free-db", cloud_provider="gcp"
    )
    assert_type(ensured.connection, Connection | None)
    assert_type(await aura.instances.check(tenant_id="project"), list[InstanceConfiguration])
    assert_type(await aura.instances.find("neo4j+s://id.databases.neo4j.io"), Instance)
    assert_type(await aura.instances.ensure_running("id"), Instance)
    assert_type(await aura.instances.ensure_paused("id", timeout=60), Instance)
    assert_type(await aura.wait_all(iter([None]), on_poll=progress()), list[Any])
    assert_type(await aura.instances.update("id", name="other"), Instance)
    assert_type(await aura.instances.upgrade("id"), Instance)
    assert_type(await aura.instances.overwrite("id", source_instance_id="other"), Instance)
    assert_type(await aura.instances.pause("id"), Instance)
    assert_type(await aura.instances.resume("id"), Instance)
    assert_type(await aura.instances.delete("id"), Instance | None)
    assert_type(await aura.instances.estimate_size(node_count=1, relationship_count=1), InstanceSizeEstimate)


async def async_others(aura: AsyncAura) -> None:
    assert_type(await aura.snapshots.list("id", date=datetime.date(2025, 1, 1)), list[Snapshot])
    assert_type(await aura.snapshots.create("id"), Snapshot)
    assert_type(await aura.snapshots.get("id", "snapshot"), Snapshot)
    assert_type(await aura.snapshots.restore("id", "snapshot"), Instance)
    assert_type(await aura.projects.list(), list[ProjectSummary])
    assert_type(await aura.projects.get("project"), Project)
    assert_type(await aura.projects.get_metrics_integration("project"), MetricsIntegration)
    assert_type(await aura.customer_managed_keys.list(), list[CustomerManagedKeySummary])
    assert_type(await aura.customer_managed_keys.get("key"), CustomerManagedKey)
    key = await aura.customer_managed_keys.create(
        key_id="arn", name="key", instance_type=InstanceType.ENTERPRISE_DS, tenant_id="project", cloud_provider="aws",
        region="us-east-1",
    )  # fmt: skip
    assert_type(key, CustomerManagedKey)
    await aura.customer_managed_keys.delete("key")
    for session in await aura.sessions.list():
        assert_type(session, Session)
    assert_type(await aura.sessions.create(name="sums", memory="4GB"), Session)
    assert_type(await aura.sessions.get("session"), Session)
    assert_type(await aura.sessions.delete("session"), DeletedSession | None)
    assert_type(await aura.sessions.estimate_size(node_count=1, relationship_count=1), SessionSizeEstimate)


async def async_life(anything: Any) -> None:
    async with AsyncAura(max_retries=1) as aura:
        assert_type(aura, AsyncAura)
        assert_type(aura.with_options(timeout=5), AsyncAura)
        assert_type(await aura.wait(await aura.instances.pause("id"), timeout=60, on_poll=print), Instance)
        assert_type(await aura.wait(await aura.snapshots.create("id")), Snapshot)
        assert_type(await aura.wait(await aura.instances.delete("id")), Instance | None)
        await aura.wait(await aura.sessions.delete("session"))
        await aura.wait(None)
        assert_type(await aura.wait(anything), Any)
        response = await aura.raw.call(list_projects.request())
        assert_type(response.parsed, list[ProjectSummary])
        assert_type(aura.raw.http, httpx.AsyncClient)
    await aurakit.AsyncAura().aclose()

"""What users may write with v1beta5 and v2beta1: all of it passes mypy and pyright, both strict.

Nobody runs it; `test_types.py` has it checked.
"""

from __future__ import annotations

from typing import Any, assert_type

from aurakit import AsyncAura, Aura, Connection, connection, v1beta5, v2beta1
from aurakit_raw.types import AsyncPages, Page, Pages

# ------------------------------------------------------------------------------------------------ clients


def clients() -> None:
    assert_type(Aura().v2beta1, v2beta1.Aura)
    assert_type(Aura().v1beta5, v1beta5.Aura)
    assert_type(AsyncAura().v2beta1, v2beta1.AsyncAura)
    assert_type(AsyncAura().v1beta5, v1beta5.AsyncAura)
    v2 = v2beta1.Aura("id", "secret", organization_id="o", project_id="p", timeout=30)
    assert_type(v2.with_options(project_id="other", max_retries=0), v2beta1.Aura)
    Aura(organization_id="o", project_id=None)
    with v1beta5.Aura() as data_apis:
        assert_type(data_apis, v1beta5.Aura)


# ------------------------------------------------------------------------------------------------ v2beta1


def scoped(aura: v2beta1.Aura) -> None:
    assert_type(aura.agents.list(), list[v2beta1.AgentSummary])
    assert_type(aura.agents.list(organization_id="o", project_id="p"), list[v2beta1.AgentSummary])
    assert_type(aura.instances.get("id"), v2beta1.Instance)


def paged(aura: v2beta1.Aura) -> None:
    feed = aura.activity_feed.get_organization(start="2026-01-01", end="2026-02-01", page_limit=10)
    assert_type(feed, Pages[v2beta1.Activity])
    for activity in feed:
        assert_type(activity, v2beta1.Activity)
    for page in feed.pages():
        assert_type(page, Page[v2beta1.Activity])
        assert_type(page.next, str | None)


async def paged_async(aura: v2beta1.AsyncAura) -> None:
    sessions = aura.sessions.list()
    assert_type(sessions, AsyncPages[v2beta1.Session])
    assert_type([session async for session in sessions], list[v2beta1.Session])


def annotated(aura: v2beta1.Aura, aura_async: v2beta1.AsyncAura) -> None:
    assert_type(aura.activity_feed, v2beta1.ActivityFeed)
    assert_type(aura_async.activity_feed, v2beta1.AsyncActivityFeed)
    assert_type(aura.agents, v2beta1.Agents)
    assert_type(aura_async.agents, v2beta1.AsyncAgents)
    assert_type(aura.backups, v2beta1.Backups)
    assert_type(aura_async.backups, v2beta1.AsyncBackups)
    assert_type(aura.billing, v2beta1.Billing)
    assert_type(aura_async.billing, v2beta1.AsyncBilling)
    assert_type(aura.databases, v2beta1.Databases)
    assert_type(aura_async.databases, v2beta1.AsyncDatabases)
    assert_type(aura.deployments, v2beta1.Deployments)
    assert_type(aura_async.deployments, v2beta1.AsyncDeployments)
    assert_type(aura.import_jobs, v2beta1.ImportJobs)
    assert_type(aura_async.import_jobs, v2beta1.AsyncImportJobs)
    assert_type(aura.instances, v2beta1.Instances)
    assert_type(aura_async.instances, v2beta1.AsyncInstances)
    assert_type(aura.ip_filters, v2beta1.IpFilters)
    assert_type(aura_async.ip_filters, v2beta1.AsyncIpFilters)
    assert_type(aura.organizations, v2beta1.Organizations)
    assert_type(aura_async.organizations, v2beta1.AsyncOrganizations)
    assert_type(aura.projects, v2beta1.Projects)
    assert_type(aura_async.projects, v2beta1.AsyncProjects)
    assert_type(aura.sessions, v2beta1.Sessions)
    assert_type(aura_async.sessions, v2beta1.AsyncSessions)
    assert_type(aura.virtual_graphs, v2beta1.VirtualGraphs)
    assert_type(aura_async.virtual_graphs, v2beta1.AsyncVirtualGraphs)


def waits(aura: v2beta1.Aura, anything: Any, created: v2beta1.CreatedInstance) -> None:
    assert_type(aura.wait(created), v2beta1.Instance)
    assert_type(aura.wait(aura.instances.update("id", memory="8GB", storage="16GB"), timeout=60), v2beta1.Instance)
    assert_type(aura.wait(aura.instances.delete("id")), v2beta1.Instance | None)
    assert_type(aura.wait(aura.databases.create("id", name="d")), v2beta1.Database)
    assert_type(aura.wait(aura.databases.delete("id", "d")), v2beta1.Database | None)
    assert_type(aura.wait(aura.backups.create("id", "d"), on_poll=print), v2beta1.Backup)
    assert_type(aura.wait(aura.backups.restore("id", "d", backup_id="b")), v2beta1.Instance)
    assert_type(aura.wait(aura.sessions.create(name="s", memory="8GB")), v2beta1.Session)
    assert_type(aura.wait(aura.import_jobs.create(import_model_id="m")), v2beta1.ImportJob)
    assert_type(aura.wait(aura.import_jobs.cancel("j")), v2beta1.ImportJob)
    assert_type(aura.wait(aura.virtual_graphs.update("g", memory="4Gi")), v2beta1.VirtualGraph)
    assert_type(aura.wait(aura.virtual_graphs.delete("g")), v2beta1.VirtualGraph | None)
    assert_type(aura.wait(anything), Any)
    aura.wait(None)
    aura.wait(aura.sessions.delete("s"))


async def waits_async(aura: v2beta1.AsyncAura) -> None:
    assert_type(await aura.wait(await aura.backups.create("id", "d")), v2beta1.Backup)
    assert_type(await aura.wait(await aura.instances.delete("id")), v2beta1.Instance | None)
    await aura.wait(await aura.sessions.delete("s"))


def told_once(created: v2beta1.CreatedInstance, token: v2beta1.DeploymentToken) -> None:
    assert_type(connection(created), Connection)
    assert_type(token.token, str)
    token.token = v2beta1.DeploymentToken(token="t").token
    assert_type(v2beta1.ImportCredentials(db_id="id", user=None, password=None).password, str | None)
    assert_type(v2beta1.secrets_of(token, name="production"), v2beta1.OneTimeSecrets)
    assert_type(v2beta1.secrets_of(token).values, dict[str, str])
    assert_type(v2beta1.secrets_of(token).write("token.env"), str)


# ------------------------------------------------------------------------------------------------ v1beta5


def annotated_of_data_apis(aura: v1beta5.Aura, aura_async: v1beta5.AsyncAura) -> None:
    assert_type(aura.auth_providers, v1beta5.AuthProviders)
    assert_type(aura_async.auth_providers, v1beta5.AsyncAuthProviders)
    assert_type(aura.data_apis, v1beta5.DataApis)
    assert_type(aura_async.data_apis, v1beta5.AsyncDataApis)


def data_apis(aura: v1beta5.Aura) -> None:
    created = aura.data_apis.create(
        "id", name="n", type_definitions="dHlwZQ==",
        aura_instance=v1beta5.InstanceCredentials(username="neo4j", password="p"),
        security={"authentication_providers": [{"name": "key", "type": "api-key"}]},
    )  # fmt: skip
    assert_type(created, v1beta5.CreatedDataApi)
    assert_type(v1beta5.secrets_of(created), v1beta5.OneTimeSecrets)
    assert_type(aura.wait(created), v1beta5.DataApi)
    assert_type(aura.wait(aura.data_apis.pause("id", "a")), v1beta5.DataApi)
    assert_type(aura.wait(aura.data_apis.delete("id", "a")), v1beta5.DataApi | None)
    aura.wait(None)


async def data_apis_async(aura: v1beta5.AsyncAura) -> None:
    assert_type(await aura.data_apis.list("id"), list[v1beta5.DataApiSummary])
    assert_type(await aura.wait(await aura.data_apis.resume("id", "a")), v1beta5.DataApi)

"""What users may not write: mypy and pyright, both strict, refuse each line that is marked, and no other.

Nobody runs it; `test_types.py` has it checked. The checks of the whole project leave it out.
"""

from __future__ import annotations

import datetime

import httpx

import aurakit
from aurakit import AsyncAura, Aura, FileStore, RateLimit, connection, v1beta5, v2beta1
from aurakit import AuraClient  # refused: there is no such name
from aurakit.v1 import (
    CreatedInstance,
    Instance,
    InstanceCreateParams,
    InstanceEnsureParams,
    Instances,
    InstanceStatus,
    InstanceType,
    Snapshot,
)
from aurakit.v1 import InstanceSize  # refused: there is no such model
from aurakit_raw.v1.api.instances import get_instance

PLACE = "europe-west1"


def clients() -> None:
    aurakit.Client()  # refused: there is no such name
    Aura(client="id")  # refused: a misspelt argument
    Aura("id", "secret", "https://api.neo4j.io")  # refused: options are given by name
    Aura(timeout="60")  # refused: seconds are a number
    Aura(timeout=None)  # refused: there is always a deadline
    Aura(max_retries=1.5)  # refused: half a repetition
    Aura(rate_limit=125)  # refused: a number alone is no limit
    Aura(store="shared.sqlite3")  # refused: a path is no store
    Aura(transport=httpx.AsyncHTTPTransport())  # refused: the other client's transport
    AsyncAura(transport=httpx.HTTPTransport())  # refused: the other client's transport
    RateLimit("125", per=60.0)  # refused: a limit is a number
    FileStore(3)  # refused: not a path


def resources(aura: Aura) -> None:
    aura.instance.list()  # refused: a misspelt resource
    aura.tenants.list()  # refused: they are called projects
    aura.instances.lst()  # refused: a misspelt operation
    aura.projects.delete("project")  # refused: there is no such operation
    aura.with_options(base_url="https://api.neo4j.io")  # refused: not an option that can change
    aura.aclose()  # refused: the other client's end


def instances(aura: Aura) -> None:
    aura.instances.get()  # refused: an id is needed
    aura.instances.get(None)  # refused: an id is needed
    aura.instances.get(12345)  # refused: an id is text
    aura.instances.list("project")  # refused: a filter is given by name
    aura.instances.list(project_id="project")  # refused: it is called tenant_id
    aura.instances.create(name="n", region=PLACE)  # refused: required arguments are missing
    aura.instances.update("id", size="4GB")  # refused: there is no such argument
    aura.instances.update("id", vector_optimized="yes")  # refused: true or false
    aura.instances.update("id", secondaries_count="2")  # refused: a number
    aura.instances.update("id", cdc_enrichment_mode=False)  # refused: off is the text OFF
    aura.instances.overwrite("id", "other")  # refused: the source is given by name
    aura.instances.overwrite("id")  # refused: a source is needed
    aura.instances.upgrade("id", memory=4)  # refused: a size is text
    aura.instances.check()  # refused: a project is needed
    aura.instances.estimate_size(node_count=1)  # refused: both counts are needed
    aura.instances.estimate_size(node_count="1", relationship_count=1)  # refused: a count is a number
    aura.instances.estimate_size(node_count=1, relationship_count=1, algorithm_categories=[1])  # refused: texts


def others(aura: Aura) -> None:
    aura.snapshots.get("snapshot")  # refused: the instance's id is needed too
    aura.snapshots.list("id", date=20250101)  # refused: a date or a text
    aura.snapshots.list("id", date=datetime.timedelta(days=1))  # refused: a date or a text
    aura.snapshots.list("id", datetime.date(2025, 1, 1))  # refused: a filter is given by name
    aura.customer_managed_keys.create(name="key")  # refused: required arguments are missing
    aura.sessions.create(name="sums")  # refused: memory is needed
    aura.sessions.create(name="sums", memory="4GB", ttl=20)  # refused: a text such as 20m0s


def results(aura: Aura, instance: Instance, snapshot: Snapshot) -> None:
    instance.stauts  # refused: a misspelt field
    instance.password  # refused: only a new instance has it
    CreatedInstance("id", "neo4j+s://id", "neo4j", 5)  # refused: a password is text
    CreatedInstance("id", "neo4j+s://id", "neo4j", "x").password = None  # refused: it has always one
    instance.connection_url.upper()  # refused: it can be absent
    instance.created_at.year  # refused: it can be absent
    aura.instances.delete("id").status  # refused: it can be gone already
    aura.instances.list()[0].status  # refused: a list does not tell it
    snapshot.id  # refused: it is called snapshot_id
    InstanceStatus.RUNING  # refused: a misspelt member
    number: int = instance.status  # refused: a status is text
    kind: InstanceType = "free-db"  # refused: a text is accepted as an argument, and is no member
    connection(snapshot).urii  # refused: a misspelt field
    Instance(id="id")  # refused: fields are missing
    print(number, kind)


def waits(aura: Aura, instance: Instance) -> None:
    aura.wait("id")  # refused: what an operation returned, not an id
    aura.wait(aura.instances.list()[0])  # refused: nothing to wait for
    aura.wait(aura.instances.list())  # refused: one after the other
    aura.wait()  # refused: something to wait for
    aura.wait(instance, timeout="60")  # refused: seconds are a number
    aura.wait(instance, timeout=None)  # refused: there is always a deadline
    aura.wait(instance, on_poll=lambda: None)  # refused: it is called with state and seconds
    snapshot: Snapshot = aura.wait(instance)  # refused: an instance comes back
    aura.wait(aura.instances.delete("id")).id  # refused: it can be gone
    print(snapshot)


def errors(error: aurakit.APIError, failure: aurakit.AuraError) -> None:
    failure.status_code  # refused: not every failure is an answer
    error.request_id.upper()  # refused: it can be absent
    error.outcome_unknown  # refused: of server errors only
    error.message  # refused: str(error) is the text


def raw(aura: Aura) -> None:
    aura.raw.call("GET /instances")  # refused: a request is made by a function
    aura.raw.call(get_instance.request())  # refused: an id is needed
    aura.raw.call(get_instance.request("id")).parsed.nme  # refused: a misspelt field


async def awaits_sync(aura: Aura) -> None:
    await aura.instances.list()  # refused: the sync client is not awaited
    await aura.wait(None)  # refused: the sync client is not awaited
    async with Aura():  # refused: the sync client is no async context
        pass


async def forgets_to_await(aura: AsyncAura) -> None:
    aura.instances.get("id").name  # refused: not awaited
    for _ in aura.instances.list():  # refused: not awaited
        pass
    aura.raw.call(get_instance.request("id")).parsed  # refused: not awaited
    aura.close()  # refused: the other client's end
    await aura.wait(aura.instances.pause("id"))  # refused: what is waited for was not awaited
    with AsyncAura():  # refused: the async client is no sync context
        pass


def specs(aura: Aura, spec: InstanceEnsureParams, instances: Instances) -> None:
    spec["colour"]  # refused: no such argument
    spec["name"] = 5  # refused: a name is text
    whole: InstanceCreateParams = {"name": "n"}  # refused: the others are required
    aura.instances.update("id", **whole)  # refused: update takes others
    instances.ensure_that(**spec)  # refused: no such method


def seams() -> None:
    Aura(default_headers={"X-Team": 5})  # refused: a value is text
    Aura(hooks=print)  # refused: a sequence of hooks
    Aura(hooks=[lambda: None])  # refused: a hook takes an event
    Aura(allow_http="yes")  # refused: true or false


def other_versions(aura: Aura, v2: v2beta1.Aura, apis: v1beta5.Aura) -> None:
    aura.v3  # refused: there is no such version
    v2beta1.Aura(organisation_id="o")  # refused: a misspelt argument
    v2beta1.Aura(project_id=7)  # refused: an id is text
    v2.with_options(tenant_id="t")  # refused: it is called project_id
    v2.v1beta5  # refused: siblings are those of a v1 client
    v2.instances.pause("id")  # refused: v2beta1 has no such operation
    v2.agents.list("o")  # refused: an id of the scope is given by name
    v2.wait("id")  # refused: not what an operation returned
    v2.wait(v2.instances.list())  # refused: not what an operation returned
    apis.instances.list()  # refused: v1beta5 leaves them to v1
    apis.wait(apis.auth_providers.get("i", "a", "p"))  # refused: providers have no states
    v1beta5.secrets_of(apis.data_apis.get("i", "a"))  # refused: no later response has the keys
    for item in v2.sessions.list().pages():
        item.status  # refused: a page is a list of them

"""Drives aura-python-sdk: its sync client, with its own waits."""

from __future__ import annotations

import time

from aura_python_sdk import AuraClient, GDSSessionConfig, InstanceConfig, NotFoundError
from steps import BASE_URL, CLIENT_ID, CLIENT_SECRET, PROJECT_ID, Steps, check

POLL = {"timeout": 60.0, "interval": 0.1}

steps = Steps()
client = AuraClient(
    client_id=CLIENT_ID, client_secret=CLIENT_SECRET, base_url=BASE_URL, allow_insecure_base_url=True, timeout=30.0
)


def create() -> str:
    config = InstanceConfig(
        name="from-python", tenant_id=PROJECT_ID, cloud_provider="gcp", region="europe-west1", type="professional-db",
        version="5", memory="4GB",
    )  # fmt: skip
    created = client.instances.create(config)
    check(created.password and created.username, "no initial credentials")
    return created.id


def wait(instance_id: str, status: str = "running") -> str:
    found = client.instances.wait_for_status(instance_id, status=status, **POLL)
    check(str(found.status) == status, f"it is {found.status}")
    return instance_id


def settle(instance_id: str) -> None:
    time.sleep(0.5)  # the first responses after a change can be those from before it
    wait(instance_id)


def resize(instance_id: str) -> None:
    client.instances.update(instance_id, memory="8GB")
    wait(instance_id)


def snapshot(instance_id: str) -> str:
    settle(instance_id)
    taken = client.snapshots.create(instance_id)
    client.snapshots.wait_for_completion(instance_id, taken.snapshot_id, **POLL)
    check(taken.snapshot_id in [one.snapshot_id for one in client.snapshots.list(instance_id)], "not in the list")
    return taken.snapshot_id


def rename(instance_id: str) -> None:
    settle(instance_id)
    client.instances.update(instance_id, name="renamed")


def pause_and_resume(instance_id: str) -> None:
    settle(instance_id)
    client.instances.pause(instance_id)
    wait(instance_id, "paused")
    client.instances.resume(instance_id)
    wait(instance_id)


def session() -> str:
    config = GDSSessionConfig(
        name="from-python", memory="8GB", tenant_id=PROJECT_ID, cloud_provider="gcp", region="europe-west1", ttl="20m"
    )
    made = client.graph_analytics.create(config)
    client.graph_analytics.wait_until_ready(made.id, **POLL)
    return made.id


def delete(instance_id: str) -> None:
    settle(instance_id)
    client.instances.delete(instance_id)
    for _ in range(200):
        try:
            client.instances.get(instance_id)
        except NotFoundError:
            return
        time.sleep(0.1)
    raise AssertionError("it is still there")


steps.run("token and list", lambda: check(client.tenants.list()[0].id == PROJECT_ID, "no project"))
steps.run("configurations", lambda: check(client.tenants.get(PROJECT_ID).instance_configurations, "none"))
steps.run("create", create)
steps.run("wait", wait, "create")
steps.run("resize", resize, "wait")
steps.run("rename", rename, "wait")
steps.run("snapshot", snapshot, "wait")
steps.run("pause and resume", pause_and_resume, "wait")
steps.run("list instances", lambda one: check(one in [x.id for x in client.instances.list()], "not listed"), "wait")
steps.run("session", session)
steps.run("list sessions", lambda one: check(one in [x.id for x in client.graph_analytics.list()], "no"), "session")
steps.run("delete session", client.graph_analytics.delete, "session")
steps.run("delete", delete, "wait")
client.close()

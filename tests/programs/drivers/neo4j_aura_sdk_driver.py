"""Drives neo4j-aura-sdk: its async client. It has no waits, and no sessions of v1, so the loops are written here."""

from __future__ import annotations

import asyncio

from neo4j_aura_sdk import AuraClient
from neo4j_aura_sdk.models import AuraApiNotFoundException, InstanceRequest
from steps import BASE_URL, CLIENT_ID, CLIENT_SECRET, PROJECT_ID, Steps, check


class Driver:
    """The steps, with the client that they use."""

    def __init__(self, client: AuraClient) -> None:
        self.client = client

    async def until(self, instance_id: str, wanted: str) -> str:
        status = None
        for _ in range(400):
            try:
                status = (await self.client.instance(instance_id)).data.status
            except AuraApiNotFoundException:  # a new instance may be not found yet
                status = "not found"
            if status == wanted:
                return instance_id
            await asyncio.sleep(0.1)
        raise AssertionError(f"it is {status}")

    async def tenants(self) -> None:
        check((await self.client.tenants()).data[0].id == PROJECT_ID, "no project")

    async def configurations(self) -> None:
        check((await self.client.tenant(PROJECT_ID)).data.instance_configurations, "none")

    async def create(self) -> str:
        details = InstanceRequest(
            name="from-async", tenant_id=PROJECT_ID, cloud_provider="gcp", region="europe-west1",
            type="professional-db", version="5", memory="4GB",
        )  # fmt: skip
        created = (await self.client.create_instance(details)).data
        check(created.password and created.username, "no initial credentials")
        return created.id

    async def settle(self, instance_id: str) -> None:
        await asyncio.sleep(0.5)  # the first responses after a change can be those from before it
        await self.until(instance_id, "running")

    async def resize(self, instance_id: str) -> None:
        await self.client.resize_instance(instance_id, "8GB")
        await self.settle(instance_id)

    async def rename(self, instance_id: str) -> None:
        await self.settle(instance_id)
        await self.client.rename_instance(instance_id, "renamed")
        await self.settle(instance_id)

    async def snapshot(self, instance_id: str) -> str:
        await self.settle(instance_id)
        taken = (await self.client.snapshot_instance(instance_id)).data.snapshot_id
        for _ in range(200):
            if (await self.client.snapshot(instance_id, taken)).data.status == "Completed":
                return taken
            await asyncio.sleep(0.1)
        raise AssertionError("it is not completed")

    async def restore(self, instance_id: str, snapshot_id: str) -> None:
        await self.client.restore_instance(instance_id, snapshot_id)
        await self.settle(instance_id)

    async def pause_and_resume(self, instance_id: str) -> None:
        await self.settle(instance_id)
        await self.client.pause_instance(instance_id)
        await self.until(instance_id, "paused")
        await self.client.resume_instance(instance_id)
        await self.until(instance_id, "running")

    async def listed(self, instance_id: str) -> None:
        check(instance_id in [one.id for one in (await self.client.instances()).data], "not listed")

    async def delete(self, instance_id: str) -> None:
        await self.settle(instance_id)
        await self.client.delete_instance(instance_id)
        for _ in range(200):
            try:
                await self.client.instance(instance_id)
            except AuraApiNotFoundException:
                return
            await asyncio.sleep(0.1)
        raise AssertionError("it is still there")


async def main() -> None:
    steps = Steps()
    async with AuraClient(CLIENT_ID, CLIENT_SECRET, base_url=BASE_URL) as client:
        driver = Driver(client)
        await steps.run_async("token and list", driver.tenants)
        await steps.run_async("configurations", driver.configurations)
        await steps.run_async("create", driver.create)
        await steps.run_async("wait", lambda one: driver.until(one, "running"), "create")
        await steps.run_async("resize", driver.resize, "wait")
        await steps.run_async("rename", driver.rename, "wait")
        await steps.run_async("snapshot", driver.snapshot, "wait")
        await steps.run_async("restore", driver.restore, "wait", "snapshot")
        await steps.run_async("pause and resume", driver.pause_and_resume, "wait")
        await steps.run_async("list instances", driver.listed, "wait")
        await steps.run_async("delete", driver.delete, "wait")


asyncio.run(main())

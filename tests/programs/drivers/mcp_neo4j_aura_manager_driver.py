"""Drives mcp-neo4j-aura-manager: its tools, as a client of the Model Context Protocol calls them.

The API's address is written into its source, in two places, so the requests are led to the sandbox below `requests`.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

import requests
from fastmcp import Client
from mcp_neo4j_aura_manager.aura_manager import AuraManager
from mcp_neo4j_aura_manager.server import create_mcp_server
from steps import BASE_URL, CLIENT_ID, CLIENT_SECRET, PROJECT_ID, Steps, check

original = requests.Session.request


def led_here(self: requests.Session, method: str, url: str, *args: Any, **options: Any) -> requests.Response:
    return original(self, method, url.replace("https://api.neo4j.io", BASE_URL), *args, **options)


requests.Session.request = led_here


class Driver:
    """The steps, with the client of the protocol that they use."""

    def __init__(self, client: Client[Any]) -> None:
        self.client = client

    async def tool(self, called: str, /, **arguments: Any) -> dict[str, Any]:
        result = await self.client.call_tool(called, arguments)
        found: dict[str, Any] = json.loads(result.content[0].text)
        check("error" not in found, str(found.get("error")))
        return found

    async def until(self, instance_id: str, wanted: str) -> str:
        found: dict[str, Any] = {}
        for _ in range(200):
            found = (await self.tool("get_instance_details", instance_ids=[instance_id]))["instances"][0]
            if found.get("status") == wanted:
                return instance_id
            await asyncio.sleep(0.1)
        raise AssertionError(str(found))

    async def tenants(self) -> None:
        check((await self.tool("list_tenants"))["tenants"][0]["id"] == PROJECT_ID, "no project")

    async def configurations(self) -> None:
        check((await self.tool("get_tenant_details", tenant_id=PROJECT_ID))["instance_configurations"], "none")

    async def create(self) -> str:
        created = await self.tool(
            "create_instance", tenant_id=PROJECT_ID, name="from-mcp", memory=4, region="europe-west1",
            type="professional-db",
        )  # fmt: skip
        check(created["password"] and created["username"], "no initial credentials")
        return str(created["id"])

    async def settle(self, instance_id: str) -> None:
        await asyncio.sleep(0.5)  # the first responses after a change can be those from before it
        await self.until(instance_id, "running")

    async def resize(self, instance_id: str) -> None:
        await self.tool("update_instance_memory", instance_id=instance_id, memory=8)
        await self.settle(instance_id)

    async def vectors(self, instance_id: str) -> None:
        await self.settle(instance_id)
        await self.tool("update_instance_vector_optimization", instance_id=instance_id, vector_optimized=True)
        await self.settle(instance_id)

    async def pause_and_resume(self, instance_id: str) -> None:
        await self.settle(instance_id)
        await self.tool("pause_instance", instance_id=instance_id)
        await self.until(instance_id, "paused")
        await self.tool("resume_instance", instance_id=instance_id)
        await self.until(instance_id, "running")

    async def found(self, instance_id: str) -> None:
        check((await self.tool("get_instance_by_name", name="from-mcp"))["id"] == instance_id, "another one")

    async def delete(self, instance_id: str) -> None:
        await self.settle(instance_id)
        await self.tool("delete_instance", instance_id=instance_id)
        for _ in range(200):
            answer = (await self.tool("get_instance_details", instance_ids=[instance_id]))["instances"][0]
            if "404" in answer.get("error", "") or "410" in answer.get("error", ""):
                return
            await asyncio.sleep(0.1)
        raise AssertionError("it is still there")


async def main() -> None:
    steps = Steps()
    async with Client(create_mcp_server(AuraManager(CLIENT_ID, CLIENT_SECRET))) as client:
        driver = Driver(client)
        await steps.run_async("token and list", driver.tenants)
        await steps.run_async("configurations", driver.configurations)
        await steps.run_async("create", driver.create)
        await steps.run_async("wait", lambda one: driver.until(one, "running"), "create")
        await steps.run_async("find by name", driver.found, "wait")
        await steps.run_async("resize", driver.resize, "wait")
        await steps.run_async("vector optimization", driver.vectors, "wait")
        await steps.run_async("pause and resume", driver.pause_and_resume, "wait")
        await steps.run_async("delete", driver.delete, "wait")


asyncio.run(main())

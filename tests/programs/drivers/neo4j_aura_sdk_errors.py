"""What neo4j-aura-sdk raises, by situation, as one JSON object."""

from __future__ import annotations

import asyncio
from functools import partial

import httpx
from neo4j_aura_sdk import AuraClient
from situations import BASE_URL, CLIENT_ID, CLIENT_SECRET, CLOSED_PORT, NO_JSON, NOBODY, SLOW, STATUSES, report


def get(instance_id: str, timeout: float = 30.0) -> None:
    async def call() -> None:
        async with AuraClient(CLIENT_ID, CLIENT_SECRET, base_url=BASE_URL) as aura:
            aura._client.timeout = httpx.Timeout(timeout)  # it has no argument for it
            await aura.instance(instance_id)

    asyncio.run(call())


def tenants(client_id: str, client_secret: str, base_url: str = BASE_URL) -> None:
    async def call() -> None:
        async with AuraClient(client_id, client_secret, base_url=base_url) as aura:
            await aura.tenants()

    asyncio.run(call())


report(
    {
        **{status: partial(get, instance_id) for status, instance_id in STATUSES.items()},
        "credentials refused": lambda: tenants(*NOBODY),
        "no connection": lambda: tenants(*NOBODY, CLOSED_PORT),
        "timeout": lambda: get(SLOW, 0.3),
        "response is not JSON": lambda: get(NO_JSON),
        "no credentials": AuraClient.from_env,
    }
)

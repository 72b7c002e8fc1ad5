"""What only asynchronous attempts have to do: leave the event loop to others."""

from __future__ import annotations

import asyncio
from typing import Any

from aurakit import AsyncAura
from support.http_library import httpx
from support.samples import INSTANCE

CALLS = 20


def at_once(request: Any) -> Any:
    body = {"access_token": "t", "expires_in": 3600, "token_type": "bearer"} if "oauth" in request.url.path else None
    return httpx.Response(200, json=body or {"data": INSTANCE})


def test_a_task_whose_responses_are_there_at_once_lets_others_run_between_its_calls() -> None:
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def main() -> None:
        async with AsyncAura("id", "secret", transport=httpx.MockTransport(at_once)) as aura:
            task = asyncio.create_task(others())
            for _ in range(CALLS):
                await aura.instances.get("ab12")
            task.cancel()

    asyncio.run(main())
    assert turns >= CALLS - 2


def test_a_cancellation_reaches_such_a_task_before_its_next_request() -> None:
    sent: list[str] = []
    task: asyncio.Task[None]

    def counted(request: Any) -> Any:
        sent.append(request.url.path)
        if len(sent) == 5:
            task.cancel()
        return at_once(request)

    async def calls() -> None:
        async with AsyncAura("id", "secret", transport=httpx.MockTransport(counted)) as aura:
            for _ in range(CALLS):
                await aura.instances.get("ab12")

    async def main() -> bool:
        nonlocal task
        task = asyncio.create_task(calls())
        await asyncio.wait([task])
        return task.cancelled()

    assert asyncio.run(main())
    assert len(sent) == 5

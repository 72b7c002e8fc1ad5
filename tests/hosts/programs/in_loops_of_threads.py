"""One asynchronous client in several event loops at once, each in a thread of its own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from aurakit import AsyncAura

aura = AsyncAura()


async def calls() -> list[str]:
    return [str(one.status) for one in await asyncio.gather(*(aura.instances.get("ab12") for _ in range(10)))]


with ThreadPoolExecutor(4) as threads:
    for statuses in threads.map(lambda _: asyncio.run(calls()), range(8)):
        assert statuses == ["running"] * 10
asyncio.run(aura.aclose())

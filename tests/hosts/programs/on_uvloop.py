"""An asynchronous client on uvloop: many tasks, and a loop after another."""

from __future__ import annotations

import asyncio

import uvloop

from aurakit import AsyncAura


async def calls(aura: AsyncAura) -> list[str]:
    return [str(one.status) for one in await asyncio.gather(*(aura.instances.get("ab12") for _ in range(20)))]


async def main() -> None:
    assert type(asyncio.get_running_loop()).__module__.startswith("uvloop")
    async with AsyncAura() as aura:
        assert await calls(aura) == ["running"] * 20


for _ in range(2):
    uvloop.run(main())

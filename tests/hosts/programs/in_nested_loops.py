"""An asynchronous client where a loop runs inside a running one, as in notebooks with nest_asyncio."""

from __future__ import annotations

import asyncio

import nest_asyncio

from aurakit import AsyncAura

nest_asyncio.apply()


async def main() -> None:
    aura = AsyncAura()
    loop = asyncio.get_running_loop()
    for _ in range(3):
        assert str(loop.run_until_complete(aura.instances.get("ab12")).status) == "running"
    await aura.aclose()


asyncio.run(main())

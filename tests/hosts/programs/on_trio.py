"""An asynchronous client on trio: many tasks in a nursery, one of them cancelled."""

from __future__ import annotations

import trio

from aurakit import AsyncAura


async def main() -> None:
    statuses: list[str] = []

    async def call() -> None:
        statuses.append(str((await aura.instances.get("ab12")).status))

    async with AsyncAura() as aura:
        with trio.move_on_after(0.0):
            await call()
        async with trio.open_nursery() as nursery:
            for _ in range(20):
                nursery.start_soon(call)
    assert statuses == ["running"] * 20


trio.run(main)

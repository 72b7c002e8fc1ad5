"""A synchronous client called where an event loop runs, as in a cell of a notebook."""

from __future__ import annotations

import asyncio

from aurakit import Aura


async def cell() -> None:
    with Aura() as aura:
        assert str(aura.instances.get("ab12").status) == "running"
        assert str((await asyncio.to_thread(aura.instances.get, "ab12")).status) == "running"


asyncio.run(cell())

"""What calls cost while they wait: for the rate limit, and for an instance to run."""

from __future__ import annotations

import asyncio
import gc
import time
import tracemalloc
from typing import TYPE_CHECKING, NamedTuple

from harness import Row, async_aura_at, at_most, counts, server

from aurakit import RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterator

QUEUED = 10_000
WAITS = 1_000
SECONDS = 30.0


class Queue(NamedTuple):
    """What was seen of a queue."""

    cpu: float  # of one core
    memory: float  # bytes a call
    in_order: bool


def queued() -> Iterator[Row]:
    """Calls of tasks behind a limit that lets two a second through."""
    with server() as port:
        busy = asyncio.run(_queue(port, traced=False))
        traced = asyncio.run(_queue(port, traced=True))
    what = f"{QUEUED:,} calls queued at the limit, async"
    yield at_most(f"{what}, CPU", "one core", 100 * busy.cpu, 2.0, "{:.1f} %")
    yield at_most(f"{what}, memory of each", "", traced.memory / 1000, 3.0, "{:.2f} KB")
    yield Row(f"{what}, first come first served", "", "yes" if busy.in_order else "no", "yes", busy.in_order)


async def _queue(port: str, *, traced: bool) -> Queue:
    options = {"client_id": f"queue-{traced}", "rate_limit": RateLimit(20, per=10.0), "timeout": 1e5}
    async with async_aura_at(port, **options) as aura:
        await aura.instances.get("db1d1234")
        if traced:
            tracemalloc.start()
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        tasks = [asyncio.create_task(aura.instances.get("db1d1234")) for _ in range(QUEUED)]
        await asyncio.sleep(2)  # until all of them have joined the queue
        gc.collect()
        memory = (tracemalloc.get_traced_memory()[0] - before) / QUEUED
        tracemalloc.stop()
        began = time.process_time()
        if not traced:
            await asyncio.sleep(SECONDS)
        cpu = (time.process_time() - began) / SECONDS
        done = [task.done() for task in tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return Queue(cpu, memory, done == sorted(done, reverse=True))


def waits() -> Iterator[Row]:
    """Waits for instances that stay as they are, without a limit that would slow their polls."""
    with server("--status", "creating") as port:
        calls, cpu = asyncio.run(_waits(port))
    what = f"{WAITS:,} waits at once"
    every = WAITS * SECONDS / calls
    yield Row(f"{what}, seconds between two polls of one", "", f"{every:.0f}", "≥ 20", every >= 20)
    yield at_most(f"{what}, CPU", "one core", 100 * cpu, 5.0, "{:.1f} %")


async def _waits(port: str) -> tuple[int, float]:
    async with async_aura_at(port) as aura:
        instance = await aura.instances.get("db1d1234")
        task = asyncio.create_task(aura.wait_all([instance] * WAITS, timeout=1e5))
        await asyncio.sleep(60)  # the first polls come closer together
        before, began = counts(port)["calls"], time.process_time()
        await asyncio.sleep(SECONDS)
        calls, cpu = counts(port)["calls"] - before, (time.process_time() - began) / SECONDS
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    return calls, cpu

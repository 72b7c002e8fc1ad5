"""The measurements. Each takes its yardstick in the same run, in turn with the thing measured, and gives a ratio."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import time
import tracemalloc
from statistics import median
from typing import TYPE_CHECKING

import httpx
from crowds import bursts, limited, throughput
from harness import HEADERS, HERE, ROUNDS, Row, alone, async_aura_at, aura_at, ratio, server
from shared import store_cost, store_throughput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# ------------------------------------------------------------------------------------------------ fresh processes


def importing() -> Iterator[Row]:
    ours, theirs = [], []
    for _ in range(ROUNDS + 1):
        ours.append(alone("import:ours")["cpu"])
        theirs.append(alone("import:theirs")["cpu"])
    yield ratio("`from aurakit import Aura`, fresh process, CPU", "`import httpx`", ours[1:], theirs[1:], 0.5)


def first_call() -> Iterator[Row]:
    with server() as port:
        runs = [(alone("first:ours", port), alone("first:theirs", port)) for _ in range(ROUNDS + 1)][1:]
    for key, what, target in (
        ("wall", "import and first call, fresh process, wall", 1.10),
        ("modules", "modules after a first call", 1.40),
        ("memory", "memory after a first call", 1.10),
    ):
        yield ratio(what, "raw httpx, token and call", [a[key] for a, _ in runs], [b[key] for _, b in runs], target)


# ------------------------------------------------------------------------------------------------ warm calls


def turn_about(ours: Callable[[], object], theirs: Callable[[], object], calls: int) -> tuple[list[float], list[float]]:
    """CPU seconds of `calls` calls of each, in turn, for every round."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS + 1):
        for call, times in zip((ours, theirs), taken, strict=True):
            began = time.process_time()
            for _ in range(calls):
                call()
            times.append(time.process_time() - began)
    return taken[0][1:], taken[1][1:]


def warm_sync() -> Iterator[Row]:
    with server() as port, aura_at(port) as aura, httpx.Client(base_url=f"http://127.0.0.1:{port}/v1") as client:
        one = lambda: aura.instances.get("db1d1234")  # noqa: E731
        raw = lambda: client.get("/instances/db1d1234", headers=HEADERS).json()  # noqa: E731
        yield ratio("one warm GET, sync, CPU", "raw httpx, bearer header", *turn_about(one, raw, 200), 1.12)
        for count, calls, target in ((100, 60, 1.40), (10_000, 3, 2.5)):
            many = lambda count=count: aura.instances.list(tenant_id=str(count))  # noqa: E731
            plain = lambda count=count: client.get(f"/instances?tenantId={count}", headers=HEADERS).json()  # noqa: E731
            assert len(many()) == count == len(plain()["data"])
            taken = turn_about(many, plain, calls)
            yield ratio(f"list of {count:,} instances with timestamps, CPU", "raw httpx and json", *taken, target)


def warm_async() -> Iterator[Row]:
    async def measure(port: str) -> tuple[list[float], list[float]]:
        taken: tuple[list[float], list[float]] = ([], [])
        async with async_aura_at(port) as aura, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/v1") as client:
            for _ in range(ROUNDS + 1):
                began = time.process_time()
                for _ in range(200):
                    await aura.instances.get("db1d1234")
                taken[0].append(time.process_time() - began)
                began = time.process_time()
                for _ in range(200):
                    (await client.get("/instances/db1d1234", headers=HEADERS)).json()
                taken[1].append(time.process_time() - began)
        return taken[0][1:], taken[1][1:]

    with server() as port:
        yield ratio("one warm GET, async, CPU", "raw httpx, bearer header", *asyncio.run(measure(port)), 1.12)


def empty_caches() -> None:
    """Empty CPython's own cache of attributes: it keeps each name it was asked for, up to 4,096 of them, and
    `re.finditer`, with which httpx reads URLs, asks with a name made anew each time."""
    clear = getattr(sys, "_clear_internal_caches", None) or getattr(sys, "_clear_type_cache", None)
    if clear is not None:
        clear()


def memory() -> Iterator[Row]:
    with server() as port, aura_at(port) as aura:
        tracemalloc.start()
        sizes = []
        for number in range(1, 100_001):
            aura.instances.get("db1d1234")
            if number in (1_000, 100_000):
                empty_caches()
                gc.collect()  # else what importing left behind is counted at one of the two, or at both
                sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    figure = sizes[1] / sizes[0]
    yield Row("100,000 calls: memory at the end", "at 1,000", f"{figure:.3f}", "≤ 1.02", figure <= 1.02)


def generating() -> Iterator[Row]:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        command = [sys.executable, str(HERE.parent / "scripts" / "generate.py"), "--check"]
        subprocess.run(command, capture_output=True, check=True)
        times.append(time.perf_counter() - began)
    yield Row("`scripts/generate.py`", "", f"{median(times):.1f} s", "≤ 5 s", median(times) <= 5)


MEASURES: dict[str, Callable[[], Iterator[Row]]] = {
    measure.__name__: measure
    for measure in (
        importing, first_call, warm_sync, warm_async, throughput, bursts, limited, store_cost, store_throughput, memory,
        generating,
    )
}  # fmt: skip

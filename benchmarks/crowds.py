"""The measurements of many callers at once."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
from harness import HEADERS, ROUNDS, Row, async_aura_at, aura_at, counts, ratio, server

from aurakit import RateLimit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

WIDE = httpx.Limits(max_connections=None, max_keepalive_connections=None)


def throughput() -> Iterator[Row]:
    """New clients for each round, which open their connections in a burst that is not timed.

    What a call costs depends on how many those are, since httpcore looks at each idle one: with the same clients in all
    rounds, a pause of the server in one of them would decide those after it.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    with server() as port, ThreadPoolExecutor(32) as pool:
        for _ in range(ROUNDS + 1):
            with aura_at(port) as aura, httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", limits=WIDE) as client:
                one = lambda: aura.instances.get("db1d1234")  # noqa: E731 - called within the round
                raw = lambda: client.get("/instances/db1d1234", headers=HEADERS).json()  # noqa: E731
                for call, rates in zip((one, raw), taken, strict=True):
                    rates.append(threads_rate(pool, call))
    yield ratio("32 threads, one client, throughput", "raw httpx", taken[0][1:], taken[1][1:], 0.95, least=True)

    async def measure(port: str) -> tuple[list[float], list[float]]:
        taken: tuple[list[float], list[float]] = ([], [])
        base = f"http://127.0.0.1:{port}/v1"
        for _ in range(ROUNDS + 1):
            async with async_aura_at(port) as aura, httpx.AsyncClient(base_url=base, limits=WIDE) as client:

                async def one() -> None:
                    await aura.instances.get("db1d1234")

                async def raw() -> None:
                    (await client.get("/instances/db1d1234", headers=HEADERS)).json()

                for call, rates in zip((one, raw), taken, strict=True):
                    rates.append(await tasks_rate(call))
        return taken[0][1:], taken[1][1:]

    with server() as port:
        ours, theirs = asyncio.run(measure(port))
        yield ratio("200 tasks, one client, throughput", "raw httpx", ours, theirs, 0.95, least=True)


def threads_rate(pool: ThreadPoolExecutor, call: Callable[[], object]) -> float:
    """Calls a second."""
    call()
    list(pool.map(lambda _: call(), range(320)))
    began = time.perf_counter()
    list(pool.map(lambda _: call(), range(1280)))
    return 1280 / (time.perf_counter() - began)


async def tasks_rate(call: Callable[[], Awaitable[None]]) -> float:
    """Calls a second."""
    await call()
    await asyncio.gather(*(call() for _ in range(200)))
    began = time.perf_counter()
    for _ in range(3):
        await asyncio.gather(*(call() for _ in range(200)))
    return 600 / (time.perf_counter() - began)


def bursts() -> Iterator[Row]:
    with server() as port, aura_at(port) as aura, ThreadPoolExecutor(32) as pool:
        for _ in range(ROUNDS):
            list(pool.map(lambda _: aura.instances.get("db1d1234"), range(320)))
        found = counts(port)
        opened, cold = found["connections"] - 1, found["tokens"]
        revoke(port)
        list(pool.map(lambda _: aura.instances.get("db1d1234"), range(320)))
        more = counts(port)["tokens"] - cold
    yield Row("connections opened by bursts of 32 threads", "32 threads", str(opened), "≤ 32", opened <= 32)
    yield token_row("32 threads", cold, more)

    async def tasks(port: str) -> tuple[int, int]:
        async with async_aura_at(port) as aura:
            await asyncio.gather(*(aura.instances.get("db1d1234") for _ in range(200)))
            cold = counts(port)["tokens"]
            revoke(port)
            await asyncio.gather(*(aura.instances.get("db1d1234") for _ in range(200)))
        return cold, counts(port)["tokens"] - cold

    with server() as port:
        yield token_row("200 tasks", *asyncio.run(tasks(port)))


def token_row(who: str, cold: int, more: int) -> Row:
    return Row(f"token requests cold, {who}; after one revocation", "", f"{cold}; {more}", "1; 1", cold == more == 1)


def revoke(port: str) -> None:
    httpx.get(f"http://127.0.0.1:{port}/revoke")


def limited() -> Iterator[Row]:
    """400 calls at 50 in any 2 seconds: seven full windows must pass, whoever calls."""
    limit, per, calls = 50, 2.0, 400
    shortest = (calls // limit - 1) * per
    for workers in (8, 32):
        with server("--limit", str(limit), "--per", str(per)) as port, ThreadPoolExecutor(workers) as pool:
            with aura_at(port, rate_limit=RateLimit(limit, per=per)) as aura:
                aura.instances.get("db1d1234")  # the token, and the first connection
                time.sleep(per + 0.1)
                began = time.perf_counter()
                done = list(pool.map(lambda _: aura.instances.get("db1d1234").id, range(calls)))
                taken = time.perf_counter() - began
            refused = counts(port)["refused"]
        figure = taken / shortest
        reached = figure <= 1.02 and not refused and len(done) == calls
        what = f"{calls} calls at the limit, {workers} workers, {refused} got a 429"
        yield Row(what, "shortest possible time", f"{figure:.3f}", "≤ 1.02, no 429", reached)

"""The measurements. Each takes its yardstick in the same run, in turn with the thing measured, and gives a ratio."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

from aurakit import AsyncAura, Aura, RateLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
ROUNDS = 15
HEADERS = {"Authorization": "Bearer benchmark"}
WIDE = httpx.Limits(max_connections=None, max_keepalive_connections=None)


class Row(NamedTuple):
    """One line of the table."""

    what: str
    yardstick: str
    figure: str
    target: str
    reached: bool


def ratio(
    what: str, yardstick: str, ours: list[float], theirs: list[float], target: float, *, least: bool = False
) -> Row:
    """The median of the ratios, round by round."""
    figure = median(a / b for a, b in zip(ours, theirs, strict=True))
    reached = figure >= target if least else figure <= target
    return Row(what, yardstick, f"{figure:.2f}", f"{'≥' if least else '≤'} {target:.2f}", reached)


@contextmanager
def server(*arguments: str) -> Iterator[str]:
    """A server of its own process; its port."""
    command = [sys.executable, str(HERE / "server.py"), *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.communicate()


def counts(port: str) -> dict[str, int]:
    found: dict[str, int] = httpx.get(f"http://127.0.0.1:{port}/counts").json()
    return found


def alone(*arguments: str) -> dict[str, float]:
    """One run of process.py."""
    command = [sys.executable, str(HERE / "process.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def aura_at(port: str, **options: Any) -> Aura:
    return Aura("benchmark", "benchmark", base_url=f"http://127.0.0.1:{port}", **{"rate_limit": None, **options})


def async_aura_at(port: str, **options: Any) -> AsyncAura:
    return AsyncAura("benchmark", "benchmark", base_url=f"http://127.0.0.1:{port}", **{"rate_limit": None, **options})


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


# ------------------------------------------------------------------------------------------------ many at once


def throughput() -> Iterator[Row]:
    """Both start with a token: threads that wait for one together would open more connections than those of httpx, and
    httpcore looks at each idle one before each request."""
    calls = 1920
    with server() as port, aura_at(port) as aura, ThreadPoolExecutor(32) as pool:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/v1", limits=WIDE) as client:
            aura.instances.get("db1d1234")
            ours, theirs = [], []
            for _ in range(ROUNDS + 1):
                for call, rates in (
                    (lambda _: aura.instances.get("db1d1234"), ours),
                    (lambda _: client.get("/instances/db1d1234", headers=HEADERS).json(), theirs),
                ):
                    began = time.perf_counter()
                    list(pool.map(call, range(calls)))
                    rates.append(calls / (time.perf_counter() - began))
            yield ratio("32 threads, one client, throughput", "raw httpx", ours[1:], theirs[1:], 0.95, least=True)

    async def measure(port: str) -> tuple[list[float], list[float]]:
        taken: tuple[list[float], list[float]] = ([], [])
        base = f"http://127.0.0.1:{port}/v1"
        async with async_aura_at(port) as aura, httpx.AsyncClient(base_url=base, limits=WIDE) as client:

            async def one() -> None:
                await aura.instances.get("db1d1234")

            async def raw() -> None:
                (await client.get("/instances/db1d1234", headers=HEADERS)).json()

            await one()
            for _ in range(ROUNDS + 1):
                for call, rates in zip((one, raw), taken, strict=True):
                    began = time.perf_counter()
                    for _ in range(3):
                        await asyncio.gather(*(call() for _ in range(200)))
                    rates.append(600 / (time.perf_counter() - began))
        return taken[0][1:], taken[1][1:]

    with server() as port:
        ours, theirs = asyncio.run(measure(port))
        yield ratio("200 tasks, one client, throughput", "raw httpx", ours, theirs, 0.95, least=True)


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
        what = f"{calls} calls at the limit, {workers} workers, {refused} answered 429"
        yield Row(what, "shortest possible time", f"{figure:.3f}", "≤ 1.02, no 429", reached)


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
    for measure in (importing, first_call, warm_sync, warm_async, throughput, bursts, limited, memory, generating)
}

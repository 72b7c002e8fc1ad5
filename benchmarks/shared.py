"""What a store costs a call, and how many calls processes make through one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from harness import HERE, ROUNDS, Row, counts, server

from aurakit import AsyncAura, Aura, FileStore, RateLimit, RedisStore

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLS = 200
PLENTY = RateLimit(10**6, per=60.0)
PROCESSES = (1, 2, 4, 8)
MOST_MORE = 0.5  # ms of CPU a call


@contextlib.contextmanager
def redis_url() -> Iterator[str | None]:
    """A Redis on a free port; None without one on this machine."""
    if shutil.which("redis-server") is None:
        yield None
        return
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    process = subprocess.Popen(["redis-server", "--port", str(port), "--save", ""], stdout=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def stores() -> Iterator[dict[str, Any]]:
    """What makes each store, by its name."""
    with tempfile.TemporaryDirectory() as folder, redis_url() as url:
        made: dict[str, Any] = {"FileStore": lambda: FileStore(Path(folder) / "shared.sqlite3")}
        if url is not None:
            made["RedisStore"] = lambda: RedisStore(url, timeout=2.0)
        yield made


def options(port: str, store: Any) -> dict[str, Any]:
    """Of a client. A client id for each store, since in one process all clients of one go through the same."""
    address = f"http://127.0.0.1:{port}"
    return {"client_id": type(store).__name__, "client_secret": "benchmark", "base_url": address, "store": store}


def sync_cpu(port: str, store: Any) -> float:
    """CPU seconds of a call."""
    with Aura(**options(port, store), rate_limit=PLENTY) as aura:
        aura.instances.get("db1d1234")
        began = time.process_time()
        for _ in range(CALLS):
            aura.instances.get("db1d1234")
        return (time.process_time() - began) / CALLS


def async_cpu(port: str, store: Any) -> float:
    """The same for tasks."""

    async def measure() -> float:
        async with AsyncAura(**options(port, store), rate_limit=PLENTY) as aura:
            await aura.instances.get("db1d1234")
            began = time.process_time()
            for _ in range(CALLS):
                await aura.instances.get("db1d1234")
            return (time.process_time() - began) / CALLS

    return asyncio.run(measure())


def store_cost() -> Iterator[Row]:
    """CPU that a store adds to a warm call; the median over rounds in turn with calls without one."""
    with server() as port, stores() as made:
        for name, make in made.items():
            for kind, cpu in (("sync", sync_cpu), ("async", async_cpu)):
                more = [1000.0 * (cpu(port, make()) - cpu(port, None)) for _ in range(ROUNDS + 1)][1:]
                figure = median(more)
                what = f"one warm GET through {name}, {kind}, CPU more"
                yield Row(what, "without a store", f"{figure:.2f} ms", f"≤ {MOST_MORE} ms", figure <= MOST_MORE)


def store_throughput() -> Iterator[Row]:
    """Calls a second of several processes that share a store whose limit they do not reach."""
    with server() as port, stores() as made:
        for name, make in made.items():
            figures = [f"{processes}: {_rate(port, make(), processes):,.0f}" for processes in PROCESSES]
            yield Row(f"calls a second through {name}, by processes", "", ", ".join(figures), "", True)


def store_limit() -> Iterator[Row]:
    """400 calls of eight processes at 125 in any 6 seconds: three full windows must pass, whoever calls."""
    limit, per, processes, calls = 125, 6.0, 8, 50
    shortest = per * ((processes * calls - 1) // limit)
    with stores() as made:
        for name, make in made.items():
            with server("--limit", str(limit), "--per", str(per)) as port:
                done, seconds = _together(port, make(), processes, str(limit), str(per), str(calls))
                refused = counts(port)["refused"]
            figure = seconds / shortest
            what = f"{done} calls of {processes} processes at one limit through {name}, {refused} got a 429"
            reached = figure <= 1.05 and not refused and done == processes * calls
            yield Row(what, "shortest possible time", f"{figure:.3f}", "≤ 1.05, no 429", reached)


def _rate(port: str, store: Any, processes: int) -> float:
    calls, seconds = _together(port, store, processes)
    return calls / seconds


def _together(port: str, store: Any, processes: int, *options: str) -> tuple[int, float]:
    """The calls that processes make together, and in how many seconds."""
    place = store.path if isinstance(store, FileStore) else store._url.reveal()
    command = [sys.executable, str(HERE / "shared.py"), port, str(place), *options]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    began = time.perf_counter()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    calls = sum(json.loads(process.communicate()[0]) for process in running)
    return calls, time.perf_counter() - began


def main(port: str, place: str, limit: str = "", per: str = "", most: str = "") -> None:
    """One of several processes: `most` calls, or as many as fit into two seconds."""
    store = RedisStore(place, timeout=2.0) if "://" in place else FileStore(place)
    rate_limit = RateLimit(int(limit), per=float(per)) if limit else PLENTY
    with Aura(**options(port, store), rate_limit=rate_limit, timeout=120.0) as aura:
        if not most:
            aura.instances.get("db1d1234")
        print("ready", flush=True)
        sys.stdin.readline()
        ends, calls = time.perf_counter() + 2.0, 0
        while calls < int(most) if most else time.perf_counter() < ends:
            aura.instances.get("db1d1234")
            calls += 1
    print(calls, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])

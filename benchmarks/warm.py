"""What a call costs once everything is there, in a process of its own for each HTTP library.

    python benchmarks/warm.py calls|memory        prints one JSON line

AURAKIT_HTTP_LIBRARY says which library, for the client and for its yardstick.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING

from harness import HEADERS, HERE, ROUNDS, Row, async_aura_at, at_most, aura_at, httpx, ratio, server, turn_about

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLS = 200
MANY = 100_000
TARGETS = {"sync": 0.92, "async": 0.88}


def warm_calls() -> Iterator[Row]:
    for library in ("httpx", "httpx2"):
        taken = _alone("calls", AURAKIT_HTTP_LIBRARY=library)
        for kind, target in TARGETS.items():
            yield ratio(f"one warm GET, {kind}, CPU", f"raw {library}, bearer header", *taken[kind], target)


def memory() -> Iterator[Row]:
    [[first, last]] = _alone("memory", PYTHONTRACEMALLOC="1")["sizes"]
    yield at_most(f"memory after {MANY:,} calls", "after 1,000", last / first, 1.02, "{:.3f}")


def _alone(what: str, **environment: str) -> dict[str, list[list[float]]]:
    command = [sys.executable, str(HERE / "warm.py"), what]
    done = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, list[list[float]]] = json.loads(done.stdout)
    return found


# ------------------------------------------------------------------------------------------------ in that process


def _calls() -> dict[str, object]:
    with server() as port:
        return {"sync": _sync(port), "async": asyncio.run(_async(port))}


def _sync(port: str) -> tuple[list[float], list[float]]:
    with aura_at(port) as aura, httpx.Client(base_url=f"http://127.0.0.1:{port}/v1") as client:
        one = lambda: aura.instances.get("db1d1234")  # noqa: E731
        raw = lambda: client.get("/instances/db1d1234", headers=HEADERS).json()  # noqa: E731
        return turn_about(one, raw, CALLS)


async def _async(port: str) -> tuple[list[float], list[float]]:
    taken: tuple[list[float], list[float]] = ([], [])
    async with async_aura_at(port) as aura, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/v1") as client:
        for _ in range(ROUNDS + 1):
            began = time.process_time()
            for _ in range(CALLS):
                await aura.instances.get("db1d1234")
            taken[0].append(time.process_time() - began)
            began = time.process_time()
            for _ in range(CALLS):
                (await client.get("/instances/db1d1234", headers=HEADERS)).json()
            taken[1].append(time.process_time() - began)
    return taken[0][1:], taken[1][1:]


def _memory() -> dict[str, object]:
    """All that the process has allocated, with the modules that it has imported."""
    sizes = []
    with server() as port, aura_at(port) as aura:
        for number in range(1, MANY + 1):
            aura.instances.get("db1d1234")
            if number in (1_000, MANY):
                empty_caches()
                gc.collect()  # else what importing left behind is counted at one of the two, or at both
                sizes.append(tracemalloc.get_traced_memory()[0])
    return {"sizes": [sizes]}


def empty_caches() -> None:
    """Empty CPython's own cache of attributes: it keeps each name it was asked for, up to 4,096 of them, and
    `re.finditer`, with which httpx reads URLs, asks with a name made anew each time."""
    clear = getattr(sys, "_clear_internal_caches", None) or getattr(sys, "_clear_type_cache", None)
    if clear is not None:
        clear()


if __name__ == "__main__":
    print(json.dumps(_calls() if sys.argv[1] == "calls" else _memory()))

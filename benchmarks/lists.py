"""What reading long lists takes, in time and in memory."""

from __future__ import annotations

import gc
import json
import time
import tracemalloc
from statistics import median
from typing import TYPE_CHECKING

import httpx
from harness import HEADERS, Row, at_most, aura_at, ratio, server, turn_about

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST, LONG = 100_000, 10_000


def lists() -> Iterator[Row]:
    with server() as port, aura_at(port) as aura, httpx.Client(base_url=f"http://127.0.0.1:{port}/v1") as client:
        for count, calls, target in ((100, 60, 1.10), (LONG, 3, 1.8)):
            many = lambda count=count: aura.instances.list(tenant_id=str(count))  # noqa: E731
            plain = lambda count=count: client.get(f"/instances?tenantId={count}", headers=HEADERS).json()  # noqa: E731
            assert len(many()) == count == len(plain()["data"])
            taken = turn_about(many, plain, calls)
            yield ratio(f"list of {count:,} instances with timestamps, CPU", "raw httpx and json", *taken, target)
        longest, long = (
            median(_cpu(lambda count=count: aura.instances.list(tenant_id=str(count))) for _ in range(5))  # type: ignore[misc]
            for count in (LONGEST, LONG)
        )
    yield at_most(f"list of {LONGEST:,} instances, CPU", f"list of {LONG:,}", longest / long, 11, "{:.1f}")


def list_memory() -> Iterator[Row]:
    with server() as port, aura_at(port) as aura, httpx.Client(base_url=f"http://127.0.0.1:{port}/v1") as client:
        path = f"/instances?tenantId={LONG}"
        aura.instances.list(tenant_id="1")
        models = _memory(lambda: aura.instances.list(tenant_id=str(LONG)))
        dicts = _memory(lambda: json.loads(client.get(path, headers=HEADERS).content))
    yield at_most(f"memory of a list of {LONG:,} instances", "the dicts of json", models / dicts, 0.6)


def _cpu(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def _memory(make: Callable[[], object]) -> int:
    """The bytes that what `make` returns takes."""
    tracemalloc.start()
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    kept = make()
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return after - before

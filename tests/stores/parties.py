"""Real processes that share a store, sync and async mixed, and what a server saw of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import aurakit
import aurakit_raw
from faultserver import FaultServer, response, token
from support.fakes import most_in_any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

LIST = response(200, {"data": []})
LONGEST = 120.0  # seconds until a process that hangs is given up

PROCESS = """
import asyncio, json, sys, time
from aurakit import AsyncAura, Aura, FileStore, RateLimit
from aurakit import stores

url, store, kind, calls, limit, per = sys.argv[1:]
store = eval(store)
options = dict(
    client_id="client-id", client_secret="secret-value", base_url=url, timeout=20.0, store=store,
    rate_limit=RateLimit(int(limit), per=float(per)),
)
ended = []

def go():
    print("ready", flush=True)
    sys.stdin.readline()

def one(aura):
    aura.instances.list()
    ended.append(time.monotonic())

async def one_async(aura):
    await aura.instances.list()
    ended.append(time.monotonic())

async def many():
    async with AsyncAura(**options) as aura:
        go()
        await asyncio.gather(*(one_async(aura) for _ in range(int(calls))))

if kind == "async":
    asyncio.run(many())
else:
    with Aura(**options) as aura:
        go()
        for _ in range(int(calls)):
            one(aura)
print(json.dumps(ended), flush=True)
"""


class Result(NamedTuple):
    """What came of it."""

    elapsed: float
    """Seconds from the first to the last request that arrived."""
    arrived: int
    most: int
    """Requests in any window."""
    tokens: int
    """Token requests."""
    ended: list[list[float]]
    """When the calls of each process ended, in seconds since the start; empty for one that was killed."""
    errors: str

    @property
    def unfairness(self) -> float:
        """How many times the mean the last process needed for its calls."""
        times = [ended[-1] for ended in self.ended if ended]
        return max(times) * len(times) / sum(times)


def environment() -> dict[str, str]:
    overlay, raw = Path(aurakit.__file__).parents[1], Path(aurakit_raw.__path__[0]).parent
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (overlay, raw)))}


class Parties:
    """Processes that are ready to make their calls."""

    def __init__(self, url: str, store: str, calls: list[int], limit: int, per: float) -> None:
        """store: Python that makes one. calls: of each process; every other one is asynchronous."""
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-c", PROCESS, url, store, ("sync", "async")[n % 2], str(one), str(limit), str(per)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
            )
            for n, one in enumerate(calls)
        ]  # fmt: skip

    def __enter__(self) -> Self:
        for process in self.processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n", process.communicate()[1]
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()

    def go(self) -> float:
        """Let them begin; returns when."""
        for process in self.processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        return time.monotonic()


def play(
    store: str, processes: int, calls: int, limit: int, per: float, disturb: Callable[[Parties], None] | None = None
) -> Result:
    """Let so many processes make so many calls in all. disturb: done to them when they have begun."""
    shares = [calls // processes + (n < calls % processes) for n in range(processes)]
    with FaultServer(default=LIST) as server, Parties(server.url, store, shares, limit, per) as parties:
        server.token_script(*[token("shared")] * 20)
        began = parties.go()
        if disturb:
            disturb(parties)
        found = [process.communicate(timeout=LONGEST) for process in parties.processes]
        arrivals = [one.at for one in server.calls()]
    return Result(
        elapsed=max(arrivals) - min(arrivals),
        arrived=len(arrivals),
        most=most_in_any(arrivals, per),
        tokens=server.token_requests,
        ended=[[at - began for at in json.loads(output)] if output else [] for output, _ in found],
        errors="".join(errors for _, errors in found),
    )


def kill_one(after: float) -> Callable[[Parties], None]:
    def disturb(parties: Parties) -> None:
        time.sleep(after)
        parties.processes[0].kill()

    return disturb


def stop_one(after: float, seconds: float) -> Callable[[Parties], None]:
    def disturb(parties: Parties) -> None:
        time.sleep(after)
        parties.processes[0].send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        parties.processes[0].send_signal(signal.SIGCONT)

    return disturb


def shortest(calls: int, limit: int, per: float) -> float:
    """Seconds between the first and the last of so many requests, at least."""
    return (calls - 1) // limit * per

"""Real processes that share a store, sync and async mixed, and what a server saw of them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from faultserver import FaultServer, response, token
from support.children import environment
from support.fakes import most_in_any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

LIST = response(200, {"data": []})
LONGEST = 120.0  # seconds until a process that hangs is given up

PROCESS = """
import asyncio, json, os, sqlite3, sys, time
from aurakit import AsyncAura, Aura, FileStore, RateLimit
from aurakit import stores

url, store, shares, limit, per = sys.argv[1:]
shares, store = json.loads(shares), eval(store)
for client in (Aura("id", "secret"), asyncio.run(AsyncAura("id", "secret").__aenter__())):
    pass  # what it needs is imported before the forks
children = []
for number, calls in shares:
    if len(shares) == 1 or not (child := os.fork()):
        break
    children.append(child)
else:
    for child in children:
        os.waitpid(child, 0)
    os._exit(0)

options = dict(
    client_id="client-id", client_secret="secret-value", base_url=url, timeout=20.0, store=store,
    rate_limit=RateLimit(int(limit), per=float(per)),
)
ended = []

def go():
    os.write(1, f"{number} {os.getpid()}\\n".encode())
    os.read(0, 1)  # until it is closed

def one(aura):
    aura.instances.list()
    ended.append(time.monotonic())

async def one_async(aura):
    await aura.instances.list()
    ended.append(time.monotonic())

async def many():
    async with AsyncAura(**options) as aura:
        go()
        await asyncio.gather(*(one_async(aura) for _ in range(calls)))

if number % 2:
    asyncio.run(many())
else:
    with Aura(**options) as aura:
        go()
        for _ in range(calls):
            one(aura)
os.write(1, json.dumps([number, ended]).encode() + b"\\n")
os._exit(0)  # what an interpreter does at its end takes longer than all calls
"""


class Result(NamedTuple):
    """What came of it."""

    first: float
    """When the first request arrived, in seconds since the start."""
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

    def summary(self) -> str:
        return (
            f"{len(self.ended)} processes, {self.arrived} requests in {self.elapsed:.2f} s, at most {self.most} in a "
            f"window, the last process at {self.unfairness:.2f} times the mean, token requests: {self.tokens}"
        )


class Parties:
    """Processes that are ready to make their calls."""

    def __init__(self, url: str, store: str, calls: list[int], limit: int, per: float, interpreters: int) -> None:
        """store: Python that makes one. calls: of each process; every other one is asynchronous. interpreters: how many
        are started, each of which forks its share of the processes."""
        shares = [list(enumerate(calls))[first::interpreters] for first in range(interpreters)]
        self.pids: dict[int, int] = {}
        self._interpreters = [
            subprocess.Popen(
                [sys.executable, "-c", PROCESS, url, store, json.dumps(share), str(limit), str(per)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
            )
            for share in shares
        ]  # fmt: skip
        self._shares = shares

    def __enter__(self) -> Self:
        for process, share in zip(self._interpreters, self._shares, strict=True):
            assert process.stdout
            for _ in share:
                line = process.stdout.readline()
                assert line, process.communicate()[1]
                number, pid = map(int, line.split())
                self.pids[number] = pid
        return self

    def __exit__(self, *_: object) -> None:
        for pid in self.pids.values():  # first, since a stopped one keeps the pipes open
            with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        for process in self._interpreters:
            process.kill()
            process.communicate()

    def go(self) -> float:
        """Let them begin; returns when."""
        for process in self._interpreters:
            assert process.stdin
            process.stdin.close()
            process.stdin = None
        return time.monotonic()

    def results(self) -> tuple[list[list[float]], str]:
        """When the calls of each process ended, nothing for one that was killed; and what was written to standard
        error."""
        found = [process.communicate(timeout=LONGEST) for process in self._interpreters]
        ended = dict(json.loads(line) for output, _ in found for line in output.splitlines())
        return [ended.get(number, []) for number in range(len(self.pids))], "".join(errors for _, errors in found)


def play(
    store: str,
    processes: int,
    calls: int,
    limit: int,
    per: float,
    *disturb: Callable[[Parties], None],
    interpreters: int = 1,
) -> Result:
    """Let so many processes make so many calls in all. disturb: done to them once they have begun."""
    shares = [calls // processes + (n < calls % processes) for n in range(processes)]
    with FaultServer(default=LIST) as server, Parties(server.url, store, shares, limit, per, interpreters) as parties:
        server.token_script(*[token("shared")] * 20)
        began = parties.go()
        for one in disturb:
            one(parties)
        ended, errors = parties.results()
        arrivals = [one.at for one in server.calls()]
    return Result(
        first=min(arrivals) - began,
        elapsed=max(arrivals) - min(arrivals),
        arrived=len(arrivals),
        most=most_in_any(arrivals, per),
        tokens=server.token_requests,
        ended=[[at - began for at in times] for times in ended],
        errors=errors,
    )


def wait(seconds: float) -> Callable[[Parties], None]:
    return lambda parties: time.sleep(seconds)


def kill(number: int) -> Callable[[Parties], None]:
    def kill_one(parties: Parties) -> None:
        with contextlib.suppress(ProcessLookupError):  # on a slow machine it may have made its calls by now
            os.kill(parties.pids[number], signal.SIGKILL)

    return kill_one


def stop(number: int, *, on: bool = True) -> Callable[[Parties], None]:
    """Stop a process, or let it go on."""
    return lambda parties: os.kill(parties.pids[number], signal.SIGSTOP if on else signal.SIGCONT)


def shortest(calls: int, limit: int, per: float) -> float:
    """Seconds between the first and the last of so many requests, at least."""
    return (calls - 1) // limit * per

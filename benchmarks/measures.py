"""The measurements. Each takes its yardstick in the same run, in turn with the thing measured, and gives a ratio."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from crowds import bursts, limited, throughput
from harness import HERE, ROUNDS, Row, alone, at_most, ratio, server
from lists import list_memory, lists
from shared import store_cost, store_limit, store_throughput
from waiting import queued, waits
from warm import memory, warm_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# ------------------------------------------------------------------------------------------------ fresh processes


def importing() -> Iterator[Row]:
    ours, theirs = [], []
    for _ in range(ROUNDS + 1):
        ours.append(alone("import:ours")["cpu"])
        theirs.append(alone("import:theirs")["cpu"])
    yield ratio("`from aurakit import Aura`, fresh process, CPU", "`import httpx`", ours[1:], theirs[1:], 0.15)


def first_call() -> Iterator[Row]:
    with server() as port:
        runs = [(alone("first:ours", port), alone("first:theirs", port)) for _ in range(ROUNDS + 1)][1:]
    for key, what, target in (
        ("wall", "import and first call, fresh process, wall", 0.90),
        ("modules", "modules after a first call", 1.40),
        ("memory", "memory after a first call", 1.10),
    ):
        yield ratio(what, "raw httpx, token and call", [a[key] for a, _ in runs], [b[key] for _, b in runs], target)
    beta = max(int(ours["beta"]) for ours, _ in runs)
    yield Row("modules of v1beta5 and v2beta1 after a first call of v1", "", str(beta), "0", beta == 0)


def command_help() -> Iterator[Row]:
    """The command's start-up beside that of the smallest program of the same library."""
    bare = "import click\n@click.group()\ndef cli(): pass\n@cli.command()\ndef one(): 'One.'\ncli()\n"
    ours = "import sys; from aurakit.cli.entry import main; sys.exit(main())"
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS + 1):
        for program, times in zip((ours, bare), taken, strict=True):
            times.append(_cpu_of([sys.executable, "-c", program, "--help"]))
    yield ratio("`aurakit --help`, CPU", "a bare click program", taken[0][1:], taken[1][1:], 1.5)


def _cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sandbox() -> Iterator[Row]:
    """The load that `tests/sandbox/load.py` puts on a sandbox in a process of its own."""
    command = [sys.executable, "-m", "sandbox.load", "--clients", "200", "--requests", "50000", "--json"]
    path = os.pathsep.join(str(HERE.parent / name) for name in ("overlay", "generated", "tests"))
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    rate, p99 = found["requests"] / found["seconds"], 1000 * found["p99"]
    yield Row("sandbox, 200 clients: requests a second", "", f"{rate:,.0f}", "≥ 3,000", rate >= 3000)
    yield at_most("sandbox, 200 clients: 99th percentile", "", p99, 150, "{:.0f} ms")


def generating() -> Iterator[Row]:
    for what, options in (("`scripts/generate.py --version v1`", ["--version", "v1"]), ("`scripts/generate.py`", [])):
        times = []
        for _ in range(3):
            began = time.perf_counter()
            command = [sys.executable, str(HERE.parent / "scripts" / "generate.py"), "--check", *options]
            subprocess.run(command, capture_output=True, check=True)
            times.append(time.perf_counter() - began)
        yield at_most(what, "", median(times), 5.0 if options else 15.0, "{:.1f} s")


MEASURES: dict[str, Callable[[], Iterator[Row]]] = {
    measure.__name__: measure
    for measure in (
        importing, first_call, warm_calls, lists, list_memory, throughput, bursts, limited, queued, waits, store_cost,
        store_throughput, store_limit, memory, command_help, sandbox, generating,
    )
}  # fmt: skip

"""What the measurements share: a row of the table, a server to call, clients for it, and turns taken by two sides."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

from aurakit import AsyncAura, Aura

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROUNDS = 15
HEADERS = {"Authorization": "Bearer benchmark"}


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

"""What the measurements share: a row of the table, a server to call, clients for it, and turns taken by two sides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from aurakit import AsyncAura, Aura

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The library of our clients, and of the yardsticks in `warm`: httpx, or httpx2 where the environment says so.
httpx: Any = import_module(os.environ.get("AURAKIT_HTTP_LIBRARY") or "httpx")

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


def at_most(what: str, yardstick: str, figure: float, most: float, form: str = "{:.2f}") -> Row:
    """A row for one figure and its bound, both written in the same form."""
    return Row(what, yardstick, form.format(figure), f"≤ {form.format(most)}", figure <= most)


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
    return Aura(**_arguments(port, options))


def async_aura_at(port: str, **options: Any) -> AsyncAura:
    return AsyncAura(**_arguments(port, options))


def _arguments(port: str, options: dict[str, Any]) -> dict[str, Any]:
    base_url = f"http://127.0.0.1:{port}"
    return {"client_id": "benchmark", "client_secret": "benchmark", "base_url": base_url, "rate_limit": None, **options}

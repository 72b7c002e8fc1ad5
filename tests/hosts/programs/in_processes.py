"""Processes that are started in each of multiprocessing's ways, and by concurrent.futures: argument is the way.

A forked child goes on with the parent's client; any other makes its own, since a client cannot be pickled.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

from aurakit import Aura

aura: Aura | None = None


def start() -> None:
    global aura  # noqa: PLW0603  # as programs do it: a client for each process
    if aura is None:
        aura = Aura()


def status(instance_id: str) -> str:
    assert aura is not None
    return str(aura.instances.get(instance_id).status)


def main() -> None:
    start()
    assert status("ab12") == "running"
    context = multiprocessing.get_context(sys.argv[1])
    with context.Pool(3, initializer=start) as pool:
        assert pool.map(status, ["ab12"] * 12) == ["running"] * 12
    with ProcessPoolExecutor(2, mp_context=context, initializer=start) as processes:
        assert list(processes.map(status, ["ab12"] * 6)) == ["running"] * 6


if __name__ == "__main__":
    main()

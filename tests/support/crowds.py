"""Many threads or tasks that make calls at once, in simulated time or real time."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

from aurakit import AsyncAura, Aura
from support.driving import options_for
from support.paced import PacedClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from aurakit import RateLimit
    from aurakit.clock import Clock


class Began(NamedTuple):
    """A call, and when it was made."""

    name: str
    at: float


def taking_part(clock: Clock) -> contextlib.AbstractContextManager[None]:
    return clock.taking_part() if isinstance(clock, PacedClock) else contextlib.nullcontext()


class Crowd:
    """Makes many calls at once; each must come back with what it asked for."""

    def __init__(self, kind: str, workers: int) -> None:
        self.kind = kind
        self.workers = workers

    def __repr__(self) -> str:
        return f"{self.workers}-{self.kind}"

    def run(self, url: str, clock: Clock, names: list[str], rate: RateLimit | None, **options: Any) -> list[Began]:
        """All calls, in the order they were made."""
        arguments = options_for(url, clock=clock, rate_limit=rate, **options)
        if self.kind == "threads":
            with Aura(**arguments) as aura:
                return from_threads(aura, clock, names, self.workers)

        async def scenario() -> list[Began]:
            async with AsyncAura(**arguments) as aura:
                return await from_tasks(aura, clock, names)

        return asyncio.run(scenario())


def side_by_side(*jobs: Callable[[Callable[[], object]], object]) -> None:
    """Each job in a thread of its own; it is given a function that returns once all of them have called it."""
    start = threading.Barrier(len(jobs))
    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(job, start.wait) for job in jobs]:
            done.result(60.0)


def from_threads(aura: Aura, clock: Clock, names: list[str], workers: int) -> list[Began]:
    began: list[Began] = []
    left = iter(names)
    lock = threading.Lock()

    def work(start: Callable[[], object]) -> None:
        with taking_part(clock):
            start()
            while True:
                with lock:
                    name = next(left, None)
                    if name is None:
                        return
                    began.append(Began(name, clock.now()))
                assert aura.instances.get(name).id == name

    side_by_side(*[work] * workers)
    return began


async def from_tasks(
    aura: AsyncAura, clock: Clock, names: list[str], start: Callable[[], object] = lambda: None
) -> list[Began]:
    began: list[Began] = []

    async def work(name: str) -> None:
        with taking_part(clock):
            began.append(Began(name, clock.now()))
            assert (await aura.instances.get(name)).id == name

    with taking_part(clock):  # until all have begun
        start()
        tasks = [asyncio.create_task(work(name)) for name in names]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    return began


def one_by_one(aura: Aura, clock: Clock, names: list[str], start: Callable[[], object] = lambda: None) -> None:
    """Calls of this thread."""
    with taking_part(clock):
        start()
        for name in names:
            assert aura.instances.get(name).id == name

"""Many waits beside ordinary calls of one client, over real sockets: how long the calls take, and who gets to poll.

With AURAKIT_ALL_WAITS set, a thousand waits run for a minute and a half; a minute of theirs is three seconds, so that
the limit of 125 a minute is one of 125 in three seconds. In the suite they are fewer, for two seconds.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aurakit import AsyncAura, RateLimit
from aurakit._client import waiting
from aurakit.v1 import Instance
from faultserver import FaultServer, response
from support.driving import options_for
from support.fakes import most_in_any
from support.paced import instance

if TYPE_CHECKING:
    from faultserver import Received
    from faultserver.actions import Action

LIST = response(200, {"data": []})
NAMES = [f"{number:08x}" for number in range(1_000)]


class Scale(NamedTuple):
    """How much of it, and how fast."""

    waits: int
    limit: int
    minute: float
    """Seconds of a minute."""
    lasts: float
    """Seconds for which calls are made. The waits begin two minutes before."""
    slack: float
    """Seconds that a busy machine may add to a call."""


ALL = bool(os.environ.get("AURAKIT_ALL_WAITS"))
SCALE = Scale(1_000, 125, 3.0, 85.0, 0.25) if ALL else Scale(150, 60, 0.6, 0.6, 1.0)


class Shown(NamedTuple):
    """What came of it."""

    took: list[float]
    """Seconds of each ordinary call."""
    polls: list[int]
    """Of each wait."""
    most: int
    """Requests in any minute."""

    def summary(self) -> str:
        took = sorted(self.took)
        return (
            f"{len(took)} calls, median {1000 * took[len(took) // 2]:.0f} ms, 99 % within "
            f"{1000 * took[int(0.99 * len(took))]:.0f} ms, longest {1000 * took[-1]:.0f} ms; {sum(self.polls)} polls, "
            f"each wait {min(self.polls, default=0)} to {max(self.polls, default=0)}; at most {self.most} in a minute"
        )


class Instances:
    """A rule: all of them are being created, for ever."""

    def __init__(self) -> None:
        self.polls: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, received: Received) -> Action:
        name = received.path.rpartition("/")[2]
        if name == "instances":
            return LIST
        with self._lock:
            self.polls[name] += 1
        return response(200, {"data": instance(name) | {"status": "creating"}})


async def played(url: str, scale: Scale, every: float, waits: int, rule: Instances) -> list[float]:
    """Seconds of each of the ordinary calls that are made every so many seconds while the waits run."""
    limit = RateLimit(scale.limit, per=scale.minute)
    took: list[float] = []
    async with AsyncAura(**options_for(url, clock=None, rate_limit=limit, timeout=60.0)) as aura:

        async def call() -> None:
            began = time.monotonic()
            await aura.instances.list()
            took.append(time.monotonic() - began)

        creating = [Instance.from_dict({**instance(name), "status": "creating"}) for name in NAMES[:waits]]
        running = [asyncio.create_task(aura.wait(one, timeout=600.0)) for one in creating]
        await asyncio.sleep(2.0 * scale.minute)
        rule.polls.clear()
        ends, due = time.monotonic() + scale.lasts, time.monotonic()
        calls = []
        while due < ends:
            calls.append(asyncio.create_task(call()))
            due += every
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        await asyncio.gather(*calls)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    return took


def shown(scale: Scale, a_minute: float, waits: int) -> Shown:
    """a_minute: ordinary calls."""
    rule = Instances()
    with FaultServer() as server:
        server.rule(rule)
        took = asyncio.run(played(server.url, scale, scale.minute / a_minute, waits, rule))
        arrivals = [received.at for received in server.calls()]
    found = Shown(took, [rule.polls[name] for name in NAMES[:waits]], most_in_any(arrivals, scale.minute))
    print(f"\n{waits} waits, {a_minute:g} calls a minute: {found.summary()}")
    return found


@pytest.mark.parametrize("share", [0.12, 0.48, 0.8] if ALL else [0.48])
def test_a_call_takes_ten_seconds_of_a_minute_longer_at_most_and_the_waits_share_the_rest(
    monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    """share: of the limit that ordinary calls use."""
    for name in ("FIRST_PAUSE", "LONGEST_PAUSE"):
        monkeypatch.setattr(waiting, name, getattr(waiting, name) * SCALE.minute / 60.0)
    a_minute = share * SCALE.limit
    alone = shown(SCALE._replace(lasts=min(SCALE.lasts, 10.0)), a_minute, 0)
    beside = shown(SCALE, a_minute, SCALE.waits)
    assert beside.most <= SCALE.limit
    assert max(beside.took) <= max(alone.took) + 10.0 / 60.0 * SCALE.minute + SCALE.slack
    assert max(beside.polls) - min(beside.polls) <= 1
    left = SCALE.limit - SCALE.limit // 6 - a_minute
    assert sum(beside.polls) >= 0.8 * left * SCALE.lasts / SCALE.minute

"""The rate limit over real sockets: a server that counts, and threads, tasks and event loops that share a limiter."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import AsyncAura, Aura, RateLimit, WaitTimeoutError
from aurakit._ratelimit.window import STILL_ON_ITS_WAY
from aurakit.clock import Clock
from aurakit.v1 import Instance
from faultserver import FaultServer, Hold, response
from support.crowds import Began, Crowd, from_tasks, one_by_one, side_by_side, taking_part
from support.driving import QuickClock, options_for
from support.fakes import Server, most_in_any
from support.fakes import response as core_response
from support.http_library import httpx
from support.limits import limiters
from support.paced import PacedClock, Quota, instance
from support.samples import ONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aurakit._ratelimit.limiter import Limiter
    from faultserver import Received

NAMES = [f"{number:08x}" for number in range(400)]
# How late the last of many may be by a clock of one's own, which cannot be woken: whoever waits looks twenty times a
# second whether it is its turn, and those who look too early look once more.
LATE = 1.4


crowds = pytest.mark.parametrize("crowd", [Crowd("threads", 8), Crowd("threads", 32), Crowd("tasks", 400)], ids=repr)


@contextlib.contextmanager
def counting(quota: Quota) -> Iterator[FaultServer]:
    """A server with this quota."""
    with FaultServer() as server:
        server.rule(quota)
        yield server


def client(server: FaultServer, clock: Clock, rate: RateLimit | None, **options: Any) -> Aura:
    return Aura(**options_for(server.url, clock=clock, rate_limit=rate, **options))


def async_client(server: FaultServer, clock: Clock, rate: RateLimit | None) -> AsyncAura:
    return AsyncAura(**options_for(server.url, clock=clock, rate_limit=rate))


def only_limiter() -> Limiter:
    """The limiter of all clients of a test, when they share one."""
    (limiter,) = limiters()
    return limiter


def overtaken(began: list[Began], quota: Quota) -> list[tuple[str, str]]:
    """Calls that arrived after one that was made later, with that one."""
    arrived = {arrival.name: arrival.at for arrival in quota.arrivals}
    return [
        (early.name, late.name)
        for early, late in itertools.combinations(began, 2)
        if early.at < late.at and arrived[late.name] < arrived[early.name]
    ]


# --- 400 calls ----------------------------------------------------------------------------------------------------


@crowds
def test_400_calls_get_no_429_none_is_lost_and_they_go_as_fast_as_allowed(crowd: Crowd) -> None:
    clock = PacedClock()
    quota = Quota(Server(100, 5.0), clock)
    with counting(quota) as server:
        crowd.run(server.url, clock, NAMES, RateLimit(100, per=5.0))
    assert quota.refusals == []
    assert sorted(quota.names) == NAMES
    assert 15.0 <= clock.now() <= 15.0 * LATE


@pytest.mark.parametrize("workers", [8, 32])
def test_no_call_of_a_thread_is_overtaken_by_one_made_later(workers: int) -> None:
    clock = PacedClock()
    quota = Quota(Server(100, 5.0), clock)
    with counting(quota) as server:
        began = Crowd("threads", workers).run(server.url, clock, NAMES, RateLimit(100, per=5.0))
    assert len({call.at for call in began}) > 100  # so that many of them can be told apart
    assert overtaken(began, quota) == []


def test_tasks_that_wait_are_sent_in_the_order_they_were_made() -> None:
    clock = PacedClock()
    quota = Quota(Server(50, 2.0), clock)
    with counting(quota) as server:
        Crowd("tasks", 200).run(server.url, clock, NAMES[:200], RateLimit(50, per=2.0))
    # Of those sent in the same moment, the sockets decide which comes first.
    at_once, *waited = (sorted(names) for _, names in itertools.groupby(quota.arrivals, lambda arrival: arrival.at))
    assert len(waited) > 5
    assert [arrival.name for arrival in itertools.chain(at_once, *waited)] == NAMES[:200]


@crowds
def test_400_calls_in_real_time_get_no_429_and_none_is_lost(crowd: Crowd) -> None:
    quota = Quota(Server(100, 0.3), Clock())
    with counting(quota) as server:
        began = time.monotonic()
        crowd.run(server.url, Clock(), NAMES, RateLimit(100, per=0.3))
        seconds = time.monotonic() - began
    assert quota.refusals == []
    assert sorted(quota.names) == NAMES
    assert seconds >= 0.9


# --- sharing ------------------------------------------------------------------------------------------------------


def together(quota: Quota, server: FaultServer, clock: Clock, *rates: RateLimit | None, **options: Any) -> list[float]:
    """20 calls of each of several clients, side by side: when the server counted them."""
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(client(server, clock, rate, **options)) for rate in rates]
        side_by_side(
            *[
                lambda start, aura=aura, first=20 * number: one_by_one(aura, clock, NAMES[first : first + 20], start)
                for number, aura in enumerate(clients)
            ]
        )
    return [arrival.at for arrival in quota.arrivals]


def test_clients_with_the_same_credentials_share_one_limit() -> None:
    clock = PacedClock()
    quota = Quota(Server(10, 5.0), clock)
    with counting(quota) as server:
        times = together(quota, server, clock, RateLimit(10, per=5.0), RateLimit(10, per=5.0))
    assert quota.refusals == []
    assert len(times) == 40 and 15.0 <= times[-1] <= 15.0 * LATE


def test_of_several_clients_limits_the_strictest_counts_for_all() -> None:
    clock = PacedClock()
    quota = Quota(Server(1000, 5.0), clock)
    with counting(quota) as server:
        times = together(quota, server, clock, RateLimit(20, per=5.0), RateLimit(4, per=5.0), RateLimit(10, per=5.0))
    assert len(times) == 60
    assert most_in_any(times, 5.0) == 4


def test_a_client_of_another_id_has_a_limit_of_its_own() -> None:
    clock = PacedClock()
    quota = Quota(Server(1000, 5.0), clock)
    rate = RateLimit(20, per=5.0)
    with counting(quota) as server:
        together(quota, server, clock, rate)
        together(quota, server, clock, rate, client_id="another-client-id")
    assert len(quota.arrivals) == 40
    assert clock.now() == 0.0


def test_a_client_without_a_limit_does_not_wait_for_one_that_has_used_it_up() -> None:
    clock = PacedClock()
    quota = Quota(Server(1000, 60.0), clock)
    with counting(quota) as server, taking_part(clock), client(server, clock, RateLimit(1, per=60.0)) as limited:
        one_by_one(limited, clock, NAMES[:1])
        with client(server, clock, None) as free:
            one_by_one(free, clock, NAMES[1:30])
    assert len(quota.arrivals) == 30
    assert clock.now() == 0.0


def test_a_client_with_a_transport_of_the_user_s_own_keeps_the_limit() -> None:
    clock = PacedClock()
    quota = Quota(Server(1, 5.0), clock)
    with counting(quota) as server:
        transport = httpx.HTTPTransport(trust_env=False)
        with client(server, clock, RateLimit(1, per=5.0), transport=transport) as aura:
            one_by_one(aura, clock, NAMES[:3])
    assert quota.refusals == []
    assert 10.0 <= clock.now() <= 10.0 * LATE


def test_a_client_with_other_options_keeps_the_limit() -> None:
    clock = PacedClock()
    quota = Quota(Server(1, 5.0), clock)
    with counting(quota) as server, client(server, clock, RateLimit(1, per=5.0)) as aura:
        one_by_one(aura, clock, NAMES[:1])
        one_by_one(aura.with_options(timeout=7.0), clock, NAMES[1:2])
    assert quota.refusals == []
    assert len(quota.arrivals) == 2


def test_two_event_loops_and_threads_share_one_limit() -> None:
    clock = PacedClock()
    quota = Quota(Server(20, 5.0), clock)
    rate = RateLimit(20, per=5.0)

    def in_a_loop(server: FaultServer, names: list[str], start: Callable[[], object]) -> None:
        async def scenario() -> None:
            async with async_client(server, clock, rate) as aura:
                await from_tasks(aura, clock, names, start)

        asyncio.run(scenario())

    with counting(quota) as server, client(server, clock, rate) as aura:
        side_by_side(
            lambda start: in_a_loop(server, NAMES[:30], start),
            lambda start: in_a_loop(server, NAMES[30:60], start),
            lambda start: one_by_one(aura, clock, NAMES[60:80], start),
            lambda start: one_by_one(aura, clock, NAMES[80:100], start),
        )
    assert quota.refusals == []
    assert sorted(quota.names) == NAMES[:100]
    assert 20.0 <= clock.now() <= 20.0 * LATE


# --- a server that allows less ------------------------------------------------------------------------------------


@crowds
def test_with_a_fifth_of_the_limit_at_the_server_no_call_is_lost_and_no_pause_is_broken(crowd: Crowd) -> None:
    clock = PacedClock()
    quota = Quota(Server(20, 5.0), clock)
    with counting(quota) as server:
        crowd.run(server.url, clock, NAMES[:200], RateLimit(100, per=5.0))
    assert {arrival.name for arrival in quota.arrivals if arrival.admitted} == set(NAMES[:200])
    assert quota.refusals
    for refused, pause in quota.refusals:
        assert not [arrival for arrival in quota.arrivals if refused < arrival.at < refused + pause]


class RefusesTheFirstTry(Server):
    """Admits 8, then refuses whatever comes, up to and including the first call that comes after the pause."""

    again: float | None = None

    def arrive(self, now: float) -> Any:
        self.arrivals.append(now)
        if len(self.arrivals) <= 8 or self.again is not None:
            return core_response(200)
        self.refusals.append((now, 0.0))
        if now > self.refusals[0][0] + 0.4:  # the call waits for 0.5 s, since no other wait is asked for
            self.again = now
        return core_response(429)


@pytest.mark.parametrize("crowd", [Crowd("threads", 8), Crowd("tasks", 24)], ids=repr)
def test_after_a_429_calls_are_sent_one_at_a_time_until_one_succeeds(crowd: Crowd) -> None:
    server_side = RefusesTheFirstTry(0, 0.0)
    quota = Quota(server_side, Clock(), latency=0.02)
    with counting(quota) as server:
        crowd.run(server.url, Clock(), NAMES[:24], RateLimit(40, per=0.3), random=lambda: 1.0)
    assert {arrival.name for arrival in quota.arrivals if arrival.admitted} == set(NAMES[:24])
    tries = [arrival for arrival in quota.arrivals if arrival.at >= (server_side.again or 0.0)][:3]
    assert [arrival.admitted for arrival in tries] == [False, True, True]
    assert [arrival.alone for arrival in tries] == [True, True, True]


# --- calls that are given up --------------------------------------------------------------------------------------


@contextlib.contextmanager
def used_up(limit: int) -> Iterator[tuple[Quota, PacedClock, FaultServer, Aura]]:
    """A client that has just used up its `limit` a minute."""
    clock = PacedClock()
    quota = Quota(Server(limit, 60.0), clock)
    with counting(quota) as server, client(server, clock, RateLimit(limit, per=60.0)) as aura:
        one_by_one(aura, clock, NAMES[:limit])
        yield quota, clock, server, aura


def test_cancelled_tasks_leave_the_queue_and_take_no_slot_with_them() -> None:
    with used_up(5) as (quota, clock, server, _):
        limiter = only_limiter()

        async def scenario() -> None:
            async with async_client(server, clock, RateLimit(5, per=60.0)) as aura:
                with taking_part(clock):
                    tasks = [asyncio.create_task(from_tasks(aura, clock, [name])) for name in NAMES[5:25]]
                    async with asyncio.timeout(10.0):
                        while limiter.waiting < 20:
                            await asyncio.sleep(0.001)
                    for task in tasks[::2]:
                        task.cancel()
                    await asyncio.wait(tasks[::2])
                    assert limiter.waiting == 10
                await asyncio.gather(*tasks[1::2])

        asyncio.run(scenario())
        assert limiter.waiting == 0
    # Of the five that go in the same moment, the sockets decide which comes first.
    left = NAMES[6:25:2]
    assert [sorted(quota.names[first : first + 5]) for first in (0, 5, 10)] == [NAMES[:5], left[:5], left[5:]]
    assert len(quota.names) == 15
    assert quota.refusals == []
    assert 120.0 <= clock.now() <= 121.0


def test_a_thread_interrupted_in_the_queue_leaves_it() -> None:
    class Interrupted(PacedClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if self.now() > 30.0 and not interrupted:
                interrupted.append(self.now())
                raise KeyboardInterrupt

    interrupted: list[float] = []
    clock = Interrupted()
    quota = Quota(Server(1, 60.0), clock)
    with counting(quota) as server, client(server, clock, RateLimit(1, per=60.0)) as aura:
        one_by_one(aura, clock, NAMES[:1])
        with pytest.raises(KeyboardInterrupt):
            one_by_one(aura, clock, NAMES[1:2])
        assert only_limiter().waiting == 0
        one_by_one(aura, clock, NAMES[2:3])
    assert quota.names == [NAMES[0], NAMES[2]]
    assert 60.0 <= clock.now() <= 60.1


def test_a_wait_that_runs_out_of_time_in_the_queue_leaves_it_then() -> None:
    with used_up(1) as (quota, clock, _, aura):
        creating = Instance.from_dict({**instance(NAMES[1]), "status": "creating"})
        with taking_part(clock), pytest.raises(WaitTimeoutError):
            aura.wait(creating, timeout=7.0)
        assert clock.now() == pytest.approx(7.0)
        assert only_limiter().waiting == 0
        one_by_one(aura, clock, NAMES[2:3])
    assert quota.names == [NAMES[0], NAMES[2]]
    assert 60.0 <= clock.now() <= 60.1


def test_a_task_cancelled_while_its_request_is_on_the_way_counts_as_sent() -> None:
    clock = PacedClock()
    quota = Quota(Server(1, 60.0), clock)
    hold = Hold(response(200, {"data": instance(NAMES[0])}))

    def held(request: Received) -> Any:
        counted = quota(request)
        return hold if request.path.endswith(NAMES[0]) else counted

    async def scenario(url: str) -> None:
        async with AsyncAura(**options_for(url, clock=clock, rate_limit=RateLimit(1, per=60.0))) as aura:
            task = asyncio.create_task(from_tasks(aura, clock, NAMES[:1]))
            await asyncio.to_thread(hold.arrived.wait)
            task.cancel()
            await asyncio.wait([task])
            await from_tasks(aura, clock, NAMES[1:2])

    with FaultServer() as server:
        server.rule(held)
        asyncio.run(scenario(server.url))
    assert quota.refusals == []
    assert quota.names == NAMES[:2]
    assert 60.0 + STILL_ON_ITS_WAY <= clock.now() <= 60.1 + STILL_ON_ITS_WAY


def test_a_call_that_blocks_an_event_loop_does_not_wait_forever_for_a_call_of_that_loop() -> None:
    clock, under_way = QuickClock(), Hold(response(200, {"data": []}))

    async def scenario() -> list[Any]:
        async with async_client(server, clock, RateLimit(1, per=1.0)) as theirs:
            first = asyncio.create_task(theirs.instances.list())
            while not under_way.arrived.is_set():
                await asyncio.sleep(0.001)
            with client(server, clock, RateLimit(1, per=1.0)) as mine:
                mine.instances.list()
            under_way.release.set()
            return list(await first)

    with FaultServer() as server:
        server.script(under_way)
        assert asyncio.run(scenario()) == []
        assert server.count("GET") == 2


def test_a_call_in_the_queue_holds_some_three_kilobytes() -> None:
    calls = 5000

    async def run(url: str) -> float:
        limit = RateLimit(1, per=3600.0)
        async with AsyncAura("id", "Secret-1", base_url=url, rate_limit=limit, timeout=3600.0) as aura:
            await aura.instances.get("a")  # what is imported and cached is not the queue's
            tracemalloc.start()
            tasks = [asyncio.ensure_future(aura.instances.get("a")) for _ in range(calls)]
            await asyncio.sleep(0.1)
            held = tracemalloc.get_traced_memory()[0] / calls
            tracemalloc.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return held

    with FaultServer(default=ONE) as server:
        # Coverage's tracer keeps some of its own for each frame.
        assert asyncio.run(run(server.url)) < (3.3 if sys.gettrace() is None else 4.3) * 1024

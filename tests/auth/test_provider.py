"""One token for however many calls: single flight in threads, tasks and loops, renewal, refusal, sharing, fork."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import traceback
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trio
from hypothesis import given, settings
from hypothesis import strategies as st

from aurakit import FileStore
from aurakit._auth import provider as provider_module
from aurakit._auth.cache import AFTER_FAILED_RENEWAL, QUARANTINE, Refused
from aurakit._auth.credentials import Credentials
from aurakit._auth.provider import TokenProvider, provider_for
from aurakit._auth.single_flight import Flight
from aurakit._calls import wakers
from aurakit._errors.secret import Secret
from aurakit._errors.tracebacks import trimmed
from aurakit.clock import Clock
from aurakit.errors import AuraError, AuthenticationError, RateLimitError, RequestTimeoutError, ServerError
from support.children import environment
from support.fakes import FakeClock, failure, response
from support.frames import is_ours
from support.token_endpoint import (
    CREDENTIALS,
    REFUSED,
    SOON,
    TOKEN_URL,
    Caller,
    Endpoint,
    MemoryStore,
    all_in_threads,
    granted,
    join,
    provider,
    started,
)

ROOT = Path(provider_module.__file__).parents[2]
BOTH = pytest.mark.parametrize("status", [401, 403])


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture(params=[False, True], ids=["thread", "task"])
def in_loop(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def caller(endpoint: Endpoint, clock: FakeClock, in_loop: bool) -> Caller:
    """Calls in simulated time."""
    return Caller(provider(clock), endpoint, clock, in_loop=in_loop)


@pytest.fixture
def now(endpoint: Endpoint) -> Caller:
    """Calls in real time, from threads and from tasks."""
    return Caller(provider(), endpoint, seconds=SOON)


def with_time(caller: Caller, endpoint: Endpoint, seconds: float) -> Caller:
    """Calls with another timeout over the same token."""
    return Caller(caller.tokens, endpoint, caller.clock, seconds=seconds)


def let_go_soon(endpoint: Endpoint, seconds: float = 0.05) -> None:
    """Hold the endpoint's response back for a moment, so that all calls are waiting for it."""
    endpoint.open.clear()
    threading.Timer(seconds, endpoint.open.set).start()


def run_script(script: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False,
        env=environment(measured=False),
        timeout=60.0,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


# ------------------------------------------------------------------------------------------------ one request for all


def test_threads_that_start_cold_make_one_request(endpoint: Endpoint, now: Caller) -> None:
    let_go_soon(endpoint)
    assert all_in_threads(*[now.get] * 32) == ["token-1"] * 32
    assert endpoint.requests == 1


def test_tasks_that_start_cold_make_one_request_although_the_first_is_cancelled(
    endpoint: Endpoint, now: Caller
) -> None:
    endpoint.open.clear()

    async def main() -> list[Any]:
        tasks = [asyncio.create_task(now.get_async()) for _ in range(200)]
        while not endpoint.arrived.is_set():
            await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.sleep(0)
        endpoint.open.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, *others = asyncio.run(main())
    assert isinstance(first, asyncio.CancelledError)
    assert others == ["token-1"] * 199 and endpoint.requests == 1


def test_any_of_the_waiting_tasks_may_be_cancelled(endpoint: Endpoint, now: Caller) -> None:
    endpoint.open.clear()

    async def main() -> list[Any]:
        tasks = [asyncio.create_task(now.get_async()) for _ in range(20)]
        while not endpoint.arrived.is_set():
            await asyncio.sleep(0)
        for task in tasks[1::2]:
            task.cancel()
        await asyncio.sleep(0)
        endpoint.open.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = asyncio.run(main())
    assert results[::2] == ["token-1"] * 10 and endpoint.requests == 1
    assert all(isinstance(result, asyncio.CancelledError) for result in results[1::2])


def test_a_token_request_whose_callers_are_all_cancelled_serves_the_next_call(endpoint: Endpoint, now: Caller) -> None:
    endpoint.open.clear()

    async def main() -> str:
        tasks = [asyncio.create_task(now.get_async()) for _ in range(5)]
        while not endpoint.arrived.is_set():
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        endpoint.open.set()
        return await now.get_async()

    assert asyncio.run(main()) == "token-1" and endpoint.requests == 1


@pytest.mark.parametrize("first", ["thread", "asyncio", "trio"])
def test_threads_and_several_event_loops_share_one_request(endpoint: Endpoint, now: Caller, first: str) -> None:
    endpoint.open.clear()
    results: list[str] = []

    def thread() -> None:
        results.append(now.get())

    def in_asyncio() -> None:
        async def many() -> list[str]:
            return await asyncio.gather(*(now.get_async() for _ in range(20)))

        results.extend(asyncio.run(many()))

    def in_trio() -> None:
        async def one() -> None:
            results.append(await now.get_async())

        async def many() -> None:
            async with trio.open_nursery() as nursery:
                for _ in range(20):
                    nursery.start_soon(one)

        trio.run(many)

    leader = {"thread": thread, "asyncio": in_asyncio, "trio": in_trio}[first]
    threads = started([leader])
    assert endpoint.arrived.wait(SOON)
    threads += started([thread, thread, in_asyncio, in_asyncio, in_trio])
    time.sleep(0.05)  # time for them to wait; one that comes later only makes this test easier
    endpoint.open.set()
    join(threads)
    assert set(results) == {"token-1"} and endpoint.requests == 1
    assert len(results) == 2 + 60 + (1 if first == "thread" else 20)


def test_a_cancelled_trio_leader_leaves_its_request_to_the_others(endpoint: Endpoint, now: Caller) -> None:
    results: list[str] = []

    async def one() -> None:
        results.append(await now.get_async())

    async def main() -> None:
        endpoint.open.clear()
        async with trio.open_nursery() as nursery:
            leader = trio.CancelScope()

            async def lead() -> None:
                with leader:
                    await one()

            nursery.start_soon(lead)
            while not endpoint.arrived.is_set():
                await trio.sleep(0.001)
            for _ in range(5):
                nursery.start_soon(one)
            await trio.sleep(0.01)
            leader.cancel()
            await trio.sleep(0.01)
            endpoint.open.set()

    trio.run(main)
    assert results == ["token-1"] * 5 and endpoint.requests == 1


# ------------------------------------------------------------------------------------------------ errors


def test_an_error_reaches_every_waiter_as_a_copy_of_its_own(endpoint: Endpoint, now: Caller) -> None:
    endpoint.next = [REFUSED]
    endpoint.open.clear()

    async def main() -> list[Any]:
        tasks = [asyncio.create_task(now.get_async()) for _ in range(8)]
        while not endpoint.arrived.is_set():
            await asyncio.sleep(0)
        endpoint.open.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    errors = asyncio.run(main())
    assert {type(error) for error in errors} == {AuthenticationError} and endpoint.requests == 1
    assert len({id(error) for error in errors}) == 8
    assert len({str(error) for error in errors}) == 1 and {error.status_code for error in errors} == {401}


def test_refused_credentials_are_not_asked_with_again_by_the_same_call(caller: Caller, endpoint: Endpoint) -> None:
    endpoint.next = [REFUSED]
    with pytest.raises(AuthenticationError, match="from the arguments client_id and client_secret"):
        caller.get()
    assert endpoint.requests == 1
    assert caller.get() == "token-2"


def test_an_unexpected_exception_reaches_the_caller_and_blocks_nobody(caller: Caller, endpoint: Endpoint) -> None:
    class Odd(Exception):
        def __init__(self, one: int, two: int) -> None:  # cannot be copied
            super().__init__("odd")

    endpoint.next = [ZeroDivisionError("a fault in a transport"), Odd(1, 2)]
    with pytest.raises(ZeroDivisionError):
        caller.get()
    with pytest.raises(Odd):
        caller.get()
    assert caller.get() == "token-3"


def test_an_unexpected_exception_shows_the_frames_that_it_comes_from(endpoint: Endpoint, now: Caller) -> None:
    def fault() -> None:
        raise KeyError("a fault in a transport")

    endpoint.next = [fault]
    let_go_soon(endpoint)
    shown: list[str] = []

    def call() -> None:
        try:
            now.get()
        except KeyError as error:
            shown.append("".join(traceback.format_exception(error)))

    all_in_threads(*[call] * 4)
    assert len(shown) == 4 and all("in fault" in text for text in shown)
    assert endpoint.requests == 1


@pytest.mark.parametrize("fault", [failure("connect"), failure("network"), KeyError("a fault of its transport")])
def test_a_fault_of_one_clients_network_is_not_another_clients(now: Caller, fault: Any) -> None:
    """The other one may have another proxy."""
    broken, sound = Endpoint(), Endpoint()
    broken.next = [fault]
    broken.open.clear()
    elsewhere = Caller(now.tokens, broken, seconds=SOON, headers=((b"User-Agent", b"another"),))
    failed: list[Exception] = []
    results: list[str] = []

    def fails() -> None:
        with pytest.raises((AuraError, KeyError)) as caught:
            elsewhere.get()
        failed.append(caught.value)

    threads = started([fails])
    assert broken.arrived.wait(SOON)
    here = Caller(now.tokens, sound, seconds=SOON)
    threads += started([lambda: results.append(here.get())] * 4)
    time.sleep(0.05)
    broken.open.set()
    join(threads)
    assert len(failed) == 1 and results == ["token-1"] * 4
    assert (broken.requests, sound.requests) == (1, 1)


def test_credentials_that_were_refused_are_so_for_every_client(endpoint: Endpoint, now: Caller) -> None:
    endpoint.next = [REFUSED]
    let_go_soon(endpoint)
    another = Caller(now.tokens, endpoint, seconds=SOON, headers=((b"User-Agent", b"another"),))
    results = all_in_threads(now.get, another.get)
    assert [type(error) for error in results] == [AuthenticationError] * 2 and endpoint.requests == 1


# ------------------------------------------------------------------------------------------------ time of a call


def test_a_cold_endpoint_that_is_silent_ends_all_waits_at_their_deadline_with_one_request(
    endpoint: Endpoint, now: Caller
) -> None:
    endpoint.open.clear()
    began = time.monotonic()
    results = all_in_threads(*[with_time(now, endpoint, 0.3).get] * 6)
    assert all(isinstance(error, RequestTimeoutError) for error in results)
    assert endpoint.requests == 1 and time.monotonic() - began < 1.0


def test_200_tasks_end_at_their_own_deadlines_while_the_endpoint_is_silent(endpoint: Endpoint, now: Caller) -> None:
    endpoint.open.clear()
    over: dict[float, float] = {}

    async def one(seconds: float) -> None:
        began = time.monotonic()
        with pytest.raises(RequestTimeoutError):
            await with_time(now, endpoint, seconds).get_async()
        over[seconds] = max(over.get(seconds, 0.0), time.monotonic() - began - seconds)

    async def main() -> None:
        await asyncio.gather(*(one(seconds) for seconds in [0.4] + [0.1, 0.2, 0.3, 0.4] * 50))

    asyncio.run(main())
    assert endpoint.requests == 1
    assert max(over.values()) < 0.5


@pytest.mark.parametrize("seconds", [0.05, 0.2])
def test_the_only_call_is_told_that_its_own_request_took_too_long(
    endpoint: Endpoint, now: Caller, in_loop: bool, seconds: float
) -> None:
    endpoint.open.clear()
    only = Caller(now.tokens, endpoint, seconds=seconds, in_loop=in_loop)
    with pytest.raises(RequestTimeoutError) as caught:
        only.get()
    assert "another call" not in str(caught.value)
    assert len(caught.value.attempts) == 1 and caught.value.path == "/oauth/token"


def test_a_waiter_ends_at_its_own_deadline_though_the_leader_has_more_time(endpoint: Endpoint, now: Caller) -> None:
    endpoint.open.clear()
    leader = started([now.get])
    assert endpoint.arrived.wait(SOON)
    began = time.monotonic()
    short = with_time(now, endpoint, 0.1)
    with pytest.raises(RequestTimeoutError, match="another call's token request takes too long"):
        short.get()
    with pytest.raises(RequestTimeoutError, match="another call.s token request"):
        asyncio.run(short.get_async())
    assert time.monotonic() - began < 1.0
    endpoint.open.set()
    join(leader)
    assert endpoint.requests == 1


def test_a_waiter_with_more_time_than_the_leader_makes_a_request_of_its_own(endpoint: Endpoint, now: Caller) -> None:
    endpoint.open.clear()
    results: list[Any] = []

    def short() -> None:
        try:
            with_time(now, endpoint, 0.1).get()
        except RequestTimeoutError as error:
            results.append(error)

    leader = started([short])
    assert endpoint.arrived.wait(SOON)
    threading.Timer(0.2, endpoint.open.set).start()
    assert now.get() == "token-2"
    join(leader)
    assert len(results) == 1 and endpoint.requests == 2


def test_a_task_whose_own_request_ends_with_no_error_is_told_so(
    endpoint: Endpoint, now: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that hangs, for one: nobody can say more than that it took too long."""

    class Hangs(MemoryStore):
        def load(self, key: str, timeout: float) -> Any:
            endpoint.open.wait(SOON)
            return super().load(key, timeout)

    monkeypatch.setattr(provider_module, "GRACE", 0.1)
    endpoint.open.clear()
    alone = Caller(provider(store=Hangs()), endpoint, seconds=0.1, in_loop=True)
    with pytest.raises(
        RequestTimeoutError, match=r"in time: the token request takes too long\. Try again, or give more"
    ):
        alone.get()
    endpoint.open.set()


# ------------------------------------------------------------------------------------------------ who makes it, stops


def test_a_leader_stopped_by_ctrl_c_lets_another_take_over(endpoint: Endpoint, now: Caller) -> None:
    endpoint.open.clear()
    endpoint.next = [KeyboardInterrupt()]
    stopped: list[BaseException] = []

    def lead() -> None:
        try:
            now.get()
        except KeyboardInterrupt as error:
            stopped.append(error)

    threads = started([lead])
    assert endpoint.arrived.wait(SOON)
    results: list[str] = []
    threads += started([lambda: results.append(now.get())] * 4)
    time.sleep(0.05)
    endpoint.open.set()
    join(threads)
    assert len(stopped) == 1 and results == ["token-2"] * 4 and endpoint.requests == 2


def test_two_calls_that_find_no_token_at_the_same_moment_make_one_request(
    endpoint: Endpoint, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = Caller(provider(clock), endpoint, clock)
    both = threading.Barrier(2)

    def begun(*arguments: Any) -> Flight:
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.2)  # for another call that has looked already
        return Flight(*arguments)

    monkeypatch.setattr(provider_module, "Flight", begun)
    assert all_in_threads(caller.get, caller.get) == ["token-1", "token-1"]
    assert endpoint.requests == 1


@pytest.mark.parametrize("point", ["blocks", "waker", "finish"])
def test_a_ctrl_c_at_any_point_leaves_no_request_that_others_would_wait_for(
    endpoint: Endpoint, now: Caller, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    original = getattr(Flight, point)
    interrupts = [KeyboardInterrupt()]

    def interrupted(*arguments: Any) -> Any:
        if interrupts:
            raise interrupts.pop()
        return original(*arguments)

    monkeypatch.setattr(Flight, point, interrupted)
    if point == "waker":
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(now.get_async())
    else:
        with pytest.raises(KeyboardInterrupt):
            now.get()
    began = time.monotonic()
    assert now.get().startswith("token-")
    assert time.monotonic() - began < 0.5


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signals there")
def test_a_signal_handler_that_makes_a_call_does_not_wait_for_the_request_it_interrupts(
    endpoint: Endpoint, now: Caller
) -> None:
    in_handler: list[str] = []

    def handler(*_: object) -> None:
        endpoint.open.set()
        in_handler.append(now.get())

    endpoint.open.clear()
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        began = time.monotonic()
        token = now.get()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < 1.0
    assert in_handler == ["token-1"] and token == "token-2" and endpoint.requests == 2


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signals there")
def test_a_signal_handler_uses_the_token_that_the_call_it_interrupts_renews(
    endpoint: Endpoint, clock: FakeClock
) -> None:
    caller = Caller(provider(clock), endpoint, clock)
    caller.get()
    clock.advance(3541)
    in_handler: list[str] = []

    def handler(*_: object) -> None:
        in_handler.append(caller.get())
        endpoint.open.set()

    endpoint.open.clear()
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        assert caller.get() == "token-2"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    assert in_handler == ["token-1"] and endpoint.requests == 2


def test_a_loop_that_ends_in_the_middle_of_the_request_lets_another_take_over(endpoint: Endpoint, now: Caller) -> None:
    endpoint.open.clear()

    async def given_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(now.get_async(), 0.02)

    asyncio.run(given_up())
    endpoint.open.set()
    began = time.monotonic()
    assert now.get() == "token-1"
    assert time.monotonic() - began < 0.5


def test_a_trio_loop_that_ends_in_the_middle_of_the_request_lets_another_take_over(
    endpoint: Endpoint, now: Caller
) -> None:
    endpoint.open.clear()

    async def given_up() -> None:
        with trio.move_on_after(0.02):
            await now.get_async()

    trio.run(given_up)
    endpoint.open.set()
    began = time.monotonic()
    assert now.get() == "token-1"
    assert time.monotonic() - began < 0.5


def test_a_loop_that_stands_still_in_the_middle_of_the_request_lets_another_take_over(
    endpoint: Endpoint, now: Caller
) -> None:
    endpoint.open.clear()
    loop = asyncio.new_event_loop()
    try:
        with pytest.raises(TimeoutError):
            loop.run_until_complete(asyncio.wait_for(now.get_async(), 0.02))
        endpoint.open.set()
        began = time.monotonic()
        assert now.get() == "token-1"
        assert time.monotonic() - began < 0.5
        # The one that stood still may go on, and disturbs nobody.
        assert loop.run_until_complete(now.get_async()) == "token-1"
        loop.run_until_complete(asyncio.sleep(0.01))
    finally:
        loop.close()


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_loop_that_its_program_blocks_in_the_middle_of_the_request_lets_others_take_over(
    endpoint: Endpoint, now: Caller, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(wakers, "BEAT", 0.02)
    monkeypatch.setattr(wakers, "STANDS_STILL", 0.2)
    monkeypatch.setattr(provider_module, "CHECK_AGAIN", 0.05)
    endpoint.open.clear()
    blocked, go_on = threading.Event(), threading.Event()
    results: list[str] = []

    def block() -> None:
        blocked.set()
        assert go_on.wait(SOON)

    async def in_asyncio() -> None:
        task = asyncio.create_task(now.get_async())
        while not endpoint.arrived.is_set():
            await asyncio.sleep(0.001)
        block()
        results.append(await task)

    async def in_trio() -> None:
        async def call() -> None:
            results.append(await now.get_async())

        async with trio.open_nursery() as nursery:
            nursery.start_soon(call)
            while not endpoint.arrived.is_set():
                await trio.sleep(0.001)
            block()

    run = {"asyncio": lambda: asyncio.run(in_asyncio()), "trio": lambda: trio.run(in_trio)}[kind]
    leader = started([run])
    assert blocked.wait(SOON)
    endpoint.open.set()
    began = time.monotonic()
    others = all_in_threads(*[now.get] * 4, *[lambda: asyncio.run(now.get_async())] * 2)
    assert time.monotonic() - began < 2.0
    go_on.set()
    join(leader)
    assert others == ["token-1"] * 6  # one request for them all
    assert results[0] in {"token-1", "token-2"} and endpoint.requests == 2


def test_a_slow_request_in_a_loop_that_goes_on_is_waited_for(
    endpoint: Endpoint, now: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wakers, "BEAT", 0.02)
    monkeypatch.setattr(wakers, "STANDS_STILL", 0.2)
    monkeypatch.setattr(provider_module, "CHECK_AGAIN", 0.05)
    endpoint.open.clear()
    leader = started([lambda: asyncio.run(now.get_async())])
    assert endpoint.arrived.wait(SOON)
    threading.Timer(0.6, endpoint.open.set).start()
    assert now.get() == "token-1" and endpoint.requests == 1
    join(leader)


def test_a_request_whose_task_never_ran_lets_another_take_over(endpoint: Endpoint, now: Caller) -> None:
    async def cancelled_at_once() -> None:
        task = asyncio.create_task(now.get_async())
        await asyncio.sleep(0)
        for other in asyncio.all_tasks() - {asyncio.current_task()}:
            other.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled_at_once())
    assert endpoint.requests == 0
    assert now.get() == "token-1"


def test_a_sync_call_does_not_import_asyncio() -> None:
    shown = run_script("""
        import sys
        from aurakit._auth.credentials import Credentials
        from aurakit._auth.provider import TokenProvider
        from aurakit._calls.call import CallSettings
        from aurakit._calls.deadline import Deadline
        from aurakit._calls.messages import Response
        from aurakit._calls.retry import RetryPolicy
        from aurakit._calls.steps import IO, run
        from aurakit._errors.secret import Secret
        from aurakit.clock import Clock

        class Transport:
            def send(self, step):
                return Response(200, {}, b'{"access_token": "abc"}')

        clock = Clock()
        tokens = TokenProvider(token_url="x", credentials=Credentials("i", Secret("s"), "here"), clock=clock)
        settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, None, tokens, ())
        assert run(tokens.obtain(settings, Deadline(clock, 5.0)), IO(Transport(), clock)).reveal() == "abc"
        print(sorted({"asyncio", "anyio", "concurrent.futures", "httpx"} & set(sys.modules)))
    """)
    assert shown == "[]\n"


# ------------------------------------------------------------------------------------------------ renewal


def test_a_token_is_used_until_it_is_due_for_renewal_and_then_replaced(
    caller: Caller, endpoint: Endpoint, clock: FakeClock
) -> None:
    assert caller.get() == "token-1"
    clock.advance(3539)
    assert caller.get() == "token-1"
    clock.advance(2)
    assert caller.get() == "token-2" and endpoint.requests == 2


@pytest.mark.parametrize("lifetime", [0.5, 5, 30])
def test_a_lifetime_shorter_than_the_margin_does_not_cause_a_request_per_call(
    endpoint: Endpoint, clock: FakeClock, lifetime: float
) -> None:
    endpoint.expires_in = lifetime
    caller = Caller(provider(clock), endpoint, clock)
    for _ in range(100):
        caller.get()
        clock.advance(lifetime / 10.5)
    assert endpoint.requests <= 12


def test_while_one_call_renews_the_others_use_the_token_that_is_still_valid(endpoint: Endpoint) -> None:
    endpoint.expires_in = 100
    clock = FakeClock()
    caller = Caller(provider(clock), endpoint, clock)
    assert caller.get() == "token-1"
    clock.advance(95)
    endpoint.arrived.clear()
    endpoint.open.clear()
    renewing: list[str] = []
    leader = started([lambda: renewing.append(caller.get())])
    assert endpoint.arrived.wait(SOON)
    assert all_in_threads(*[caller.get] * 8) == ["token-1"] * 8
    assert asyncio.run(caller.get_async()) == "token-1"
    endpoint.open.set()
    join(leader)
    assert renewing == ["token-2"] and caller.get() == "token-2" and endpoint.requests == 2


def test_a_renewal_that_fails_is_no_error_while_the_token_is_valid_and_is_tried_again_later(
    caller: Caller, endpoint: Endpoint, clock: FakeClock
) -> None:
    caller.get()
    clock.advance(3541)
    endpoint.next = [response(503, b""), response(503, b"")]
    assert [caller.get() for _ in range(5)] == ["token-1"] * 5
    assert endpoint.requests == 2 and endpoint.timeouts[1] <= 10.0
    clock.advance(AFTER_FAILED_RENEWAL + 1)
    assert caller.get() == "token-1" and endpoint.requests == 3
    clock.advance(60)
    endpoint.next = [response(503, b"")]
    with pytest.raises(ServerError):
        caller.get()


def test_a_renewal_gives_the_call_the_rest_of_its_time_when_the_token_expired_meanwhile(
    endpoint: Endpoint, clock: FakeClock, in_loop: bool
) -> None:
    caller = Caller(provider(clock), endpoint, clock, in_loop=in_loop)
    caller.get()
    clock.advance(3595)
    endpoint.next = [lambda: clock.advance(10), failure("timeout")]
    assert caller.get() == "token-3"
    assert endpoint.timeouts[-1] == pytest.approx(50)


def test_a_calendar_set_forward_or_a_computer_that_slept_leads_to_a_new_token(
    caller: Caller, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller.get()
    wall = clock.wall()
    monkeypatch.setattr(FakeClock, "wall", lambda _self: wall + 3601)
    assert caller.get() == "token-2"


def test_a_calendar_set_back_does_not_keep_an_old_token_alive(
    caller: Caller, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller.get()
    monkeypatch.setattr(FakeClock, "wall", lambda _self: 1_000_000.0)
    clock.advance(3601)
    assert caller.get() == "token-2"


# ------------------------------------------------------------------------------------------------ a refused token


@BOTH
def test_a_refused_token_is_replaced_once_for_all_calls_that_used_it(
    caller: Caller, endpoint: Endpoint, status: int
) -> None:
    refused = caller.get()
    assert [caller.replace(refused, status) for _ in range(5)] == ["token-2"] * 5
    assert caller.get() == "token-2" and endpoint.requests == 2


@BOTH
def test_threads_whose_token_was_refused_at_the_same_moment_make_one_request(
    endpoint: Endpoint, now: Caller, status: int
) -> None:
    refused = now.get()
    let_go_soon(endpoint)
    assert all_in_threads(*[lambda: now.replace(refused, status)] * 16) == ["token-2"] * 16
    assert endpoint.requests == 2


@BOTH
def test_tasks_whose_token_was_refused_at_the_same_moment_make_one_request(
    endpoint: Endpoint, now: Caller, status: int
) -> None:
    refused = now.get()
    let_go_soon(endpoint)

    async def main() -> list[str | None]:
        return await asyncio.gather(*(now.replace_async(refused, status) for _ in range(200)))

    assert asyncio.run(main()) == ["token-2"] * 200 and endpoint.requests == 2


@BOTH
def test_the_same_token_again_is_no_other_token(caller: Caller, endpoint: Endpoint, status: int) -> None:
    endpoint.next = [granted("same"), granted("same")]
    assert caller.get() == "same"
    assert caller.replace("same", status) is None and endpoint.requests == 2


@BOTH
def test_once_two_tokens_were_refused_no_third_is_requested_for_a_quarter_of_an_hour(
    caller: Caller, endpoint: Endpoint, clock: FakeClock, status: int
) -> None:
    """Fifteen refused calls cost one token."""
    for _ in range(15):
        second = caller.replace(caller.get(), status)
        if second is not None:
            caller.refused_again(second, status)
    assert endpoint.requests == 2
    clock.advance(QUARANTINE + 1)
    assert caller.replace(caller.get(), status) == "token-3" and endpoint.requests == 3


def test_after_two_refusals_with_one_status_the_other_one_asks_for_no_token_either(
    caller: Caller, endpoint: Endpoint
) -> None:
    caller.get()
    caller.refused_again("token-1", 403)
    assert [caller.replace("token-1", status) for status in (401, 403)] == [None, None]
    assert endpoint.requests == 1 and caller.get() == "token-1"


@BOTH
def test_a_replacement_that_another_call_is_refused_first_is_the_second_refused_token(
    caller: Caller, endpoint: Endpoint, status: int
) -> None:
    second = caller.replace(caller.get(), status)
    assert second == "token-2"
    assert caller.replace(second, status) is None  # another call, which began with the second token
    caller.refused_again(second, status)  # only now the first call learns that its second was refused
    for _ in range(5):
        assert caller.replace(caller.get(), status) is None
    assert endpoint.requests == 2


@BOTH
def test_a_replacement_that_the_api_accepted_is_replaced_when_it_is_refused(
    caller: Caller, endpoint: Endpoint, status: int
) -> None:
    for number in range(1, 9):
        assert caller.replace(caller.get(), status) == f"token-{number + 1}"
        caller.accepted(f"token-{number}")  # a late response, which says nothing about the new token
        assert caller.tokens.cache.on_trial == Secret(f"token-{number + 1}")
        caller.accepted(f"token-{number + 1}")
    assert endpoint.requests == 9


def test_a_call_that_begins_after_another_one_s_401_asks_for_a_replacement_too(
    caller: Caller, endpoint: Endpoint
) -> None:
    caller.get()
    caller.tokens.cache.refreshed(Refused(Secret("token-1"), 401))  # that call has come no further yet
    assert caller.get() == "token-2"
    assert caller.replace("token-2", 401) is None
    assert endpoint.requests == 2


@BOTH
def test_an_endpoint_that_gives_the_refused_token_again_is_asked_once(
    caller: Caller, endpoint: Endpoint, status: int
) -> None:
    endpoint.next = [granted("same")] * 9
    assert caller.get() == "same"
    assert [caller.replace("same", status) for _ in range(5)] == [None] * 5
    assert endpoint.requests == 2 and caller.get() == "same"


@BOTH
def test_a_token_on_its_way_while_its_predecessor_turns_out_to_be_no_better_is_quarantined_too(
    caller: Caller, endpoint: Endpoint, status: int
) -> None:
    first = caller.get()
    endpoint.next = [lambda: caller.refused_again(first, status)]
    assert caller.replace(first, status) == "token-2"
    assert caller.replace("token-2", status) is None and endpoint.requests == 2


def test_a_403_that_cannot_be_made_sure_of_for_too_many_token_requests_stays_a_403(
    caller: Caller, endpoint: Endpoint, clock: FakeClock
) -> None:
    token = caller.get()
    endpoint.next = [response(429, b"", Retry_After="300")]
    assert caller.replace(token, 403) is None
    assert caller.replace(token, 403) is None
    assert endpoint.requests == 2 and caller.get() == token  # other calls may be permitted
    clock.advance(301)
    assert caller.replace(token, 403) == "token-3"


@BOTH
def test_a_replacement_that_fails_raises_its_own_error(caller: Caller, endpoint: Endpoint, status: int) -> None:
    token = caller.get()
    endpoint.next = [REFUSED]
    with pytest.raises(AuthenticationError):
        caller.replace(token, status)
    assert caller.get() == (token if status == 403 else "token-3")


# ------------------------------------------------------------------------------------------------ shared by a process


def shared(**different: Any) -> TokenProvider:
    arguments: dict[str, Any] = {
        "token_url": TOKEN_URL, "credentials": CREDENTIALS, "clock": Clock(), "time_source": None, "store": None,
        "network": (),
    }  # fmt: skip
    arguments.update(different)
    network = arguments.pop("network")
    return provider_for(network, **arguments)


def test_clients_with_the_same_credentials_share_a_provider(tmp_path: Path) -> None:
    assert shared() is shared(clock=Clock())
    assert shared() is shared(credentials=Credentials("client-id", Secret("secret-value"), "another source"))
    store = MemoryStore()
    assert shared(store=store) is shared(store=store)
    assert shared(store=FileStore(tmp_path)) is shared(store=FileStore(tmp_path))


def test_clients_that_differ_in_anything_that_matters_do_not_share_a_provider() -> None:
    differences: list[dict[str, Any]] = [
        {},
        {"token_url": "https://other.test/oauth/token"},
        {"credentials": CREDENTIALS._replace(client_id="other")},
        {"credentials": CREDENTIALS._replace(client_secret=Secret("other"))},
        {"time_source": FakeClock()},
        {"store": MemoryStore()},
        {"store": MemoryStore()},
        {"network": "a mock"},
    ]
    providers = [shared(**different) for different in differences]
    assert len({id(one) for one in providers}) == len(differences)


def test_a_store_without_a_hash_is_told_from_others_of_its_kind() -> None:
    @dataclass
    class Store(MemoryStore):
        name: str

    one, another = Store("same"), Store("same")
    assert one == another
    assert shared(store=one) is shared(store=one)
    assert shared(store=one) is not shared(store=another)


def test_a_token_outlives_its_client_as_long_as_it_is_valid(clock: FakeClock, endpoint: Endpoint) -> None:
    def one_client(**different: Any) -> TokenProvider:
        return shared(clock=clock, time_source=clock, **different)

    assert Caller(one_client(), endpoint, clock).get() == "token-1"
    gc.collect()
    assert Caller(one_client(), endpoint, clock).get() == "token-1"
    there = weakref.ref(one_client())
    clock.advance(3601)
    gc.collect()
    assert there() is not None  # until somebody looks
    one_client(token_url="other")
    gc.collect()
    assert there() is None


def test_a_pause_of_the_token_endpoint_outlives_its_client(clock: FakeClock, endpoint: Endpoint) -> None:
    endpoint.next = [response(429, b"", Retry_After="600")]
    for _ in range(3):
        with pytest.raises(RateLimitError):
            Caller(shared(clock=clock, time_source=clock), endpoint, clock).get()
        gc.collect()
    assert endpoint.requests == 1


def test_what_is_known_of_a_token_says_when_it_expires_and_where_it_came_from(
    clock: FakeClock, endpoint: Endpoint
) -> None:
    store = MemoryStore()
    first, second = provider(clock, store), provider(clock, store)
    assert first.status() is None
    for tokens in (first, second):
        Caller(tokens, endpoint, clock).get()
    status = first.status(), second.status()
    assert status[0] is not None and status[1] is not None
    assert [each.from_store for each in status if each] == [False, True]
    assert status[0].expires_at == status[1].expires_at == clock.wall() + 3600
    clock.advance(3600)
    assert first.status() is None


# ------------------------------------------------------------------------------------------------ fork, secrets


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
def test_a_forked_child_asks_for_itself_when_its_parent_was_in_the_middle_of_it() -> None:
    shown = run_script("""
        import os, threading, warnings
        from aurakit._auth.credentials import Credentials
        from aurakit._auth.provider import provider_for
        from aurakit._calls.call import CallSettings
        from aurakit._calls.deadline import Deadline
        from aurakit._calls.messages import Response
        from aurakit._calls.retry import RetryPolicy
        from aurakit._calls.steps import IO, run
        from aurakit._errors.secret import Secret
        from aurakit.clock import Clock

        warnings.simplefilter("ignore")  # newer Pythons warn of a fork beside threads, which is what is tried here
        parent = os.getpid()
        clock = Clock()
        tokens = provider_for(
            (), token_url="x", credentials=Credentials("i", Secret("s"), "here"), clock=clock, time_source=None,
            store=None,
        )
        settings = CallSettings(RetryPolicy(), clock, lambda: 0.5, None, tokens, ())
        begun, go = threading.Event(), threading.Event()

        class Transport:
            def send(self, step):
                if os.getpid() == parent:
                    begun.set()
                    go.wait(10)
                return Response(200, {}, b'{"access_token": "abc"}')

        def get(seconds):
            return run(tokens.obtain(settings, Deadline(clock, seconds)), IO(Transport(), clock)).reveal()

        thread = threading.Thread(target=get, args=(10.0,))
        thread.start()
        begun.wait(10)
        held, done = threading.Event(), threading.Event()

        def hold():
            with tokens._cache.lock:
                held.set()
                done.wait(10)

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(10)
        child = os.fork()
        if child == 0:
            os._exit(0 if get(3.0) == "abc" else 1)
        status = os.waitpid(child, 0)[1]
        done.set()
        go.set()
        thread.join(10)
        print(status, get(3.0))
    """)
    assert shown == "0 abc\n"


@pytest.mark.parametrize(
    "problem",
    [REFUSED, granted("bad\ntoken-x"), ZeroDivisionError(), KeyboardInterrupt()],
    ids=["refused", "unusable", "fault", "Ctrl-C"],
)
def test_no_frame_of_a_failed_replacement_shows_a_token_or_the_secret(
    caller: Caller, endpoint: Endpoint, in_loop: bool, problem: Any
) -> None:
    if in_loop and isinstance(problem, KeyboardInterrupt):
        problem = AuthenticationError("as good as any other")
    refused = caller.get()
    endpoint.next = [problem]
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - the traceback of each is looked at
        caller.replace(refused, 401)

    def shown(error: BaseException) -> str:
        whole = traceback.TracebackException.from_exception(error, capture_locals=True)
        frames = [*whole.stack, *(whole.__cause__.stack if whole.__cause__ else ())]
        ours = [frame for frame in frames if is_ours(frame.filename)]
        assert ours
        return str([frame.locals for frame in ours])

    for error in (caught.value, trimmed(caught.value)):  # as it is, and as it leaves a client
        text = shown(error)
        assert "token-1" not in text and "token-x" not in text and "secret-value" not in text


def test_no_repr_of_a_provider_shows_a_secret(now: Caller) -> None:
    now.get()
    assert repr(now.tokens) == "<TokenProvider, client id clie…>"
    cache, parties = now.tokens._cache, now.tokens._parties
    texts = [repr(cache), repr(tuple(parties)), repr(vars(now.tokens))]
    texts += [repr(getattr(cache, name)) for name in type(cache).__slots__]
    assert "token-1" not in str(texts) and "secret-value" not in str(texts)


def test_a_provider_that_nobody_uses_goes_away(endpoint: Endpoint) -> None:
    one = Caller(provider(), endpoint)
    one.get()
    there = weakref.ref(one.tokens)
    del one
    gc.collect()
    assert there() is None


# ------------------------------------------------------------------------------------------------ any course of events


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["get", "401", "403", "twice", "fail", "minute", "hour"]), max_size=40))
def test_whatever_happens_a_call_gets_a_token_that_has_not_expired_or_an_error(events: list[str]) -> None:
    clock = FakeClock()
    endpoint = Endpoint(expires_in=1800)
    caller = Caller(provider(clock, MemoryStore()), endpoint, clock)
    issued: dict[str, float] = {}
    for event in events:
        if event == "minute":
            clock.advance(61)
        elif event == "hour":
            clock.advance(3601)
        elif event == "fail":
            endpoint.next.append(response(503, b""))
        before = endpoint.requests
        try:
            value = caller.get()
        except ServerError:
            continue
        assert endpoint.requests <= before + 1
        assert clock.now() < issued.setdefault(value, clock.now() + 1800)
        if event in {"401", "403"}:
            try:
                another = caller.replace(value, int(event))
            except ServerError:
                continue
            assert another is None or another == caller.get() != value
        elif event == "twice":
            caller.refused_again(value, 403)
            assert caller.replace(value, 403) is None and caller.replace(value, 401) is None


def test_every_error_of_a_token_request_is_an_aura_error(caller: Caller, endpoint: Endpoint) -> None:
    for problem in (REFUSED, response(429), response(500), failure("connect"), granted("bad\n")):
        endpoint.next = [problem]
        with pytest.raises(AuraError) as caught:
            caller.get()
        assert (caught.value.method, caught.value.path) == ("POST", "/oauth/token")

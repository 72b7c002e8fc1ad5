"""The connections of a client: shared, bounded, fair, and never lost, whatever ends a call."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import trio

from aurakit import AsyncAura
from aurakit._calls.messages import Failure, Response
from aurakit._transport import pool as module
from aurakit._transport.attempt import Attempt
from aurakit._transport.library import library_for
from aurakit._transport.pool import AsyncPool, Pool
from faultserver import FaultServer, Hold, Silence, raw, response
from support.children import environment
from support.driving import Driver, both, options_for
from support.samples import CREATED, create
from support.sending import Sender, async_transport, request, step, sync_transport, until_true
from support.sending import both as both_senders

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from aurakit._transport.backend import Link

core = library_for().core
GOOD = response(200, {})
LIST = response(200, {"data": []})
NEW = response(202, {"data": {**CREATED, "id": "real"}})
LEFT_OVER = [
    response(429, {}, {"Retry-After": "0"}).content,
    response(401, {}).content,
    NEW.content.replace(b"real", b"late"),
    b"HTTP/1.1 429 Too Many\r\nRetry-After: 0\r\nX: ",  # the next response's first line would be the end of this header
]


def list_instances(aura: Any) -> Any:
    return aura.instances.list()


# ------------------------------------------------------------------------------------------------ of their own


@both
@pytest.mark.parametrize("left_over", LEFT_OVER, ids=["429", "401", "202", "the beginning of a 429"])
def test_bytes_left_over_from_an_earlier_response_do_not_have_a_creation_sent_twice(
    driver: Driver, left_over: bytes
) -> None:
    with FaultServer(default=NEW) as server:
        server.script(raw(LIST.content + left_over))
        assert driver.run(server.url, list_instances, create).id == "real"
        assert server.count("POST") == 1


def test_nor_in_trio() -> None:
    async def scenario(url: str) -> Any:
        options = options_for(url)
        del options["clock"]  # sleeps in asyncio only
        async with AsyncAura(**options) as aura:
            await aura.instances.list()
            return await create(aura)

    with FaultServer(default=NEW) as server:
        server.script(raw(LIST.content + LEFT_OVER[-1]))
        assert trio.run(scenario, server.url).id == "real"
        assert server.count("POST") == 1


@both
@pytest.mark.parametrize(
    "change",
    [create, lambda aura: aura.instances.pause("ab12"), lambda aura: aura.instances.update("ab12", name="new")],
    ids=["create", "pause", "update"],
)
def test_what_must_not_be_sent_twice_has_a_connection_of_its_own(driver: Driver, change: Callable[[Any], Any]) -> None:
    with FaultServer() as server:
        server.script(LIST, NEW, LIST)
        driver.run(server.url, list_instances, change, list_instances)
        before, own, after = (call.connection for call in server.calls())
        assert before == after != own
        assert until_true(lambda: server.closed == server.connections == 2)


# ------------------------------------------------------------------------------------------------ used again


@both_senders
def test_the_connection_that_was_used_last_is_used_first(send: Sender) -> None:
    with FaultServer(default=GOOD) as server:
        send(server.url, *[request(server.url)] * 5)
        assert server.connections == 1


@both_senders
def test_a_connection_that_was_reset_while_idle_is_replaced(send: Sender) -> None:
    def reset_soon(connection: socket.socket, stop: threading.Event) -> bool:
        GOOD(connection, stop)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    with FaultServer(default=GOOD) as server:
        server.script(reset_soon)
        found = send.all(server.url, [request(server.url)] * 2, between=lambda: until_true(lambda: server.closed > 0))
        assert [type(one) for one in found] == [Response] * 2
        assert server.count() == 2 and server.connections == 2


@both_senders
def test_a_connection_that_the_server_ends_with_its_response_is_not_kept(send: Sender) -> None:
    with FaultServer(default=response(200, {}, close=True)) as server:
        found = send.all(server.url, [request(server.url)] * 3)
        assert [type(one) for one in found] == [Response] * 3 and server.connections == 3


@both_senders
def test_a_connection_that_was_idle_for_too_long_is_not_used_again(
    send: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEEPALIVE", 0.05)
    with FaultServer(default=GOOD) as server:
        send.all(server.url, [request(server.url)] * 2, between=lambda: time.sleep(0.1))
        assert server.connections == 2 and until_true(lambda: server.closed == 2)


def test_connections_of_a_burst_are_closed_once_they_were_idle_for_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is quiet afterwards uses one of them only; the others must not stay half closed for ever."""
    monkeypatch.setattr(module, "KEEPALIVE", 0.3)
    holds = [Hold(GOOD) for _ in range(8)]
    with FaultServer(default=GOOD) as server:
        server.script(*holds)
        transport = sync_transport(server.url)
        with ThreadPoolExecutor(8) as threads:
            calls = [threads.submit(transport.send, step(request(server.url))) for _ in holds]
            assert all(hold.arrived.wait(5) for hold in holds)
            for hold in holds:
                hold.release.set()
            assert all(isinstance(call.result(), Response) for call in calls)
        for _ in range(8):
            time.sleep(0.1)
            transport.send(step(request(server.url)))
        assert until_true(lambda: server.closed == 7) and server.connections == 8
        transport.close()


# ------------------------------------------------------------------------------------------------ the bound


class FakeConnection:
    def is_idle(self) -> bool:
        return True


class FakeBackend:
    def __init__(self) -> None:
        self.attempt: Any = None
        self.socket, self.other = socket.socketpair()

    def close(self) -> None:
        self.socket.close()
        self.other.close()

    __del__ = close


def fake_link() -> Link:
    from aurakit._transport.backend import Link

    return Link(FakeConnection(), FakeBackend())  # type: ignore[arg-type]


def attempt_of(seconds: float = 5.0, *, alone: bool = False) -> Attempt:
    return Attempt(seconds, library_for(), depth=0, alone=alone)


def test_no_more_connections_than_the_bound_whatever_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 10)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with FaultServer(default=GOOD) as server:
            transport = sync_transport(server.url)
            with ThreadPoolExecutor(64) as threads:
                methods = ["GET", "POST", "GET"] * 128
                sent = [threads.submit(transport.send, step(request(server.url, method), 30.0)) for method in methods]
                most = 0
                while not all(call.done() for call in sent):
                    most = max(most, server.connections - server.closed)
                    time.sleep(0.001)
            assert all(isinstance(call.result(), Response) for call in sent)
            transport.close()
    finally:
        sys.setswitchinterval(before)
    assert most <= 10 + 10  # the server is told of the end of one a moment after the next one has begun


def test_who_waits_too_long_is_told_that_all_connections_were_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)
    hold = Hold(GOOD)
    with FaultServer(default=GOOD) as server:
        server.script(hold)
        transport = sync_transport(server.url)
        with ThreadPoolExecutor(1) as threads:
            first = threads.submit(transport.send, step(request(server.url)))
            assert hold.arrived.wait(5)
            found = transport.send(step(request(server.url, "POST", b"{}"), 0.2))
            hold.release.set()
            assert isinstance(first.result(5), Response)
        assert isinstance(transport.send(step(request(server.url))), Response)
        transport.close()
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent
    assert found.text == "all connections were in use until the time was over"


def test_a_forgotten_connection_takes_no_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 2)
    pool = Pool(fake_link)
    for _ in range(9):
        link = pool.take_now(attempt_of())
        assert link is not None
        del link  # as an exception at a bad moment would
        gc.collect()
    assert pool.take_now(attempt_of()) is not None


def test_an_idle_connection_makes_place_for_one_that_must_be_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)
    pool = Pool(fake_link)
    first = pool.take_now(attempt_of())
    assert first is not None
    pool.give(first, keep=True)
    own = pool.take_now(attempt_of(alone=True))
    assert own is not None and own is not first and not first.open
    own.close()


# ------------------------------------------------------------------------------------------------ who waits


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_threads_that_call_again_and_again_leave_the_others_their_turn(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 3)
    made, ends = [0] * 4, time.monotonic() + 1.0
    with FaultServer(default=GOOD) as server:
        transport = sync_transport(server.url)

        def calling(number: int) -> None:
            while time.monotonic() < ends:
                assert isinstance(transport.send(step(request(server.url, method))), Response)
                made[number] += 1

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(calling, range(4)))
        transport.close()
    assert min(made) > max(made) / 4, made


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_tasks_that_call_again_and_again_leave_the_others_their_turn(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 3)
    made = [0] * 4

    async def run() -> None:
        transport = async_transport(server.url)
        ends = time.monotonic() + 1.0

        async def calling(number: int) -> None:
            while time.monotonic() < ends:
                assert isinstance(await transport.send(step(request(server.url, method))), Response)
                made[number] += 1

        await asyncio.gather(*map(calling, range(4)))
        await transport.aclose()

    with FaultServer(default=GOOD) as server:
        asyncio.run(run())
    assert min(made) > max(made) / 4, made


def test_those_who_wait_are_served_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)

    async def run() -> list[int]:
        pool, served = AsyncPool(fake_link), []
        taken = pool.take_now(attempt_of())
        assert taken is not None

        async def one(number: int) -> None:
            attempt = attempt_of(alone=number % 3 == 0)
            link = pool.take_now(attempt) or await pool.take(attempt)
            served.append(number)
            await asyncio.sleep(0)
            pool.give(link, keep=number % 2 == 0)

        tasks = [asyncio.ensure_future(one(number)) for number in range(20)]
        await asyncio.sleep(0.01)
        pool.give(taken, keep=True)
        await asyncio.gather(*tasks)
        pool.close()
        return served

    assert asyncio.run(run()) == list(range(20))


def test_a_connection_handed_to_who_gave_up_goes_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)

    async def run() -> None:
        pool = AsyncPool(fake_link)
        for keep in (True, False, True):
            link = pool.take_now(attempt_of())
            assert link is not None
            tasks = [asyncio.ensure_future(pool.take(attempt_of())) for _ in range(3)]
            await asyncio.sleep(0.01)
            pool.give(link, keep=keep)  # the first one is woken
            tasks[0].cancel()  # and cancelled, before it ran
            tasks[1].cancel()
            found = await asyncio.wait_for(tasks[2], 1.0)
            assert found.open and [task.cancelled() for task in tasks] == [True, True, False]
            pool.give(found, keep=True)
        pool.close()

    asyncio.run(run())


def test_a_connection_that_hung_up_on_its_way_to_who_waits_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)

    async def run() -> None:
        pool = AsyncPool(fake_link)
        link = pool.take_now(attempt_of())
        assert link is not None
        waiting = asyncio.ensure_future(pool.take(attempt_of()))
        await asyncio.sleep(0.01)
        link.backend.other.close()  # type: ignore[attr-defined]
        pool.give(link, keep=True)
        found = await waiting
        assert found is not link and not link.open and found.open
        found.close()

    asyncio.run(run())


def test_a_thread_that_nobody_woke_looks_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)
    monkeypatch.setattr(module, "CHECK_AGAIN", 0.05)
    pool = Pool(fake_link)
    links = [pool.take_now(attempt_of())]
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(pool.take, attempt_of())
        assert until_true(lambda: bool(pool._waiting))
        links.clear()  # lost, without a word
        found = waiting.result(2)
    assert found.open
    pool.give(found, keep=True)
    again = pool.take_now(attempt_of())
    assert again is found  # nobody waits any more
    pool.close()
    found.close()


def test_a_pool_that_was_closed_serves_who_is_under_way_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)
    pool = Pool(fake_link)
    link = pool.take_now(attempt_of())
    assert link is not None
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(pool.take, attempt_of())
        assert until_true(lambda: bool(pool._waiting))
        pool.close()
        pool.give(link, keep=True)
        found = waiting.result(2)
    assert found.open
    pool.give(found, keep=True)
    assert not found.open


SERVER = f"""
import sys
sys.path[:0] = {sys.path!r}
from faultserver import *
with FaultServer(default=response(200, {{}})) as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""


def test_a_waiting_call_costs_the_same_however_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 20)

    async def run(url: str, count: int) -> float:
        transport = async_transport(url)
        await transport.send(step(request(url)))
        began = time.process_time()
        sent = await asyncio.gather(*(transport.send(step(request(url), 60.0)) for _ in range(count)))
        taken = time.process_time() - began
        assert all(isinstance(one, Response) for one in sent)
        await transport.aclose()
        return taken

    with subprocess.Popen([sys.executable, "-c", SERVER], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        asyncio.run(run(url, 100))
        few, many = min(asyncio.run(run(url, 300)) for _ in range(2)), asyncio.run(run(url, 3000))
        process.communicate("")
    assert many < 20 * few, (few, many)


# ------------------------------------------------------------------------------------------------ interruption


@both_senders
def test_attempts_that_fail_use_up_no_connections(send: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 1)
    with FaultServer(default=GOOD) as server:
        server.script(*[Silence()] * 3)
        *failed, last = send.all(server.url, [request(server.url)] * 4, timeout=0.5)
        assert all(isinstance(one, Failure) for one in failed) and isinstance(last, Response)
        assert until_true(lambda: server.closed == 4)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_call_that_is_cancelled_at_any_time_uses_up_no_connection(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import anyio

    monkeypatch.setattr(module, "MAX_CONNECTIONS", 2)

    async def run() -> None:
        transport = async_transport(server.url)
        for number in range(60):
            with anyio.move_on_after(number * 0.0001):
                await transport.send(step(request(server.url, "POST" if number % 3 == 0 else "GET")))
        for _ in range(3):
            assert isinstance(await transport.send(step(request(server.url))), Response)
        await transport.aclose()

    with FaultServer(default=GOOD) as server:
        anyio.run(run, backend=backend)
        assert until_true(lambda: server.closed == server.connections)


def test_many_tasks_of_which_many_are_cancelled_leave_no_place_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONNECTIONS", 5)

    async def run() -> None:
        transport = async_transport(server.url)
        for times in range(3):
            tasks = [asyncio.ensure_future(transport.send(step(request(server.url), 20.0))) for _ in range(100)]
            for number, task in enumerate(tasks):
                if number % 2:
                    asyncio.get_running_loop().call_later(0.0007 * number * times, task.cancel)
            found = await asyncio.gather(*tasks, return_exceptions=True)
            assert all(isinstance(one, Response) for one in found[::2])
        assert all(
            isinstance(one, Response)
            for one in await asyncio.gather(*(transport.send(step(request(server.url))) for _ in range(20)))
        )
        await transport.aclose()

    with FaultServer(default=GOOD) as server:
        asyncio.run(run())
        assert until_true(lambda: server.closed == server.connections)


# ------------------------------------------------------------------------------------------------ forks and loops

FORKED_WHILE_OTHERS_WAIT = f"""
import os, sys, threading, time
sys.path[:0] = {sys.path!r}
from aurakit._transport import pool
from support.sending import request, step, sync_transport
pool.MAX_CONNECTIONS, pool.CHECK_AGAIN = 1, 9.0
url = sys.argv[1]
transport = sync_transport(url)
one = lambda: transport.send(step(request(url))).status
threads = [threading.Thread(target=one, daemon=True) for _ in range(3)]
for thread in threads:
    thread.start()
while len(transport._pool._waiting) < 2:
    time.sleep(0.001)
sys.stdin.readline()
child = os.fork()
if child == 0:
    began = time.monotonic()
    os._exit(0 if one() == 200 and time.monotonic() - began < 5.0 else 1)
assert os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_child_does_not_wait_for_the_connections_that_its_parent_s_threads_use() -> None:
    hold = Hold(GOOD)
    with FaultServer(default=GOOD) as server:
        server.script(hold)
        command = [sys.executable, "-c", FORKED_WHILE_OTHERS_WAIT, server.url]
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment(measured=False)) as process:
            assert hold.arrived.wait(20)  # otherwise the request of the child could be the one that is held
            process.communicate(b"go\n", timeout=20)
        hold.release.set()
    assert process.returncode == 0


def test_event_loops_closed_in_any_way_leave_no_connection_open() -> None:
    with FaultServer(default=GOOD) as server:
        transport = async_transport(server.url)
        for number in range(12):
            loop = asyncio.new_event_loop()
            loop.run_until_complete(transport.send(step(request(server.url))))
            if number % 2:
                loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()
            del loop
        gc.collect()
        assert server.connections == 12
        assert until_true(lambda: server.closed >= 11)
        asyncio.run(transport.aclose())
        assert until_true(lambda: server.closed == 12)


def test_a_loop_that_is_closed_in_the_middle_of_a_call_leaves_no_connection_open() -> None:
    with FaultServer(default=Silence()) as server:
        transport = async_transport(server.url)

        def begin() -> None:
            loop = asyncio.new_event_loop()
            task = loop.create_task(transport.send(step(request(server.url))))
            loop.run_until_complete(asyncio.sleep(0.1))
            task._log_destroy_pending = False  # type: ignore[attr-defined]
            loop.close()

        begin()  # anyio keeps such a task for ever, and with it all that it uses
        assert server.count() == 1
        server.default = GOOD
        assert isinstance(asyncio.run(transport.send(step(request(server.url)))), Response)
        assert until_true(lambda: server.closed >= 1)


def test_many_loops_in_many_threads_may_begin_and_end_at_once() -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with FaultServer(default=GOOD) as server:
            transport = async_transport(server.url)

            def run(_: int) -> Any:
                return asyncio.run(transport.send(step(request(server.url))))

            with ThreadPoolExecutor(16) as threads:
                found = list(threads.map(run, range(160)))
            assert all(isinstance(one, Response) for one in found)
            asyncio.run(transport.aclose())
    finally:
        sys.setswitchinterval(before)


# ------------------------------------------------------------------------------------------------ the library


@pytest.mark.parametrize("is_async", [False, True])
def test_the_library_keeps_its_pool_where_ours_is_put(is_async: bool) -> None:
    """`_pool` is the only private name that is used; a release that renames it is to be noticed here."""
    httpx = library_for().httpx
    made = (httpx.AsyncHTTPTransport if is_async else httpx.HTTPTransport)()
    pool = core.AsyncConnectionPool if is_async else core.ConnectionPool
    assert isinstance(made._pool, pool)

"""One attempt on the network, over real sockets: deadlines, bounds, what counts as sent, interruption, fork, loops."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.messages import Failure, Response
from faultserver import (
    Close,
    ConnectProxy,
    Drip,
    FaultServer,
    Garbage,
    Hold,
    Reset,
    Silence,
    Stall,
    Truncate,
    Unreachable,
    bomb,
    large,
    raw,
    response,
)
from support.sending import Sender, async_transport, both, request, step, sync_transport, until_true

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = response(200, {"data": 1})


@both
def test_a_response_is_read_to_its_end_and_decompressed(send: Sender) -> None:
    with FaultServer() as server:
        server.script(response(200, {"data": [1] * 1000}, compress=True))
        found = send(server.url, request(server.url))
    assert isinstance(found, Response)
    assert found.status == 200 and found.content.startswith(b'{"data": [1, 1') and len(found.content) > 3000
    assert found.headers["x-request-id"] == found.request_id


@both
@pytest.mark.parametrize(
    "action",
    [
        Silence,
        lambda: Drip(GOOD),
        lambda: Drip(response(200, {"data": "x" * 200}), body_only=True),
        lambda: Stall(GOOD, 9),
    ],
    ids=["silence", "dripping head", "dripping body", "stall"],
)
def test_the_timeout_ends_an_attempt_whatever_the_server_does(send: Sender, action: Callable[[], Any]) -> None:
    with FaultServer() as server:
        server.script(action())
        began = time.monotonic()
        found = send(server.url, request(server.url), timeout=0.3)
        taken = time.monotonic() - began
    assert isinstance(found, Failure) and found.kind == "timeout" and found.sent
    assert 0.25 < taken < 1.0


@both
def test_a_dripping_proxy_ends_with_the_timeout_too(send: Sender) -> None:
    with ConnectProxy(drip=0.1) as proxy:
        began = time.monotonic()
        found = send("https://api.example", request("https://api.example"), timeout=0.3, proxy=proxy.url)
        assert time.monotonic() - began < 1.0
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent


@both
@pytest.mark.parametrize(
    ("action", "kind", "status"),
    [
        (Reset(), "network", None),
        (Close(), "network", None),
        (Garbage(), "network", None),
        (Reset(GOOD.content[:20]), "network", None),
        (Truncate(GOOD), "truncated", 200),
        (Truncate(response(503, {"a": 1})), "truncated", 503),
        (Truncate(GOOD, chunked=True), "truncated", 200),
        (response(200, b"no gzip", {"Content-Encoding": "gzip"}), "encoding", 200),
        (response(200, b"x", {"Content-Encoding": "br"}), "encoding", 200),
        (response(200, b"x", {"Content-Encoding": "gzip, gzip"}), "encoding", 200),
        (large(2 << 20), "too_large", 200),
        (bomb(2 << 20), "too_large", 200),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, (str, int, type(None))) else str(value),
)
def test_what_is_no_complete_response_is_a_failure_with_what_is_known(
    send: Sender, action: Any, kind: str, status: int | None
) -> None:
    with FaultServer() as server:
        server.script(action)
        found = send(server.url, request(server.url, "POST", b"{}"))
    assert isinstance(found, Failure), found
    assert (found.kind, found.status, found.sent) == (kind, status, True)
    assert (found.request_id is not None) == (status is not None)


@both
def test_a_compressed_body_that_ends_early_is_truncated(send: Sender) -> None:
    whole = response(200, {"a": list(range(500))}, compress=True).content
    top, _, body = whole.partition(b"\r\n\r\n")
    short = top.replace(f"Content-Length: {len(body)}".encode(), f"Content-Length: {len(body) - 9}".encode())
    with FaultServer() as server:
        server.script(raw(short + b"\r\n\r\n" + body[:-9]))
        found = send(server.url, request(server.url))
    assert isinstance(found, Failure) and found.kind == "truncated"


@both
def test_no_connection_means_nothing_was_sent(send: Sender) -> None:
    nowhere = Unreachable()
    found = send(nowhere.url, request(nowhere.url, "POST", b"{}"))
    assert isinstance(found, Failure)
    assert found.kind == "connect" and not found.sent
    assert found.text == f"the connection to {nowhere.url} was refused"


@both
def test_a_host_without_address_is_told_apart(send: Sender) -> None:
    found = send("https://no-such-host.invalid", request("https://no-such-host.invalid"))
    assert isinstance(found, Failure) and found.kind == "connect"
    assert found.text == "the name of https://no-such-host.invalid could not be resolved"


@both
def test_connections_are_used_again(send: Sender) -> None:
    with FaultServer() as server:
        send(server.url, *(request(server.url) for _ in range(5)))
        assert server.connections == 1


@both
def test_an_idle_connection_that_the_server_closed_is_replaced(send: Sender) -> None:
    with FaultServer() as server:
        hang_up = raw(response(200, {}).content, close=True)  # without saying so beforehand
        server.script(hang_up, GOOD)

        requests = (request(server.url), request(server.url, "POST", b"{}"))
        found = send(server.url, *requests, between=lambda: until_true(lambda: server.closed > 0))
    assert isinstance(found, Response)


@both
@pytest.mark.parametrize(
    "left_over", [response(401), response(429), response(202, {"data": "another's"})], ids=[401, 429, 202]
)
def test_a_response_that_was_there_before_its_request_is_not_taken_for_it(send: Sender, left_over: raw) -> None:
    with FaultServer() as server:
        server.script(raw(GOOD.content + left_over.content))
        found = send(server.url, request(server.url), request(server.url, "POST", b"{}", idempotent=True))
    assert isinstance(found, Failure) and found.sent and found.status is None


@both
def test_a_timeout_longer_than_sockets_take_is_one_without_end(send: Sender) -> None:
    with FaultServer() as server:
        assert isinstance(send(server.url, request(server.url), timeout=1e300), Response)


@both
def test_a_request_that_must_not_be_acted_on_twice_has_a_connection_of_its_own(send: Sender) -> None:
    with FaultServer(default=GOOD) as server:
        send(server.url, *(request(server.url, method) for method in ("GET", "POST", "GET")))
        used = [received.connection for received in server.requests]
    assert used == [1, 2, 1]


@both
@pytest.mark.parametrize(("idle", "used"), [(25.0, [1, 1]), (31.0, [1, 2])])
def test_a_connection_is_used_again_within_half_a_minute(
    send: Sender, monkeypatch: pytest.MonkeyPatch, idle: float, used: list[int]
) -> None:
    """Gateways hang up on connections that are idle for longer."""
    later = [0.0]
    monkeypatch.setattr("aurakit._transport.pool.monotonic", lambda: time.monotonic() + later[0])
    with FaultServer(default=GOOD) as server:
        two = request(server.url), request(server.url)
        send(server.url, *two, between=lambda: later.__setitem__(0, idle))
        assert [received.connection for received in server.requests] == used


def test_a_burst_of_threads_opens_no_more_connections_than_threads() -> None:
    with FaultServer() as server:
        transport = sync_transport(server.url)
        with ThreadPoolExecutor(32) as threads:
            for _ in range(4):
                list(threads.map(lambda _: transport.send(step(request(server.url), 10.0)), range(64)))
        transport.close()
        assert server.connections <= 32


# ------------------------------------------------------------------------------------------ interruption, fork, loops


def test_control_c_leaves_a_usable_transport_and_no_stale_response() -> None:
    with FaultServer() as server:

        def press() -> None:
            until_true(lambda: server.count() > 0)
            if sys.platform == "win32":  # where nothing else reaches the main thread alone
                signal.raise_signal(signal.SIGINT)
            else:
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

        server.script(Stall(response(200, {"stale": True}), 0.3), response(200, {"fresh": True}))
        transport = sync_transport(server.url)
        threading.Thread(target=press).start()
        with pytest.raises(KeyboardInterrupt):
            transport.send(step(request(server.url)))
        found = transport.send(step(request(server.url)))
        transport.close()
    assert isinstance(found, Response) and b"fresh" in found.content


def test_a_cancelled_task_leaves_a_usable_transport_and_no_stale_response() -> None:
    async def run(url: str) -> Any:
        transport = async_transport(url)
        task = asyncio.ensure_future(transport.send(step(request(url))))
        while not server.count():
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        found = await transport.send(step(request(url)))
        await transport.aclose()
        return found

    with FaultServer() as server:
        server.script(Stall(response(200, {"stale": True}), 0.3), response(200, {"fresh": True}))
        found = asyncio.run(run(server.url))
    assert isinstance(found, Response) and b"fresh" in found.content


FORK = f"""
import os, sys
sys.path[:0] = {sys.path!r}
from support.sending import request, step, sync_transport
url = sys.argv[1]
transport = sync_transport(url)
one = lambda: transport.send(step(request(url))).status
assert one() == 200
child = os.fork()
if child == 0:
    os._exit(0 if one() == 200 else 1)
assert os.waitpid(child, 0)[1] == 0
assert one() == 200
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_after_a_fork_parent_and_child_share_no_connection() -> None:
    with FaultServer() as server:
        subprocess.run([sys.executable, "-c", FORK, server.url], check=True, timeout=20)
        used = [received.connection for received in server.requests]
    assert used == [1, 2, 1]


def test_one_transport_serves_one_event_loop_after_another_and_two_at_once() -> None:
    with FaultServer() as server:
        transport = async_transport(server.url)

        async def run() -> list[Any]:
            return await asyncio.gather(*(transport.send(step(request(server.url))) for _ in range(5)))

        async def last() -> list[Any]:
            found = await run()
            await transport.aclose()
            return found

        found: list[Any] = []
        with ThreadPoolExecutor(2) as threads:
            for responses in threads.map(lambda _: asyncio.run(run()), range(2)):
                found += responses
        found += asyncio.run(last())
    assert [type(one) for one in found] == [Response] * 15


def test_the_connections_of_a_closed_loop_that_is_still_known_are_closed_when_another_loop_makes_a_call() -> None:
    with FaultServer(default=GOOD) as server:
        transport = async_transport(server.url)
        loops = [asyncio.new_event_loop() for _ in range(2)]
        for loop in loops:
            loop.run_until_complete(transport.send(step(request(server.url))))
            loop.close()
        assert until_true(lambda: server.closed == 1)
        asyncio.run(transport.aclose())
        assert until_true(lambda: server.closed == server.connections == 2)


@both
def test_a_transport_that_was_closed_keeps_no_connection(send: Sender) -> None:
    """A call may be under way when its client is closed: it ends as it would have, and leaves nothing open."""
    with FaultServer(default=GOOD) as server:
        if send.kind == "sync":
            transport = sync_transport(server.url)
            transport.send(step(request(server.url)))
            transport.close()
            found = transport.send(step(request(server.url)))
            assert until_true(lambda: server.closed == server.connections == 2)
        else:

            async def run() -> Any:
                transport = async_transport(server.url)
                await transport.send(step(request(server.url)))
                await transport.aclose()
                found = await transport.send(step(request(server.url)))
                assert until_true(lambda: server.closed == server.connections == 2)
                return found

            found = asyncio.run(run())
    assert isinstance(found, Response)


def test_hold_lets_a_test_look_while_a_call_is_under_way() -> None:
    hold = Hold(GOOD)
    with FaultServer() as server:
        server.script(hold)
        transport = sync_transport(server.url)
        with ThreadPoolExecutor(1) as threads:
            future = threads.submit(transport.send, step(request(server.url)))
            assert hold.arrived.wait(5) and not future.done()
            hold.release.set()
            assert isinstance(future.result(5), Response)
        transport.close()


@pytest.mark.parametrize("action", ["large(200 << 20)", "bomb(200 << 20)"])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_huge_body_or_bomb_is_refused_within_64_mb(action: str, kind: str) -> None:
    code = f"""
import sys, resource
sys.path[:0] = {sys.path!r}
from faultserver import *
from support.sending import Sender, request
with FaultServer() as server:
    server.script(response(200, {{}}), {action})
    send = Sender({kind!r})
    send(server.url, request(server.url))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = send(server.url, request(server.url), max_response_bytes=8 << 20)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(found.kind, (after - before) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    failure, megabytes = done.stdout.split()
    assert failure == "too_large" and int(megabytes) < 64


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (large(2 << 20), "too_large"),
        (response(200, b"no gzip", {"Content-Encoding": "gzip"}), "encoding"),
        (Truncate(GOOD), "truncated"),
        (Drip(response(200, {"data": "x" * 200}), body_only=True), "timeout"),
    ],
    ids=["large", "encoding", "cut off", "drip"],
)
def test_a_body_that_is_not_read_to_its_end_leaves_no_generator_for_others_to_close(
    backend: str, action: Any, kind: str
) -> None:
    """trio warns of each one, and warnings are errors here."""
    import gc

    import anyio

    async def run() -> Any:
        transport = async_transport(server.url)
        found = await transport.send(step(request(server.url), 0.5))
        gc.collect()
        await anyio.sleep(0)
        await transport.aclose()
        return found

    with FaultServer() as server:
        server.script(action)
        found = anyio.run(run, backend=backend)
        gc.collect()
        assert isinstance(found, Failure) and found.kind == kind
        assert until_true(lambda: server.closed == 1)

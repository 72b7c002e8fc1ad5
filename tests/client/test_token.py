"""One token for a client, over real sockets: the server counts how often it was asked for one."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
import trio

from aurakit import APIError, AsyncAura, Aura, AuthenticationError, FileStore, RequestTimeoutError
from faultserver import FaultServer, Hold, Silence, Stall, response, token
from support.children import environment
from support.driving import options_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from faultserver import Received
    from faultserver.actions import Action

LIST = response(200, {"data": []})
SLOW_TOKEN = 0.2  # seconds, so that whoever starts at the same time finds the first request under way


def in_threads(*calls: Callable[[], Any]) -> list[Any]:
    """What the calls return, each in a thread of its own; all start together."""
    together = threading.Barrier(len(calls))

    def one(call: Callable[[], Any]) -> Any:
        together.wait(10)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


async def in_tasks(count: int, aura: AsyncAura) -> list[Any]:
    return await asyncio.gather(*(aura.instances.list() for _ in range(count)))


def refuses(*tokens: str) -> Callable[[Received], Action | None]:
    """A rule: these tokens get a 401."""

    def rule(received: Received) -> Action | None:
        return response(401) if received.headers["authorization"].removeprefix("Bearer ") in tokens else None

    return rule


# ------------------------------------------------------------------------------------------------ starting cold


def test_32_threads_that_start_cold_cause_one_token_request() -> None:
    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token(), SLOW_TOKEN))
        with Aura(**options_for(server.url)) as aura:
            assert in_threads(*[aura.instances.list] * 32) == [[]] * 32
        assert (server.token_requests, server.count()) == (1, 32)


def test_200_tasks_that_start_cold_cause_one_token_request() -> None:
    async def run() -> list[Any]:
        async with AsyncAura(**options_for(server.url)) as aura:
            return await in_tasks(200, aura)

    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token(), SLOW_TOKEN))
        assert asyncio.run(run()) == [[]] * 200
        assert (server.token_requests, server.count()) == (1, 200)


def test_two_event_loops_in_threads_share_the_token_request_of_one_client() -> None:
    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token(), SLOW_TOKEN))
        aura = AsyncAura(**options_for(server.url))
        found = in_threads(*[lambda: asyncio.run(in_tasks(50, aura))] * 2)
        asyncio.run(aura.aclose())
        assert found == [[[]] * 50] * 2
        assert (server.token_requests, server.count()) == (1, 100)


def test_threads_and_two_event_loops_share_one_token_request_through_a_store(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "shared.sqlite3")
    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token(), SLOW_TOKEN))
        asynchronous = AsyncAura(**options_for(server.url, store=store, clock=None))
        with Aura(**options_for(server.url, store=store, clock=None)) as aura:
            loops = [lambda: asyncio.run(in_tasks(20, asynchronous))] * 2
            in_threads(*[aura.instances.list] * 8, *loops)
        asyncio.run(asynchronous.aclose())
        assert server.count() == 8 + 40
        assert server.token_requests == 1


def test_a_cancelled_leader_leaves_its_token_request_to_the_others() -> None:
    hold = Hold(token())

    async def run() -> list[Any]:
        async with AsyncAura(**options_for(server.url)) as aura:
            leader = asyncio.create_task(aura.instances.list())
            while not hold.arrived.is_set():
                await asyncio.sleep(0.001)
            others = [asyncio.create_task(aura.instances.list()) for _ in range(20)]
            await asyncio.sleep(0)
            leader.cancel()
            with pytest.raises(asyncio.CancelledError):
                await leader
            hold.release.set()
            return await asyncio.gather(*others)

    with FaultServer(default=LIST) as server:
        server.token_script(hold)
        assert asyncio.run(run()) == [[]] * 20
        assert (server.token_requests, server.count()) == (1, 20)


def test_refused_credentials_reach_every_waiting_thread_after_one_token_request() -> None:
    def call() -> Any:
        with pytest.raises(AuthenticationError) as caught:
            aura.instances.list()
        return caught.value

    with FaultServer() as server:
        server.token_script(Stall(response(401, {"error": "access_denied"}), SLOW_TOKEN))
        with Aura(**options_for(server.url)) as aura:
            errors = in_threads(*[call] * 16)
        assert (server.token_requests, server.count()) == (1, 0)
    assert len({id(error) for error in errors}) == 16  # each its own: raising one in several threads mixes tracebacks


def test_an_endpoint_that_says_nothing_ends_each_call_at_its_own_time() -> None:
    def timed(seconds: float) -> tuple[float, str]:
        began = time.monotonic()
        with pytest.raises(RequestTimeoutError) as caught:
            aura.with_options(timeout=seconds).instances.list()
        return time.monotonic() - began - seconds, str(caught.value)

    with FaultServer() as server:
        server.token_script(*[Silence()] * 20)
        with Aura(**options_for(server.url, clock=None, max_retries=0)) as aura:
            found = in_threads(*[partial(timed, 0.2 * number) for number in (1, 2, 3, 4)] * 3)
        assert server.count() == 0
    assert max(late for late, _ in found) < 0.5
    assert all("POST /oauth/token" in text for _, text in found)


# ------------------------------------------------------------------------------------------------ several clients


def test_sync_and_async_clients_share_one_token_request() -> None:
    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token(), SLOW_TOKEN))
        options = options_for(server.url, clock=None)
        clients = [AsyncAura(**options) for _ in range(2)]
        loops = [partial(run_in_loop, client) for client in clients]
        with Aura(**options) as first, Aura(**options) as second:
            in_threads(*[first.instances.list] * 4, *[second.instances.list] * 4, *loops)
        for client in clients:
            asyncio.run(client.aclose())
        assert (server.token_requests, server.count()) == (1, 8 + 2 * 10)


def run_in_loop(aura: AsyncAura) -> None:
    asyncio.run(in_tasks(10, aura))


def test_a_client_made_for_every_call_uses_the_token_again() -> None:
    with FaultServer(default=LIST) as server:
        for _ in range(20):
            with Aura(**options_for(server.url, clock=None)) as aura:
                assert aura.instances.list() == []
        assert (server.token_requests, server.count()) == (1, 20)


def test_clients_with_different_secrets_share_no_token() -> None:
    with FaultServer(default=LIST) as server:
        for secret in ("one", "two", "one"):
            with Aura(**options_for(server.url, clock=None, client_secret=secret)) as aura:
                aura.instances.list()
        assert (server.token_requests, server.count()) == (2, 3)


def test_a_client_that_is_closed_while_it_asks_for_the_token_leaves_it_to_the_others() -> None:
    hold = Hold(token())
    with FaultServer(default=LIST) as server:
        server.token_script(hold)
        first, second = (Aura(**options_for(server.url, clock=None)) for _ in range(2))
        with second, ThreadPoolExecutor(2) as pool:
            leading = pool.submit(first.instances.list)
            assert hold.arrived.wait(10)
            waiting = pool.submit(second.instances.list)
            first.close()
            hold.release.set()
            assert waiting.result(10) == []
            leading.exception(10)  # whatever it came to, it ended
        assert server.token_requests == 1


def test_tasks_of_trio_cause_one_token_request_too() -> None:
    results: list[Any] = []

    async def main() -> None:
        async with AsyncAura(**options_for(server.url, clock=None)) as aura, trio.open_nursery() as nursery:

            async def one() -> None:
                results.append(await aura.instances.list())

            for _ in range(50):
                nursery.start_soon(one)

    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token(), SLOW_TOKEN))
        trio.run(main)
        assert results == [[]] * 50
        assert (server.token_requests, server.count()) == (1, 50)


# ------------------------------------------------------------------------------------------------ siblings


def test_siblings_share_token_and_connections() -> None:
    with FaultServer(default=LIST) as server, Aura(**options_for(server.url)) as aura:
        patient = aura.with_options(timeout=600.0)
        for client in (patient, aura, patient.with_options(max_retries=0)):
            assert client.instances.list() == []
        assert (server.token_requests, server.count(), server.connections) == (1, 3, 1)


def test_async_siblings_share_token_and_connections() -> None:
    async def run() -> None:
        async with AsyncAura(**options_for(server.url)) as aura:
            patient = aura.with_options(timeout=600.0)
            for client in (patient, aura, patient.with_options(max_retries=0)):
                assert await client.instances.list() == []

    with FaultServer(default=LIST) as server:
        asyncio.run(run())
        assert (server.token_requests, server.count(), server.connections) == (1, 3, 1)


# ------------------------------------------------------------------------------------------------ revocation


def test_one_revocation_costs_32_threads_one_token_request_more() -> None:
    with FaultServer(default=LIST) as server:
        server.token_script(token("revoked"), Stall(token("good"), SLOW_TOKEN))
        with Aura(**options_for(server.url)) as aura:
            aura.instances.list()
            server.rule(refuses("revoked"))
            assert in_threads(*[aura.instances.list] * 32) == [[]] * 32
        assert server.token_requests == 2
        assert {received.headers["authorization"] for received in server.calls()} == {"Bearer revoked", "Bearer good"}


def test_one_revocation_costs_200_tasks_one_token_request_more() -> None:
    async def run() -> list[Any]:
        async with AsyncAura(**options_for(server.url)) as aura:
            await aura.instances.list()
            server.rule(refuses("revoked"))
            return await in_tasks(200, aura)

    with FaultServer(default=LIST) as server:
        server.token_script(token("revoked"), Stall(token("good"), SLOW_TOKEN))
        assert asyncio.run(run()) == [[]] * 200
        assert server.token_requests == 2


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_when_every_token_is_refused_two_are_asked_for_however_many_calls_are_made(kind: str, status: int) -> None:
    """Fifteen an hour are to be had: the sixteenth would end every process's calls for an hour."""

    async def in_a_loop() -> None:
        async with AsyncAura(**options_for(server.url, clock=None)) as aura:
            for _ in range(20):
                with pytest.raises(APIError) as caught:
                    await aura.instances.list()
                assert caught.value.status_code == status

    with FaultServer(default=response(status, {"error": "refused"})) as server:
        if kind == "async":
            asyncio.run(in_a_loop())
        else:
            for _ in range(20):
                with Aura(**options_for(server.url, clock=None)) as aura, pytest.raises(APIError) as caught:
                    aura.instances.list()
                assert caught.value.status_code == status
        assert (server.token_requests, server.count()) == (2, 21)


# ------------------------------------------------------------------------------------------------ processes

PROCESS = textwrap.dedent("""
    import sys
    from aurakit import Aura, FileStore

    url, path = sys.argv[1:]
    with Aura("client-id", "client-secret", base_url=url, store=FileStore(path), timeout=20.0) as aura:
        print("ready", flush=True)
        sys.stdin.readline()
        print(aura.instances.list(), flush=True)
""")


def started(url: str, path: Path) -> subprocess.Popen[str]:
    """A process with a client, which makes its call when it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, url, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_that_share_a_file_make_one_token_request(tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite3"
    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token("shared"), SLOW_TOKEN))
        processes = [started(server.url, path) for _ in range(2)]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.communicate(timeout=20)[0] for process in processes] == ["[]\n"] * 2
        assert server.count() == 2
        assert server.token_requests == 1


def test_a_process_started_later_uses_the_token_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "shared.sqlite3"
    with FaultServer(default=LIST) as server:
        for _ in range(2):
            assert started(server.url, path).communicate("go\n", timeout=20)[0] == "[]\n"
        assert (server.count(), server.token_requests) == (2, 1)
        first, second = (received.headers["authorization"] for received in server.calls())
    assert first == second

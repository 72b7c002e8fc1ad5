"""One token for a client, over real sockets: the server counts how often it was asked for one."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import aurakit
from aurakit import AsyncAura, Aura, AuthenticationError, FileTokenStore
from client.driving import options_for
from faultserver import FaultServer, Hold, Stall, answer, token

if TYPE_CHECKING:
    from collections.abc import Callable

    from faultserver import Received
    from faultserver.actions import Action

LIST = answer(200, {"data": []})
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
    """A rule: these tokens are answered 401."""

    def rule(received: Received) -> Action | None:
        return answer(401) if received.headers["authorization"].removeprefix("Bearer ") in tokens else None

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
        assert found == [[[]] * 50] * 2
        assert (server.token_requests, server.count()) == (1, 100)


def test_threads_and_two_event_loops_share_one_token_request_through_a_store(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "tokens.json")
    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token(), SLOW_TOKEN))
        asynchronous = AsyncAura(**options_for(server.url, token_store=store, clock=None))
        with Aura(**options_for(server.url, token_store=store, clock=None)) as aura:
            loops = [lambda: asyncio.run(in_tasks(20, asynchronous))] * 2
            in_threads(*[aura.instances.list] * 8, *loops)
        assert server.count() == 8 + 40
        assert server.token_requests == 1 or sys.platform == "win32"  # files are not locked there


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
        server.token_script(Stall(answer(401, {"error": "access_denied"}), SLOW_TOKEN))
        with Aura(**options_for(server.url)) as aura:
            errors = in_threads(*[call] * 16)
        assert (server.token_requests, server.count()) == (1, 0)
    assert len({id(error) for error in errors}) == 16  # each its own: raising one in several threads mixes tracebacks


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


# ------------------------------------------------------------------------------------------------ processes

PROCESS = textwrap.dedent("""
    import sys
    from aurakit import Aura, FileTokenStore

    url, path = sys.argv[1:]
    with Aura("client-id", "client-secret", base_url=url, token_store=FileTokenStore(path), timeout=20.0) as aura:
        print("ready", flush=True)
        sys.stdin.readline()
        print(aura.instances.list(), flush=True)
""")


def started(url: str, path: Path) -> subprocess.Popen[str]:
    """A process with a client, which makes its call when it is told to."""
    package = Path(aurakit.__file__).parents[1]
    raw = Path(sys.modules["aurakit_raw"].__path__[0]).parent
    environment = {**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{raw}"}
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, url, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_that_share_a_file_make_one_token_request(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    with FaultServer(default=LIST) as server:
        server.token_script(Stall(token("shared"), SLOW_TOKEN))
        processes = [started(server.url, path) for _ in range(2)]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.communicate(timeout=20)[0] for process in processes] == ["[]\n"] * 2
        assert server.count() == 2
        assert server.token_requests == 1 or sys.platform == "win32"  # files are not locked there


def test_a_process_started_later_uses_the_token_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    with FaultServer(default=LIST) as server:
        for _ in range(2):
            assert started(server.url, path).communicate("go\n", timeout=20)[0] == "[]\n"
        assert (server.count(), server.token_requests) == (2, 1)
        first, second = (received.headers["authorization"] for received in server.calls())
    assert first == second

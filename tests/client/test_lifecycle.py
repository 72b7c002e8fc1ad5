"""The life of a client, over real sockets: its end, what interrupts it, forks, event loops, and two kinds at once."""

from __future__ import annotations

import _thread
import asyncio
import contextlib
import signal
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING, Any

import pytest
import trio

import aurakit
from aurakit import AsyncAura, Aura, ClientClosedError
from faultserver import FaultServer, Hold, response, token
from support.children import environment
from support.driving import Driver, both, options_for
from support.samples import CREATED, INSTANCE, LIST, ONE, get

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

STALE = response(200, {"data": {**INSTANCE, "id": "stale"}})
FRESH = response(200, {"data": {**INSTANCE, "id": "fresh"}})


@contextlib.contextmanager
def client(kind: str, url: str, **options: Any) -> Iterator[tuple[Any, Callable[[Any], Any]]]:
    """A client that nobody closes here, and what turns a result of its methods, to be awaited or not, into a value."""
    if kind == "sync":
        yield Aura(**options_for(url, **options)), lambda value: value
        return
    with asyncio.Runner() as runner:

        async def value_of(awaitable: Awaitable[Any]) -> Any:
            return await awaitable

        yield AsyncAura(**options_for(url, **options)), lambda value: runner.run(value_of(value))


def close(aura: Any) -> Any:
    return aura.close() if isinstance(aura, Aura) else aura.aclose()


def enter(aura: Any) -> Any:
    return aura.__enter__() if isinstance(aura, Aura) else aura.__aenter__()


# ------------------------------------------------------------------------------------------------ its end


@both
def test_a_block_closes_the_connections_at_its_end(driver: Driver) -> None:
    hung_up = threading.Event()

    def until_the_client_hangs_up(connection: Any, stop: threading.Event) -> bool:
        ONE(connection, stop)
        connection.settimeout(5)
        if not connection.recv(1):
            hung_up.set()
        return False

    with FaultServer() as server:
        server.script(until_the_client_hangs_up)
        assert driver.run(server.url, get).id == "ab12"
        assert hung_up.wait(5)


@both
@pytest.mark.parametrize("warm", [True, False], ids=["used before", "never used"])
def test_a_call_after_close_is_an_error_that_says_so(driver: Driver, warm: bool) -> None:
    with FaultServer(default=ONE) as server, client(driver.kind, server.url) as (aura, value):
        if warm:
            value(get(aura))
        value(close(aura))
        before = len(server.requests)
        for call in (get, enter):
            with pytest.raises(ClientClosedError, match="closed"):
                value(call(aura))
        assert len(server.requests) == before
        assert "closed" in repr(aura)


@both
def test_closing_again_does_nothing(driver: Driver) -> None:
    with FaultServer(default=ONE) as server, client(driver.kind, server.url) as (aura, value):
        value(get(aura))
        assert value(close(aura)) is None
        assert value(close(aura)) is None


@both
def test_httpx_s_client_of_a_closed_client_is_closed_too(driver: Driver) -> None:
    with FaultServer(default=ONE) as server, client(driver.kind, server.url) as (aura, value):
        assert value(aura.raw.http.get("/instances/ab12")).json()["data"]["id"] == "ab12"
        value(close(aura))
        with pytest.raises(ClientClosedError):
            value(aura.raw.http.get("/instances/ab12"))


@both
def test_closing_a_sibling_closes_nothing_else(driver: Driver) -> None:
    with FaultServer(default=ONE) as server, client(driver.kind, server.url) as (aura, value):
        sibling = aura.with_options(timeout=5.0)
        younger = sibling.with_options(max_retries=1)
        value(get(sibling))
        value(close(sibling))
        with pytest.raises(ClientClosedError):
            value(get(sibling))
        assert value(get(aura)).id == "ab12"
        assert value(get(younger)).id == "ab12"
        assert server.connections == 1
        value(close(aura))


@both
def test_closing_the_first_client_ends_all_siblings(driver: Driver) -> None:
    with FaultServer(default=ONE) as server, client(driver.kind, server.url) as (aura, value):
        sibling = aura.with_options(timeout=5.0)
        younger = sibling.with_options(max_retries=1)
        value(get(younger))
        value(close(aura))
        for one in (sibling, younger, aura.with_options(timeout=1.0)):
            with pytest.raises(ClientClosedError):
                value(get(one))
        assert server.count() == 1


# ------------------------------------------------------------------------------------------------ interruption


def control_c() -> None:
    """What Ctrl-C does, to the main thread."""
    if sys.platform == "win32":
        _thread.interrupt_main()  # seen once the system call returns, as Ctrl-C is there
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


@pytest.fixture
def interrupting() -> Iterator[Callable[[Hold], None]]:
    """Presses Ctrl-C once a request has arrived, and lets the server respond then."""
    threads: list[threading.Thread] = []

    def press(hold: Hold) -> None:
        hold.arrived.wait(5)
        control_c()
        hold.release.set()

    def start(hold: Hold) -> None:
        threads.append(threading.Thread(target=press, args=(hold,)))
        threads[-1].start()

    yield start
    for thread in threads:
        thread.join(5)


def test_control_c_in_a_call_leaves_a_usable_client_and_no_stale_response(
    interrupting: Callable[[Hold], None],
) -> None:
    with FaultServer() as server, Aura(**options_for(server.url)) as aura:
        hold = Hold(STALE)
        server.script(hold, FRESH)
        interrupting(hold)
        with pytest.raises(KeyboardInterrupt):
            aura.instances.get("stale")
        assert aura.instances.get("fresh").id == "fresh"
        assert [received.path[-5:] for received in server.calls()] == ["stale", "fresh"]
        assert server.token_requests == 1


def test_control_c_in_a_token_request_leaves_a_usable_client(interrupting: Callable[[Hold], None]) -> None:
    with FaultServer(default=FRESH) as server, Aura(**options_for(server.url)) as aura:
        hold = Hold(token("stale"))
        server.token_script(hold, token("fresh"))
        interrupting(hold)
        with pytest.raises(KeyboardInterrupt):
            get(aura)
        assert get(aura).id == "fresh"
        assert [received.headers["authorization"] for received in server.calls()] == ["Bearer fresh"]


def test_control_c_does_not_send_a_creation_again(interrupting: Callable[[Hold], None]) -> None:
    with FaultServer() as server, Aura(**options_for(server.url)) as aura:
        hold = Hold(response(202, {"data": CREATED}))
        server.script(hold)
        interrupting(hold)
        with pytest.raises(KeyboardInterrupt):
            aura.snapshots.create("ab12")
        assert server.count() == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_cancelled_call_leaves_a_usable_client_and_no_stale_response(backend: str) -> None:
    import anyio

    async def run() -> Any:
        async with AsyncAura(**options_for(server.url)) as aura, anyio.create_task_group() as tasks:
            hold = Hold(STALE)
            server.script(hold, FRESH)
            tasks.start_soon(aura.instances.get, "stale")
            while not hold.arrived.is_set():
                await anyio.sleep(0.001)
            tasks.cancel_scope.cancel()
            hold.release.set()
            with anyio.CancelScope(shield=True):
                return await aura.instances.get("fresh")

    with FaultServer() as server:
        assert anyio.run(run, backend=backend).id == "fresh"
        assert [received.path[-5:] for received in server.calls()] == ["stale", "fresh"]
        assert server.token_requests == 1


def test_a_task_that_gives_up_waiting_leaves_the_calls_of_others_alone() -> None:
    async def run() -> list[Any]:
        async with AsyncAura(**options_for(server.url)) as aura:
            holds = [Hold(response(200, {"data": {**INSTANCE, "id": str(number)}})) for number in range(6)]
            rules = {f"/v1/instances/{number}": hold for number, hold in enumerate(holds)}
            server.rule(lambda received: rules.get(received.path))
            calls = [asyncio.create_task(aura.instances.get(str(number))) for number in range(6)]
            while not all(hold.arrived.is_set() for hold in holds):
                await asyncio.sleep(0.001)
            for call in calls[::2]:
                call.cancel()
            for hold in holds:
                hold.release.set()
            return await asyncio.gather(*calls, return_exceptions=True)

    with FaultServer() as server:
        found = asyncio.run(run())
    assert all(isinstance(error, asyncio.CancelledError) for error in found[::2])
    assert [instance.id for instance in found[1::2]] == ["1", "3", "5"]


# ------------------------------------------------------------------------------------------------ forks

FORK = textwrap.dedent("""
    import os, sys
    from aurakit import Aura

    with Aura("client-id", "client-secret", base_url=sys.argv[1], timeout=10.0) as aura:
        assert aura.instances.get("parent").id == "ab12"
        child = os.fork()
        if child == 0:
            good = aura.instances.get("child").id == aura.instances.get("child").id == "ab12"
            aura.close()
            os._exit(0 if good else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert aura.instances.get("parent").id == "ab12"
""")

if sys.platform != "win32":  # which cannot fork

    def test_after_a_fork_both_processes_work_and_share_no_connection() -> None:
        with FaultServer(default=ONE) as server:
            subprocess.run([sys.executable, "-c", FORK, server.url], check=True, timeout=30, env=environment())
            used = [(received.path[-6:].strip("/"), received.connection) for received in server.calls()]
            assert used == [("parent", 1), ("child", 2), ("child", 2), ("parent", 1)]
            assert server.token_requests == 1


# ------------------------------------------------------------------------------------------------ kinds and loops


def test_a_sync_and_an_async_client_live_side_by_side() -> None:
    async def run() -> None:
        async with AsyncAura(**options_for(server.url)) as other:
            calls = [asyncio.to_thread(aura.instances.get, "sync") for _ in range(10)]
            await asyncio.gather(*calls, *(other.instances.get("async") for _ in range(10)))
            assert aura.instances.get("within").id == "ab12"  # blocks the loop, and works all the same

    with FaultServer(default=ONE) as server, Aura(**options_for(server.url)) as aura:
        asyncio.run(run())
        assert aura.instances.get("after").id == "ab12"
        assert (server.count(path="/v1/instances/sync"), server.count(path="/v1/instances/async")) == (10, 10)
        shared = {r.connection for r in server.calls() if r.path.endswith("/sync")} & {
            r.connection for r in server.calls() if r.path.endswith("/async")
        }
    assert not shared


def test_one_async_client_serves_one_event_loop_after_another() -> None:
    async def run() -> list[str]:
        return [instance.id for instance in await asyncio.gather(*(get(aura) for _ in range(3)))]

    with FaultServer(default=ONE) as server:
        aura = AsyncAura(**options_for(server.url))
        assert [asyncio.run(run()) for _ in range(3)] == [["ab12"] * 3] * 3
        assert trio.run(run_in_trio, aura) == "ab12"
        assert server.token_requests == 1


async def run_in_trio(aura: AsyncAura) -> str:
    return (await aura.instances.get("ab12")).id


def test_in_trio_everything_works_as_in_asyncio() -> None:
    ids: list[str] = []

    async def one(aura: AsyncAura) -> None:
        ids.append(await run_in_trio(aura))

    async def run() -> None:
        async with AsyncAura(**options_for(server.url, clock=None)) as aura:
            async with trio.open_nursery() as nursery:
                for _ in range(10):
                    nursery.start_soon(one, aura)
            server.script(response(429), response(401), response(202, {"data": INSTANCE}))
            assert (await aura.instances.pause("ab12")).id == "ab12"
            assert await aura.with_options(timeout=5.0).projects.list() == []
        with pytest.raises(ClientClosedError):
            await get(aura)

    with FaultServer(default=ONE) as server:
        server.rule(lambda received: LIST if received.path == "/v1/tenants" else None)
        server.script(response(500))
        trio.run(run)
        assert server.token_requests == 2
    assert ids == ["ab12"] * 10


def test_the_timeout_ends_a_call_in_trio_too() -> None:
    async def run() -> None:
        async with AsyncAura(**options_for(server.url, timeout=0.3, max_retries=0)) as aura:
            with pytest.raises(aurakit.RequestTimeoutError):
                await get(aura)

    with FaultServer(default=Hold(ONE)) as server:
        trio.run(run)

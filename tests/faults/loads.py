"""What many calls at once cost, what forks do, and what a store needs of a program's threads: measured for the report.

    python tests/faults/loads.py        measures all of it, and prints the rows

Short runs of the same are among the tests (`test_loads`).
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import trustme

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / folder) for folder in ("overlay", "generated", "tests")]

from aurakit import AsyncAura, Aura, FileStore  # noqa: E402  # the path comes first
from faultserver import FaultServer, response  # noqa: E402  # the path comes first
from support.children import environment  # noqa: E402  # the path comes first
from support.samples import INSTANCE  # noqa: E402  # the path comes first

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from faultserver import Received
    from faultserver.actions import Action

CONNECTIONS: Final = 100  # of the raw sockets: as many as a client has
THREADS: Final = 32
FORKS_OF_ONE: Final = 5  # forks of one process, which makes its first calls only once
REQUEST: Final = b"GET /v1/instances/db1d1234 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer raw\r\n\r\n"


class Row(NamedTuple):
    """One line of the report."""

    what: str
    found: str
    bound: str
    holds: bool


@contextmanager
def server() -> Iterator[int]:
    """The port of a server in a process of its own, whose work is not counted."""
    command = [sys.executable, str(ROOT / "benchmarks" / "server.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        yield int(process.stdout.readline())
        process.stdin.close()


# ------------------------------------------------------------------------------------------------ many calls at once


async def _cpu_of(call: Callable[[], Coroutine[Any, Any, object]], calls: int) -> float:
    """The CPU seconds of so many calls, all begun at once, after a first one."""
    await call()
    began = time.process_time()
    await asyncio.gather(*(call() for _ in range(calls)))
    return time.process_time() - began


async def calls_at_once(port: int, calls: int) -> float:
    """The CPU seconds of so many calls of one new client, all begun at once, without a limit."""
    address = f"http://127.0.0.1:{port}"
    async with AsyncAura("the-id", "The-Secret-1", base_url=address, rate_limit=None) as aura:
        return await _cpu_of(lambda: aura.instances.get("db1d1234"), calls)


def calls_of_threads(port: int, calls: int) -> float:
    """The same for threads."""
    address = f"http://127.0.0.1:{port}"
    with (
        Aura("the-id", "The-Secret-1", base_url=address, rate_limit=None) as aura,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        aura.instances.get("db1d1234")
        began = time.process_time()
        list(pool.map(lambda _: aura.instances.get("db1d1234"), range(calls)))
        return time.process_time() - began


async def raw_calls_at_once(port: int, calls: int, *, keep: bool) -> float:
    """The CPU seconds of so many requests over raw sockets of asyncio, begun at once, and of parsing the bodies.

    At most `CONNECTIONS` sockets are open at a time. keep: whether a socket is used again, or each request has its own.
    """
    free: asyncio.LifoQueue[tuple[asyncio.StreamReader, asyncio.StreamWriter] | None] = asyncio.LifoQueue()
    for _ in range(CONNECTIONS):
        free.put_nowait(None)

    async def one() -> object:
        pair = await free.get() or await asyncio.open_connection("127.0.0.1", port)
        reader, writer = pair
        writer.write(REQUEST)
        length = 0
        for line in (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        body = json.loads(await reader.readexactly(length))
        if not keep:
            writer.close()
        free.put_nowait(pair if keep else None)
        return body

    taken = await _cpu_of(one, calls)
    while not free.empty():
        pair = free.get_nowait()
        if pair is not None:
            pair[1].close()
    return taken


async def library_calls_at_once(port: int, calls: int) -> float:
    """The CPU seconds of as many requests on the library's own connections, kept, and of parsing the bodies."""
    core: Any = import_module("httpcore2" if os.environ.get("AURAKIT_HTTP_LIBRARY") == "httpx2" else "httpcore")
    origin = core.Origin(b"http", b"127.0.0.1", port)
    request = core.Request(
        "GET", f"http://127.0.0.1:{port}/v1/instances/db1d1234", headers=[("Host", "x"), ("Authorization", "raw")]
    )
    free: asyncio.LifoQueue[Any] = asyncio.LifoQueue()
    for _ in range(CONNECTIONS):
        free.put_nowait(core.AsyncHTTPConnection(origin))

    async def one() -> object:
        connection = await free.get()
        response = await connection.handle_async_request(request)
        body = json.loads(await response.aread())
        await response.aclose()
        free.put_nowait(connection)
        return body

    taken = await _cpu_of(one, calls)
    while not free.empty():
        await free.get_nowait().aclose()
    return taken


def growth(few: int, many: int, rounds: int) -> tuple[float, float]:
    """How many times the CPU of `few` calls `many` take: in tasks, and in threads. The median of the rounds."""
    tasks, threads = [], []
    with server() as port:
        calls_of_threads(port, few)
        asyncio.run(calls_at_once(port, few))
        for _ in range(rounds):
            tasks.append(1 / asyncio.run(calls_at_once(port, few)) * asyncio.run(calls_at_once(port, many)))
            threads.append(1 / calls_of_threads(port, few) * calls_of_threads(port, many))
    return median(tasks), median(threads)


class Sockets(NamedTuple):
    """The CPU of calls at once in tasks, as a multiple of that of something else. Medians."""

    each: float
    """Of raw sockets, one for each request."""
    kept: float
    """Of raw sockets that are used again."""
    library: float
    """Of the library's connections, without anything of this package."""


def beside_raw_sockets(calls: int, rounds: int) -> Sockets:
    """Each measured in turn with the calls, so many rounds."""
    found: tuple[list[float], list[float], list[float]] = ([], [], [])
    with server() as port:
        asyncio.run(calls_at_once(port, CONNECTIONS))
        for _ in range(rounds):
            others = (
                asyncio.run(raw_calls_at_once(port, calls, keep=False)),
                asyncio.run(raw_calls_at_once(port, calls, keep=True)),
                asyncio.run(library_calls_at_once(port, calls)),
            )
            ours = asyncio.run(calls_at_once(port, calls))
            for other, ratios in zip(others, found, strict=True):
                ratios.append(ours / other)
    return Sockets(*map(median, found))


# ------------------------------------------------------------------------------------------------ forks and stores


def forks(count: int, folder: Path) -> int:
    """How many of so many children failed or hung that were forked at random moments of other threads' first calls.

    Half of all processes use TLS. folder: for the certificate.
    """
    failed = 0
    script = str(ROOT / "tests" / "interruption" / "forking.py")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)

    def rule(request: Received) -> Action | None:
        if request.is_token_request:
            return None
        return response(200, {"data": INSTANCE if request.path.endswith("db1d1234") else []})

    with FaultServer() as plain, FaultServer(tls=tls) as secure:
        for one in (plain, secure):
            one.rule(rule)
        for number in range(count // FORKS_OF_ONE):
            url = (secure if number % 4 > 1 else plain).url
            command = [sys.executable, script, url, str(number), str(FORKS_OF_ONE), str(folder / "ca.pem")]
            done = subprocess.run(command, env=environment(measured=False), timeout=240, check=False)
            failed += abs(done.returncode)
    return failed


def first_call_without_threads(folder: Path) -> float:
    """The seconds of a client's first call, which reads its store, while every thread of the loop's own pool, and of
    anyio's, waits for something that does not come."""

    async def main(url: str) -> float:
        import anyio.to_thread

        over = threading.Event()
        limiter = anyio.to_thread.current_default_thread_limiter()
        loop = asyncio.get_running_loop()
        pool = ThreadPoolExecutor(4)
        loop.set_default_executor(pool)
        busy = [loop.run_in_executor(None, over.wait) for _ in range(8)]
        tasks = [
            asyncio.ensure_future(anyio.to_thread.run_sync(over.wait)) for _ in range(int(limiter.total_tokens) + 5)
        ]
        try:
            while limiter.available_tokens:
                await asyncio.sleep(0.001)
            began = time.perf_counter()
            store = FileStore(folder)
            async with AsyncAura("the-id", "The-Secret-1", base_url=url, store=store, timeout=10.0) as aura:
                await aura.instances.get("db1d1234")
            return time.perf_counter() - began
        finally:
            over.set()
            await asyncio.gather(*busy, *tasks)

    with FaultServer(default=response(200, {"data": INSTANCE})) as server:
        return asyncio.run(main(server.url))


# ------------------------------------------------------------------------------------------------ for the report


def _forks() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        failed = forks(200, Path(folder))
    what = "200 forks at random moments of other threads' first calls, half of them with TLS"
    yield Row(what, f"{failed} children failed or hung", "0", failed == 0)


def _growth() -> Iterator[Row]:
    for who, times in zip(("tasks", f"{THREADS} threads"), growth(1_000, 10_000, 5), strict=True):
        what = f"CPU of 10,000 calls at once without a limit, in {who}, against 1,000"
        yield Row(what, f"{times:.1f} times", "≤ 11", times <= 11)


def _sockets() -> Iterator[Row]:
    times = beside_raw_sockets(4_000, 5)
    what = "CPU of 4,000 calls at once without a limit, in tasks, against"
    yield Row(f"{what} raw asyncio sockets, one a request", f"{times.each:.2f} times", "≤ 2.5", times.each <= 2.5)
    yield Row(f"{what} raw asyncio sockets that are kept", f"{times.kept:.1f} times", "", holds=True)
    yield Row(f"{what} the library's connections alone, kept", f"{times.library:.2f} times", "", holds=True)


def _store() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        seconds = first_call_without_threads(Path(folder))
    what = "first call with a FileStore, all threads of asyncio's and anyio's pools taken"
    yield Row(what, f"{seconds:.2f} s", "≤ 1 s", seconds <= 1)


def measured() -> Iterator[Row]:
    """All rows."""
    measures: list[Callable[[], Iterator[Row]]] = [_forks, _growth, _sockets, _store]
    for measure in measures:
        yield from measure()


def main() -> int:
    """Print them; 0 if all hold."""
    wrong = 0
    for row in measured():
        wrong += not row.holds
        print(f"{'ok  ' if row.holds else 'MISS'} {row.what}: {row.found} ({row.bound})", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

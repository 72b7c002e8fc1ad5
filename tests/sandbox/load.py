"""Many clients at once against a sandbox in a process of its own: how many requests a second, and how long they take.

From the root of the project:

    PYTHONPATH=overlay:generated:tests python -m sandbox.load --clients 200 --requests 50000

The clients are plain sockets with a request each in flight, so that what is measured is the sandbox.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
GRANT = {"grant_type": "client_credentials"}


class Process(NamedTuple):
    """A sandbox in a process of its own."""

    pid: int
    environment: dict[str, str]


class Measured(NamedTuple):
    """What a run came to: times in seconds, `cpu` of the server for each request."""

    requests: int
    refused: int
    seconds: float
    median: float
    p99: float
    cpu: float


class _Client(asyncio.Protocol):
    """Sends the same request again and again on one connection."""

    def __init__(self, request: bytes, count: int, done: asyncio.Future[None]) -> None:
        self._request = request
        self._left = count
        self._done = done
        self._received = b""
        self._began = 0.0
        self.latencies: list[float] = []
        self.refused = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator or len(body) < int(head.lower().partition(b"content-length:")[2].split()[0]):
            return
        self.latencies.append(time.perf_counter() - self._began)
        self.refused += not head.startswith(b"HTTP/1.1 200")
        self._received = b""
        self._left -= 1
        if self._left:
            self._send()
        else:
            self._transport.close()
            self._done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(exc or ConnectionError("the sandbox ended a connection"))

    def _send(self) -> None:
        self._began = time.perf_counter()
        self._transport.write(self._request)


@contextmanager
def served(*options: str) -> Iterator[Process]:
    """A sandbox in a process of its own, until the block ends."""
    environment = {"PYTHONPATH": str(ROOT / "overlay")}
    command = [sys.executable, "-m", "aurakit.sandbox", *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip().removeprefix("export ") for _ in range(3)]
        try:
            yield Process(process.pid, dict(line.split("=", 1) for line in lines))
        finally:
            process.terminate()


def load(process: Process, *, clients: int, requests: int, path: str = "/v1/tenants") -> Measured:
    """So many requests by so many clients at once."""
    environment = process.environment
    credentials = (environment["AURA_CLIENT_ID"], environment["AURA_CLIENT_SECRET"])
    url = environment["AURA_BASE_URL"]
    token = httpx.post(f"{url}/oauth/token", auth=credentials, data=GRANT).json()["access_token"]
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    busy, began = _cpu(process), time.perf_counter()
    made = asyncio.run(_all(int(url.rpartition(":")[2]), request, clients, requests // clients))
    seconds = time.perf_counter() - began
    latencies = sorted(latency for client in made for latency in client.latencies)
    return Measured(
        len(latencies), sum(client.refused for client in made), seconds, latencies[len(latencies) // 2],
        latencies[int(len(latencies) * 0.99)], (_cpu(process) - busy) / len(latencies),
    )  # fmt: skip


async def _all(port: int, request: bytes, clients: int, count: int) -> list[_Client]:
    loop = asyncio.get_running_loop()
    made: list[_Client] = []
    ends: list[asyncio.Future[None]] = []
    for _ in range(clients):
        ends.append(loop.create_future())
        made.append(_Client(request, count, ends[-1]))
        await loop.create_connection(lambda client=made[-1]: client, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    return made


def _cpu(process: Process) -> float:
    """Seconds of processor time that the sandbox has used; 0 where the system does not say (other than Linux)."""
    stat = Path(f"/proc/{process.pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: Process) -> int:
    """The bytes of memory that the sandbox has; 0 where the system does not say (other than Linux)."""
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():
        return 0
    [line] = [line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) * 1024


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(description="Load on a sandbox")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--json", action="store_true", help="print each run as a JSON object")
    arguments = parser.parse_args()
    with served("--calm", "--no-limits") as process:
        for _ in range(2):
            done = load(process, clients=arguments.clients, requests=arguments.requests)
            if arguments.json:
                print(json.dumps(done._asdict()), flush=True)
                continue
            print(
                f"{done.requests} requests, {done.refused} refused, {done.requests / done.seconds:.0f}/s, "
                f"median {done.median * 1000:.0f} ms, p99 {done.p99 * 1000:.0f} ms, "
                f"{done.cpu * 1000:.2f} ms of processor time each, {memory(process) / 1e6:.0f} MB",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

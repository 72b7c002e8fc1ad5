"""The server that everything is measured against: a process of its own, so that its work is not counted.

    python benchmarks/server.py        prints its port, and serves on loopback until its standard input ends

`GET /v1/instances?tenantId=N` lists N instances; any other GET is one instance; `GET /counts` gives the numbers of
connections, tokens and calls, `GET /revoke` refuses the last token from then on. With `--limit N --per S` it answers
429 to more than N calls in any S seconds. With `--status creating` instances never run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import deque
from functools import cache
from typing import Any

INSTANCE = {
    "id": "db1d1234", "name": "Production", "status": "running", "tenant_id": "YOUR_PROJECT_ID",
    "cloud_provider": "gcp", "connection_url": "neo4j+s://db1d1234.databases.example", "region": "europe-west1",
    "type": "enterprise-db", "memory": "8GB", "storage": "16GB", "created_at": "2024-01-31T14:06:57Z",
}  # fmt: skip
SUMMARY = {key: INSTANCE[key] for key in ("id", "name", "tenant_id", "cloud_provider", "created_at")}


def answer(status: int, body: object) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        "X-Request-Id: 8a35fa95b983aeff3e70394832706f45/12383853214941892751\r\n\r\n"
    )
    return head.encode() + content


@cache
def listing(count: int) -> bytes:
    return answer(200, {"data": [{**SUMMARY, "id": f"{number:08x}"} for number in range(count)]})


class Server:
    """Counts what it is asked, and limits it if told to."""

    def __init__(self, limit: int, per: float, status: str) -> None:
        self.limit, self.per = limit, per
        self.connections = self.tokens = self.calls = self.refused = 0
        self.revoked = b""
        self.times: deque[float] = deque()
        self.one = answer(200, {"data": {**INSTANCE, "status": status}})

    @property
    def token(self) -> str:
        return f"benchmark-{self.tokens}"

    def respond(self, method: str, target: str, head: bytes, now: float) -> bytes:
        if target == "/revoke":
            self.revoked = self.token.encode()
            return answer(200, {})
        if target == "/counts":
            names = ("connections", "tokens", "calls", "refused")
            return answer(200, {name: getattr(self, name) for name in names})
        if method == "POST":
            self.tokens += 1
            return answer(200, {"access_token": self.token, "expires_in": 3600, "token_type": "bearer"})
        if self.revoked and self.revoked in head:
            return answer(401, {"error": "Key not authorized: token has expired"})
        self.calls += 1
        if self.limit and not self.admits(now):
            self.refused += 1
            return answer(429, {"error": "rate limit"})
        path, _, query = target.partition("?")
        return listing(int(query.partition("=")[2])) if query and path == "/v1/instances" else self.one

    def admits(self, now: float) -> bool:
        while self.times and self.times[0] <= now - self.per:
            self.times.popleft()
        if len(self.times) >= self.limit:
            return False
        self.times.append(now)
        return True


class Connection(asyncio.Protocol):
    """Just enough HTTP for clients that behave."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.buffer = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.server.connections += 1

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            whole = self.buffer[:end]
            head = whole.decode("latin-1")
            length = 0
            for line in head.split("\r\n")[1:]:
                name, _, value = line.partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            if len(self.buffer) < end + 4 + length:
                return
            self.buffer = self.buffer[end + 4 + length :]
            method, target, _ = head.split("\r\n", 1)[0].split(" ")
            now = asyncio.get_running_loop().time()
            self.transport.write(self.server.respond(method, target, whole, now))


async def serve(limit: int, per: float, status: str) -> None:
    loop = asyncio.get_running_loop()
    counting = Server(limit, per, status)
    server = await loop.create_server(lambda: Connection(counting), "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--per", type=float, default=60.0)
    parser.add_argument("--status", default=INSTANCE["status"])
    options = parser.parse_args()
    asyncio.run(serve(options.limit, options.per, options.status))

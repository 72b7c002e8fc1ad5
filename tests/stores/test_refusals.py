"""Real processes on one store whose token is refused: the server counts how many tokens they request together.

With AURAKIT_ALL_REFUSALS set there are many rounds of each, with both statuses and both stores.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from faultserver import FaultServer, response
from support.children import environment

from .redis_server import RedisServer, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from faultserver import Received
    from faultserver.actions import Action

ALL = bool(os.environ.get("AURAKIT_ALL_REFUSALS"))
ROUNDS = 30 if ALL else 1
PROCESSES = 6 if ALL else 4
EACH = 3  # calls that each process makes after the refusal

REDIS = pytest.mark.skipif(left_out() is not None, reason="no Redis")
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there"),
    pytest.mark.parametrize(
        ("kind", "status"),
        [
            ("FileStore", 401),
            pytest.param("RedisStore", 403, marks=REDIS),
            *([("FileStore", 403), pytest.param("RedisStore", 401, marks=REDIS)] if ALL else []),
        ],
    ),
]

PROGRAM = """
import asyncio, json, os, sqlite3, sys
from aurakit import APIError, AsyncAura, Aura, FileStore, stores

url, store, processes, each, together = sys.argv[1:]
options = dict(client_id="client-id", client_secret="secret-value", base_url=url, timeout=20.0, rate_limit=None)
options["store"] = eval(store)
for client in (Aura(**options), asyncio.run(AsyncAura(**options).__aenter__())):
    pass  # what it needs is imported before the forks
found = []

def go():
    os.write(1, b"ready\\n")
    os.read(0, 1)  # until it is closed

def calls(aura, times):
    for _ in range(times):
        try:
            aura.instances.list()
            found.append(200)
        except APIError as error:
            found.append(error.status_code)

async def calls_async(aura, times):
    for _ in range(times):
        try:
            await aura.instances.list()
            found.append(200)
        except APIError as error:
            found.append(error.status_code)

async def in_loop():
    async with AsyncAura(**options) as aura:
        if together == "True":
            await calls_async(aura, 1)
            go()
        await asyncio.gather(*(calls_async(aura, 1) for _ in range(int(each))))

children = []
for number in range(int(processes)):
    child = os.fork()
    if not child:
        if number % 2:
            asyncio.run(in_loop())
        else:
            with Aura(**options) as aura:
                if together == "True":
                    calls(aura, 1)
                    go()
                calls(aura, int(each))
        os.write(1, json.dumps(found).encode() + b"\\n")
        os._exit(0)
    if together == "True":
        children.append(child)
    else:
        os.waitpid(child, 0)
for child in children:
    os.waitpid(child, 0)
"""


class Gate:
    """Accepts some tokens."""

    def __init__(self, server: FaultServer, status: int) -> None:
        self.server = server
        self.refusal = response(status, {"error": "refused"})
        self.revoked = 0  # tokens from the server's n-th request and before it
        self.accepts_new = True
        server.rule(self)

    def __call__(self, received: Received) -> Action | None:
        number = int(received.headers["authorization"].removeprefix("Bearer token-"))
        return None if number > self.revoked and self.accepts_new else self.refusal

    def revoke(self) -> None:
        """Refuse every token that was issued so far."""
        self.revoked = len(self.server.requests)


@pytest.fixture
def stores(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[str]:
    """Python that makes a store: another, empty one each time."""

    def made() -> Iterator[str]:
        for number in range(ROUNDS):
            if kind == "FileStore":
                yield f"FileStore({str(tmp_path / f'{number}.sqlite3')!r})"
            else:
                server: RedisServer = request.getfixturevalue("server")
                yield f"stores.RedisStore({server.url!r}, prefix='round-{number}:', timeout=2.0)"

    return made()


@contextlib.contextmanager
def played(url: str, store: str, *, processes: int = PROCESSES, together: bool) -> Iterator[subprocess.Popen[str]]:
    """The processes; those that act together have made a call each, and wait to be let go."""
    arguments = [url, store, str(processes), str(EACH), str(together)]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments], env=environment(), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        if together:
            assert [process.stdout.readline() for _ in range(processes)] == ["ready\n"] * processes
        yield process


def ended(process: subprocess.Popen[str]) -> list[list[int]]:
    """How the calls of each process ended."""
    output, errors = process.communicate(timeout=60)
    assert errors == ""
    return [json.loads(line) for line in output.splitlines()]


def test_a_token_refused_in_several_processes_at_once_costs_one_token_request(
    stores: Iterator[str], status: int
) -> None:
    for store in stores:
        with FaultServer(default=response(200, {"data": []})) as server:
            gate = Gate(server, status)
            with played(server.url, store, together=True) as process:
                assert server.token_requests == 1
                gate.revoke()
                assert ended(process) == [[200] * (1 + EACH)] * PROCESSES
            assert server.token_requests == 2


def test_several_processes_that_are_refused_every_token_request_one_more_together(
    stores: Iterator[str], status: int
) -> None:
    for store in stores:
        with FaultServer(default=response(200, {"data": []})) as server:
            gate = Gate(server, status)
            with played(server.url, store, together=True) as process:
                gate.accepts_new = False
                assert ended(process) == [[200] + [status] * EACH] * PROCESSES
            assert server.token_requests == 2


def test_processes_started_one_after_the_other_do_not_request_a_token_each_time_if_all_are_refused(
    stores: Iterator[str], status: int
) -> None:
    """As a job does that runs every minute. The API allows 15 token requests an hour to all with the client id."""
    processes = 20 if ALL else PROCESSES
    for store in stores:
        with FaultServer() as server:
            Gate(server, status).accepts_new = False
            with played(server.url, store, processes=processes, together=False) as process:
                assert ended(process) == [[status] * EACH] * processes
            assert server.token_requests == 2

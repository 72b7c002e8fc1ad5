"""The sandbox under load, with large bodies, silent clients, and clients that have clocks of their own."""

from __future__ import annotations

import contextlib
import gc
import json
import socket
import time
import tracemalloc
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from aurakit.sandbox import Awkwardness, Durations, ManualClock, Project, Sandbox
from aurakit.sandbox.bodies import MAX_BODY_BYTES
from aurakit.sandbox.records import MAX_LOG_BYTES, RecordedRequest, RequestLog
from sandbox.caller import Caller
from sandbox.load import load, memory, served

CALM = Awkwardness.off()


def exchange(sandbox: Sandbox, *pieces: bytes) -> bytes:
    """Send bytes as they are, and read until the connection ends."""
    with socket.create_connection(("127.0.0.1", sandbox._server.port), timeout=10.0) as connection:
        for piece in pieces:
            connection.sendall(piece)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


def test_a_create_does_not_walk_through_all_instances() -> None:
    with Sandbox(clock=ManualClock(), awkwardness=CALM, request_limit=None) as sandbox, Caller(sandbox) as caller:

        def seconds(count: int) -> float:
            began = time.process_time()
            for _ in range(count):
                caller.create()
            return time.process_time() - began

        seconds(50)
        few = seconds(200)
        sandbox.state.add({"instances": [{"name": f"i{number}"} for number in range(5000)]})
        many = seconds(200)
    assert many < 3.0 * few  # with a walk it was 20 times as long


def test_what_is_gone_is_forgotten() -> None:
    options: dict[str, Any] = {"durations": Durations.none(), "projects": [Project(quota=1)], "request_limit": None}
    with Sandbox(clock=ManualClock(), awkwardness=CALM, **options) as one, Caller(one) as caller:
        for _ in range(20):
            caller.delete(f"/instances/{caller.create()}").raise_for_status()
            one.advance(1.0)
        assert [*one.instances, *one.snapshots] == []
        assert len(json.dumps(one.state.save()["instances"])) == 2


def test_the_request_log_keeps_the_last_ones_and_can_be_cleared() -> None:
    with Sandbox(clock=ManualClock(), request_log=3) as sandbox, Caller(sandbox) as caller:
        for name in ("a", "b", "c", "d"):
            caller.get("/tenants", params={"name": name})
        assert [one.query["name"] for one in sandbox.requests] == ["b", "c", "d"]
        assert [one.number for one in sandbox.requests] == [3, 4, 5]
        sandbox.requests.clear()
        assert not sandbox.requests
        caller.get("/tenants")
        assert [one.number for one in sandbox.requests] == [6]


def test_the_request_log_is_bounded_in_bytes_too() -> None:
    log = RequestLog(10_000)
    body = b"x" * MAX_BODY_BYTES
    for _ in range(1000):
        log.add(RecordedRequest("POST", "/", {}, {}, body, 400, None, 0.0))
    assert sum(len(one.body) for one in log.all()) <= MAX_LOG_BYTES
    assert log.all()[-1].number == log.count == 1000
    with pytest.raises(ValueError, match="negative"):
        RequestLog(-1)


def test_memory_stays_flat_over_many_requests() -> None:
    tracemalloc.start()
    with (
        Sandbox(clock=ManualClock(), request_limit=None, request_log=20, token_lifetime=1e9) as sandbox,
        Caller(sandbox) as caller,
    ):

        def requests(count: int) -> None:
            for _ in range(count):
                caller.post("/instances", json={})
                sandbox.advance(1.0)

        requests(150)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        requests(600)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
    assert grown < 100_000  # a request kept for ever is 2 KB


@pytest.mark.parametrize("path", ["/v1/instances", "/oauth/token"])
def test_an_enormous_body_is_refused_before_it_arrives(calm: Caller, path: str) -> None:
    headers = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {calm.headers['Authorization']}\r\n"
    headers += "Content-Type: application/json\r\nContent-Length: 200000000\r\n\r\n"
    began = time.monotonic()
    received = exchange(calm.sandbox, headers.encode(), b"x" * 1000)
    assert received.startswith(b"HTTP/1.1 413 ")
    assert time.monotonic() - began < 5.0


@pytest.mark.parametrize("size", [MAX_BODY_BYTES + 1, 20_000_000])
def test_a_client_that_sends_a_large_body_to_its_end_reads_the_refusal(calm: Caller, size: int) -> None:
    headers = {"Content-Type": "application/json"}
    assert calm.post("/instances", content=b" " * size, headers=headers).status_code == 413
    pieces = (b" " * 65536 for _ in range(size // 65536 + 1))
    assert calm.post("/instances", content=pieces, headers=headers).status_code == 413
    assert calm.get("/tenants").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /v1/instances HTTP/1.1\r\nHost:",
        b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
    ],
)
def test_a_client_that_does_not_send_its_request_is_dropped(sent: bytes) -> None:
    sandbox = Sandbox(clock=ManualClock())
    sandbox._server.request_seconds = 0.05
    with sandbox, contextlib.suppress(ConnectionResetError):
        assert exchange(sandbox, sent) == b""


def test_a_request_that_takes_long_is_not_taken_for_a_silent_client() -> None:
    sandbox = Sandbox()
    sandbox._server.request_seconds = 0.05
    with sandbox, Caller(sandbox) as caller:
        sandbox.fail(path="/tenants", delay=0.2)
        assert caller.get("/tenants").status_code == 200


def test_a_token_lives_as_long_as_it_says_for_a_client_with_a_clock_of_its_own() -> None:
    with Sandbox(time_scale=1e6, awkwardness=CALM, request_limit=None) as sandbox, Caller(sandbox) as caller:
        assert caller.token_request().json()["expires_in"] == 3600
        time.sleep(0.02)
        assert sandbox.clock.now() > 3600.0
        assert caller.get("/tenants").status_code == 200
        sandbox.advance(3600.0)
        assert caller.get("/tenants").status_code in {401, 403}


@pytest.mark.parametrize("agent", ["curl/8", "mine sandbox-clock"])
def test_a_retry_after_is_in_the_seconds_of_the_clients_clock(agent: str) -> None:
    with Sandbox(time_scale=10.0, awkwardness=CALM, request_limit=1) as sandbox, Caller(sandbox) as caller:
        caller.headers["User-Agent"] = agent
        caller.get("/tenants")
        number, date = caller.get("/tenants"), caller.get("/tenants")
    given = parsedate_to_datetime(date.headers["Retry-After"]) - parsedate_to_datetime(date.headers["Date"])
    expected = 6 if agent == "curl/8" else 60
    assert expected - 1 <= int(number.headers["Retry-After"]) <= expected
    assert expected - 2 <= given.total_seconds() <= expected + 1  # dates have whole seconds


def test_the_clients_of_a_sandbox_say_that_they_share_its_clock() -> None:
    with Sandbox(time_scale=1000.0, request_limit=1) as sandbox:
        aura = sandbox.client(rate_limit=None, user_agent="mine")
        aura.projects.list()
        aura.projects.list()  # waits out a limit of the sandbox's time
        agents = {one.headers["user-agent"].partition(" aurakit")[0] for one in sandbox.requests}
    assert agents == {"mine sandbox-clock"}


def test_many_clients_at_once_are_served_and_the_servers_memory_stays() -> None:
    with served("--calm", "--no-limits") as process:
        warm = load(process, clients=20, requests=600)
        first = memory(process)
        done = load(process, clients=20, requests=1200)
    assert (warm.refused, done.refused, done.requests) == (0, 0, 1200)
    assert first < 200 * 1024 * 1024

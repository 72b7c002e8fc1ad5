"""A short run of two processes on one store; `sharing.py` makes the long ones. And that it can fail."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from faults import sharing
from faults.sharing import LIMIT, Watch
from faultserver import FaultServer, Received
from stores import redis_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows cannot stop a process for a while")
@pytest.mark.parametrize(
    "store",
    [
        "file",
        pytest.param("redis", marks=pytest.mark.skipif(redis_server.left_out() is not None, reason="no Redis")),
    ],
)
def test_two_processes_on_one_store_keep_to_one_limit_whatever_goes_wrong(store: str, tmp_path: Path) -> None:
    done = sharing.run(40, number=5, store=store, folder=tmp_path)
    assert done["ended with success"] > 40 and done["interrupts"] and done["fault"]
    assert done["token requests"] < 20


def received(path: str, name: str = "", at: float = 0.0) -> Received:
    return Received("POST" if name else "GET", path, {}, f'{{"name": "{name}"}}'.encode(), 1, at)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


def test_a_creation_that_was_sent_twice_is_found_out(server: FaultServer) -> None:
    watch = Watch(server)
    for _ in range(2):
        watch.rule(received("/v1/instances", "orders"))
    with pytest.raises(AssertionError, match="sent again"):
        watch.check(time.monotonic())


def test_a_request_beyond_the_limit_is_found_out(server: FaultServer) -> None:
    watch, now = Watch(server), time.monotonic()
    server.requests += [received("/v1/instances", at=now)] * LIMIT
    watch.check(now)
    server.requests.append(received("/v1/instances", at=now))
    with pytest.raises(AssertionError, match=f"{LIMIT + 1} requests"):
        watch.check(now)


def test_a_token_request_without_need_is_found_out(server: FaultServer) -> None:
    watch = Watch(server)
    server.requests += [received("/oauth/token")]
    watch.check(0.0)
    server.requests += [received("/oauth/token")]
    with pytest.raises(AssertionError, match="2 token requests"):
        watch.check(0.0)

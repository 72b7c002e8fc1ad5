"""Sockets that end every step of an attempt at its deadline, and that can be closed whatever they are doing."""

from __future__ import annotations

import gc
import os
import select
import socket
import ssl
import time
from typing import Any

import anyio
import pytest

from aurakit._transport.attempt import Attempt
from aurakit._transport.backend import AsyncBackend, AsyncStream, Backend, Stream, is_readable
from aurakit._transport.library import library_for

core = library_for().core


class Pair:
    """A stream over one end of a pair of sockets; the other end is the test's."""

    def __init__(self, seconds: float = 5.0, *, depth: int = 0, is_async: bool = False) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.theirs.settimeout(5)
        self.backend: Any = AsyncBackend() if is_async else Backend()
        self.backend.socket = self.ours
        self.attempt = self.backend.attempt = Attempt(seconds, library_for(), depth=depth, alone=False)
        if is_async:
            self.ours.setblocking(False)
        self.stream: Any = (AsyncStream if is_async else Stream)(self.backend, 0)

    def __enter__(self) -> Pair:
        return self

    def __exit__(self, *_: object) -> None:
        self.backend.close()
        self.theirs.close()


def reading(pair: Pair) -> Any:
    """What the stream reads next, sync or async."""
    if isinstance(pair.stream, Stream):
        return pair.stream.read(100)
    return anyio.run(pair.stream.read, 100)


def writing(pair: Pair, content: bytes) -> None:
    if isinstance(pair.stream, Stream):
        pair.stream.write(content)
    else:
        anyio.run(pair.stream.write, content)


each = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])


@each
def test_it_is_noted_when_a_request_goes_out_and_when_something_comes_back(is_async: bool) -> None:
    with Pair(is_async=is_async) as pair:
        assert (pair.attempt.sent, pair.attempt.heard) == (False, False)
        writing(pair, b"request")
        assert (pair.attempt.sent, pair.attempt.heard) == (True, False)
        pair.theirs.sendall(b"response")
        assert reading(pair) == b"response"
        assert (pair.attempt.sent, pair.attempt.heard) == (True, True)
        writing(pair, b"next")
        assert not pair.attempt.heard


@each
def test_what_is_written_below_the_encryption_is_not_yet_the_request(is_async: bool) -> None:
    with Pair(depth=1, is_async=is_async) as pair:
        writing(pair, b"CONNECT")
        assert not pair.attempt.sent
        pair.stream.writes_inside()
        assert pair.attempt.sent


@each
def test_nothing_counts_as_sent_when_the_time_was_over_before(is_async: bool) -> None:
    with Pair(0.0, is_async=is_async) as pair:
        with pytest.raises(core.WriteTimeout):
            writing(pair, b"request")
        assert not pair.attempt.sent
        with pytest.raises(core.ReadTimeout):
            reading(pair)


def test_a_read_ends_with_the_attempt_however_much_has_come_before() -> None:
    with Pair(0.3) as pair:
        began = time.monotonic()

        def dripping() -> None:
            while True:
                pair.theirs.sendall(b"x")
                pair.stream.read(100)
                time.sleep(0.02)

        with pytest.raises(core.ReadTimeout):
            dripping()
        assert 0.25 < time.monotonic() - began < 1.0


def test_a_write_that_nobody_takes_ends_with_the_attempt() -> None:
    with Pair(0.3) as pair:
        began = time.monotonic()
        with pytest.raises(core.WriteTimeout):
            pair.stream.write(b"x" * 50_000_000)
        assert 0.25 < time.monotonic() - began < 1.0


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_write_larger_than_the_buffers_goes_out_whole(backend: str) -> None:
    content = os.urandom(3_000_000)
    taken = bytearray()

    async def run(pair: Pair) -> None:
        def take() -> None:
            while len(taken) < len(content):
                taken.extend(pair.theirs.recv(65536))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(anyio.to_thread.run_sync, take)
            await pair.stream.write(content)

    with Pair(is_async=True) as pair:
        anyio.run(run, pair, backend=backend)
    assert bytes(taken) == content


@each
def test_a_connection_that_broke_is_an_error_of_the_network(is_async: bool) -> None:
    with Pair(is_async=is_async) as pair:
        pair.theirs.close()
        assert reading(pair) == b""
        with pytest.raises(core.WriteError):
            writing(pair, b"x" * 1_000_000)


@each
def test_a_connection_that_was_closed_is_an_error_of_the_network(is_async: bool) -> None:
    with Pair(is_async=is_async) as pair:
        pair.backend.close()
        pair.backend.close()
        with pytest.raises(core.ReadError):
            reading(pair)
        with pytest.raises(core.WriteError):
            writing(pair, b"x")


def test_a_backend_that_nobody_knows_any_more_closes_its_socket() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        backend = Backend()
        backend.socket = ours
        del backend
        gc.collect()
        assert ours.fileno() == -1 and theirs.recv(1) == b""


@each
def test_the_library_is_told_what_it_asks_of_a_stream(is_async: bool) -> None:
    with Pair(is_async=is_async) as pair:
        assert pair.stream.get_extra_info("socket") is pair.ours
        assert pair.stream.get_extra_info("ssl_object") is None
        assert pair.stream.get_extra_info("is_readable") is False
        assert pair.stream.get_extra_info("something else") is None
        pair.theirs.sendall(b"x")
        assert pair.stream.get_extra_info("is_readable") is True


def test_the_addresses_of_a_connection_are_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        backend = Backend()
        backend.attempt = Attempt(5.0, library_for(), depth=0, alone=False)
        stream = backend.connect_tcp("127.0.0.1", listener.getsockname()[1])
        assert stream.get_extra_info("server_addr") == listener.getsockname()
        assert stream.get_extra_info("client_addr")[0] == "127.0.0.1"
        stream.close()
        assert backend.socket is None and stream.get_extra_info("server_addr") is None


def test_a_handshake_with_what_speaks_no_tls_is_an_error_of_connecting() -> None:
    with Pair() as pair:
        pair.theirs.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        with pytest.raises(core.ConnectError) as caught:
            pair.stream.start_tls(ssl.create_default_context(), "api.example")
        assert isinstance(caught.value.__cause__, ssl.SSLError)


def test_a_handshake_ends_with_the_attempt() -> None:
    with Pair(0.2) as pair:
        began = time.monotonic()
        with pytest.raises(core.ConnectTimeout):
            pair.stream.start_tls(ssl.create_default_context(), "api.example")
        assert time.monotonic() - began < 1.0


@pytest.mark.parametrize("without_poll", [False, True], ids=["poll", "select"])
def test_an_idle_connection_is_readable_once_the_other_side_has_hung_up(
    without_poll: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """eventlet takes `select.poll` away, and Windows has none."""
    if without_poll:
        monkeypatch.delattr(select, "poll")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not is_readable(ours)
        theirs.close()
        assert is_readable(ours)
    assert is_readable(ours) and is_readable(None)

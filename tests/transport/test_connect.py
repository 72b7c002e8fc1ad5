"""From a name to a connected socket: what resolves it, and what is done about addresses that are dead."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import trio

from aurakit._calls.messages import Failure, Response
from aurakit._transport import connect as module
from aurakit._transport.attempt import Attempt
from aurakit._transport.connect import NEXT_ADDRESS, Address, connect, connect_async
from aurakit._transport.library import library_for
from faultserver import FaultServer, response
from support.sending import Sender, both, request, sync_transport
from support.sending import step as step_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

core = library_for().core
GOOD = response(200, {})
NAME = "many.example"


def attempt_of(seconds: float) -> Attempt:
    return Attempt(seconds, library_for(), depth=0, alone=False)


class Connecting:
    """Opens a connection within some seconds, sync or async; closes it, and says where it leads."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def __call__(self, host: str, port: int, seconds: float = 5.0) -> Any:
        import anyio

        async def run() -> socket.socket:
            with anyio.fail_after(seconds):
                return await connect_async(host, port, attempt_of(seconds))

        if self.kind == "sync":
            sock = connect(host, port, attempt_of(seconds))
        elif self.kind == "asyncio":
            sock = asyncio.run(run())
        else:
            sock = trio.run(run)
        with sock:
            return sock.getpeername()


each = pytest.mark.parametrize("connecting", [Connecting("sync"), Connecting("asyncio"), Connecting("trio")], ids=repr)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has the name stand for these addresses."""
    look_up = socket.getaddrinfo

    def stands_for(*addresses: tuple[Any, ...]) -> None:
        def found(host: Any, port: Any, *more: Any, **named: Any) -> Any:
            if host not in (NAME, NAME.encode()):
                return look_up(host, port, *more, **named)
            family = [socket.AF_INET6 if ":" in one[0] else socket.AF_INET for one in addresses]
            return [(kind, socket.SOCK_STREAM, 6, "", one) for kind, one in zip(family, addresses, strict=True)]

        monkeypatch.setattr(socket, "getaddrinfo", found)

    return stands_for


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def full() -> Iterator[int]:
    """A port where a connection never comes about: its queue is full."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        address = listener.getsockname()
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        time.sleep(0.05)
        yield address[1]


@pytest.fixture
def closed() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


# ------------------------------------------------------------------------------------------------ addresses


@each
def test_an_address_needs_no_name_server(
    connecting: Connecting, listening: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "in_thread", lambda *_: pytest.fail("asked for"))
    assert connecting("127.0.0.1", listening) == ("127.0.0.1", listening)


@each
def test_a_name_is_looked_up(connecting: Connecting, listening: int) -> None:
    assert connecting("localhost", listening)[1] == listening


@each
@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_an_address_of_ipv6_works_too(connecting: Connecting) -> None:
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with listener:
        port = listener.getsockname()[1]
        assert connecting("::1", port)[:2] == ("::1", port)


@each
def test_a_refused_connection_says_so(connecting: Connecting, closed: int) -> None:
    with pytest.raises(core.ConnectError) as caught:
        connecting("127.0.0.1", closed)
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


@each
def test_an_address_that_does_not_answer_ends_with_the_time(connecting: Connecting, full: int) -> None:
    began = time.monotonic()
    with pytest.raises((core.ConnectTimeout, TimeoutError)):
        connecting("127.0.0.1", full, 0.3)
    assert time.monotonic() - began < 1.0


@each
def test_a_dead_first_address_costs_a_quarter_of_a_second(
    connecting: Connecting, full: int, listening: int, names: Callable[..., None]
) -> None:
    names(("127.0.0.1", full), ("127.0.0.1", listening))
    began = time.monotonic()
    assert connecting(NAME, 1) == ("127.0.0.1", listening)
    assert NEXT_ADDRESS - 0.02 < time.monotonic() - began < NEXT_ADDRESS + 0.5


@each
def test_a_refused_first_address_costs_nothing(
    connecting: Connecting, closed: int, listening: int, names: Callable[..., None]
) -> None:
    names(*[("127.0.0.1", closed)] * 9, ("127.0.0.1", listening))
    began = time.monotonic()
    assert connecting(NAME, 1) == ("127.0.0.1", listening)
    assert time.monotonic() - began < NEXT_ADDRESS


@each
def test_an_address_that_comes_about_late_still_wins_over_dead_ones(
    connecting: Connecting, full: int, closed: int, listening: int, names: Callable[..., None]
) -> None:
    names(("127.0.0.1", full), ("127.0.0.1", closed), ("127.0.0.1", full), ("127.0.0.1", listening))
    assert connecting(NAME, 1) == ("127.0.0.1", listening)


@each
def test_addresses_that_all_refuse_are_refused(connecting: Connecting, closed: int, names: Callable[..., None]) -> None:
    names(*[("127.0.0.1", closed)] * 3)
    with pytest.raises(core.ConnectError) as caught:
        connecting(NAME, 1)
    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


@each
def test_addresses_that_are_all_dead_end_with_the_time(
    connecting: Connecting, full: int, names: Callable[..., None]
) -> None:
    names(*[("127.0.0.1", full)] * 4)
    began = time.monotonic()
    with pytest.raises((core.ConnectTimeout, TimeoutError)):
        connecting(NAME, 1, 0.8)
    assert 0.7 < time.monotonic() - began < 1.5


@each
def test_a_family_that_this_machine_cannot_speak_is_passed_over(
    connecting: Connecting, listening: int, names: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = module._new

    def only_four(address: Address) -> socket.socket:
        if address.family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
        return make(address)

    monkeypatch.setattr(module, "_new", only_four)
    names(("2001:db8::1", 1, 0, 0), ("127.0.0.1", listening))
    assert connecting(NAME, 1) == ("127.0.0.1", listening)


@each
def test_a_name_without_any_address_is_an_error_of_the_network(
    connecting: Connecting, names: Callable[..., None]
) -> None:
    names()
    with pytest.raises(core.ConnectError):
        connecting(NAME, 1)


def test_the_families_are_tried_by_turns() -> None:
    six = [Address(socket.AF_INET6, 6, (f"2001:db8::{number}", 443, 0, 0)) for number in range(3)]
    four = [Address(socket.AF_INET, 6, ("192.0.2.1", 443))]
    assert module._by_turns([*six, *four]) == [six[0], four[0], six[1], six[2]]
    assert module._by_turns([*four, *six]) == [four[0], *six]
    assert module._by_turns([]) == []


def test_the_zone_of_an_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    zoned = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 443, 0, 4))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [zoned])
    assert module._resolve("here.local", 443) == [Address(socket.AF_INET6, 6, ("fe80::1", 443, 0, 4))]


@each
def test_the_addresses_that_lost_are_closed(
    connecting: Connecting, full: int, listening: int, names: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[socket.socket] = []
    make = module._new

    def noted(address: Address) -> socket.socket:
        made.append(make(address))
        return made[-1]

    monkeypatch.setattr(module, "_new", noted)
    names(("127.0.0.1", full), ("127.0.0.1", full), ("127.0.0.1", listening))
    connecting(NAME, 1)
    assert len(made) == 3 and all(sock.fileno() == -1 for sock in made)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_cancelled_race_leaves_no_socket_open(
    backend: str, full: int, names: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    import anyio

    made: list[socket.socket] = []
    make = module._new

    def noted(address: Address) -> socket.socket:
        made.append(make(address))
        return made[-1]

    async def run() -> None:
        with anyio.move_on_after(0.6):
            await connect_async(NAME, 1, attempt_of(9))

    monkeypatch.setattr(module, "_new", noted)
    names(*[("127.0.0.1", full)] * 3)
    anyio.run(run, backend=backend)
    assert made and all(sock.fileno() == -1 for sock in made)


# ------------------------------------------------------------------------------------------------ the name server


@pytest.fixture
def silent_name_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Name servers that do not answer, until told to."""
    answer, look_up = threading.Event(), socket.getaddrinfo

    def silent(host: Any, *more: Any, **named: Any) -> Any:
        answer.wait(20)
        return look_up("127.0.0.1", *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    yield answer
    answer.set()


@both
def test_a_lookup_at_a_silent_name_server_ends_with_the_timeout(
    send: Sender, silent_name_server: threading.Event
) -> None:
    url = "https://api.example"
    began = time.monotonic()
    found = send(url, request(url, "POST", b"{}"), timeout=0.3)
    assert time.monotonic() - began < 1.0
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent
    assert found.text == f"no connection to {url} was established in time"


def test_a_task_that_is_cancelled_does_not_wait_for_the_name_server(silent_name_server: threading.Event) -> None:
    async def run() -> None:
        await asyncio.wait_for(connect_async("api.example", 443, attempt_of(20)), 0.2)

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(run())
    assert time.monotonic() - began < 2.0


def test_many_names_may_be_looked_up_at_once_whatever_the_program_s_own_threads_do(
    silent_name_server: threading.Event,
) -> None:
    """The threads of anyio or asyncio are the program's, and may all be taken."""

    async def run() -> None:
        tasks = [asyncio.ensure_future(connect_async("api.example", 1, attempt_of(10))) for _ in range(60)]
        await asyncio.sleep(0.2)
        silent_name_server.set()
        for found in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(found, core.ConnectError)

    asyncio.run(run())


@both
@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 70 + ".example", "a..example"])
def test_a_name_that_nobody_has_is_told_apart(send: Sender, host: str) -> None:
    url = f"https://{host}"
    found = send(url, request(url))
    assert isinstance(found, Failure) and found.kind == "connect"
    assert found.text == f"the name of {url} could not be resolved"


def test_where_no_thread_can_be_started_the_name_is_looked_up_all_the_same(
    monkeypatch: pytest.MonkeyPatch, listening: int
) -> None:
    """As at the interpreter's end: a program may pause an instance `atexit`."""

    def refused(*_: Any) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr("_thread.start_new_thread", refused)
    assert Connecting("sync")("localhost", listening)[1] == listening


def test_a_call_at_the_interpreter_s_end_works() -> None:
    code = f"""
import atexit, sys
sys.path[:0] = {sys.path!r}
from support.sending import request, step, sync_transport
transport = sync_transport(sys.argv[1])
atexit.register(lambda: print(transport.send(step(request(sys.argv[1]))).status))
"""
    with FaultServer(default=GOOD) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        done = subprocess.run(
            [sys.executable, "-c", code, url], capture_output=True, text=True, timeout=20, check=False
        )
    assert done.stdout == "200\n", done.stderr


IMPORTS = {
    "sync": "assert transport.send(step(request(sys.argv[1]))).status == 200",
    "asyncio": "import asyncio; assert asyncio.run(transport.send(step(request(sys.argv[1])))).status == 200",
    "trio": "import trio; assert trio.run(transport.send, step(request(sys.argv[1]))).status == 200",
}


@pytest.mark.parametrize("kind", IMPORTS)
def test_a_call_imports_nothing_where_a_fork_could_meet_it_half_done(kind: str) -> None:
    code = f"""
import sys
sys.path[:0] = {sys.path!r}
from aurakit._calls.imports import importing
from support.sending import request, step, sync_transport, async_transport
transport = {"sync" if kind == "sync" else "async"}_transport(sys.argv[1])
import trio, asyncio, asyncio.runners
outside = []

class Finder:
    def find_spec(self, name, *_):
        if not importing._entries:
            outside.append(name)

sys.meta_path.insert(0, Finder())
{IMPORTS[kind]}
print(outside)
"""
    with FaultServer(default=GOOD) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        done = subprocess.run(
            [sys.executable, "-c", code, url], capture_output=True, text=True, timeout=20, check=False
        )
    assert done.stdout == "[]\n", done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs signals")
def test_a_signal_handler_may_make_a_call_while_its_thread_looks_up_a_name() -> None:
    """It runs on the thread that it interrupts, whatever lock that one holds."""
    with FaultServer(default=GOOD) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        transport = sync_transport(url)
        inside: list[Any] = []

        def handler(*_: Any) -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            inside.append(transport.send(step_of(request(url, "POST"))))

        before = signal.signal(signal.SIGALRM, handler)
        try:
            for number in range(60):
                signal.setitimer(signal.ITIMER_REAL, 0.0001 + number * 0.00002)
                found = transport.send(step_of(request(url, "POST")))
                assert isinstance(found, Response), found
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        transport.close()
    assert inside and all(isinstance(one, Response) for one in inside)

"""What goes out on a connection of its own, and how connections end that came to nothing."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any

import httpcore
import pytest
import trio
import trustme
from aurakit.exchange import Answer, Failure
from aurakit.network import NEXT_ADDRESS, Backend, _addresses, local
from aurakit.progress import Progress
from aurakit.wire import Wire
from client.driving import Driver, both, options_for
from client.test_wire import Sender, request, until_true
from client.test_wire import both as both_senders

from aurakit import AsyncAura
from faultserver import ConnectProxy, FaultServer, Silence, answer, raw

if TYPE_CHECKING:
    from collections.abc import Callable

LIST = answer(200, {"data": []})
CREATED = answer(
    202,
    {
        "data": {
            "id": "real", "name": "n", "tenant_id": "t", "cloud_provider": "gcp", "region": "r", "username": "neo4j",
            "password": "the-initial-password", "connection_url": "neo4j+s://real", "type": "enterprise-db",
            "status": "running",
        }
    },
)  # fmt: skip
LEFT_OVER = [
    answer(429, {}, {"Retry-After": "0"}).content,
    answer(401, {}).content,
    CREATED.content.replace(b"real", b"late"),
    b"HTTP/1.1 429 Too Many\r\nRetry-After: 0\r\nX: ",  # the next answer's first line would be the end of this header
]


def create(aura: Any) -> Any:
    return aura.instances.create(
        name="n", tenant_id="t", version="5", region="r", memory="8GB", type="enterprise-db", cloud_provider="gcp"
    )


def list_instances(aura: Any) -> Any:
    return aura.instances.list()


@both
@pytest.mark.parametrize("left_over", LEFT_OVER, ids=["429", "401", "202", "the beginning of a 429"])
def test_bytes_left_over_from_an_earlier_answer_do_not_have_a_creation_sent_twice(
    driver: Driver, left_over: bytes
) -> None:
    with FaultServer(default=CREATED) as server:
        server.script(raw(LIST.content + left_over))
        assert driver.run(server.url, list_instances, create).id == "real"
        assert server.count("POST") == 1


def test_nor_in_trio() -> None:
    async def scenario(url: str) -> Any:
        options = options_for(url)
        del options["clock"]  # sleeps in asyncio only
        async with AsyncAura(**options) as aura:
            await aura.instances.list()
            return await create(aura)

    with FaultServer(default=CREATED) as server:
        server.script(raw(LIST.content + LEFT_OVER[-1]))
        assert trio.run(scenario, server.url).id == "real"
        assert server.count("POST") == 1


@both
@pytest.mark.parametrize(
    "change",
    [create, lambda aura: aura.instances.pause("ab12"), lambda aura: aura.instances.update("ab12", name="new")],
    ids=["create", "pause", "update"],
)
def test_what_must_not_be_sent_twice_has_a_connection_of_its_own(driver: Driver, change: Callable[[Any], Any]) -> None:
    with FaultServer() as server:
        server.script(LIST, CREATED, LIST)
        driver.run(server.url, list_instances, change, list_instances)
        before, own, after = (call.connection for call in server.calls())
        assert before == after != own
        until_true(lambda: server.closed == server.connections == 2)
        assert server.closed == server.connections == 2


@both_senders
@pytest.mark.parametrize("encrypted", [False, True], ids=["http", "https"])
def test_handshakes_that_fail_behind_a_proxy_use_up_no_connections(
    send: Sender, encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aurakit.way.MAX_CONNECTIONS", 2)
    trusted, unknown = trustme.CA(), trustme.CA()
    contexts = {}
    for authority in (trusted, unknown):
        contexts[authority] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(contexts[authority])
    verify = ssl.create_default_context()
    trusted.configure_trust(verify)
    with (
        FaultServer(tls=contexts[trusted]) as good,
        FaultServer(tls=contexts[unknown]) as bad,
        ConnectProxy(tls=contexts[trusted] if encrypted else None) as proxy,
    ):
        requests = [request(bad.url) for _ in range(3)] + [request(good.url)]
        assert isinstance(send(good.url, *requests, proxy=proxy.url, verify=verify), Answer)
        assert proxy.targets == [f"localhost:{bad.port}"] * 3 + [f"localhost:{good.port}"]


@both_senders
def test_a_handshake_that_is_cut_off_by_the_timeout_leaves_no_connection_open(send: Sender) -> None:
    with FaultServer(default=Silence()) as server:
        url = server.url.replace("http:", "https:")
        found = send(url, request(url), timeout=0.2, between=lambda: until_true(lambda: server.closed == 1))
        assert isinstance(found, Failure) and found.kind == "connect"
        assert server.closed == server.connections == 1


@both_senders
@pytest.mark.parametrize("encrypted", [False, True], ids=["http", "https"])
def test_a_proxy_that_hangs_up_on_the_connect_has_seen_nothing_of_the_request(send: Sender, encrypted: bool) -> None:
    authority = trustme.CA()
    context, verify = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(verify)
    with ConnectProxy(tls=context if encrypted else None, status=0) as proxy:
        url = "https://api.example"
        found = send(url, request(url, "POST", b"{}"), proxy=proxy.url, verify=verify)
        assert proxy.targets == ["api.example:443"]
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent


def test_a_ctrl_c_while_httpcore_holds_its_lock_ends_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_wire: Wire, pool: Any, *_: Any) -> Answer:
        pool._optional_thread_lock.__enter__()
        raise KeyboardInterrupt

    monkeypatch.setattr(Wire, "_by_pool", interrupted)
    wire = Wire(origin="http://127.0.0.1:9", proxy=None, verify=True, max_response_bytes=1000, transport=None)
    ended: list[BaseException] = []

    def call() -> None:
        try:
            wire.exchange(request("http://127.0.0.1:9", "POST", b"{}"), 5.0, alone=True)
        except KeyboardInterrupt as error:
            ended.append(error)

    thread = threading.Thread(target=call, daemon=True)  # else the test would hang in place of failing
    thread.start()
    thread.join(5.0)
    assert ended
    wire.close()


# ------------------------------------------------------------------------------------------ several addresses


class Slow:
    """A backend whose connections never come about, but for those to some addresses; it notes the time for each."""

    def __init__(self, *good: str) -> None:
        self.good = good
        self.given: list[float] = []

    def connect_tcp(self, host: str, port: int, timeout: float, *_: Any) -> httpcore.NetworkStream:
        self.given.append(timeout)
        if host in self.good:
            return httpcore.MockStream([])
        raise httpcore.ConnectTimeout


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[float]]:
    """Connects to a name with four addresses, so often; returns the times that the attempts got."""

    def addresses(*_: Any, **__: Any) -> list[Any]:
        return [(0, 0, 0, "", (f"192.0.2.{number}", 443)) for number in range(4)]

    def run(slow: Slow, seconds: float = 10.0, times: int = 1) -> list[float]:
        backend = Backend()
        monkeypatch.setattr(backend, "_backend", slow)
        monkeypatch.setattr(local, "progress", Progress(seconds, depth=1))
        for _ in range(times):
            backend.connect_tcp("many.example", 443)
        return slow.given

    monkeypatch.setattr(socket, "getaddrinfo", addresses)
    return run


@pytest.mark.parametrize(("seconds", "given"), [(8.0, [8 / 4, 8 / 3, 8 / 2, 8.0]), (60.0, [NEXT_ADDRESS] * 3 + [60.0])])
def test_all_addresses_of_a_name_share_the_time(
    connect: Callable[..., list[float]], seconds: float, given: list[float]
) -> None:
    slow = Slow()
    with pytest.raises(httpcore.ConnectTimeout):
        connect(slow, seconds)
    assert slow.given == pytest.approx(given, abs=0.1)  # none of it is used up here


def test_the_first_address_that_answers_is_taken_and_tried_first_the_next_time(
    connect: Callable[..., list[float]],
) -> None:
    assert len(connect(Slow("192.0.2.2", "192.0.2.3"), times=3)) == 3 + 1 + 1


def test_the_zone_of_an_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", ("fe80::1", 443, 0, 4)), (0, 0, 0, "", ("2001:db8::1", 443, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert _addresses("here.local", 443) == ["fe80::1%4", "2001:db8::1"]


def test_no_address_is_tried_when_the_time_is_over(
    connect: Callable[..., list[float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(time, "monotonic", iter([0.0, 1.0, 11.0]).__next__)
    with pytest.raises(httpcore.ConnectTimeout):
        connect(slow)
    assert slow.given == [9.0 / 4]

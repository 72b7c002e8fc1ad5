"""The way to the network, over real sockets: deadlines, bounds, what counts as sent, life and death of connections."""

from __future__ import annotations

import asyncio
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import trustme

from aurakit.errors import ClientClosedError, ConfigurationError
from aurakit.exchange import Answer, Failure
from aurakit.wire import AsyncWire, Wire
from faultserver import (
    Close,
    ConnectProxy,
    Drip,
    FaultServer,
    Garbage,
    Hold,
    Reset,
    Silence,
    Stall,
    Truncate,
    Unreachable,
    answer,
    bomb,
    large,
    raw,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GOOD = answer(200, {"data": 1})


def request(url: str, method: str = "GET", content: bytes | None = None) -> httpx.Request:
    return httpx.Request(method, f"{url}/v1/x", headers={"Accept-Encoding": "gzip"}, content=content)


def until_true(condition: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    end = time.monotonic() + 5
    while not condition() and time.monotonic() < end:
        time.sleep(0.001)


class Sender:
    """One exchange, sync or async."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def __call__(
        self,
        url: str,
        *requests: httpx.Request,
        timeout: float = 5.0,
        between: Callable[[], None] = lambda: None,
        **options: Any,
    ) -> Any:
        arguments: dict[str, Any] = {
            "origin": url,
            "proxy": None,
            "verify": True,
            "max_response_bytes": 1 << 20,
            "transport": None,
        }
        arguments.update(options)
        found: list[Answer | Failure] = []
        if self.kind == "sync":
            wire = Wire(**arguments)
            for one in requests:
                found.append(wire.exchange(one, timeout))
                between()
            wire.close()
            return found[-1]

        async def run() -> None:
            wire = AsyncWire(**arguments)
            for one in requests:
                found.append(await wire.exchange(one, timeout))
                between()
            await wire.aclose()

        asyncio.run(run())
        return found[-1]


both = pytest.mark.parametrize("send", [Sender("sync"), Sender("async")], ids=repr)


@both
def test_an_answer_is_read_to_its_end_and_decompressed(send: Sender) -> None:
    with FaultServer() as server:
        server.script(answer(200, {"data": [1] * 1000}, compress=True))
        found = send(server.url, request(server.url))
    assert isinstance(found, Answer)
    assert found.status == 200 and found.content.startswith(b'{"data": [1, 1') and len(found.content) > 3000
    assert found.headers["x-request-id"] == found.request_id


@both
@pytest.mark.parametrize(
    "action",
    [
        Silence,
        lambda: Drip(GOOD),
        lambda: Drip(answer(200, {"data": "x" * 200}), body_only=True),
        lambda: Stall(GOOD, 9),
    ],
    ids=["silence", "dripping head", "dripping body", "stall"],
)
def test_the_timeout_ends_an_attempt_whatever_the_server_does(send: Sender, action: Callable[[], Any]) -> None:
    with FaultServer() as server:
        server.script(action())
        began = time.monotonic()
        found = send(server.url, request(server.url), timeout=0.3)
        taken = time.monotonic() - began
    assert isinstance(found, Failure) and found.kind == "timeout" and found.sent
    assert 0.25 < taken < 1.0


@both
def test_a_dripping_proxy_ends_with_the_timeout_too(send: Sender) -> None:
    with ConnectProxy(drip=0.1) as proxy:
        began = time.monotonic()
        found = send("https://api.example", request("https://api.example"), timeout=0.3, proxy=proxy.url)
        assert time.monotonic() - began < 1.0
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent


@both
@pytest.mark.parametrize(
    ("action", "kind", "status"),
    [
        (Reset(), "network", None),
        (Close(), "network", None),
        (Garbage(), "network", None),
        (Reset(GOOD.content[:20]), "network", None),
        (Truncate(GOOD), "truncated", 200),
        (Truncate(answer(503, {"a": 1})), "truncated", 503),
        (Truncate(GOOD, chunked=True), "truncated", 200),
        (answer(200, b"no gzip", {"Content-Encoding": "gzip"}), "encoding", 200),
        (answer(200, b"x", {"Content-Encoding": "br"}), "encoding", 200),
        (answer(200, b"x", {"Content-Encoding": "gzip, gzip"}), "encoding", 200),
        (large(2 << 20), "too_large", 200),
        (bomb(2 << 20), "too_large", 200),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, (str, int, type(None))) else str(value),
)
def test_what_is_no_complete_answer_is_a_failure_with_what_is_known(
    send: Sender, action: Any, kind: str, status: int | None
) -> None:
    with FaultServer() as server:
        server.script(action)
        found = send(server.url, request(server.url, "POST", b"{}"))
    assert isinstance(found, Failure), found
    assert (found.kind, found.status, found.sent) == (kind, status, True)
    assert (found.request_id is not None) == (status is not None)


@both
def test_a_compressed_body_that_ends_early_is_truncated(send: Sender) -> None:
    whole = answer(200, {"a": list(range(500))}, compress=True).content
    top, _, body = whole.partition(b"\r\n\r\n")
    short = top.replace(f"Content-Length: {len(body)}".encode(), f"Content-Length: {len(body) - 9}".encode())
    with FaultServer() as server:
        server.script(raw(short + b"\r\n\r\n" + body[:-9]))
        found = send(server.url, request(server.url))
    assert isinstance(found, Failure) and found.kind == "truncated"


@both
def test_no_connection_means_nothing_was_sent(send: Sender) -> None:
    nowhere = Unreachable()
    found = send(nowhere.url, request(nowhere.url, "POST", b"{}"))
    assert isinstance(found, Failure)
    assert found.kind == "connect" and not found.sent
    assert found.text == f"the connection to {nowhere.url} was refused"


@both
def test_a_host_without_address_is_told_apart(send: Sender) -> None:
    found = send("https://no-such-host.invalid", request("https://no-such-host.invalid"))
    assert isinstance(found, Failure) and found.kind == "connect"
    assert found.text == "the name of https://no-such-host.invalid could not be resolved"


@both
def test_connections_are_used_again(send: Sender) -> None:
    with FaultServer() as server:
        send(server.url, *(request(server.url) for _ in range(5)))
        assert server.connections == 1


@both
def test_an_idle_connection_that_the_server_closed_is_replaced(send: Sender) -> None:
    with FaultServer() as server:
        hang_up = raw(answer(200, {}).content, close=True)  # without saying so beforehand
        server.script(hang_up, GOOD)

        requests = (request(server.url), request(server.url, "POST", b"{}"))
        found = send(server.url, *requests, between=lambda: until_true(lambda: server.closed > 0))
    assert isinstance(found, Answer)


@both
@pytest.mark.parametrize(
    "left_over", [answer(401), answer(429), answer(202, {"data": "another's"})], ids=[401, 429, 202]
)
def test_an_answer_that_was_there_before_its_request_is_not_taken_for_it(send: Sender, left_over: raw) -> None:
    with FaultServer() as server:
        server.script(raw(GOOD.content + left_over.content))
        found = send(server.url, request(server.url), request(server.url, "POST", b"{}"))
    assert isinstance(found, Failure) and found.sent and found.status is None


@both
def test_a_timeout_longer_than_sockets_take_is_one_without_end(send: Sender) -> None:
    with FaultServer() as server:
        assert isinstance(send(server.url, request(server.url), timeout=1e300), Answer)


def test_a_burst_of_threads_opens_no_more_connections_than_threads() -> None:
    with FaultServer() as server:
        wire = Wire(origin=server.url, proxy=None, verify=True, max_response_bytes=1000, transport=None)
        with ThreadPoolExecutor(32) as pool:
            for _ in range(4):
                list(pool.map(lambda _: wire.exchange(request(server.url), 10.0), range(64)))
        wire.close()
        assert server.connections <= 32


# ------------------------------------------------------------------------------------------------ proxies and TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[FaultServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with FaultServer(tls=context) as server:
        yield server


def ca_file(authority: trustme.CA, folder: Path) -> str:
    path = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@both
def test_a_corporate_ca_is_taken_from_verify_or_the_environment(
    send: Sender, authority: trustme.CA, secure: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    path = ca_file(authority, tmp_path)
    assert isinstance(send(secure.url, request(secure.url), verify=path), Answer)
    assert isinstance(send(secure.url, request(secure.url), verify=context), Answer)
    assert isinstance(send(secure.url, request(secure.url), verify=False), Answer)
    monkeypatch.setenv("SSL_CERT_FILE", path)
    assert isinstance(send(secure.url, request(secure.url)), Answer)


@both
def test_a_certificate_that_is_not_trusted_is_explained(
    send: Sender, secure: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    found = send(secure.url, request(secure.url))
    assert isinstance(found, Failure) and not found.sent
    assert "not trusted" in found.text and "SSL_CERT_FILE" in found.text


def test_a_ca_file_that_is_not_there_is_a_configuration_error() -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        Wire(origin="https://x", proxy=None, verify="/no/such/file.pem", max_response_bytes=1, transport=None)


@both
def test_a_connect_proxy_carries_the_call(
    send: Sender, authority: trustme.CA, secure: FaultServer, tmp_path: Path
) -> None:
    path = ca_file(authority, tmp_path)
    with ConnectProxy(login="user:proxy-password") as proxy:
        found = send(secure.url, request(secure.url), proxy=proxy.url, verify=path)
        assert isinstance(found, Answer)
        assert proxy.targets == [f"localhost:{secure.port}"]


@pytest.fixture
def encrypting(authority: trustme.CA) -> ssl.SSLContext:
    """What a server encrypts with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@both
def test_an_https_proxy_carries_calls_however_large(
    send: Sender, authority: trustme.CA, secure: FaultServer, encrypting: ssl.SSLContext, tmp_path: Path
) -> None:
    content = b"x" * 300_000
    secure.script(GOOD, large(500_000))
    with ConnectProxy(tls=encrypting) as proxy:
        requests = request(secure.url), request(secure.url, "POST", content)
        found = send(secure.url, *requests, proxy=proxy.url, verify=ca_file(authority, tmp_path))
    assert isinstance(found, Answer) and len(found.content) == 500_000
    assert secure.connections == 1 and secure.calls()[-1].content == content


@both
def test_a_handshake_that_drips_through_an_https_proxy_ends_with_the_timeout(
    send: Sender, authority: trustme.CA, secure: FaultServer, encrypting: ssl.SSLContext, tmp_path: Path
) -> None:
    with ConnectProxy(tls=encrypting, drip_tunnel=0.05) as proxy:
        began = time.monotonic()
        found = send(secure.url, request(secure.url), proxy=proxy.url, verify=ca_file(authority, tmp_path), timeout=0.5)
        assert time.monotonic() - began < 3.0
    assert isinstance(found, Failure)


@both
def test_a_certificate_that_is_not_trusted_behind_an_https_proxy_is_explained(
    send: Sender, authority: trustme.CA, encrypting: ssl.SSLContext, tmp_path: Path
) -> None:
    unknown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(unknown)
    with FaultServer(tls=unknown) as server, ConnectProxy(tls=encrypting) as proxy:
        found = send(server.url, request(server.url), proxy=proxy.url, verify=ca_file(authority, tmp_path))
    assert isinstance(found, Failure) and not found.sent
    assert f"the certificate of {server.url} is not trusted through the proxy localhost:{proxy.port}" in found.text


@both
@pytest.mark.parametrize("options", [{"status": 502}, {"login": "other:login"}], ids=["refuses", "wants another login"])
def test_a_proxy_that_refuses_is_named_without_its_password(send: Sender, options: Any) -> None:
    with ConnectProxy(**options) as proxy:
        url = f"http://user:proxy-password@127.0.0.1:{proxy.port}"
        found = send("https://api.example", request("https://api.example", "POST", b"{}"), proxy=url)
    assert isinstance(found, Failure)
    assert found.kind == "connect" and not found.sent
    assert f"127.0.0.1:{proxy.port}" in found.text and "proxy-password" not in found.text


def test_the_environment_s_proxy_is_used_but_for_this_machine_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    from aurakit.proxies import proxy_for

    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.corp:8080")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.corp:8080")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    found = proxy_for(httpx.URL("https://api.neo4j.io"), None)
    assert found is not None and found.url.host == "proxy.corp"
    assert proxy_for(httpx.URL("http://127.0.0.1:1"), None) is None
    assert proxy_for(httpx.URL("http://localhost:1"), None) is None
    monkeypatch.setenv("NO_PROXY", "neo4j.io")
    assert proxy_for(httpx.URL("https://api.neo4j.io"), None) is None


@pytest.mark.parametrize("proxy", ["ftp://proxy:1", "http://", "://", "socks5://proxy:1080"])
def test_a_proxy_that_cannot_be_used_is_a_configuration_error(proxy: str) -> None:
    with pytest.raises(ConfigurationError):
        Wire(origin="https://x.example", proxy=proxy, verify=False, max_response_bytes=1, transport=None)


# ------------------------------------------------------------------------------------------ interruption, fork, close


def test_control_c_leaves_a_usable_wire_and_no_stale_answer() -> None:
    with FaultServer() as server:

        def press() -> None:
            until_true(lambda: server.count() > 0)
            if sys.platform == "win32":  # where nothing else reaches the main thread alone
                signal.raise_signal(signal.SIGINT)
            else:
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

        server.script(Stall(answer(200, {"stale": True}), 0.3), answer(200, {"fresh": True}))
        wire = Wire(origin=server.url, proxy=None, verify=True, max_response_bytes=1000, transport=None)
        threading.Thread(target=press).start()
        with pytest.raises(KeyboardInterrupt):
            wire.exchange(request(server.url), 5.0)
        found = wire.exchange(request(server.url), 5.0)
        wire.close()
    assert isinstance(found, Answer) and b"fresh" in found.content


def test_a_cancelled_task_leaves_a_usable_wire_and_no_stale_answer() -> None:
    async def run(url: str) -> Any:
        wire = AsyncWire(origin=url, proxy=None, verify=True, max_response_bytes=1000, transport=None)
        task = asyncio.ensure_future(wire.exchange(request(url), 5.0))
        while not server.count():
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        found = await wire.exchange(request(url), 5.0)
        await wire.aclose()
        return found

    with FaultServer() as server:
        server.script(Stall(answer(200, {"stale": True}), 0.3), answer(200, {"fresh": True}))
        found = asyncio.run(run(server.url))
    assert isinstance(found, Answer) and b"fresh" in found.content


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_after_a_fork_parent_and_child_share_no_connection() -> None:
    code = """
import os, sys, httpx
from aurakit.wire import Wire
url = sys.argv[1]
wire = Wire(origin=url, proxy=None, verify=True, max_response_bytes=1000, transport=None)
one = lambda: wire.exchange(httpx.Request("GET", url + "/v1/x"), 5.0).status
assert one() == 200
child = os.fork()
if child == 0:
    os._exit(0 if one() == 200 else 1)
assert os.waitpid(child, 0)[1] == 0
assert one() == 200
"""
    with FaultServer() as server:
        subprocess.run([sys.executable, "-c", code, server.url], check=True, timeout=20)
        used = [received.connection for received in server.requests]
    assert used == [1, 2, 1]


def test_one_wire_serves_one_event_loop_after_another_and_two_at_once() -> None:
    with FaultServer() as server:
        wire = AsyncWire(origin=server.url, proxy=None, verify=True, max_response_bytes=1000, transport=None)

        async def run() -> list[Any]:
            return await asyncio.gather(*(wire.exchange(request(server.url), 5.0) for _ in range(5)))

        async def last() -> list[Any]:
            found = await run()
            await wire.aclose()
            return found

        found: list[Any] = []
        with ThreadPoolExecutor(2) as pool:
            for answers in pool.map(lambda _: asyncio.run(run()), range(2)):
                found += answers
        found += asyncio.run(last())
    assert [type(one) for one in found] == [Answer] * 15


@both
def test_a_closed_wire_says_so(send: Sender) -> None:
    wire = Wire(origin="http://127.0.0.1:1", proxy=None, verify=True, max_response_bytes=1, transport=None)
    wire.close()
    with pytest.raises(ClientClosedError):
        wire.exchange(request("http://127.0.0.1:1"), 1.0)


@both
def test_a_transport_of_the_user_s_is_bounded_too(send: Sender) -> None:
    small = httpx.MockTransport(lambda request: httpx.Response(200, json={"data": 1}, headers={"X-Request-Id": "a/1"}))
    big = httpx.MockTransport(lambda request: httpx.Response(200, content=b"x" * 2000))
    broken = httpx.MockTransport(lambda request: (_ for _ in ()).throw(httpx.ConnectError("secret")))
    found = send("http://localhost", request("http://localhost"), transport=small)
    assert isinstance(found, Answer) and found.request_id == "a/1"
    found = send("http://localhost", request("http://localhost"), transport=big, max_response_bytes=1000)
    assert isinstance(found, Failure) and found.kind == "too_large"
    found = send("http://localhost", request("http://localhost"), transport=broken)
    assert isinstance(found, Failure) and not found.sent and "secret" not in found.text


def test_hold_lets_a_test_look_while_a_call_is_under_way() -> None:
    hold = Hold(GOOD)
    with FaultServer() as server:
        server.script(hold)
        wire = Wire(origin=server.url, proxy=None, verify=True, max_response_bytes=1000, transport=None)
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(wire.exchange, request(server.url), 5.0)
            assert hold.arrived.wait(5) and not future.done()
            hold.release.set()
            assert isinstance(future.result(5), Answer)
        wire.close()
    assert threading.active_count() < 100


@pytest.mark.parametrize("action", ["large(200 << 20)", "bomb(200 << 20)"])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_huge_body_or_bomb_is_refused_within_64_mb(action: str, kind: str) -> None:
    code = f"""
import sys, resource
sys.path[:0] = {sys.path!r}
from faultserver import *
from client.test_wire import Sender, request
with FaultServer() as server:
    server.script(answer(200, {{}}), {action})
    send = Sender({kind!r})
    send(server.url, request(server.url))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = send(server.url, request(server.url), max_response_bytes=8 << 20)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(found.kind, (after - before) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    failure, megabytes = done.stdout.split()
    assert failure == "too_large" and int(megabytes) < 64

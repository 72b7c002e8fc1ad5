"""Calls through an https proxy: encrypted within what is encrypted."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from aurakit._calls.messages import Failure, Response
from faultserver import (
    Close,
    ConnectProxy,
    Drip,
    FaultServer,
    Garbage,
    Reset,
    Silence,
    Truncate,
    large,
    raw,
    response,
)
from support.authorities import server_context
from support.sending import Sender, both, request, until_true

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

GOOD = response(200, {"data": 1})


@pytest.fixture
def proxy(encrypting: ssl.SSLContext) -> Iterator[ConnectProxy]:
    with ConnectProxy(tls=encrypting) as running:
        yield running


@both
def test_an_https_proxy_carries_calls_however_large(
    send: Sender, secure: FaultServer, proxy: ConnectProxy, ca_file: str
) -> None:
    content = b"x" * 300_000
    secure.script(GOOD, large(500_000))
    requests = request(secure.url), request(secure.url, "PUT", content)
    found = send(secure.url, *requests, proxy=proxy.url, verify=ca_file)
    assert isinstance(found, Response) and len(found.content) == 500_000
    assert secure.connections == 1 and secure.calls()[-1].content == content


@both
def test_a_handshake_that_drips_through_an_https_proxy_ends_with_the_timeout(
    send: Sender, secure: FaultServer, encrypting: ssl.SSLContext, ca_file: str
) -> None:
    with ConnectProxy(tls=encrypting, drip_tunnel=0.05) as proxy:
        began = time.monotonic()
        found = send(secure.url, request(secure.url), proxy=proxy.url, verify=ca_file, timeout=0.5)
        assert time.monotonic() - began < 3.0
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent


@both
def test_a_certificate_that_is_not_trusted_behind_an_https_proxy_is_explained(
    send: Sender, proxy: ConnectProxy, ca_file: str
) -> None:
    with FaultServer(tls=server_context(trustme.CA())) as server:
        found = send(server.url, request(server.url), proxy=proxy.url, verify=ca_file)
    assert isinstance(found, Failure) and not found.sent
    assert f"the certificate of {server.url} is not trusted through the proxy localhost:{proxy.port}" in found.text


@both
@pytest.mark.parametrize(
    ("action", "kind", "status"),
    [
        (Reset(), "network", None),
        (Close(), "network", None),
        (Garbage(), "network", None),
        (Reset(GOOD.content[:20]), "network", None),
        (Truncate(GOOD), "truncated", 200),
        (Truncate(GOOD, chunked=True), "truncated", 200),
        (large(2 << 20), "too_large", 200),
        (Silence(), "timeout", None),
        (Drip(GOOD), "timeout", None),
        (Drip(response(200, {"data": "x" * 99}), body_only=True), "timeout", 200),
    ],
    ids=["reset", "close", "garbage", "cut head", "cut body", "cut chunk", "large", "silence", "drip", "dripping body"],
)
def test_what_breaks_within_both_encryptions_is_a_failure_of_the_network(
    send: Sender, secure: FaultServer, proxy: ConnectProxy, ca_file: str, action: Any, kind: str, status: int | None
) -> None:
    secure.script(action)
    post = request(secure.url, "POST", b"{}")
    timeout = 1.0 if kind == "timeout" else 5.0
    found = send(secure.url, post, proxy=proxy.url, verify=ca_file, timeout=timeout)
    assert isinstance(found, Failure), found
    assert (found.kind, found.status, found.sent) == (kind, status, True)


@both
def test_what_ends_the_inner_encryption_without_a_word_is_a_failure_of_the_network(
    send: Sender, proxy: ConnectProxy, ca_file: str, authority: trustme.CA
) -> None:
    """Bytes in place of a record of the inner encryption."""

    def spoil(connection: Any, stop: Any) -> bool:
        with socket.socket(fileno=connection.detach()) as below:
            below.sendall(b"\x17\x03\x03\x00\x10" + b"x" * 16)
            until_true(lambda: False, 0.1)
        return False

    with FaultServer(tls=server_context(authority)) as server:
        server.script(spoil)
        found = send(server.url, request(server.url, "POST", b"{}"), proxy=proxy.url, verify=ca_file)
    assert isinstance(found, Failure) and found.sent and found.kind == "network"


@both
def test_a_response_that_ends_with_its_connection_is_whole(
    send: Sender, secure: FaultServer, proxy: ConnectProxy, ca_file: str
) -> None:
    secure.script(raw(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nwhole", close=True))
    found = send(secure.url, request(secure.url), proxy=proxy.url, verify=ca_file)
    assert isinstance(found, Response) and found.content == b"whole"


@both
def test_an_idle_connection_through_an_https_proxy_that_was_closed_is_replaced(
    send: Sender, secure: FaultServer, proxy: ConnectProxy, ca_file: str
) -> None:
    secure.script(raw(response(200, {}).content, close=True), GOOD)
    found = send(
        secure.url,
        request(secure.url),
        request(secure.url),
        proxy=proxy.url,
        verify=ca_file,
        between=lambda: until_true(lambda: secure.closed > 0) and until_true(lambda: False, 0.2),
    )
    assert isinstance(found, Response)
    assert secure.connections == 2


@both
@pytest.mark.parametrize("records", [1, 2])
@pytest.mark.parametrize("left_over", [response(401), response(429)], ids=[401, 429])
def test_a_response_that_was_there_before_its_request_is_not_taken_for_it(
    send: Sender, secure: FaultServer, proxy: ConnectProxy, ca_file: str, left_over: raw, records: int
) -> None:
    """records: whether it came in the record of the response before it, or in one of its own."""

    def both_at_once(connection: Any, stop: Any) -> bool:
        for content in [GOOD.content + left_over.content] if records == 1 else [GOOD.content, left_over.content]:
            connection.sendall(content)
        return True

    secure.script(both_at_once)
    found = send(
        secure.url,
        request(secure.url),
        request(secure.url),
        proxy=proxy.url,
        verify=ca_file,
        between=lambda: time.sleep(0.1),
    )
    assert isinstance(found, Failure) or found.status == 200
    assert secure.connections == 2 or isinstance(found, Failure)

"""Which proxy requests go through, and what one does to them."""

from __future__ import annotations

import json
import logging
import os
import ssl
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from aurakit import ConfigurationError
from aurakit._calls.messages import Failure, Response
from aurakit._errors.secret import Secret
from aurakit._transport.library import library_for
from aurakit._transport.proxies import is_excepted, proxy_for
from faultserver import ConnectProxy, FaultServer, SocksProxy, response
from support.authorities import server_context, trusting
from support.sending import Sender, both, config, request, until_true

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    import trustme

httpx = library_for().httpx
PASSWORD = "the-proxy-password"
API = ("https", "api.neo4j.io", 443)


# ------------------------------------------------------------------------------------------------ the environment


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_the_environment_s_proxy_is_used(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "http://user:pass%20word@proxy.corp:8080")
    found = proxy_for(*API)
    assert found is not None
    assert (found.scheme, found.host, found.port, found.user) == ("http", "proxy.corp", 8080, "user")
    assert found.password is not None and found.password.reveal() == "pass word"
    assert "pass" not in repr(found) and "pass" not in found.shown


def test_the_proxy_for_the_scheme_goes_before_that_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://all.corp:1")
    monkeypatch.setenv("HTTPS_PROXY", "https.corp:2")  # curl takes one without a scheme
    monkeypatch.setenv("HTTP_PROXY", "http://http.corp:3")
    found = proxy_for(*API)
    assert found is not None and (found.scheme, found.shown) == ("http", "https.corp:2")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_this_machine_s_own_addresses_need_no_proxy(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.corp:8080")
    assert proxy_for("http", host, 80) is None
    assert proxy_for("http", host, 80, "http://given:1") is not None


def test_without_trust_in_the_environment_its_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.corp:8080")
    assert proxy_for(*API, trust_env=False) is None
    assert proxy_for(*API, "http://given:1", trust_env=False) is not None


def test_an_empty_text_is_no_proxy_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.corp:8080")
    assert proxy_for(*API, "") is None
    assert proxy_for(*API, Secret("")) is None


def test_a_proxy_of_the_environment_that_cannot_be_used_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"ftp://user:{PASSWORD}@proxy:1")
    with pytest.raises(ConfigurationError, match="The environment's proxy") as caught:
        proxy_for(*API)
    assert PASSWORD not in str(caught.value)


# ------------------------------------------------------------------------------------------------ NO_PROXY


@pytest.mark.parametrize(
    ("exceptions", "host", "port", "excepted"),
    [
        ("*", "api.neo4j.io", 443, True),
        ("", "api.neo4j.io", 443, False),
        (",,", "api.neo4j.io", 443, False),
        ("neo4j.io", "api.neo4j.io", 443, True),
        ("neo4j.io", "neo4j.io", 443, True),
        (".neo4j.io", "api.neo4j.io", 443, True),
        (".neo4j.io", "neo4j.io", 443, True),  # as curl; Go alone takes the names below it only
        ("*.neo4j.io", "api.neo4j.io", 443, True),
        ("neo4j.io.", "api.neo4j.io", 443, True),
        ("neo4j.io", "api.neo4j.io.", 443, True),
        ("NEO4J.io", "api.Neo4j.IO", 443, True),
        ("neo4j.io", "notneo4j.io", 443, False),
        ("neo4j", "api.neo4j.io", 443, False),
        ("api.neo4j.io.evil", "api.neo4j.io", 443, False),
        ("a.com, neo4j.io", "api.neo4j.io", 443, True),
        ("a.com neo4j.io", "api.neo4j.io", 443, True),
        ("a.com\tneo4j.io\n", "api.neo4j.io", 443, True),
        ("gateway.corp:8443", "gateway.corp", 8443, True),
        ("gateway.corp:8443", "gateway.corp", 443, False),
        ("gateway.corp:", "gateway.corp", 443, True),
        (".corp:8443", "gateway.corp", 8443, True),
        ("*.corp", "gateway.corp", 443, True),
        ("*.corp", "corp", 443, True),
        ("10.0.0.0/8", "10.1.2.3", 443, True),
        ("10.0.0.0/8", "11.1.2.3", 443, False),
        ("10.1.2.3/8", "10.9.9.9", 443, True),
        ("10.0.0.0/8", "api.neo4j.io", 443, False),
        ("10.0.0.0/99", "10.1.2.3", 443, False),
        ("10.1.2.3", "10.1.2.3", 443, True),
        ("10.1.2.3", "10.1.2.33", 443, False),
        ("2.3", "10.1.2.3", 443, False),  # no name: addresses have no domains
        ("10.1.2.3:8443", "10.1.2.3", 8443, True),
        ("10.1.2.3:8443", "10.1.2.3", 443, False),
        ("2001:db8::1", "2001:db8::1", 443, True),
        ("2001:0db8:0::1", "2001:db8::1", 443, True),
        ("[2001:db8::1]", "2001:db8::1", 443, True),
        ("[2001:db8::1]:8443", "2001:db8::1", 8443, True),
        ("[2001:db8::1]:8443", "2001:db8::1", 443, False),
        ("2001:db8::/32", "2001:db8::1", 443, True),
        ("[2001:db8::]/32", "2001:db8::1", 443, True),
        ("[2001:db8::]/32", "2001:db9::1", 443, False),
        (".", "api.neo4j.io", 443, False),
        ("*.", "api.neo4j.io", 443, False),
        (":443", "api.neo4j.io", 443, False),
        ("https://neo4j.io", "api.neo4j.io", 443, True),
        ("https://api.neo4j.io:443/", "api.neo4j.io", 443, True),
        ("https://", "api.neo4j.io", 443, False),
        ("10.0.0.0/8/", "10.1.2.3", 443, True),
    ],
)  # fmt: skip
def test_no_proxy_is_read_as_curl_requests_and_go_read_it(
    exceptions: str, host: str, port: int, excepted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_excepted(host, port, exceptions) is excepted
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.corp:8080")
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert (proxy_for("https", host, port) is None) is excepted
    assert proxy_for("https", host, port, "http://given:1") is not None


def test_the_lower_case_name_goes_before_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.corp:8080")
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("no_proxy", "example.com")
    assert proxy_for(*API) is not None


# ------------------------------------------------------------------------------------------------ as an argument


@pytest.mark.parametrize("kind", ["text", "secret", "URL", "Proxy"])
def test_a_proxy_may_be_a_text_or_an_object_of_the_library(kind: str) -> None:
    url = f"http://user:{quote('p/w', safe='')}@proxy.corp:8080"
    given: Any = {"text": url, "secret": Secret(url), "URL": httpx.URL(url), "Proxy": httpx.Proxy(url)}[kind]
    found = proxy_for(*API, given)
    assert found is not None
    assert (found.scheme, found.host, found.port, found.user) == ("http", "proxy.corp", 8080, "user")
    assert found.password is not None and found.password.reveal() == "p/w"


def test_headers_and_context_of_a_proxy_object_are_kept() -> None:
    context = ssl.create_default_context()
    found = proxy_for(*API, httpx.Proxy("https://proxy.corp", headers={"X-Route": "a"}, ssl_context=context))
    assert found is not None
    assert (found.port, found.ssl_context, found.password) == (443, context, None)
    assert (b"X-Route", b"a") in tuple(found.headers)


@pytest.mark.parametrize(
    ("url", "port"), [("http://p", 80), ("https://p", 443), ("socks5://p:1", 1), ("http://[::1]:8080", 8080)]
)
def test_a_port_that_is_left_out_is_the_scheme_s_own(url: str, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aurakit._transport.proxies._has_socks", lambda: True)
    found = proxy_for(*API, url)
    assert found is not None and found.port == port


@pytest.mark.parametrize(
    "proxy",
    ["ftp://proxy:1", "http://", "://", "http://proxy:99999", "http://proxy:0", "http://proxy:port", "http://[::1",
     "http://pro xy:1", "http://proxy\x00:1", 7, httpx.URL("http://proxy:99999"), httpx.Proxy("http://proxy:99999"),
     httpx.Proxy("http://proxy:0"), "socks4://proxy:1", "http://" + "a" * 70 + ".corp:1"],
    ids=str,
)  # fmt: skip
def test_a_proxy_that_cannot_be_used_is_a_configuration_error(proxy: Any) -> None:
    with pytest.raises(ConfigurationError, match="proxy="):
        config("https://x.example", proxy=proxy, verify=False)


def test_socks_without_its_package_is_a_configuration_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aurakit._transport.proxies._has_socks", lambda: False)
    with pytest.raises(ConfigurationError, match="socksio"):
        config("https://x.example", proxy="socks5://proxy:1080", verify=False)


def test_the_name_of_a_proxy_may_have_other_letters() -> None:
    found = proxy_for(*API, "http://bücher.example:8080")
    assert found is not None and found.host == "xn--bcher-kva.example"


# ------------------------------------------------------------------------------------------------ calls through one


@both
def test_a_dripping_proxy_ends_with_the_timeout_too(send: Sender) -> None:
    with ConnectProxy(drip=0.1) as proxy:
        began = time.monotonic()
        found = send("https://api.example", request("https://api.example"), timeout=0.3, proxy=proxy.url)
        assert time.monotonic() - began < 1.0
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent


@both
def test_a_connect_proxy_carries_the_call(send: Sender, secure: FaultServer, ca_file: str) -> None:
    with ConnectProxy(login=f"user:{PASSWORD}") as proxy:
        found = send(secure.url, request(secure.url), proxy=proxy.url, verify=ca_file)
        assert isinstance(found, Response)
        assert proxy.targets == [f"localhost:{secure.port}"]
    assert all("proxy-authorization" not in received.headers for received in secure.requests)


@both
@pytest.mark.parametrize("options", [{"status": 502}, {"login": "other:login"}], ids=["refuses", "wants another login"])
def test_a_proxy_that_refuses_is_named_without_its_password(send: Sender, options: Any) -> None:
    with ConnectProxy(**options) as proxy:
        url = f"http://user:{PASSWORD}@127.0.0.1:{proxy.port}"
        found = send("https://api.example", request("https://api.example", "POST", b"{}"), proxy=url)
    assert isinstance(found, Failure)
    assert found.kind == "connect" and not found.sent
    assert f"127.0.0.1:{proxy.port}" in found.text and PASSWORD not in found.text


@both
@pytest.mark.parametrize("encrypted", [False, True], ids=["http", "https"])
def test_a_proxy_that_hangs_up_on_the_connect_has_seen_nothing_of_the_request(
    send: Sender, encrypted: bool, encrypting: ssl.SSLContext, authority: trustme.CA
) -> None:
    with ConnectProxy(tls=encrypting if encrypted else None, status=0) as proxy:
        url = "https://api.example"
        found = send(url, request(url, "POST", b"{}"), proxy=proxy.url, verify=trusting(authority))
        assert proxy.targets == ["api.example:443"]
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent


@both
def test_a_proxy_whose_name_cannot_be_resolved_is_named(send: Sender) -> None:
    url = "https://api.example"
    found = send(url, request(url, "POST", b"{}"), proxy="http://no-such-proxy.invalid:8080")
    assert isinstance(found, Failure) and not found.sent
    assert found.text == "the name of the proxy no-such-proxy.invalid:8080 could not be resolved"


@both
def test_a_call_to_plain_http_is_forwarded_by_its_proxy(send: Sender) -> None:
    with FaultServer(default=response(200, {})) as proxy:
        found = send("http://127.0.0.1:9", request("http://127.0.0.1:9"), proxy=proxy.url)
        assert isinstance(found, Response)
        assert [received.target for received in proxy.requests] == ["http://127.0.0.1:9/v1/x"]


# ------------------------------------------------------------------------------------------------ SOCKS


@pytest.fixture
def socks() -> Iterator[SocksProxy]:
    proxy = SocksProxy()
    yield proxy
    proxy.close()


@both
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_a_socks_proxy_carries_the_call_and_no_record_has_its_password(
    send: Sender,
    scheme: str,
    socks: SocksProxy,
    secure: FaultServer,
    ca_file: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    url = f"{scheme}://user:{PASSWORD}@127.0.0.1:{socks.port}"
    found = send(secure.url, request(secure.url), request(secure.url), proxy=url, verify=ca_file)
    assert isinstance(found, Response)
    assert socks.logins == [(b"user", PASSWORD.encode())] and secure.connections == 1
    assert any("socks5" in record.getMessage() for record in caplog.records)
    assert all(PASSWORD not in f"{record.getMessage()} {vars(record)}" for record in caplog.records)


@both
@pytest.mark.parametrize("stall", ["greeting", "login", "connect"])
def test_a_socks_proxy_that_stalls_ends_with_the_timeout_and_uses_up_no_connection(
    send: Sender, stall: str, socks: SocksProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aurakit._transport.pool.MAX_CONNECTIONS", 1)
    socks.stall = stall
    url = f"socks5://user:{PASSWORD}@127.0.0.1:{socks.port}"
    posts = [request("https://api.example", "POST", b"{}")] * 3
    began = time.monotonic()
    found = send.all("https://api.example", posts, proxy=url, verify=False, timeout=0.3)
    assert time.monotonic() - began < 2.0
    assert all(isinstance(one, Failure) and one.kind == "connect" and not one.sent for one in found)
    assert until_true(lambda: socks.closed == 3)


@both
def test_a_socks_proxy_that_refuses_is_named_without_its_password(send: Sender, socks: SocksProxy) -> None:
    socks.refuse = True
    url = f"socks5://user:{PASSWORD}@127.0.0.1:{socks.port}"
    found = send("https://api.example", request("https://api.example", "POST", b"{}"), proxy=url, verify=False)
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent
    assert f"127.0.0.1:{socks.port}" in found.text and PASSWORD not in found.text


# ------------------------------------------------------------------------------------------------ and connections


@both
@pytest.mark.parametrize("encrypted", [False, True], ids=["http", "https"])
def test_handshakes_that_fail_behind_a_proxy_use_up_no_connections(
    send: Sender, encrypted: bool, encrypting: ssl.SSLContext, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aurakit._transport.pool.MAX_CONNECTIONS", 2)
    reset = {"left": 3}

    class Resetting(ConnectProxy):
        """Hangs up in the middle of the inner handshake, three times."""

        def _tunnel(self, client: socket.socket, server: socket.socket) -> None:
            if reset["left"]:
                reset["left"] -= 1
                client.recv(5)
                return
            super()._tunnel(client, server)

    with (
        FaultServer(tls=server_context(authority)) as server,
        Resetting(tls=encrypting if encrypted else None) as proxy,
    ):
        *failed, last = send.all(
            server.url, [request(server.url)] * 4, proxy=proxy.url, verify=trusting(authority), timeout=5.0
        )
        assert all(isinstance(one, Failure) and not one.sent for one in failed)
        assert isinstance(last, Response)
        assert len(proxy.targets) == 4


def test_nothing_of_the_environment_is_left_from_other_tests() -> None:
    assert not {"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"} & os.environ.keys()


def test_the_authentication_in_the_headers_of_a_proxy_object_is_hidden_too() -> None:
    proxy = httpx.Proxy("http://proxy.corp", headers={"Proxy-Authorization": "Custom Gateway-Key-1", "X-Route": "a"})
    found = proxy_for(*API, proxy)
    assert found is not None
    assert (b"Proxy-Authorization", b"Custom Gateway-Key-1") in tuple(found.headers)
    assert "Gateway-Key-1" not in repr(tuple(found)) + json.dumps(tuple(found), default=str)
    secrets = config("http://api.test", proxy=proxy).secrets
    assert secrets.hide("key Gateway-Key-1 on the route a") == "key [hidden] on the route a"


def test_the_password_in_the_address_of_a_proxy_is_hidden_wherever_a_response_quotes_it() -> None:
    secrets = config("http://api.test", proxy="http://user:Proxy-Password-1@127.0.0.1:3128").secrets
    assert secrets.hide("via user with Proxy-Password-1") == "via user with [hidden]"

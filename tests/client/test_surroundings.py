"""What is around a client, over real sockets: proxies, authorities, the address and its version, headers."""

from __future__ import annotations

import logging
import socket
import ssl
import warnings
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from aurakit import (
    Aura,
    AuraDeprecationWarning,
    ConfigurationError,
    ConnectionFailedError,
    InvalidArgumentError,
)
from aurakit._client import deprecation
from aurakit_raw.v1.api.instances import create_instance, delete_instance, get_instance, list_instances
from aurakit_raw.v1.api.projects import list_projects
from faultserver import ConnectProxy, FaultServer, raw, response, token
from faultserver.actions import REQUEST_ID
from support.driving import Driver, both, options_for
from support.frames import is_ours
from support.samples import CREATED, INSTANCE, LIST, NEW, ONE, create, get

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "api.aura.test"  # not this machine's own name, since that needs no proxy
PROXY_PASSWORD = "the-proxy-password"
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "AURA_BASE_URL")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


# ------------------------------------------------------------------------------------------------ proxies, authorities


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "corporate.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def origin(authority: trustme.CA) -> Iterator[FaultServer]:
    """An https server that calls itself `HOST`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    with FaultServer(tls=context, default=ONE) as server:
        server.url = f"https://{HOST}:{server.port}"
        yield server


@both
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_the_environment_s_proxy_carries_call_and_token_request(
    driver: Driver, variable: str, origin: FaultServer, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ConnectProxy(login=f"user:{PROXY_PASSWORD}") as proxy:
        monkeypatch.setenv(variable, proxy.url)
        assert driver.run(origin.url, get, get, verify=ca_file).id == "ab12"
        assert proxy.targets == [f"{HOST}:{origin.port}"]
    assert (origin.token_requests, origin.count()) == (1, 2)
    assert all("proxy-authorization" not in received.headers for received in origin.requests)


@both
def test_a_corporate_authority_is_taken_from_the_environment(
    driver: Driver, origin: FaultServer, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", ca_file)
    with ConnectProxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        assert driver.run(origin.url, get).id == "ab12"


@both
def test_a_corporate_authority_is_taken_from_a_context(
    driver: Driver, origin: FaultServer, authority: trustme.CA
) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with ConnectProxy() as proxy:
        assert driver.run(origin.url, get, proxy=proxy.url, verify=context).id == "ab12"


@both
def test_without_that_authority_nothing_is_sent_and_the_error_says_what_to_set(
    driver: Driver, origin: FaultServer
) -> None:
    with ConnectProxy() as proxy:
        caught = driver.fails(origin.url, ConnectionFailedError, get, proxy=proxy.url, max_retries=0)
    assert "SSL_CERT_FILE" in str(caught) and "verify=" in str(caught)
    assert origin.requests == []


@both
def test_no_proxy_sends_the_call_straight_there(
    driver: Driver, origin: FaultServer, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *more, **named: look_up("127.0.0.1" if host in (HOST, HOST.encode()) else host, *more, **named),
    )
    with ConnectProxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "example.com,aura.test")
        assert driver.run(origin.url, get, verify=ca_file).id == "ab12"
        assert proxy.targets == []


@both
@pytest.mark.parametrize("given", ["argument", "environment"])
def test_a_proxy_that_refuses_is_named_without_its_password(
    driver: Driver, given: str, origin: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ConnectProxy(login="user:another") as proxy:
        url = f"http://user:{PROXY_PASSWORD}@127.0.0.1:{proxy.port}"
        options = {"proxy": url} if given == "argument" else {}
        monkeypatch.setenv("HTTPS_PROXY", url if given == "environment" else "http://127.0.0.1:9")
        caught = driver.fails(origin.url, ConnectionFailedError, get, max_retries=0, **options)
        assert f"127.0.0.1:{proxy.port}" in str(caught)
    assert PROXY_PASSWORD not in str(caught) and origin.requests == []


# ------------------------------------------------------------------------------------------------ the address


@both
@pytest.mark.parametrize(
    ("address", "prefix"),
    [("", ""), ("/", ""), ("/v1", ""), ("/v1/", ""), ("/gateway", "/gateway"), ("/gateway/aura/v1", "/gateway/aura")],
)
@pytest.mark.parametrize("given", ["argument", "environment"])
def test_calls_go_to_the_pinned_version_below_the_address(
    driver: Driver, given: str, address: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer(default=ONE) as server:
        monkeypatch.setenv("AURA_BASE_URL", server.url + address if given == "environment" else "https://other.test")
        url: Any = None if given == "environment" else server.url + address
        assert driver.run(url, get).id == "ab12"
        assert [received.target for received in server.requests] == [
            f"{prefix}/oauth/token",
            f"{prefix}/v1/instances/ab12",
        ]


@both
@pytest.mark.parametrize("address", ["/v2", "/v2beta1", "/V2", "/gateway/v3/", "/v1/v2", "/v2/aura"])
def test_an_address_that_names_another_version_is_refused(driver: Driver, address: str) -> None:
    with FaultServer(default=ONE) as server:
        caught = driver.fails(server.url + address, ConfigurationError, get)
        assert server.requests == []
    assert "v1" in str(caught)


@both
@pytest.mark.parametrize("url", ["http://api.neo4j.io", "http://10.0.0.1", "http://localhost.example.com", "ftp://x"])
def test_only_this_machine_is_talked_to_without_encryption(driver: Driver, url: str) -> None:
    caught = driver.fails(url, ConfigurationError, get)
    assert "https://" in str(caught)


# ------------------------------------------------------------------------------------------------ the end of a version


@both
def test_the_announced_end_of_the_version_is_told_once(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(deprecation, "_warned", {})
    expires = {"X-Tyk-Api-Expires": "Mon, 03 Mar 2031 00:00:00 UTC"}
    caplog.set_level(logging.WARNING, "aurakit")
    with (
        FaultServer(default=response(200, {"data": INSTANCE}, expires)) as server,
        warnings.catch_warnings(record=True) as told,
    ):
        warnings.simplefilter("always")
        driver.run(server.url, get, get)
        driver.run(server.url, get)
    (warning,) = told
    (record,) = [record for record in caplog.records if record.name == "aurakit"]
    assert warning.category is AuraDeprecationWarning and record.levelname == "WARNING"
    for text in (str(warning.message), record.getMessage()):
        assert "2031-03-03" in text and "v1" in text and "Update aurakit" in text
    assert not is_ours(warning.filename) and "asyncio" not in warning.filename  # it points at the caller


@both
def test_where_warnings_are_errors_the_response_with_the_password_arrives_all_the_same(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deprecation, "_warned", {})
    expires = {"X-Tyk-Api-Expires": "no date at all"}
    with FaultServer(default=response(202, {"data": CREATED}, expires)) as server, warnings.catch_warnings():
        warnings.simplefilter("error")
        assert driver.run(server.url, create).password == CREATED["password"]
        assert server.count() == 1


# ------------------------------------------------------------------------------------------------ `aura.raw`


@both
@pytest.mark.parametrize(
    ("request_", "good", "parsed"),
    [
        (get_instance.request("ab12"), ONE, lambda value: value.id == "ab12"),
        (list_instances.request(tenant_id="t"), LIST, lambda value: value == []),
        (list_projects.request(), LIST, lambda value: value == []),
        (create_instance.request(**NEW), response(202, {"data": CREATED}), lambda value: value.id == "ab12"),
        (delete_instance.request("ab12"), response(202, {"data": INSTANCE}), lambda value: value.id == "ab12"),
    ],
    ids=["get", "list", "projects", "create", "delete"],
)
def test_raw_gives_status_headers_and_request_id_of_a_successful_call(
    driver: Driver, request_: Any, good: Any, parsed: Any
) -> None:
    with FaultServer(default=good) as server:
        server.script(response(429))
        found = driver.run(server.url, lambda aura: aura.raw.call(request_))
        assert (server.token_requests, server.count()) == (1, 2)
    assert found.status_code in (200, 202)
    assert found.request_id == found.headers["x-request-id"] == found.headers["X-Request-Id"] == REQUEST_ID
    assert parsed(found.parsed)
    assert found.content == good.content.partition(b"\r\n\r\n")[2]


@both
def test_raw_s_httpx_client_reaches_what_the_interface_does_not_list(driver: Driver) -> None:
    with FaultServer(default=response(200, {"data": "new"}, compress=True)) as server:
        server.token_script(token("first"), token("second"))
        server.script(response(429), response(401))
        found = driver.run(server.url, lambda aura: aura.raw.http.get("/new-things", params={"a": "b"}))
        assert (server.token_requests, server.count()) == (2, 3)
        assert {received.target for received in server.calls()} == {"/v1/new-things?a=b"}
    assert found.status_code == 200 and found.json() == {"data": "new"}
    assert "authorization" not in found.request.headers


@both
def test_raw_s_httpx_client_sends_what_it_is_given_piece_by_piece_as_a_whole(driver: Driver) -> None:
    with FaultServer(default=ONE) as server:
        server.script(response(429))
        driver.run(server.url, lambda aura: aura.raw.http.post("/new-things", files={"it": b"the content"}))
        first, second = server.calls()
    assert first.content == second.content and b"the content" in first.content


@both
def test_raw_s_httpx_client_gets_the_headers_as_they_came(driver: Driver) -> None:
    head = "HTTP/1.1 200 OK\r\nX-Told: schön\r\nX-Told: \xe9\r\nContent-Length: 2\r\n\r\n{}".encode()
    with FaultServer(default=raw(head)) as server:
        found = driver.run(server.url, lambda aura: aura.raw.http.post("/new-things"))
    assert found.headers.get_list("X-Told") == ["schön", "é"]


def test_raw_s_httpx_client_names_one_length_for_what_a_generator_makes() -> None:
    with FaultServer(default=ONE) as server, Aura(**options_for(server.url)) as aura:
        aura.raw.http.post("/new-things", content=(piece for piece in (b"ab", b"cd")))
        (received,) = server.calls()
    assert received.content == b"abcd" and "transfer-encoding" not in received.headers


@both
@pytest.mark.parametrize("path", ["http://elsewhere/v1/x", "/../v2/x", "/%2e%2e/v2/x"])
def test_raw_s_httpx_client_never_takes_the_token_elsewhere(driver: Driver, path: str) -> None:
    with FaultServer(default=ONE) as server, FaultServer(default=ONE) as other:
        away = path.replace("http://elsewhere", other.url)
        driver.fails(server.url, InvalidArgumentError, lambda aura: aura.raw.http.get(away))
        assert other.requests == server.requests == []


# ------------------------------------------------------------------------------------------------ arguments


@both
def test_without_trust_in_the_environment_its_proxy_is_not_used(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    caught = driver.fails(f"https://{HOST}:1", ConnectionFailedError, get, trust_env=False, max_retries=0)
    assert "127.0.0.1:9" not in str(caught)
    caught = driver.fails(f"https://{HOST}:1", ConnectionFailedError, get, max_retries=0)
    assert "through the proxy 127.0.0.1:9" in str(caught)


@both
def test_an_empty_text_is_no_proxy_whatever_the_environment_says(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    caught = driver.fails(f"https://{HOST}:1", ConnectionFailedError, get, proxy="", max_retries=0)
    assert "127.0.0.1:9" not in str(caught)


@both
def test_a_proxy_given_as_an_argument_goes_before_the_environment(
    driver: Driver, origin: FaultServer, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "*")
    with ConnectProxy(login=f"user:{PROXY_PASSWORD}") as proxy:
        assert driver.run(origin.url, get, verify=ca_file, proxy=proxy.url).id == "ab12"
        assert proxy.targets == [f"{HOST}:{origin.port}"]


@both
@pytest.mark.parametrize("port", ["0", "99999", "-1", "port"])
def test_ports_that_cannot_be_are_refused(driver: Driver, port: str) -> None:
    driver.fails(f"https://{HOST}:{port}", ConfigurationError, get)
    driver.fails(f"https://{HOST}", ConfigurationError, get, proxy=f"http://proxy:{port}")

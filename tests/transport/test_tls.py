"""Which authorities are trusted, and what is said when none vouches for a certificate."""

from __future__ import annotations

import gc
import os
import ssl
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import pytest
import trustme

from aurakit import ConfigurationError
from aurakit._calls.messages import Failure, Response
from aurakit._transport.library import library_for
from aurakit._transport.tls import _truststore, authorities, context_for
from faultserver import FaultServer, Silence
from support.authorities import trusting
from support.sending import Sender, both, config, request, until_true

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@both
def test_a_corporate_authority_is_taken_from_verify_or_the_environment(
    send: Sender, authority: trustme.CA, secure: FaultServer, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(send(secure.url, request(secure.url), verify=ca_file), Response)
    assert isinstance(send(secure.url, request(secure.url), verify=Path(ca_file)), Response)
    assert isinstance(send(secure.url, request(secure.url), verify=trusting(authority)), Response)
    assert isinstance(send(secure.url, request(secure.url), verify=False), Response)
    monkeypatch.setenv("SSL_CERT_FILE", ca_file)
    assert isinstance(send(secure.url, request(secure.url)), Response)


@both
def test_a_certificate_that_is_not_trusted_is_explained(send: Sender, secure: FaultServer) -> None:
    found = send(secure.url, request(secure.url))
    assert isinstance(found, Failure) and not found.sent
    assert "not trusted" in found.text and "SSL_CERT_FILE" in found.text
    assert secure.requests == []


@both
def test_a_server_that_speaks_no_tls_is_told_apart(send: Sender) -> None:
    with FaultServer() as server:
        url = server.url.replace("http:", "https:")
        found = send(url, request(url, "POST", b"{}"), timeout=2.0)
    assert isinstance(found, Failure) and found.kind == "connect" and not found.sent


@both
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["TLS 1.2", "TLS 1.3"])
def test_a_server_that_asks_for_a_client_certificate_gets_one_or_says_so(
    send: Sender, authority: trustme.CA, encrypting: ssl.SSLContext, version: ssl.TLSVersion
) -> None:
    encrypting.minimum_version = encrypting.maximum_version = version
    encrypting.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(encrypting)
    with_one = trusting(authority)
    authority.issue_cert("client@example.com").configure_cert(with_one)
    with FaultServer(tls=encrypting) as server:
        assert isinstance(send(server.url, request(server.url), verify=with_one), Response)
        found = send(server.url, request(server.url, "GET"), verify=trusting(authority))
    assert isinstance(found, Failure)
    # By TLS 1.3 the request may be on its way already, and the server's answer to it be a reset.
    assert "client certificate" in found.text or (version is ssl.TLSVersion.TLSv1_3 and "broke" in found.text)
    assert server.count() == 1


@both
def test_a_handshake_that_is_cut_off_by_the_timeout_leaves_no_connection_open(send: Sender) -> None:
    with FaultServer(default=Silence()) as server:
        url = server.url.replace("http:", "https:")
        found = send(url, request(url), timeout=0.2, between=lambda: until_true(lambda: server.closed == 1))
        assert isinstance(found, Failure) and found.kind == "connect"
        assert server.closed == server.connections == 1


@pytest.mark.parametrize(
    "verify", ["/no/such/file.pem", __file__, os.devnull], ids=["no file", "no certificates", "empty"]
)
def test_a_ca_file_that_cannot_be_used_is_a_configuration_error(verify: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        config("https://x.example", verify=verify)


@pytest.mark.parametrize("verify", [None, 1, b"ca.pem"])
def test_what_is_no_way_to_verify_is_a_configuration_error(verify: Any) -> None:
    with pytest.raises(ConfigurationError, match="verify must be"):
        config("https://x.example", verify=verify)


def test_clients_with_the_same_settings_share_a_context(ca_file: str) -> None:
    library = library_for()
    assert context_for(ca_file, library) is context_for(ca_file, library)
    assert context_for("certifi", library) is context_for("certifi", library)
    assert context_for("certifi", library) is not context_for(False, library)


@both
def test_what_the_operating_system_trusts_is_trusted_on_request(
    send: Sender, secure: FaultServer, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = send(secure.url, request(secure.url), verify="system")
    assert isinstance(found, Failure) and "not trusted" in found.text
    assert secure.requests == []
    monkeypatch.setenv("SSL_CERT_FILE", ca_file)  # where OpenSSL looks for the system's authorities
    assert isinstance(send(secure.url, request(secure.url), verify="system"), Response)


def test_no_two_connections_share_a_context_of_the_system() -> None:
    library = library_for()
    first, second = (context_for("system", library) for _ in "ab")
    assert first is not second
    assert is_of_the_system(first)


def is_of_the_system(context: ssl.SSLContext) -> bool:
    """Whether the operating system is asked."""
    return type(context).__module__.startswith("truststore")


@pytest.fixture
def without_truststore(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where it is not installed."""
    monkeypatch.setitem(sys.modules, "truststore", None)
    _truststore.cache_clear()
    yield
    _truststore.cache_clear()


def test_where_truststore_is_installed_the_operating_system_is_asked_unless_something_else_is_named(
    monkeypatch: pytest.MonkeyPatch, ca_file: str
) -> None:
    library = library_for()
    assert is_of_the_system(context_for(True, library)) and authorities() == "system"
    for verify in ("certifi", ca_file, False):
        assert not is_of_the_system(context_for(verify, library))
    for variable, value in (("SSL_CERT_DIR", str(Path(ca_file).parent)), ("SSL_CERT_FILE", ca_file)):
        monkeypatch.setenv(variable, value)
        assert not is_of_the_system(context_for(True, library)) and authorities() == variable


@both
def test_what_the_operating_system_trusts_is_not_trusted_when_certifi_is_asked_for(
    send: Sender, secure: FaultServer, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", ca_file)
    found = send(secure.url, request(secure.url), verify="certifi")
    assert isinstance(found, Failure) and "not trusted" in found.text
    assert context_for("certifi", library_for()).cert_store_stats()["x509_ca"] > 50


@pytest.mark.usefixtures("without_truststore")
def test_without_truststore_the_authorities_of_certifi_are_trusted() -> None:
    assert authorities() == "certifi"
    assert not is_of_the_system(context_for(True, library_for()))


@pytest.mark.usefixtures("without_truststore")
def test_without_truststore_the_extra_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r'pip install "aurakit\[truststore\]"'):
        config("https://x.example", verify="system")


def replace_by(authority: trustme.CA, path: str) -> None:
    """Write another authority to a CA file, as who rotates it does."""
    other = Path(path).with_suffix(".new")
    authority.cert_pem.write_to_path(str(other))
    other.replace(path)


@both
def test_a_ca_file_that_was_replaced_is_read_by_a_running_client(
    send: Sender, secure: FaultServer, ca_file: str
) -> None:
    found = send.all(
        secure.url,
        [request(secure.url, "POST", b"{}")] * 2,  # each on a connection of its own
        verify=ca_file,
        between=lambda: replace_by(trustme.CA(), ca_file),
    )
    assert isinstance(found[0], Response)
    assert isinstance(found[1], Failure) and "not trusted" in found[1].text
    assert secure.count() == 1


def test_a_ca_file_that_is_replaced_again_and_again_uses_no_more_memory(tmp_path: Path) -> None:
    path, library, contexts = tmp_path / "ca.pem", library_for(), WeakSet[ssl.SSLContext]()
    authorities = [trustme.CA(), trustme.CA()]

    def replace(authority: trustme.CA) -> None:
        replace_by(authority, str(path))
        context = context_for(str(path), library)
        assert context is context_for(str(path), library)
        assert context not in contexts
        contexts.add(context)

    for _ in range(3):
        for authority in authorities:
            replace(authority)
    gc.collect()
    assert len(contexts) == 1


@pytest.mark.parametrize(
    "spoil", [lambda path: path.unlink(missing_ok=True), lambda path: path.write_text("")], ids=["gone", "empty"]
)
@both
def test_while_a_ca_file_cannot_be_read_the_last_one_is_used(
    send: Sender, secure: FaultServer, ca_file: str, spoil: Callable[[Path], object]
) -> None:
    requests = [request(secure.url, "POST", b"{}")] * 2
    found = send.all(secure.url, requests, verify=ca_file, between=lambda: spoil(Path(ca_file)))
    assert [type(one) for one in found] == [Response, Response]

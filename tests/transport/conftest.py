"""Servers with certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import trustme

from faultserver import FaultServer
from support.authorities import server_context

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def encrypting(authority: trustme.CA) -> ssl.SSLContext:
    """What a server encrypts with."""
    return server_context(authority)


@pytest.fixture
def secure(encrypting: ssl.SSLContext) -> Iterator[FaultServer]:
    with FaultServer(tls=encrypting) as server:
        yield server


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)

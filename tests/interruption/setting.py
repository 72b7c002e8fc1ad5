"""What the tests of interruptions share: a server, plain or with TLS, and what must hold after each."""

from __future__ import annotations

import functools
import gc
import ssl
import time
from typing import Any, NamedTuple

import trustme

from faultserver import FaultServer, Stall, response
from support.limits import limiters

INSTANCE = {
    "id": "db1d1234", "name": "orders", "status": "running", "tenant_id": "t", "cloud_provider": "gcp",
    "region": "europe-west1", "type": "enterprise-db", "connection_url": "neo4j+s://db1d1234", "username": "neo4j",
    "password": "the-initial-password",
}  # fmt: skip
NEW: dict[str, Any] = {
    "name": "orders", "tenant_id": "t", "version": "5", "region": "europe-west1", "memory": "8GB",
    "type": "enterprise-db", "cloud_provider": "gcp",
}  # fmt: skip


class Secure(NamedTuple):
    """The TLS contexts of a server and of its clients."""

    server: ssl.SSLContext
    client: ssl.SSLContext


@functools.cache
def secure() -> Secure:
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    return Secure(server, client)


def serving(tls: bool, seconds: float = 0.0) -> FaultServer:
    """A server on which every instance runs already. seconds: what a response takes, for calls that have to wait."""
    good = response(200, {"data": INSTANCE})
    return FaultServer(tls=secure().server if tls else None, default=Stall(good, seconds) if seconds else good)


def check_after(server: FaultServer, posts: int, where: str) -> None:
    """After an interruption, another call, and the end of the client: nothing is left, and no POST was doubled."""
    assert server.count("POST", "/v1/instances") - posts <= 1, where
    for limiter in limiters():
        assert not limiter.waiting, where
        assert not limiter._sending, where
    gc.collect()
    for _ in range(400):
        if server.connections == server.closed:
            return
        time.sleep(0.005)
    raise AssertionError(f"{server.connections - server.closed} connections are left open, {where}")

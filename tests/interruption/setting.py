"""What the tests of interruptions share: servers, the ways to them, and what must hold after each interruption."""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import ssl
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import trustme

from aurakit._auth.memory_store import _stores
from aurakit._auth.provider import _providers
from aurakit._ratelimit.window import RateLimit
from faultserver import ConnectProxy, FaultServer, SocksProxy, Stall, response
from support.limits import limiters

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL: Final = os.environ.get("AURAKIT_INTERRUPT_ALL", "")
"""Empty for a sample; `1` for everything; `2/4` for the second of every four places, since all take hours."""
INSTANCE = {
    "id": "db1d1234", "name": "orders", "status": "running", "tenant_id": "t", "cloud_provider": "gcp",
    "region": "europe-west1", "type": "enterprise-db", "connection_url": "neo4j+s://db1d1234", "username": "neo4j",
    "password": "the-initial-password",
}  # fmt: skip
NEW: dict[str, Any] = {
    "name": "orders", "tenant_id": "t", "version": "5", "region": "europe-west1", "memory": "8GB",
    "type": "enterprise-db", "cloud_provider": "gcp",
}  # fmt: skip
ROUTES: Final = ("plain", "TLS", "forwarding", "CONNECT", "SOCKS")
"""To the server: at once, with and without TLS, or by proxies: one that reads plain requests and sends them on, and two
that carry TLS."""


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


class Setting(NamedTuple):
    """A server on which every instance runs already, and how a client comes to it."""

    server: FaultServer
    options: dict[str, Any]
    """Arguments of a client."""


@contextlib.contextmanager
def serving(route: str, seconds: float = 0.0) -> Iterator[Setting]:
    """A server behind that route. seconds: what a response takes, for calls that have to wait."""
    tls = route not in {"plain", "forwarding"}
    good = response(200, {"data": INSTANCE})
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(
            FaultServer(tls=secure().server if tls else None, default=Stall(good, seconds) if seconds else good)
        )
        options: dict[str, Any] = {
            "client_id": "the-id", "client_secret": "The-Secret-1", "base_url": server.url, "timeout": 5.0,
            "rate_limit": RateLimit(1_000_000, per=60.0), "verify": secure().client,
        }  # fmt: skip
        if route == "forwarding":  # the server sees whole URLs, as such a proxy does
            options["proxy"] = server.url
        elif route == "CONNECT":
            options["proxy"] = stack.enter_context(ConnectProxy(login="user:word")).url
        elif route == "SOCKS":
            proxy = SocksProxy()
            stack.callback(proxy.close)
            options["proxy"] = f"socks5://user:word@127.0.0.1:{proxy.port}"
        yield Setting(server, options)


def forget_tokens() -> None:
    """Let the next client ask for a token."""
    _providers.clear()
    for store in list(_stores._used.values()):
        store._tokens.clear()


def check_after(server: FaultServer, posts: int, where: str) -> None:
    """After an interruption, another call, and the end of the client: nothing is left, and no POST was doubled."""
    assert server.count("POST") - posts <= 1, where
    for limiter in limiters():
        assert not limiter.waiting, where
        assert not limiter._sending, where
    gc.collect()
    gc.freeze()  # so that the next time only what is new is looked through
    for _ in range(2000):
        if server.connections == server.closed:
            return
        time.sleep(0.001)
    raise AssertionError(f"{server.connections - server.closed} connections are left open, {where}")

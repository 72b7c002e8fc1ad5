"""What both wires have in common: where requests go, with what, what failed, and what a fork leaves of it."""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING, Any, Final

import httpcore
import httpx

from .errors import ClientClosedError
from .progress import LONGEST
from .proxies import proxy_for, shown
from .tls import context_for
from .trouble import failure_of

if TYPE_CHECKING:
    import ssl

    from .exchange import Failure
    from .progress import Progress

MAX_CONNECTIONS: Final = 100
KEEPALIVE_EXPIRY: Final = 30.0  # seconds; shorter than the idle time after which gateways hang up

_wires: weakref.WeakSet[Way] = weakref.WeakSet()


class Way:
    """Where requests go, and what an answer may be."""

    def __init__(
        self,
        *,
        origin: str,
        proxy: str | httpx.URL | httpx.Proxy | None,
        verify: bool | str | ssl.SSLContext,
        max_response_bytes: int,
        transport: Any,
    ) -> None:
        url = httpx.URL(origin)
        self.transport = transport
        self.limit = max_response_bytes
        self.proxy = None if transport is not None else proxy_for(url, proxy)
        encrypted = self.proxy is not None and self.proxy.url.scheme == "https"
        self.depth = (url.scheme == "https") + encrypted
        self.context = context_for(verify) if transport is None and self.depth else None
        self.via = shown(self.proxy)
        self.origin = origin
        self.closed = False
        self.begin()
        _wires.add(self)

    def begin(self) -> None:
        """Start without connections: at first, and in the child of a fork."""
        raise NotImplementedError

    def arguments(self) -> dict[str, Any]:
        """The arguments of a pool."""
        arguments: dict[str, Any] = {
            "ssl_context": self.context,
            "max_connections": MAX_CONNECTIONS,
            "max_keepalive_connections": MAX_CONNECTIONS,
            "keepalive_expiry": KEEPALIVE_EXPIRY,
        }
        if self.proxy is not None:
            url = self.proxy.url
            arguments["proxy"] = httpcore.Proxy(
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                auth=self.proxy.raw_auth,
                headers=self.proxy.headers.raw,
                ssl_context=self.proxy.ssl_context or (self.context if url.scheme == "https" else None),
            )
        return arguments

    def check_open(self) -> None:
        if self.closed:
            raise ClientClosedError("This client was closed. Make a new one, or close it after the last call.")

    def failure(self, error: Exception, progress: Progress) -> Failure:
        """What an exception of the network says, without its text, which may quote a header."""
        head = progress.head
        if head is not None:
            return failure_of(
                error, sent=True, origin=self.origin, via=self.via, status=head.status, request_id=head.request_id
            )
        return failure_of(error, sent=progress.sent, origin=self.origin, via=self.via)


def core_request(request: httpx.Request, seconds: float) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.content,
        extensions={"timeout": {"pool": min(seconds, LONGEST)}},
    )


_left_behind: list[Any] = []  # the parent's connections: closing them here would end them there too


def _after_fork() -> None:
    for wire in list(_wires):
        _left_behind.append(dict(vars(wire)))
        wire.begin()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)

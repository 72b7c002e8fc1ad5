"""Attempts made straight with the transports, sync or async, over a real socket."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._calls.messages import Request
from aurakit._calls.steps import Send
from aurakit._errors.redaction import NO_SECRETS
from aurakit._transport.aio import AsyncTransport
from aurakit._transport.config import TransportConfig
from aurakit._transport.sync import SyncTransport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aurakit._calls.messages import Failure, Response


def request(url: str, method: str = "GET", content: bytes = b"", *, idempotent: bool | None = None) -> Request:
    """A request for `/v1/x`. idempotent: as its method is, if not given; others have a connection of their own."""
    return Request(
        method,
        f"{url}/v1/x",
        headers=((b"Accept-Encoding", b"gzip"),),
        content=content,
        path="/v1/x",
        base=f"{url}/v1",
        idempotent=method != "POST" if idempotent is None else idempotent,
    )


def step(request: Request, timeout: float = 5.0, token: Any = None) -> Send:
    """The step that sends it once."""
    return Send(request, timeout, request.url, token, 1)


def config(url: str, *, is_async: bool = False, **options: Any) -> TransportConfig:
    """What a transport is made with."""
    defaults: dict[str, Any] = {
        "transport": None, "proxy": None, "verify": True, "trust_env": True, "max_response_bytes": 1 << 20,
        "secrets": NO_SECRETS,
    }  # fmt: skip
    return TransportConfig(origin=url, is_async=is_async, **{**defaults, **options})


def sync_transport(url: str, **options: Any) -> SyncTransport:
    return SyncTransport(config(url, **options))


def async_transport(url: str, **options: Any) -> AsyncTransport:
    return AsyncTransport(config(url, is_async=True, **options))


class Sender:
    """Sends requests one after the other over one transport, and returns what the last one came to."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def __call__(
        self,
        url: str,
        *requests: Request,
        timeout: float = 5.0,
        between: Callable[[], object] = lambda: None,
        **options: Any,
    ) -> Any:
        return self.all(url, requests, timeout=timeout, between=between, **options)[-1]

    def all(
        self,
        url: str,
        requests: Iterable[Request],
        *,
        timeout: float = 5.0,
        between: Callable[[], object] = lambda: None,
        **options: Any,
    ) -> list[Response | Failure]:
        """What each of them came to."""
        found: list[Response | Failure] = []
        if self.kind == "sync":
            transport = sync_transport(url, **options)
            for one in requests:
                found.append(transport.send(step(one, timeout)))
                between()
            transport.close()
            return found

        async def run() -> None:
            transport = async_transport(url, **options)
            for one in requests:
                found.append(await transport.send(step(one, timeout)))
                between()
            await transport.aclose()

        asyncio.run(run())
        return found


both = pytest.mark.parametrize("send", [Sender("sync"), Sender("async")], ids=repr)


def until_true(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait for what another thread is about to do; whether it was done."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.001)
    return condition()

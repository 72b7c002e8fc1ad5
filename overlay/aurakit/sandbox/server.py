"""The server: uvicorn in a separate thread, ready when `start` returns and ended when `stop` returns."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from .clock import REAL

if TYPE_CHECKING:
    import ssl

    from .asgi import Application, Scope

HOST = "127.0.0.1"
START_SECONDS = 10.0
IDLE_SECONDS = 60
"""How long a connection may be idle between requests."""
REQUEST_SECONDS = 30.0
"""How long a request may take to arrive, until its last byte, from the connection or from its first byte."""


class _Uvicorn(uvicorn.Server):
    """uvicorn without polling, and without waiting for idle keep-alive connections."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._grace = 0.0

    async def main_loop(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        tasks = list(self.server_state.tasks)
        if tasks and self._grace:
            await asyncio.wait(tasks, timeout=self._grace)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # the connections are notified before their tasks end, so that none tries to respond
        tasks = list(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def stop(self, grace: float) -> None:
        """End the main loop, from another thread; requests in progress have `grace` seconds left."""
        self._grace = grace
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)


class Server:
    """A server on one address.

    Args:
        host: the address to listen on.
        port: the port, or 0 for a free one.
        context: the TLS context, or None for plain HTTP.
    """

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None = None) -> None:
        # With an explicit protocol asyncio sets TCP_NODELAY; without it each small response takes 40 ms.
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # so that a port can be reused immediately; on Windows it would let two servers share it
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._listener.bind((host, port))
            self._listener.listen(1024)
        except OSError:
            self._listener.close()
            raise
        self.port: int = self._listener.getsockname()[1]
        self.request_seconds = REQUEST_SECONDS
        self._context = context
        self._thread: threading.Thread | None = None
        self._uvicorn: _Uvicorn | None = None
        self._transports: dict[Any, asyncio.Transport] = {}

    def start(self, app: Application) -> None:
        """Start serving the application; returns once it accepts connections."""
        config = uvicorn.Config(
            app, loop="asyncio", http=_protocol(self._transports, self.request_seconds), ws="none", lifespan="off",
            log_config=None, log_level="error", access_log=False, proxy_headers=False, server_header=False,
            date_header=False, timeout_keep_alive=IDLE_SECONDS, backlog=1024,
        )  # fmt: skip
        config.load()
        config.ssl = self._context
        self._uvicorn = server = _Uvicorn(config)
        self._thread = threading.Thread(target=self._run, args=(server,), name=f"aura-sandbox-{self.port}", daemon=True)
        self._thread.start()
        if not server.ready.wait(START_SECONDS):
            raise RuntimeError("the sandbox's server did not start")

    def _run(self, server: _Uvicorn) -> None:
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            loop.time = REAL.monotonic  # type: ignore[method-assign] # timers go on where a test freezes the time
            runner.run(server.serve([self._listener]))

    def drop(self, scope: Scope) -> None:
        """Close the connection of a request."""
        transport = self._transports.get(tuple(scope["client"]))
        if transport is not None:
            transport.abort()

    def stop(self, grace: float = 0.0) -> None:
        """Close every connection and end the thread; requests in progress have `grace` seconds."""
        if self._uvicorn is not None and self._thread is not None:
            self._uvicorn.stop(grace)
            self._thread.join()
            self._uvicorn = self._thread = None
        self._listener.close()


def _protocol(transports: dict[Any, asyncio.Transport], seconds: float) -> type[asyncio.Protocol]:
    """The HTTP protocol of one server.

    It tracks the connections, so that one can be closed without a response, and closes those on which a request does
    not arrive in time: uvicorn has a timeout only between requests.
    """

    class Protocol(H11Protocol):
        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            transports[self.client] = transport
            self._await_request()

        def data_received(self, data: bytes) -> None:
            self._await_request()
            super().data_received(data)
            if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:  # the whole request has arrived
                self._stop_waiting()

        def connection_lost(self, exc: Exception | None) -> None:
            transports.pop(self.client, None)
            self._stop_waiting()
            super().connection_lost(exc)

        def _await_request(self) -> None:
            if self._timer is None:
                self._timer = self.loop.call_later(seconds, self.transport.abort)

        def _stop_waiting(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    return Protocol

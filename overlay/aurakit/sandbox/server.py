"""The application on a socket: uvicorn in a thread of its own, there when `start` returns and gone when `stop` does."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Scope

HOST = "127.0.0.1"
START_SECONDS = 10.0


class _Uvicorn(uvicorn.Server):
    """uvicorn without its polling, and without waiting for connections that idle clients keep open."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    async def main_loop(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # the connections hear of it before their tasks end, so that none tries to answer
        tasks = list(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def stop(self) -> None:
        """End the main loop, from another thread."""
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)


class Server:
    """A server on the loopback address.

    Args:
        port: the port, or 0 for one that is free.
    """

    def __init__(self, port: int) -> None:
        # With the protocol named asyncio sends small answers at once (TCP_NODELAY); without it each takes 40 ms.
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # so that a port can be used again at once; on Windows it would let two servers share it
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._listener.bind((HOST, port))
            self._listener.listen(128)
        except OSError:
            self._listener.close()
            raise
        self.port: int = self._listener.getsockname()[1]
        self._thread: threading.Thread | None = None
        self._uvicorn: _Uvicorn | None = None
        self._transports: dict[Any, asyncio.Transport] = {}

    def start(self, app: ASGIApp) -> None:
        """Serve the application; returns once it does."""
        transports = self._transports

        class Protocol(H11Protocol):
            """Keeps the connections at hand, so that one can be ended without an answer."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                transports.pop(self.client, None)
                super().connection_lost(exc)

        config = uvicorn.Config(
            app, loop="asyncio", http=Protocol, ws="none", lifespan="off", log_config=None, log_level="error",
            access_log=False, proxy_headers=False, server_header=False, date_header=False, timeout_keep_alive=60,
        )  # fmt: skip
        self._uvicorn = server = _Uvicorn(config)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(server.serve([self._listener])), name=f"aura-sandbox-{self.port}", daemon=True
        )
        self._thread.start()
        if not server.ready.wait(START_SECONDS):
            raise RuntimeError("the sandbox's server did not start")

    def drop(self, scope: Scope) -> None:
        """End the connection a request came on."""
        transport = self._transports.get(tuple(scope["client"]))
        if transport is not None:
            transport.abort()

    def stop(self) -> None:
        """End every connection and the thread; stopping again does nothing."""
        if self._uvicorn is not None and self._thread is not None:
            self._uvicorn.stop()
            self._thread.join()
            self._uvicorn = self._thread = None
        self._listener.close()

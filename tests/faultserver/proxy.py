"""A CONNECT proxy on loopback: forwards, records where to, asks for a password, refuses, or drips."""

from __future__ import annotations

import base64
import contextlib
import select
import socket
import ssl
import threading
from typing import Self


class ConnectProxy:
    """Forwards every CONNECT to 127.0.0.1 at the port asked for, whatever the host."""

    def __init__(
        self,
        *,
        login: str | None = None,
        status: int = 200,
        drip: float = 0.0,
        tls: ssl.SSLContext | None = None,
        drip_tunnel: float = 0.0,
    ) -> None:
        """login: `user:password` to ask for. status: of the response to CONNECT, 0 for none. drip: seconds between its
        bytes. tls: a server's context, for an https proxy. drip_tunnel: seconds between the bytes that come through
        the tunnel."""
        self.targets: list[str] = []
        self.heads: list[bytes] = []
        self._login = login
        self._status = status
        self._drip = drip
        self._tls = tls
        self._drip_tunnel = drip_tunnel
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        scheme, host = ("https", "localhost") if tls else ("http", "127.0.0.1")
        self.url = f"{scheme}://{login + '@' if login else ''}{host}:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            if self._tls is not None:
                client.settimeout(5)
                client = self._tls.wrap_socket(client, server_side=True)
            top = b""
            while b"\r\n\r\n" not in top:
                data = client.recv(4096)
                if not data:
                    return
                top += data
            self.heads.append(top)
            target = top.split(b" ")[1].decode()
            self.targets.append(target)
            if not self._status:
                return
            status = self._status
            if self._login is not None:
                wanted = b"Basic " + base64.b64encode(self._login.encode())
                status = status if wanted in top else 407
            self._send(client, f"HTTP/1.1 {status} Status\r\n\r\n".encode(), self._drip)
            if status == 200:
                with socket.create_connection(("127.0.0.1", int(target.rpartition(":")[2]))) as server:
                    self._tunnel(client, server)
        except OSError:
            return
        finally:
            client.close()

    def _send(self, client: socket.socket, content: bytes, drip: float) -> None:
        if not drip:
            client.sendall(content)
            return
        for index in range(len(content)):
            if self._stop.wait(drip):
                return
            client.sendall(content[index : index + 1])

    def _tunnel(self, client: socket.socket, server: socket.socket) -> None:
        """In one thread: two that read and write one TLS connection at a time break it."""
        while not self._stop.is_set():
            decrypted = isinstance(client, ssl.SSLSocket) and client.pending()
            for source in [client] if decrypted else select.select([client, server], [], [], 0.05)[0]:
                if not (data := source.recv(65536)):
                    return
                if source is client:
                    server.sendall(data)
                else:
                    self._send(client, data, self._drip_tunnel)

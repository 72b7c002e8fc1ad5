"""Proxies on loopback, by CONNECT or SOCKS: they forward, record where to, ask for passwords, refuse, drip or stall."""

from __future__ import annotations

import base64
import contextlib
import select
import socket
import ssl
import threading
from typing import Self


def _at_once(*sockets: socket.socket) -> None:
    """Send what is written at once: a handshake in small pieces would take 40 ms for each."""
    for one in sockets:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


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
        echoes: bool = False,
    ) -> None:
        """login: `user:password` to ask for. status: of the response to CONNECT, 0 for none. drip: seconds between its
        bytes. tls: a server's context, for an https proxy. drip_tunnel: seconds between the bytes that come through
        the tunnel. echoes: the response has the headers of the CONNECT."""
        self.targets: list[str] = []
        self.heads: list[bytes] = []
        self._login = login
        self._status = status
        self._drip = drip
        self._tls = tls
        self._drip_tunnel = drip_tunnel
        self._echoes = echoes
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
            headers = top.partition(b"\r\n")[2] if self._echoes else b"\r\n"
            self._send(client, f"HTTP/1.1 {status} Status\r\n".encode() + headers, self._drip)
            if status == 200:
                with socket.create_connection(("127.0.0.1", int(target.rpartition(":")[2]))) as server:
                    _at_once(client, server)
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


class SocksProxy:
    """A SOCKS5 proxy on loopback that does its part, or stops in the middle of it."""

    def __init__(self, *, stall: str = "", refuse: bool = False) -> None:
        """stall: `greeting`, `login` or `connect`: what it does not answer."""
        self.stall, self.refuse = stall, refuse
        self.logins: list[tuple[bytes, bytes]] = []
        self.closed = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):  # closing alone leaves the thread to accept what comes in by that number
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError, IndexError):  # hung up in the middle
            self._talk(client)
        self.closed += 1

    def _talk(self, client: socket.socket) -> None:
        client.settimeout(10)
        methods = client.recv(257)[2:]
        if self.stall == "greeting":
            client.recv(1)
            return
        client.sendall(b"\x05\x02" if 2 in methods else b"\x05\x00")
        if 2 in methods:
            given = client.recv(600)
            user = given[2 : 2 + given[1]]
            self.logins.append((user, given[3 + given[1] :]))
            if self.stall == "login":
                client.recv(1)
                return
            client.sendall(b"\x01\x00")
        wanted = client.recv(600)
        if self.stall == "connect":
            client.recv(1)
            return
        client.sendall((b"\x05\x05" if self.refuse else b"\x05\x00") + b"\x00\x01\x00\x00\x00\x00\x00\x00")
        if self.refuse:
            return
        with socket.create_connection(("127.0.0.1", int.from_bytes(wanted[-2:], "big"))) as server:
            _at_once(client, server)
            threading.Thread(target=self._pump, args=(server, client), daemon=True).start()
            self._pump(client, server)
            with contextlib.suppress(OSError):  # wakes the thread that reads from it, which closing alone does not
                server.shutdown(socket.SHUT_RDWR)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            return

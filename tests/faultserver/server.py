"""The server: threads, sockets, records."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from support.ports import free_port

from .actions import Action, response, token

if TYPE_CHECKING:
    import ssl

Rule = Callable[["Received"], "Action | None"]


class Received(NamedTuple):
    """A request as it came."""

    method: str
    target: str
    """Path and query, not decoded."""
    headers: dict[str, str]
    """By lower-case name."""
    content: bytes
    connection: int
    """Number of the connection, from 1."""
    at: float
    """`time.monotonic()` of its arrival."""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def body(self) -> Any:
        return json.loads(self.content) if self.content else None

    @property
    def is_token_request(self) -> bool:
        return self.path.endswith("/oauth/token")


class FaultServer:
    """See the package."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, default: Action | None = None) -> None:
        """tls: a server's context, for https. default: what a request gets when nothing is scripted for it."""
        self.default: Action = default or response(200, {"data": []})
        self.requests: list[Received] = []
        self.connections = 0
        self.closed = 0
        self.dropped = 0
        self.drop_connections = False
        """Reset every new connection before anything is read."""
        self._tls = tls
        self._script: deque[Action] = deque()
        self._token_script: deque[Action] = deque()
        self._rules: list[Rule] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        scheme, host = ("https", "localhost") if tls else ("http", "127.0.0.1")
        self.url = f"{scheme}://{host}:{self.port}"

    # ------------------------------------------------------------------------------------------------ what to do

    def script(self, *actions: Action) -> None:
        """What the next requests get, one each; token requests aside."""
        self._script.extend(actions)

    def token_script(self, *actions: Action) -> None:
        """What the next token requests get, one each."""
        self._token_script.extend(actions)

    def rule(self, rule: Rule) -> None:
        """A function that is asked first; None leaves the request to the script."""
        self._rules.append(rule)

    # ------------------------------------------------------------------------------------------------ what happened

    def calls(self, method: str | None = None, path: str | None = None) -> list[Received]:
        """The requests that came, token requests aside."""
        with self._lock:
            found = list(self.requests)
        return [
            request
            for request in found
            if not request.is_token_request and method in (None, request.method) and path in (None, request.path)
        ]

    def count(self, method: str | None = None, path: str | None = None) -> int:
        """How many came."""
        return len(self.calls(method, path))

    @property
    def token_requests(self) -> int:
        """How many token requests came."""
        with self._lock:
            return sum(request.is_token_request for request in self.requests)

    # ------------------------------------------------------------------------------------------------ its life

    def __enter__(self) -> Self:
        thread = threading.Thread(target=self._accept, daemon=True)
        thread.start()
        self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        with suppress(OSError):  # macOS and Windows: closing is enough there
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in list(self._threads):
            thread.join(timeout=2)

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                number = self.connections
            if self.drop_connections:
                self.dropped += 1
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.close()
                continue
            thread = threading.Thread(target=self._serve, args=(connection, number), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                connection.settimeout(5)
                connection = self._tls.wrap_socket(connection, server_side=True)
            reader = _Reader(connection, self._stop, number)
            while (request := reader.next()) is not None:
                if not self._action_for(request)(connection, self._stop):
                    return
        except OSError:
            return
        finally:
            connection.close()
            with self._lock:
                self.closed += 1

    def _action_for(self, request: Received) -> Action:
        with self._lock:
            self.requests.append(request)
            if request.is_token_request:
                return self._token_script.popleft() if self._token_script else token(f"token-{len(self.requests)}")
            for rule in self._rules:
                if (action := rule(request)) is not None:
                    return action
            return self._script.popleft() if self._script else self.default


class _Reader:
    """Requests out of a connection."""

    def __init__(self, connection: socket.socket, stop: threading.Event, number: int) -> None:
        self.connection = connection
        self.stop = stop
        self.number = number
        self.buffer = b""

    def _more(self) -> bool:
        self.connection.settimeout(0.05)
        while not self.stop.is_set():
            try:
                data = self.connection.recv(65536)
            except TimeoutError:
                continue
            self.buffer += data
            self.connection.settimeout(5)
            return bool(data)
        return False

    def next(self) -> Received | None:
        """The next request; None when the client hung up or the server stops."""
        while b"\r\n\r\n" not in self.buffer:
            if not self._more():
                return None
        top, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        first, *lines = top.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = int(headers.get("content-length", "0"))
        while len(self.buffer) < length:
            if not self._more():
                return None
        content, self.buffer = self.buffer[:length], self.buffer[length:]
        method, target, _ = first.split(" ")
        return Received(method, target, headers, content, self.number, time.monotonic())


class Unreachable:
    """The URL of a port that nobody listens at."""

    def __init__(self) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"

"""A server between client and sandbox: it does what no ASGI server can, and notes each request as a server counts it.

Every request goes on to the sandbox and its response back, unless trouble was ordered for it. What was sent back is
noted before it is sent, since a client can be quicker than this thread.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from faultserver import Close, FaultServer, Garbage, Received, Reset, Truncate, response
from faultserver.actions import head, raw

if TYPE_CHECKING:
    import socket
    from types import TracebackType

    from aurakit.sandbox import Sandbox
    from faultserver.actions import Action

TROUBLES: Final = (
    "reset before", "reset after", "close after", "cut off", "no http", "a page", "bad gzip", "no id",
    "redirect within", "redirect to another version", "redirect elsewhere",
)  # fmt: skip
"""What the front can do to a request. Those that are not `before` and no redirect come after it was acted on."""


class Event(NamedTuple):
    """A request as the front counted it."""

    method: str
    path: str
    since: float
    """When the step began that it belongs to."""
    several: bool
    """Whether several calls were made at once, of which each moves the time for all."""
    at: float
    took: float
    """Seconds on the shared clock that the response took."""
    token: str
    """The one it was sent with, or was given by the token endpoint."""
    status: int | None
    """Of the response that was sent back, if its head was."""
    sound: bool
    """Whether that response was the sandbox's own, to its end."""
    acted_on: bool
    """Whether it may have had an effect."""
    has_id: bool
    """Whether the response's head has a request id."""

    @property
    def is_token_request(self) -> bool:
        return self.path.endswith("/oauth/token")


class Reply(NamedTuple):
    """What the sandbox responded."""

    status: int
    headers: dict[str, str]
    content: bytes


class Front:
    """The server, its orders and its notes."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.events: list[Event] = []
        self.since = 0.0
        """When the present step began."""
        self.several = False
        """Whether it makes several calls at once."""
        self.happened = 0
        """How often ordered trouble came about."""
        self.server = _Server(self)
        self.elsewhere = FaultServer()
        self._sandbox = sandbox
        self._orders: dict[bool, deque[str]] = {False: deque(), True: deque()}
        self._lock = threading.Lock()
        self._busy = 0
        self._counting = threading.Lock()
        self._host = sandbox.base_url.removeprefix("http://")
        self._connection = http.client.HTTPConnection(self._host)

    def __enter__(self) -> Self:
        self.server.__enter__()
        self.elsewhere.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.__exit__()
        self.elsewhere.__exit__()
        self._connection.close()

    def order(self, trouble: str, *, token: bool = False) -> None:
        """Trouble for the next request; token: for the next token request."""
        self._orders[token].append(trouble)

    def began(self) -> None:
        """A request has come."""
        with self._counting:
            self._busy += 1

    def settled(self) -> int:
        """How many requests there were, once none is being served any more."""
        while self._busy:
            time.sleep(0.0002)
        return len(self.events)

    def responding(self, received: Received) -> Action:
        """Carry a request on, note it, and say what is sent back."""
        try:
            with self._lock:
                orders = self._orders[received.is_token_request]
                trouble = orders.popleft() if orders else ""
                began = self._sandbox.clock.now()
                reply = None if trouble == "reset before" or trouble.startswith("redirect") else self._carried(received)
                action, status, sound, has_id = self._troubled(trouble, reply, received)
                self.happened += bool(trouble)
                took = self._sandbox.clock.now() - began
                acted_on = not (trouble.startswith("redirect") or (reply is not None and 400 <= reply.status < 500))
                self.events.append(Event(
                    received.method, received.path, self.since, self.several, began, took,
                    _token(received, reply), status, sound, acted_on, has_id,
                ))  # fmt: skip
                return action
        finally:
            with self._counting:
                self._busy -= 1

    def _carried(self, received: Received) -> Reply | None:
        """What the sandbox says; None when it ends the connection."""
        headers = {name: value for name, value in received.headers.items() if name != "host"}
        try:
            self._connection.request(received.method, received.target, received.content or None, headers)
            response = self._connection.getresponse()
            names = {name.lower(): name for name, _ in response.getheaders()}
            return Reply(response.status, {name: response.headers[name] for name in names.values()}, response.read())
        except (http.client.HTTPException, OSError):
            self._connection.close()
            return None

    def _troubled(self, trouble: str, reply: Reply | None, received: Received) -> tuple[Action, int | None, bool, bool]:
        """What is sent back, its status, whether it is sound, whether it has a request id."""
        if trouble.startswith("redirect"):
            return response(307, headers={"Location": self._location(trouble, received)}), 307, False, True
        if trouble == "reset before" or reply is None or trouble == "reset after":
            return (Close() if not trouble else Reset()), None, False, False
        if trouble in {"close after", "no http"}:
            return (Close() if trouble == "close after" else Garbage()), None, False, False
        has_id = any(name.lower() == "x-request-id" for name in reply.headers)
        if trouble == "a page":
            return response(reply.status, b"<html><title>Login</title></html>"), reply.status, False, True
        if trouble == "bad gzip":
            bad = response(reply.status, b"this is no gzip", {"Content-Encoding": "gzip"})
            return bad, reply.status, False, True
        if trouble == "no id":
            return _as_sent(reply, without="x-request-id"), reply.status, True, False
        sent = _as_sent(reply)
        if trouble == "cut off" and reply.content:
            return Truncate(sent), reply.status, False, has_id
        return sent, reply.status, True, has_id

    def _location(self, trouble: str, received: Received) -> str:
        if trouble == "redirect elsewhere":
            return self.elsewhere.url + received.target
        return received.target if trouble == "redirect within" else "/v2" + received.target


class _Server(FaultServer):
    """Leaves every request to the front, those for tokens too."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self._front = front

    def _action_for(self, request: Received) -> Action:
        self._front.began()
        return _Responding(self._front, request)


class _Responding:
    """The action for one request, decided when it is carried out: outside of the server's lock."""

    def __init__(self, front: Front, received: Received) -> None:
        self._front = front
        self._received = received

    def __call__(self, connection: socket.socket, stop: threading.Event) -> bool:
        return self._front.responding(self._received)(connection, stop)


def _as_sent(reply: Reply, without: str = "") -> raw:
    headers = {name: value for name, value in reply.headers.items() if name.lower() != without}
    return raw(head(reply.status, headers) + reply.content)


def _token(received: Received, reply: Reply | None) -> str:
    if not received.is_token_request:
        return received.headers.get("authorization", "").removeprefix("Bearer ")
    given: dict[str, Any] = json.loads(reply.content) if reply is not None and reply.status == 200 else {}
    return str(given.get("access_token", ""))

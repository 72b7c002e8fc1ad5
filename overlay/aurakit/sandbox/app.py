"""The sandbox as an ASGI application: reads requests, sends responses, closes connections."""

from __future__ import annotations

import asyncio
from email.utils import formatdate
from typing import TYPE_CHECKING

from .bodies import MAX_BODY_BYTES
from .control import MAX_CONTROL_BYTES
from .gateway import Decision
from .messages import HttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .asgi import Receive, Scope, Send
    from .control import Control
    from .gateway import Gateway

DRAINED_BYTES = 1024 * 1024
DRAINED_SECONDS = 1.0


class App:
    """Serves the API over ASGI.

    Args:
        gateway: makes the responses of the API.
        control: makes those of `/_sandbox/`.
        drop: closes the connection of a request.
        expires: the value of an `X-Tyk-Api-Expires` header in every response.
    """

    def __init__(self, gateway: Gateway, control: Control, drop: Callable[[Scope], None], expires: str | None) -> None:
        self._gateway = gateway
        self._control = control
        self._drop = drop
        self._expires = expires

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            await self._serve(scope, receive, send)
        except asyncio.CancelledError:  # the server stops during a delayed response, which no client waits for any more
            return

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        controls = self._control.serves(scope["path"])
        try:
            body = await _read(scope, receive, MAX_CONTROL_BYTES if controls else MAX_BODY_BYTES)
        except ConnectionError:
            return
        request = HttpRequest.of(scope, body)
        decision = Decision(self._control.respond(request), None) if controls else await self._gateway.respond(request)
        if decision is None:
            self._drop(scope)
            await receive()  # returns once the connection is closed
            return
        content, headers = self._encoded(decision)
        if body is None:
            await _refuse_body(receive, send, decision.response.status, content, headers)
        else:
            await send({"type": "http.response.start", "status": decision.response.status, "headers": headers})
            await send({"type": "http.response.body", "body": content})

    def _encoded(self, decision: Decision) -> tuple[bytes, list[tuple[bytes, bytes]]]:
        content, media_type = decision.response.encoded()
        headers = {"Date": formatdate(self._gateway.world.clock.wall(), usegmt=True)}
        if decision.request_id is not None:
            headers["X-Request-Id"] = decision.request_id
        if self._expires is not None:
            headers["X-Tyk-Api-Expires"] = self._expires
        if media_type is not None:
            headers["Content-Type"] = media_type
        headers |= dict(decision.response.headers)
        if decision.response.status != 204 and not any(name.lower() == "content-length" for name in headers):
            headers["Content-Length"] = str(len(content))
        return content, [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


async def _read(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """The body; None as soon as it is known to be too large.

    Raises:
        ConnectionError: the client has closed the connection.
    """
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if int(declared) > limit:
        return None
    pieces, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionError
        more = message.get("more_body", False)
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > limit:
            return None
    return b"".join(pieces)


async def _refuse_body(
    receive: Receive, send: Send, status: int, content: bytes, headers: list[tuple[bytes, bytes]]
) -> None:
    """Send a response while the body is still arriving, and close the connection.

    A little of the body is read after the response: closing a connection with unread data resets it, and the client may
    then lose the response.
    """
    await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": content, "more_body": True})
    try:
        async with asyncio.timeout(DRAINED_SECONDS):
            await _drain(receive)
    except TimeoutError:
        pass
    await send({"type": "http.response.body", "body": b""})


async def _drain(receive: Receive) -> None:
    drained, more = 0, True
    while more and drained <= DRAINED_BYTES:
        message = await receive()
        drained += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)

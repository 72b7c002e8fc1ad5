"""A raw-socket server on loopback that misbehaves to order.

    with FaultServer() as server:
        server.script(response(503), Reset(), response(200, {"data": []}))
        ...
        assert server.count("GET", "/v1/instances") == 3

Every connection has a thread; every request is recorded before what was scripted for it happens. A request to the token
endpoint gets a token unless `token_script` says otherwise, so that one server can pose as the whole API.
"""

from __future__ import annotations

from .actions import (
    Close,
    Drip,
    Garbage,
    Hold,
    Reset,
    Silence,
    Stall,
    Truncate,
    bomb,
    large,
    raw,
    response,
    token,
)
from .proxy import ConnectProxy, SocksProxy
from .server import FaultServer, Received, Unreachable

__all__ = [
    "Close", "ConnectProxy", "Drip", "FaultServer", "Garbage", "Hold", "Received", "Reset", "Silence",
    "SocksProxy", "Stall", "Truncate", "Unreachable", "bomb", "large", "raw", "response", "token",
]  # fmt: skip

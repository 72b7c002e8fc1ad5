"""Ports for servers that must be told theirs, and ports that nobody listens at."""

from __future__ import annotations

import contextlib
import random
import socket


def free_port() -> int:
    """A free port of loopback, below those that systems give away: one of those another process may get before us."""
    while True:
        port = random.randrange(10_000, 20_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port

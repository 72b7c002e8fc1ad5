"""The state of an attempt: its deadline, whether the request was sent, and the connection it uses."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from .._calls.wakers import LONGEST_WAIT

if TYPE_CHECKING:
    from .backend import Link
    from .library import Library

EXTENSION: Final = "aurakit"  # the request extension that carries the attempt to the pool


class Attempt:
    """The state of an attempt. It is in real seconds, whatever the client's clock: sockets know no others."""

    __slots__ = ("alone", "core", "depth", "ends", "heard", "link", "pool", "sent", "waited")

    def __init__(self, seconds: float, library: Library, *, depth: int, alone: bool) -> None:
        """seconds: for the whole attempt. depth: how many layers of TLS the request passes, those of the API and of a
        proxy. Data with fewer layers, such as a `CONNECT`, is not the request yet. alone: uses a new connection."""
        self.ends = time.monotonic() + min(seconds, LONGEST_WAIT)
        self.core: Any = library.core
        self.depth = depth
        self.alone = alone
        self.sent = False
        self.heard = False  # whether anything was read since the last write
        self.waited = False  # whether the task waited for a socket, so that others could run
        self.link: Link | None = None  # taken before the request is made, given back after the response
        self.pool: Any = None  # the pool of a task's connection

    def __repr__(self) -> str:  # mocking libraries print request extensions
        return "<Attempt>"

    def left(self, error: str) -> float:
        """Seconds left; raises the library's exception of that name if there are none."""
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise getattr(self.core, error)
        return seconds

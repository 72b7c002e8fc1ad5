"""How far an attempt has come: its deadline, whether the request went out, and the connection it uses."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from .._calls.wakers import LONGEST_WAIT

if TYPE_CHECKING:
    from .backend import Link
    from .library import Library

EXTENSION: Final = "aurakit"  # the request's extension that brings the attempt to the pool


class Attempt:
    """How far an attempt has come. Real seconds count here, whatever the client's clock: sockets know no others."""

    __slots__ = ("alone", "core", "depth", "ends", "heard", "link", "pool", "sent", "waited")

    def __init__(self, seconds: float, library: Library, *, depth: int, alone: bool) -> None:
        """seconds: for all of it. depth: how often the request is encrypted, by the API's TLS and by a proxy's. What is
        written less often encrypted, such as a `CONNECT`, is not yet the request. alone: on a connection of its own."""
        self.ends = time.monotonic() + min(seconds, LONGEST_WAIT)
        self.core: Any = library.core
        self.depth = depth
        self.alone = alone
        self.sent = False
        self.heard = False  # whether anything was read since the last write
        self.waited = False  # whether the task waited for a socket, so that others had their turn
        self.link: Link | None = None  # taken before the request is made, and given back after the response
        self.pool: Any = None  # of a task's connection: where it goes back to

    def __repr__(self) -> str:  # mocking libraries print a request's extensions
        return "<Attempt>"

    def left(self, error: str) -> float:
        """Seconds left; raises the library's exception of that name when none are."""
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise getattr(self.core, error)
        return seconds

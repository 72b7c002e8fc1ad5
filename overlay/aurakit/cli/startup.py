"""What makes a process of the command line start faster."""

from __future__ import annotations

import sys
from typing import Final

# Where they are installed, httpx imports its own command line, with rich and pygments, and httpcore imports trio. That
# is a third of the time that a short command takes, and nothing in this process uses them.
UNUSED: Final = ("httpx._main", "httpx2._main", "trio")


def skip_unused_imports() -> None:
    """Let the HTTP library do without what it imports only if it is installed. For a process of our own only."""
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]
    for name in UNUSED:
        modules.setdefault(name, None)  # how an import is refused

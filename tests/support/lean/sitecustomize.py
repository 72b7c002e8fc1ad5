"""Imported at the start of Python processes that tests start; see `support/children.py`."""

from __future__ import annotations

import sys

# Where they are installed, httpx imports its own command line, with rich, and httpcore imports trio: a third of the
# time that a short process takes, for nothing.
for name in ("httpx._main", "httpx2._main", "trio"):
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # how an import is refused

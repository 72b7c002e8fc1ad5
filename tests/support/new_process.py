"""What a process keeps for all its clients, forgotten: as in a new process."""

from __future__ import annotations

import sys


def as_in_a_new_process() -> None:
    """Forget limits and tokens."""
    # Looked up by name, since a test that needs neither should not pay for the import.
    for module, name in (("aurakit._auth.memory_store", "_stores"), ("aurakit._auth.provider", "_providers")):
        if loaded := sys.modules.get(module):
            getattr(loaded, name).clear()

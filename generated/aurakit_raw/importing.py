# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit it: run that again.
"""Importing in the middle of a call, safely where another thread may fork.

A child process inherits the lock of a module that a thread of its parent was importing, and waits for it for ever. So
what a call imports late is imported under one lock, and a fork waits until that is free.
"""

from __future__ import annotations

import os
import threading

importing = threading.RLock()
"""Held around an import on the way of a call. Re-entrant, for signal handlers."""

if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(before=importing.acquire, after_in_parent=importing.release, after_in_child=importing.release)

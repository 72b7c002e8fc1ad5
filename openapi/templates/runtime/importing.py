"""Imports during a call, safe even if another thread forks.

A child process inherits the lock of a module that a thread of its parent was importing, and would wait for it forever.
So whatever a call imports late is imported in a `with importing:` block, and a fork waits until no other thread is in
one.

The block holds no lock: Ctrl-C while it is entered or left would leave the lock held forever.
"""

from __future__ import annotations

import os
import sys
import time
from _thread import get_ident
from importlib import import_module
from typing import Any

LONGEST = 10.0
"""Seconds that a fork waits for the imports of other threads."""


class _Importing:
    """Knows by their frames which threads are importing, so that an entry that was left behind is recognised."""

    def __init__(self) -> None:
        self._entries: dict[tuple[int, int], None] = {}
        self._forking = 0  # the thread that is about to fork

    def __enter__(self) -> None:
        entry = get_ident(), id(sys._getframe(1))
        self._entries[entry] = None  # before `_forking` is read; a fork does the two in the other order
        began = time.monotonic()
        while self._forking not in {0, entry[0]} and time.monotonic() - began < LONGEST:
            self._entries.pop(entry, None)
            time.sleep(0.001)
            self._entries[entry] = None

    def __exit__(self, *_: object) -> None:
        self._entries.pop((get_ident(), id(sys._getframe(1))), None)

    def before_fork(self) -> None:
        """Wait until no other thread is importing, and let none begin."""
        self._forking = me = get_ident()
        began = time.monotonic()
        while self._others_import(me) and time.monotonic() - began < LONGEST:
            time.sleep(0.001)

    def after_fork(self) -> None:
        """Let threads import again; in a child there is only this one."""
        self._forking = 0

    def _others_import(self, me: int) -> bool:
        """Whether another thread is in a block. One that was interrupted while entering or leaving it is not."""
        running = sys._current_frames()
        for entry in list(self._entries):
            thread, frame = entry[0], running.get(entry[0])
            while frame is not None and id(frame) != entry[1]:
                frame = frame.f_back
            if frame is None:
                self._entries.pop(entry, None)
            elif thread != me:
                return True
        return False


importing = _Importing()
"""Entered around an import during a call. Re-entrant, for signal handlers."""


class Late:
    """A sibling module that is imported when one of its attributes is first used. It then replaces this object among
    the given names, so that later calls do not pass through it."""

    def __init__(self, names: dict[str, Any], name: str) -> None:
        self._names = names
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        with importing:
            module = import_module(f"{self._names['__package__']}.{self._name}")
        self._names[self._name] = module
        return getattr(module, attribute)


if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(
        before=importing.before_fork, after_in_parent=importing.after_fork, after_in_child=importing.after_fork
    )

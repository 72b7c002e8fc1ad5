"""Work during a call that must not be interrupted: imports, and what makes a library hold locks of its own.

A child process inherits the lock of a module that a thread of its parent was importing, and would wait for it forever.
Ctrl-C in the middle of an import makes the same import fail in every thread that waits for it. So whatever a call
imports late is imported in a `with importing:` block: a fork waits until no other thread is in one, and only one thread
at a time is in one, so that the next thread finds the module imported or imports it itself.

`with no_fork:` is for code during which OpenSSL holds locks, such as loading certificates. A fork waits for these
blocks too, but any number of threads can be in them.

The blocks hold no lock: Ctrl-C while one is entered or left would leave the lock held forever.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from _thread import get_ident
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

Entry = tuple[int, int, bool]
"""The thread that is in a block, the frame that entered it, and whether only one thread may be in it."""

LONGEST = 10.0
"""Seconds that a fork, or a thread, waits for other threads."""
_entries: dict[Entry, None] = {}
_forking: list[int] = []  # the thread that is about to fork


class _Block:
    """Knows by their frames which threads are in it, so that an entry that was left behind is recognised."""

    def __init__(self, *, alone: bool) -> None:
        """alone: whether only one thread may be in it at a time."""
        self._alone = alone
        self._entries = _entries

    def __enter__(self) -> None:
        entry = get_ident(), id(sys._getframe(1)), self._alone
        _entries[entry] = None  # before `_forking` is read; a fork does the two in the other order
        if _forking or (self._alone and len(_entries) > 1):
            _wait(entry)

    def __exit__(self, *_: object) -> None:
        _entries.pop((get_ident(), id(sys._getframe(1)), self._alone), None)


def _wait(entry: Entry) -> None:
    """Wait while another thread forks, or entered such a block earlier and is still in it."""
    began = time.monotonic()
    while time.monotonic() - began < LONGEST:
        there = _those_there()
        if any(other[0] == entry[0] and other != entry for other in there):
            return  # already in a block: a fork is waiting for this thread
        if _forking and entry[0] not in _forking:
            _entries.pop(entry, None)
            time.sleep(0.001)
            _entries[entry] = None
        elif entry[2] and next((other for other in there if other[2]), entry) != entry:
            time.sleep(0.001)
        else:
            return


def _those_there() -> list[Entry]:
    """The entries of threads that are in a block, in order. One interrupted while entering or leaving is not."""
    if not _entries:
        return []
    running = _current_frames()
    there = []
    for entry in list(_entries):
        frame: FrameType | None = running.get(entry[0])
        while frame is not None and id(frame) != entry[1]:
            frame = frame.f_back
        if frame is None:
            _entries.pop(entry, None)
        else:
            there.append(entry)
    return there


if sys.version_info >= (3, 12):
    _current_frames = sys._current_frames
else:
    _asking: list[int] = []  # the threads in the function below
    _paused: list[bool] = []  # not empty if one of them has turned the garbage collector off

    def _current_frames() -> dict[int, FrameType]:
        """The frame that each thread is in, looked up while no garbage is collected.

        Python 3.11 would collect garbage in the middle, with the lock of its list of threads held. A callback that is
        called then can let another thread run, and if that one needs the lock, both wait forever:
        https://github.com/python/cpython/issues/106883.
        """
        me = get_ident()
        try:
            _asking.append(me)
            if gc.isenabled():
                _paused.append(True)
                gc.disable()
            return sys._current_frames()
        finally:
            try:
                if me in _asking:
                    _asking.remove(me)
            finally:  # even if Ctrl-C comes in between
                if not _asking and _paused:  # no other thread runs before the end of the last line
                    del _paused[:]
                    gc.enable()


def before_fork() -> None:
    """Wait until no other thread is in a block, and let none enter."""
    me = get_ident()
    _forking[:] = [me]
    began = time.monotonic()
    while any(entry[0] != me for entry in _those_there()) and time.monotonic() - began < LONGEST:
        time.sleep(0.001)


def after_fork() -> None:
    """Let threads enter again."""
    _forking.clear()


def after_fork_in_child() -> None:
    """There is only this thread: others leave nothing behind that they would have finished."""
    after_fork()
    if sys.version_info < (3, 12):
        _asking.clear()
        if _paused:
            del _paused[:]
            gc.enable()


importing = _Block(alone=True)
"""Entered around an import during a call. Re-entrant, for signal handlers."""
no_fork = _Block(alone=False)
"""Entered around code during which a library holds its own locks."""


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


if TYPE_CHECKING:  # the types are the same
    LateProperty = cached_property
else:

    class LateProperty(cached_property):
        """A cached property whose function may import.

        While it is computed, the base class holds a lock in Python 3.11, a single one for all objects: a child that is
        forked at that moment would wait for it forever. This class holds none. Threads that compute it at the same time
        get the same object.
        """

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            with importing:
                value = self.func(instance)
            return vars(instance).setdefault(self.attrname, value)


if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(before=before_fork, after_in_parent=after_fork, after_in_child=after_fork_in_child)

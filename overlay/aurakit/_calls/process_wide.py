"""Objects that a process keeps for all its clients, by key: limiters and tokens. No I/O.

An object is kept while a client uses it, and after that while it has something to remember, so that a program that
makes a client for every call keeps to the limit and reuses its token.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from weakref import WeakSet, WeakValueDictionary

from .locks import releasing

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Kept(Protocol):
    """What can be kept."""

    def idle(self, now: float) -> bool:
        """Whether there is nothing left to remember."""
        raise NotImplementedError

    def forget_other_threads(self) -> None:
        """In a forked child: the threads that held locks or were at work do not exist here."""


K = TypeVar("K", bound=Kept)


class Shared(Generic[K]):
    """The objects of one kind."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._used: WeakValueDictionary[Hashable, K] = WeakValueDictionary()
        self._kept: dict[Hashable, tuple[K, Callable[[], float]]] = {}
        watch(self)

    @releasing()
    def get(self, key: Hashable, make: Callable[[], K], now: Callable[[], float]) -> K:
        """The object for `key`, made if there is none. now: the time for its `idle`."""
        with self._lock:
            for other, (kept, time) in list(self._kept.items()):
                if other != key and kept.idle(time()):
                    self._kept.pop(other, None)  # a signal handler may have run in between
            found = self._used.get(key)
            if found is None:
                found = self._used[key] = make()
            self._kept[key] = found, now
            return found

    @releasing()
    def clear(self) -> None:
        """Forget everything, as in a new process."""
        with self._lock:
            self._used.clear()
            self._kept.clear()

    @releasing()
    def idle(self) -> bool:
        """Whether there is nothing left to remember."""
        with self._lock:
            return all(kept.idle(time()) for kept, time in list(self._kept.values()))

    def forget_other_threads(self) -> None:
        """In a forked child."""
        self._lock = threading.RLock()
        for kept in list(self._used.values()):
            kept.forget_other_threads()


_all: WeakSet[Any] = WeakSet()


def watch(thing: Any) -> None:
    """Call `thing.forget_other_threads()` in forked children, as long as it lives."""
    _all.add(thing)


def _after_fork() -> None:
    for thing in list(_all):
        thing.forget_other_threads()


if hasattr(os, "register_at_fork"):  # not on Windows, which cannot fork
    os.register_at_fork(after_in_child=_after_fork)

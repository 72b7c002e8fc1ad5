"""Locks that are released even if Ctrl-C comes at the end of their block.

Python runs a few instructions between the last one of a `with` block and the call of the lock's `__exit__`. Signal
handlers do not run there, except in a traced program (debugger, coverage), where one can run inside the tracing
function. Its KeyboardInterrupt then leaves the block with the lock held, and other threads would wait forever.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


def release_left(holder: object, name: str) -> None:
    """Release the re-entrant lock `holder.name` if this thread holds it but is no longer in a block of it.

    The thread holds it rightly if a signal handler or the garbage collector interrupted a block: then an outer frame
    names the lock and has the holder as a variable.
    """
    frame = sys._getframe(1).f_back
    while frame is not None:
        if name in frame.f_code.co_names and any(value is holder for value in list(frame.f_locals.values())):
            return
        frame = frame.f_back
    lock: Any = getattr(holder, name)
    with suppress(RuntimeError):  # this thread does not hold it any more
        while True:
            lock.release()


def releasing(name: str = "_lock") -> Callable[[Callable[P, T]], Callable[P, T]]:
    """For methods with a block of `self.name`: an exception that leaves them does not leave the lock held."""

    def decorate(method: Callable[P, T]) -> Callable[P, T]:
        @wraps(method)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return method(*args, **kwargs)
            except BaseException:
                release_left(args[0], name)
                raise

        return run

    return decorate

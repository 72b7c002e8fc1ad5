"""Locks that stay nobody's when a Ctrl-C comes on the way out of their block.

Python runs a few instructions between the last one of a `with` block and the call of the lock's `__exit__`. No signal
handler runs there, except in a program that is traced, by a debugger or a measurement of coverage: one can run inside
the tracing function. Its KeyboardInterrupt leaves the block with the lock still locked, and other threads would wait
for ever.
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
    """Release the re-entrant lock `holder.name` if this thread has it, but is in no block of it any more.

    It may rightly have it where a signal handler, or the garbage collector, came in the middle of a block: then a frame
    further out names the lock and has the holder as a variable.
    """
    frame = sys._getframe(1).f_back
    while frame is not None:
        if name in frame.f_code.co_names and any(value is holder for value in list(frame.f_locals.values())):
            return
        frame = frame.f_back
    lock: Any = getattr(holder, name)
    with suppress(RuntimeError):  # this thread has it no more
        while True:
            lock.release()


def releasing(name: str = "_lock") -> Callable[[Callable[P, T]], Callable[P, T]]:
    """For methods with a block of `self.name`: an exception that leaves them leaves no lock behind."""

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

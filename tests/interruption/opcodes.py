"""Interrupts a thread at a chosen opcode of this package, or of the library that makes its connections.

Tracing every opcode of a call once for each of its ten thousand opcodes would take hours. So a call is recorded once:
each opcode is known by the function entered last (or generator gone on with) and the opcodes passed since. To come back
to it only the entries are traced, which are some hundreds, and the opcodes from there on.
"""

from __future__ import annotations

import functools
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, Self

if TYPE_CHECKING:
    import types
    from collections.abc import Callable

P = ParamSpec("P")
ROOT = Path(__file__).resolve().parents[2]
OURS = (str(ROOT / "overlay"), str(ROOT / "generated"))
LIBRARIES = tuple(f"{os.sep}{name}{os.sep}" for name in ("httpx", "httpcore", "h11", "httpx2", "httpcore2", "socksio"))


def in_a_thread_of_its_own(test: Callable[P, None]) -> Callable[P, None]:
    """For tests that interrupt at opcodes.

    An interrupt among the opcodes that end an `except` block leaves its exception behind in the thread, where it would
    become the context of whatever is raised in later tests.
    """

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(test, *args, **kwargs).result()

    return run


class Place(NamedTuple):
    """One opcode of a call."""

    entry: int
    """How many functions were entered before it."""
    opcode: int
    """How many opcodes were passed since the last entry, this one included."""


def is_traced(frame: types.FrameType) -> bool:
    """Whether a frame is one of this package's, or of the library's."""
    file = frame.f_code.co_filename
    return file.startswith(OURS) or any(name in file for name in LIBRARIES)


class Recorded:
    """The places of all opcodes that are passed in its block."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.where = ""
        self._entries = self._opcodes = 0

    def __enter__(self) -> Self:
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: types.FrameType, event: str, _: object) -> Any:
        if not is_traced(frame):
            return None
        self._entries, self._opcodes = self._entries + 1, 0
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return self._step

    def _step(self, frame: types.FrameType, event: str, _: object) -> Any:
        if event == "opcode":
            self._opcodes += 1
            self.places.append(Place(self._entries, self._opcodes))
        return self._step


class Interrupt:
    """Raises KeyboardInterrupt at a place; `where` says in words where that was, and is empty if it was not reached."""

    def __init__(self, place: Place, action: Callable[[types.FrameType], None] | None = None) -> None:
        """action: what to do there in place of raising."""
        self.where = ""
        self._place = place
        self._action = action or _raise
        self._entries = self._opcodes = 0

    def __enter__(self) -> Self:
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: types.FrameType, event: str, _: object) -> Any:
        if not is_traced(frame):
            return None
        self._entries += 1
        if self._entries < self._place.entry:
            return None
        self._opcodes = 0
        above: types.FrameType | None = frame
        while above is not None:
            if is_traced(above):
                above.f_trace_opcodes, above.f_trace_lines = True, False
                above.f_trace = self._step
            above = above.f_back
        return self._step

    def _step(self, frame: types.FrameType, event: str, _: object) -> Any:
        if event == "opcode" and self._entries == self._place.entry:
            self._opcodes += 1
            if self._opcodes == self._place.opcode:
                sys.settrace(None)
                code = frame.f_code
                self.where = f"{Path(code.co_filename).name}:{frame.f_lineno}, {code.co_qualname}, {frame.f_lasti}"
                self._action(frame)
        return self._step


def _raise(frame: types.FrameType) -> None:
    raise KeyboardInterrupt

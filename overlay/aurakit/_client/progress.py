"""What `aurakit.progress()` returns: a display of the waits that it is passed to.

On a terminal or in a notebook lines are redrawn (`live_display`, with rich); elsewhere each change adds a line.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Final

from .._calls.locks import releasing
from .poll_callbacks import Watcher
from .progress_rows import Row, minutes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from ..clock import Clock
    from .poll_callbacks import Watched
    from .progress_rows import Display

HEARTBEAT: Final = 60.0
"""Seconds without a change after which a plain line says what is being waited for."""
NAMED: Final = 3
"""How many waits such a line names."""


class Lines:
    """A line for each change, for logs and files. A stream that can no longer be written to does not end the wait."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._written = 0.0  # seconds into the waits

    def begin(self, rows: Sequence[Row]) -> None:
        for row in rows:
            expected = f", expected: {row.expected}" if row.expected else ""
            self._write(f"{row.label}: {row.shown_state}{expected}", row)

    def change(self, row: Row, rows: Mapping[int, Row]) -> None:
        end = " failed," if row.end == "failed" else ""
        self._write(f"{row.label}:{end} {row.shown_state} after {minutes(row.elapsed)}", row)

    def unchanged(self, rows: Mapping[int, Row]) -> None:
        going = [row for row in rows.values() if not row.end]
        if going and going[0].elapsed - self._written >= HEARTBEAT:
            named = ", ".join(f"{row.label} {row.shown_state}" for row in going[:NAMED])
            more = f" and {len(going) - NAMED} more" if len(going) > NAMED else ""
            self._write(f"After {minutes(going[0].elapsed)}: {named}{more}", going[0])

    def stop(self) -> None:
        self._written = 0.0

    def _write(self, text: str, row: Row) -> None:
        self._written = row.elapsed
        try:
            self._file.write(text + "\n")  # in one call, so that Ctrl-C cannot cut the line
            self._file.flush()
        except (OSError, ValueError):
            return


class Progress(Watcher):
    """Shows waits while they last. Pass it as `on_poll` to `wait` or `wait_all`, also to several at the same time."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file
        self._lock = threading.RLock()
        self._rows: dict[int, Row] = {}
        self._watched = 0
        self._display: Display | None = None

    @releasing()
    def begin(self, waits: Sequence[Watched], clock: Clock) -> None:
        with self._lock:
            self._watched += 1
            rows = [self._rows.setdefault(id(wait), Row(wait, clock)) for wait in waits]
            if rows:
                if self._display is None:
                    self._display = display_for(self._file, self._rows)
                self._display.begin(rows)

    @releasing()
    def after_poll(self, wait: Watched) -> None:
        with self._lock:
            row, display = self._rows.get(id(wait)), self._display
            if row is None or display is None:
                return
            new = row.update(wait)
            if wait.ended:
                return  # `end` follows
            if new:
                display.change(row, self._rows)
            else:
                display.unchanged(self._rows)

    @releasing()
    def end(self, wait: Watched) -> None:
        with self._lock:
            row, display = self._rows.get(id(wait)), self._display
            if row is not None and display is not None:
                row.finish(wait)
                display.change(row, self._rows)

    @releasing()
    def close(self, waits: Sequence[Watched]) -> None:
        with self._lock:
            self._watched = max(0, self._watched - 1)  # Ctrl-C can come before `begin` has counted
            for wait in waits:
                row = self._rows.get(id(wait))
                if row is not None and not row.end:
                    row.finish(None)
                    if self._display is not None:
                        self._display.change(row, self._rows)
            if self._watched:
                return
            if self._display is not None:
                self._display.stop()
            self._rows.clear()
            self._display = None


def progress(file: TextIO | None = None) -> Progress:
    """Show waits while they last: `aura.wait(created, on_poll=aurakit.progress())`, or the same with `wait_all`.

    On a terminal each wait has a line with its name, its state, the time so far, and the usual time where the API's
    documentation gives one; several waits are a table. In a notebook the same appears below the cell. This needs rich
    (`pip install "aurakit[progress]"`). Without it, or where the stream is not a terminal, each change of state adds a
    line, as does each minute without one. The program's own output is kept.

    Args:
        file: where to write; standard error if None, so that results can be piped.

    Returns:
        What `on_poll` takes, for any number of waits, one after another or at the same time.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """
    return Progress(file)


def display_for(file: TextIO | None, rows: Mapping[int, Row]) -> Display:
    """Lines that are redrawn on a terminal or in a notebook if rich is installed; plain lines otherwise."""
    notebook = file is None and _in_notebook()
    stream: Any = file or (sys.stdout if notebook else sys.stderr)
    if notebook or _is_terminal(stream):
        try:
            from .live_display import Live, Notebook
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != "rich":
                raise
        else:
            live = Notebook(rows) if notebook else Live(rows, stream)
            if live.usable:
                return live
    return Lines(stream)


def _in_notebook() -> bool:
    """Whether a notebook cell is running: other programs can import a kernel's module too."""
    ipython = sys.modules.get("IPython")
    asked = getattr(ipython, "get_ipython", None)  # another thread may be in the middle of importing it
    return asked is not None and hasattr(asked(), "kernel")


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):  # closed, or no real stream
        return False

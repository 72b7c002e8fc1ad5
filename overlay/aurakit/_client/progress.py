"""What `aurakit.progress()` returns: it shows the waits that it is handed to, while they last.

A terminal or a notebook gets lines that change (`live_display`, with rich); all else gets a line for each change.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Final

from .poll_callbacks import Watcher
from .progress_rows import Row, minutes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from ..clock import Clock
    from .poll_callbacks import Watched
    from .progress_rows import Display

HEARTBEAT: Final = 60.0
"""Seconds without a change after which plain lines say what goes on."""
NAMED: Final = 3
"""How many waits such a line names."""


class Lines:
    """A line for each change, for logs and files. A stream that takes no more ends no wait."""

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

    def look(self, rows: Mapping[int, Row]) -> None:
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
            self._file.write(text + "\n")  # at once: a Ctrl-C must not come before the end of the line
            self._file.flush()
        except (OSError, ValueError):
            return


class Progress(Watcher):
    """Shows waits while they last. Hand it to `on_poll` of `wait` or `wait_all`, to one or to several at once."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file
        self._lock = threading.RLock()
        self._rows: dict[int, Row] = {}
        self._watched = 0
        self._display: Display | None = None

    def begin(self, waits: Sequence[Watched], clock: Clock) -> None:
        with self._lock:
            self._watched += 1
            rows = [self._rows.setdefault(id(wait), Row(wait, clock)) for wait in waits]
            if rows:
                if self._display is None:
                    self._display = display_for(self._file, self._rows)
                self._display.begin(rows)

    def look(self, wait: Watched) -> None:
        with self._lock:
            row, display = self._rows.get(id(wait)), self._display
            if row is None or display is None:
                return
            new = row.look(wait)
            if wait.ended:
                return  # `end` follows
            if new:
                display.change(row, self._rows)
            else:
                display.look(self._rows)

    def end(self, wait: Watched) -> None:
        with self._lock:
            row, display = self._rows.get(id(wait)), self._display
            if row is not None and display is not None:
                row.finish(wait)
                display.change(row, self._rows)

    def close(self, waits: Sequence[Watched]) -> None:
        with self._lock:
            self._watched = max(0, self._watched - 1)  # a Ctrl-C can come before `begin` has counted
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

    On a terminal one line for each wait, with its name, its state, the time so far, and how long it takes by the API's
    documentation where that says so; a table for several. In a notebook the same below the cell. This needs rich
    (`pip install "aurakit[progress]"`). Without it, or where the stream is no terminal, a line is written for each
    change of a state, and one a minute. What a program prints meanwhile is kept.

    Args:
        file: where to write; the standard error stream if None, so that results can be piped.

    Returns:
        What `on_poll` takes, of any number of waits: one after another, or at the same time.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """
    return Progress(file)


def display_for(file: TextIO | None, rows: Mapping[int, Row]) -> Display:
    """Lines that change where there is a terminal or a notebook, and rich; else plain lines."""
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
    """Whether a cell of a notebook runs: a kernel's module alone can be there in other programs too."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):  # closed, or no real stream
        return False

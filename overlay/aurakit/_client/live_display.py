"""Lines and tables that change while waits last, drawn with rich. No other module of the client imports rich."""

from __future__ import annotations

import io
import os
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.live import Live as RichLive
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from .progress_rows import minutes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import ConsoleOptions, RenderResult

    from .progress_rows import Row

AROUND: Final = 4
"""Lines of a terminal that are left free for the head of a table and the text around it."""
COLUMNS: Final = 110
LINES: Final = 54
EVERY: Final = 1.0
"""Seconds between two drawings in a notebook."""
HTML: Final = '<pre style="white-space:pre;overflow-x:auto;line-height:normal">{code}</pre>'
_STYLES: Final = {"done": "green", "failed": "red", "timeout": "yellow", "stopped": "yellow", "": "cyan"}


class Drawing:
    """Rows as rich draws them: one as a line, several as a table."""

    def __init__(self, rows: Mapping[int, Row], encoding: str) -> None:
        self._rows = rows
        signs = "✓✗" if encoding.lower().startswith("utf") else "+x"
        self._signs = {"done": signs[0], "failed": signs[1], "timeout": signs[1], "stopped": "-"}
        self._spinner = Spinner("dots" if signs == "✓✗" else "line", style="cyan")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = list(self._rows.values())
        if len(rows) == 1:
            yield self._table(rows)
            return
        room = max(1, console.height - AROUND)
        # Failed waits first, then those that continue: finished ones need the least attention.
        rows.sort(key=lambda row: ("failed", "timeout", "stopped", "", "done").index(row.end))
        yield self._table(rows[:room], head=True)
        done = sum(row.end == "done" for row in rows)
        hidden = f", {len(rows) - room} not shown" if len(rows) > room else ""
        yield Text(f"{done} of {len(rows)} done{hidden}", style="dim")

    def _table(self, rows: Sequence[Row], *, head: bool = False) -> Table:
        table = Table(box=None, show_header=head, pad_edge=False, header_style="bold")
        table.add_column("", width=1)
        table.add_column("name", overflow="ellipsis", no_wrap=True)
        table.add_column("state", overflow="ellipsis", no_wrap=True)
        table.add_column("time", justify="right", no_wrap=True)
        table.add_column("expected", style="dim", no_wrap=True)
        for row in rows:
            style = _STYLES[row.end]
            sign: Any = Text(self._signs[row.end], style=style) if row.end else self._spinner
            table.add_row(
                sign,
                Text(row.label),
                Text(row.shown_state, style=style),
                Text(minutes(row.elapsed)),
                Text(row.expected if not row.end else ""),
            )
        return table


class Live:
    """Redraws rows on a terminal several times a second, so that the elapsed time advances between polls."""

    def __init__(self, rows: Mapping[int, Row], file: Any, console: Console | None = None) -> None:
        """file: where to draw."""
        self.console = console or Console(file=file)
        # The program's own output goes through rich only where both write to the same terminal; a pipe would lose it.
        self._live = RichLive(
            Drawing(rows, self.console.encoding),
            console=self.console,
            redirect_stdout=_same_terminal(sys.stdout, file),
            redirect_stderr=_same_terminal(sys.stderr, file),
        )

    @property
    def usable(self) -> bool:
        """Whether this terminal can redraw lines."""
        return not self.console.is_dumb_terminal

    def begin(self, rows: Sequence[Row]) -> None:
        self._live.start(refresh=True)

    def change(self, row: Row, rows: Mapping[int, Row]) -> None:
        """Shown at the next refresh."""

    def unchanged(self, rows: Mapping[int, Row]) -> None:
        """The elapsed time advances by itself."""

    def stop(self) -> None:
        self._live.stop()


class Notebook:
    """Shows rows in one output of a notebook cell, which is replaced every second.

    rich itself would show a widget. That needs ipywidgets, captures what the cell prints meanwhile, does not draw the
    final state, and is missing from a saved notebook.
    """

    def __init__(self, rows: Mapping[int, Row]) -> None:
        self._drawing = Drawing(rows, "utf-8")
        self._console = Console(
            file=io.StringIO(), record=True, force_terminal=True, force_jupyter=False, width=COLUMNS, height=LINES
        )
        self._handle: Any = None
        self._stopped = threading.Event()
        self._lock = threading.Lock()

    usable = True

    def begin(self, rows: Sequence[Row]) -> None:
        if self._handle is None:
            display = import_module("IPython.display").display
            self._handle = display(self._drawn(), raw=True, display_id=True)
            threading.Thread(target=self._tick, name="aurakit-progress", daemon=True).start()

    def change(self, row: Row, rows: Mapping[int, Row]) -> None:
        """Shown at the next refresh."""

    def unchanged(self, rows: Mapping[int, Row]) -> None:
        """The elapsed time advances by itself."""

    def stop(self) -> None:
        self._stopped.set()
        self._draw()

    def _tick(self) -> None:
        while not self._stopped.wait(EVERY):
            self._draw(ticking=True)

    def _draw(self, *, ticking: bool = False) -> None:
        with self._lock:
            if self._handle is not None and not (ticking and self._stopped.is_set()):  # nothing after the end
                self._handle.update(self._drawn(), raw=True)

    def _drawn(self) -> dict[str, str]:
        self._console.file = io.StringIO()  # the one before keeps all that was drawn
        self._console.print(self._drawing)
        html = self._console.export_html(clear=False, inline_styles=True, code_format=HTML)
        return {"text/html": html, "text/plain": self._console.export_text()}


def _same_terminal(stream: Any, file: Any) -> bool:
    """Whether what is written to both appears on one terminal."""
    try:
        return bool(stream.isatty() and file.isatty()) and os.path.samestat(
            os.fstat(stream.fileno()), os.fstat(file.fileno())
        )
    except (AttributeError, OSError, ValueError):
        return False

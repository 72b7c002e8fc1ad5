"""How a wait goes, live on standard error: one line that changes on a terminal, a line a state elsewhere."""

from __future__ import annotations

import sys
from typing import Any, Self

import click

from .._errors.redaction import printable


class Progress:
    """What `wait` calls after each look. result: what is waited for."""

    def __init__(self, client: Any, result: Any) -> None:
        waitable = client.VERSION.waitable(result)
        self._name = "" if waitable is None else printable(waitable.name)
        self._live = sys.stderr.isatty()
        self._state = ""
        self._shown = 0

    def __call__(self, status: object, elapsed: float) -> None:
        state = printable(str(status))
        if self._live:
            line = f"{self._name}: {state}, {elapsed:.0f} s"
            click.echo(f"\r{line:<{self._shown}}", err=True, nl=False)
            self._shown = len(line)
        elif state != self._state:
            click.echo(f"{self._name}: {state} after {elapsed:.0f} s", err=True)
        self._state = state

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo(err=True)

"""Secrets that no later response has, such as an initial password: shown, or written to a private file, never lost.

Without `--show-secrets` and `--credentials-file` they are written to a new file in the current folder, like the
console's download, and standard error says where. Whether it can be written is checked before the request is sent; if
writing fails afterwards, a temporary file is used instead, and if that fails too, standard error.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import click

from .failures import warn
from .profiles import write_new


class Keeper:
    """Stores the secrets of responses. path: the file; None for one in the current folder, named by the id."""

    def __init__(self, path: str | None, *, show: bool) -> None:
        self._path, self._show = path, show

    def check(self, count: int) -> None:
        """Refuse to send a request whose secret could not be kept. Raises UsageError."""
        if self._path is None:
            if not self._show and not os.access(".", os.W_OK):
                raise click.UsageError(
                    "The response has a secret that no later response has, but the current folder is not writable: "
                    "give --credentials-file FILE or --show-secrets."
                )
            return
        if count > 1:
            raise click.UsageError("--credentials-file stores the secrets of one response: give one id at a time.")
        folder = Path(self._path).absolute().parent
        if os.path.lexists(self._path):
            raise click.UsageError(f"{self._path} exists already: name a new file.")
        if not os.access(folder, os.W_OK):
            raise click.UsageError(f"{folder} is not writable: name a file elsewhere.")

    def keep(self, result: Any, shown: Any, words: str) -> None:
        """Store the secrets of one response. shown: the response as plain JSON. words: the command."""
        if self._path is None and self._show:
            return
        self.keep_text(*_content(result, shown, words))

    def keep_text(self, text: str, name: str) -> None:
        """Store a text with secrets. name: the file's name, if none was given."""
        path = self._path or _free(name)
        try:
            write_new(path, text)
        except OSError as error:
            warn(f"{path} cannot be written: {error.strerror or error}.")
            path = _elsewhere(text, name)
        if path:
            click.echo(f"The secrets of the response are in {path}: keep that file.", err=True)


def _content(result: Any, shown: Any, words: str) -> tuple[str, str]:
    """The text to write, and the default name of the file."""
    from ..errors import InvalidArgumentError
    from ..v1.connection import connection

    try:
        found = connection(result)
    except (TypeError, InvalidArgumentError):
        identifier = str(shown.get("id", "")) if isinstance(shown, dict) else ""
        name = re.sub(r"[^A-Za-z0-9-]+", "-", f"aurakit {words} {identifier}".strip())[:100]
        return json.dumps(shown, indent=2, ensure_ascii=False) + "\n", f"{name}.json"
    return found.dotenv_text(), f"Neo4j-{re.sub(r'[^A-Za-z0-9-]', '_', found.instance_id)[:64]}.env"


def _free(name: str) -> str:
    """A file name that is not in use."""
    stem, dot, kind = name.rpartition(".")
    names = [name, *(f"{stem}-{number}{dot}{kind}" for number in range(2, 1000))]
    return next((one for one in names if not os.path.lexists(one)), name)


def _elsewhere(text: str, name: str) -> str:
    """Store it in a temporary file; if that fails, print it."""
    try:
        descriptor, path = tempfile.mkstemp(prefix=f"{name.rpartition('.')[0]}-", suffix=f".{name.rpartition('.')[2]}")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        warn("the secrets cannot be written anywhere. They are shown here, and not again:")
        click.echo(text, err=True)
        return ""
    return path

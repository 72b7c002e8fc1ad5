# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.
"""What a command line needs to know of the operations, so that it can show help without importing any of them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Place = Literal["path", "query", "body"]
Kind = Literal["text", "integer", "number", "boolean", "date", "time", "list", "json", "value"]


class Option(NamedTuple):
    """One argument of an operation."""

    name: str
    """The argument of the operation's `request` function."""
    wire: str
    """What the API calls it."""
    place: Place
    kind: Kind
    """`json` is an object, or a list of other than plain values; `value` that, or plain text."""
    help: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    """The documented values, where there is a list of them: of each item, if it is a list."""
    secret: bool = False


class Command(NamedTuple):
    """One operation."""

    operation: str
    method: str
    summary: str
    description: str
    options: tuple[Option, ...] = ()
    """Those in the path first, in its order."""
    scope: tuple[str, ...] = ()
    """The path's ids that a client may hold."""
    body: bool = False
    """Whether the request has a JSON body that takes values."""
    models: tuple[str, ...] = ()
    """What it may return, or list."""
    secrets: tuple[str, ...] = ()
    """Fields of its response, at any depth, that hold a secret."""
    destructive: bool = False
    """Whether data is lost for good."""

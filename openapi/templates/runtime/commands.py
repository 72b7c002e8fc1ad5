"""What a command line needs to know about the operations, so that it can show help without importing any of them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Place = Literal["path", "query", "body"]
Kind = Literal["text", "integer", "number", "boolean", "date", "time", "list", "json", "value"]


class Option(NamedTuple):
    """One argument of an operation."""

    name: str
    """The argument of the operation's `request` function."""
    wire: str
    """Its name in the API."""
    place: Place
    kind: Kind
    """`json` is an object, or a list of anything but plain values; `value` is that, or plain text."""
    help: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    """The documented values, if there is a list of them; for a list, those of each item."""
    secret: bool = False


class Command(NamedTuple):
    """One operation."""

    operation: str
    method: str
    summary: str
    description: str
    options: tuple[Option, ...] = ()
    """Those in the path come first, in its order."""
    scope: tuple[str, ...] = ()
    """The ids in its path that a client may hold."""
    body: bool = False
    """Whether the request has a JSON body that takes values."""
    models: tuple[str, ...] = ()
    """The models that it may return or list."""
    secrets: tuple[str, ...] = ()
    """Fields of its response, at any depth, that contain a secret."""
    destructive: bool = False
    """Whether data is lost permanently."""

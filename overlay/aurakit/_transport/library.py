"""httpx or its successor httpx2: which of the two a client uses, and the names that are used from it.

httpx is the default. `AURAKIT_HTTP_LIBRARY=httpx2` chooses the other one for a whole process; with a `transport=` of
either library, that library is used. Nothing else changes it; in particular, installing a package does not.
"""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .._calls.imports import importing
from ..errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

VARIABLE: Final = "AURAKIT_HTTP_LIBRARY"
NAMES: Final = ("httpx", "httpx2")


async def _no_chunks_async(self: object) -> AsyncIterator[bytes]:
    no_chunks: tuple[bytes, ...] = ()
    for chunk in no_chunks:
        yield chunk


_NO_CHUNKS: Final = {"__iter__": ().__iter__, "__aiter__": _no_chunks_async}


class Library:
    """One of the two libraries, with the package that makes its connections."""

    __slots__ = ("core", "httpx", "log", "name", "no_content")

    def __init__(self, name: str) -> None:
        self.name = name
        self.httpx: Any = import_module(name)
        self.core: Any = import_module(name.replace("httpx", "httpcore"))
        self.log = logging.getLogger(f"{self.core.__name__}.http11")
        """Where the headers of responses are logged."""
        self.no_content: Any = type("NoContent", (self.httpx.ByteStream,), _NO_CHUNKS)(b"")
        """A body without chunks: an empty chunk would pass all layers for nothing."""

    def __repr__(self) -> str:
        return f"<{self.name} {self.httpx.__version__}>"


_loaded: dict[str, Library] = {}


def library_for(transport: object = None) -> Library:
    """The library of a user's transport, or else the one that AURAKIT_HTTP_LIBRARY names, or else httpx.

    Raises ConfigurationError if it is not installed, or is neither of the two.
    """
    for name in () if transport is None else NAMES:
        if sys.modules.get(name) is not None:  # None says that it must not be imported
            with importing:
                module = import_module(name)  # waits where another thread is in the middle of importing it
            if isinstance(transport, (module.BaseTransport, module.AsyncBaseTransport)):
                return _load(name)
    name = os.environ.get(VARIABLE) or NAMES[0]
    if name not in NAMES:
        raise ConfigurationError(f"{VARIABLE} must be httpx or httpx2, not {name[:40]!r}.")
    return _load(name)


def _load(name: str) -> Library:
    library = _loaded.get(name)
    if library is None:
        try:
            with importing:
                library = _loaded[name] = Library(name)
        except ModuleNotFoundError:
            library = None
    if library is None:
        raise ConfigurationError(f"{VARIABLE} is {name}, which is not installed: pip install 'aurakit[{name}]'.")
    return library

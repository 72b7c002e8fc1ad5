"""The TLS context: one for all clients of the process with the same settings, since a new one costs about 18 ms."""

from __future__ import annotations

import os
import ssl
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .._calls.imports import importing, no_fork
from ..errors import ConfigurationError

if TYPE_CHECKING:
    from .library import Library

SYSTEM: Final = "system"
"""As `verify`: what the operating system trusts."""
CERTIFI: Final = "certifi"
"""As `verify`: the authorities of the package certifi, even if truststore is installed."""
_ACCEPTED: Final = 'True, False, "system", "certifi", a path or an ssl.SSLContext'
VARIABLES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")

# Reads and writes are atomic. Two threads may make the same context; one of the two is then used.
_contexts: dict[tuple[object, ...], tuple[tuple[object, ...], ssl.SSLContext]] = {}


def context_for(verify: bool | str | os.PathLike[str] | ssl.SSLContext, library: Library) -> ssl.SSLContext:
    """The context for `verify`: True (see `authorities`), False, "system" (what the operating system trusts), "certifi"
    (the authorities of that package), the path of a CA file or folder, or a context.

    Called for each connection, so that a replaced CA file is read again.
    Raises ConfigurationError for a path that cannot be used, and for "system" without truststore.
    """
    if isinstance(verify, ssl.SSLContext):
        return verify
    if not isinstance(verify, (bool, str, os.PathLike)):
        raise ConfigurationError(f"verify must be {_ACCEPTED}, not {verify!r}")
    if verify == SYSTEM or (verify is True and authorities() == SYSTEM):
        return _system_context()
    named = tuple(map(os.environ.get, VARIABLES)) if verify is True else (verify, None)
    key, editions = (verify, library.name, named), tuple(map(_edition, named))
    made = _contexts.get(key)
    if made is None or made[0] != editions:  # in place of the previous one, so that rotated files use no more memory
        with no_fork:
            made = _contexts[key] = (editions, _made(verify, library))
    return made[1]


def authorities() -> str:
    """Which authorities `verify=True` trusts: the name of the variable that decides, or "system" if truststore is
    installed, or "certifi"."""
    for variable in VARIABLES:
        if os.environ.get(variable):
            return variable
    return SYSTEM if _truststore() is not None else CERTIFI


@cache
def _truststore() -> Any:
    """The library that uses the operating system's authorities; None if it is not installed. Cached: a failed import is
    slow."""
    try:
        with importing:
            return import_module("truststore")
    except ImportError:
        return None


def _edition(path: object) -> object:
    """What distinguishes a replaced file from the previous one."""
    if isinstance(path, (str, os.PathLike)):
        with suppress(OSError, ValueError):
            status = Path(path).stat()
            return status.st_ino, status.st_mtime_ns, status.st_size
    return None


def _system_context() -> ssl.SSLContext:
    """A context of truststore, which asks the operating system. A new one each time: it holds a lock during handshakes,
    for which other connections would wait."""
    truststore = _truststore()
    if truststore is None:
        raise ConfigurationError('verify="system" needs the library truststore: pip install "aurakit[truststore]".')
    with no_fork:
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context


def _made(verify: bool | str | os.PathLike[str], library: Library) -> ssl.SSLContext:
    try:
        if isinstance(verify, bool):
            context: ssl.SSLContext = library.httpx.create_ssl_context(verify=verify)
            return context
        with importing:
            path = import_module("certifi").where() if verify == CERTIFI else os.fspath(verify)
        folder = Path(path).is_dir()
        return ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
    except (OSError, ValueError) as error:
        problem = type(error).__name__
    named = " or ".join(VARIABLES) if isinstance(verify, bool) else os.fspath(verify)
    raise ConfigurationError(f"The certificates of {named} cannot be read ({problem}): check the path and the file.")

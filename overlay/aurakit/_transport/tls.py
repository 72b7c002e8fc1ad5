"""The TLS context: one for all clients of the process with the same settings, since a fresh one costs some 18 ms."""

from __future__ import annotations

import os
import ssl
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from .library import Library

SYSTEM: Final = "system"
"""As `verify`: what the operating system trusts."""

# Written and read in one step each. Two threads may make the same context; one of the two is then used.
_contexts: dict[tuple[object, ...], ssl.SSLContext] = {}


def context_for(verify: bool | str | os.PathLike[str] | ssl.SSLContext, library: Library) -> ssl.SSLContext:
    """The context for `verify`: True (the default authorities, or those of SSL_CERT_FILE and SSL_CERT_DIR), False,
    "system" (what the operating system trusts), the path of a CA file or folder, or a context of the user's.

    Asked for each connection: a CA file that was replaced is read again.
    Raises ConfigurationError for a path that cannot be used, and for "system" without truststore.
    """
    if isinstance(verify, ssl.SSLContext):
        return verify
    if not isinstance(verify, (bool, str, os.PathLike)):
        raise ConfigurationError(f'verify must be True, False, "system", a path or an ssl.SSLContext, not {verify!r}')
    if verify == SYSTEM:
        return _system_context()
    named = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")) if verify is True else (verify, None)
    key = (verify, library.name, named, *map(_edition, named))
    context = _contexts.get(key)
    if context is None:
        context = _contexts[key] = _made(verify, library)
    return context


def _edition(path: object) -> object:
    """What tells a replaced file from the one before."""
    if isinstance(path, (str, os.PathLike)):
        with suppress(OSError, ValueError):
            status = Path(path).stat()
            return status.st_ino, status.st_mtime_ns, status.st_size
    return None


def _system_context() -> ssl.SSLContext:
    """A context of truststore, which asks the operating system; a new one each time, since it holds a lock of its own
    during a handshake, for which the other connections would wait."""
    try:
        from truststore import SSLContext
    except ImportError:
        pass
    else:
        return SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    raise ConfigurationError('verify="system" needs the library truststore: pip install "aurakit[truststore]".')


def _made(verify: bool | str | os.PathLike[str], library: Library) -> ssl.SSLContext:
    try:
        if isinstance(verify, bool):
            context: ssl.SSLContext = library.httpx.create_ssl_context(verify=verify)
            return context
        path = os.fspath(verify)
        folder = Path(path).is_dir()
        return ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
    except (OSError, ValueError) as error:
        problem = type(error).__name__
    named = "SSL_CERT_FILE or SSL_CERT_DIR" if isinstance(verify, bool) else os.fspath(verify)
    raise ConfigurationError(f"The certificates of {named} cannot be read ({problem}): check the path and the file.")

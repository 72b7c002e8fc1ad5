"""The TLS context: one for all clients of the process with the same settings, since a fresh one costs some 18 ms."""

from __future__ import annotations

import os
import ssl
import threading
from pathlib import Path

import httpx

from .errors import ConfigurationError

_contexts: dict[tuple[object, ...], ssl.SSLContext] = {}
_lock = threading.Lock()


def context_for(verify: bool | str | ssl.SSLContext) -> ssl.SSLContext:
    """The context for `verify`: True (the default authorities, or those of SSL_CERT_FILE and SSL_CERT_DIR), False, the
    path of a CA file or folder, or a context of the user's.

    Raises ConfigurationError for a path that cannot be used.
    """
    if isinstance(verify, ssl.SSLContext):
        return verify
    if not isinstance(verify, (bool, str, os.PathLike)):
        raise ConfigurationError(f"verify must be True, False, a path or an ssl.SSLContext, not {verify!r}")
    key = (verify, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    with _lock:
        if key not in _contexts:
            _contexts[key] = _made(verify)
        return _contexts[key]


def _made(verify: bool | str) -> ssl.SSLContext:
    try:
        if isinstance(verify, bool):
            return httpx.create_ssl_context(verify=verify)
        path = os.fspath(verify)
        folder = Path(path).is_dir()
        return ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
    except (OSError, ValueError) as error:
        problem = type(error).__name__
    named = verify if isinstance(verify, str) else "SSL_CERT_FILE or SSL_CERT_DIR"
    raise ConfigurationError(f"The certificates of {named} cannot be read ({problem}): check the path and the file.")


def _after_fork() -> None:
    global _lock  # noqa: PLW0603  # the parent's may be held by a thread that does not exist here
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)

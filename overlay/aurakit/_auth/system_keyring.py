"""Secrets that Neo4j's command line keeps in the system's keyring, read with the library `keyring` if installed."""

from __future__ import annotations

import sys
from base64 import b64decode
from importlib import import_module
from typing import Any, Final

SERVICE: Final = "neo4j-cli"

# The command line is written in Go, and its keyring library uses other formats.
_ON_MACOS: Final = "go-keyring-base64:"


def client_secret_of(entry: str, platform: str = sys.platform) -> str | None:
    """The client secret of the entry with this name; None if there is none.

    Raises ModuleNotFoundError without the library, and whatever the library raises.
    """
    library: Any = import_module("keyring")
    key = f"aura/{entry}/client-secret"
    secret = None
    if platform == "win32":  # there its library writes both into what Python's library calls the service
        secret = library.get_password(f"{SERVICE}:{key}", key)
    if not secret:
        secret = library.get_password(SERVICE, key)
    if not isinstance(secret, str) or not secret:
        return None
    if secret.startswith(_ON_MACOS):
        return b64decode(secret.removeprefix(_ON_MACOS)).decode()
    if platform == "win32" and not secret.isascii():
        return secret.encode("utf-16-le").decode()  # written as UTF-8, but read as UTF-16
    return secret

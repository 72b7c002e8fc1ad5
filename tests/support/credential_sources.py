"""A home folder and an environment with credentials in them, and what is found there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._auth.credentials import Credentials, find_credentials
from aurakit._errors.secret import Secret
from aurakit.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

ID, SECRET = "id-of-the-client", "a-very-secret-value"
DOWNLOAD = f"CLIENT_ID={ID}\nCLIENT_SECRET={SECRET}\nCLIENT_NAME=my key\n"


def store(*entries: dict[str, Any], default: str | None = "main") -> str:
    """The store of Neo4j's command line."""
    return json.dumps({"aura": {"default-credential": default, "credentials": list(entries)}})


def entry(name: str = "main", client_id: str = ID, secret: str = SECRET, token: str = "cached-token") -> dict[str, Any]:
    """One of its entries."""
    return {
        "name": name, "client-id": client_id, "client-secret": secret, "access-token": token,
        "token-expiry": 1_900_000_000_000,
    }  # fmt: skip


def put_store(home: Path, content: str) -> Path:
    path = home / ".config/neo4j/cli/credentials.json"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    return path


def download(folder: Path, content: str | bytes = DOWNLOAD) -> dict[str, str]:
    """The environment that names the console's download."""
    path = folder / "key.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return {"AURA_CREDENTIALS_FILE": str(path)}


def find(
    home: Path | str, environ: dict[str, str] | None = None, *arguments: str | None, platform: str = "linux"
) -> Credentials:
    client_id, secret = arguments or (None, None)
    return find_credentials(client_id, Secret.of(secret), environ=environ or {}, platform=platform, home=str(home))


def problem(home: Path | str, environ: dict[str, str] | None = None, *arguments: str | None) -> str:
    """What is said of credentials that cannot be used; it quotes none."""
    with pytest.raises(ConfigurationError) as caught:
        find(home, environ, *arguments)
    assert SECRET not in str(caught.value)
    return str(caught.value)


def pair(found: Credentials) -> tuple[str, str]:
    """Client id and secret."""
    return found.client_id, found.client_secret.reveal()

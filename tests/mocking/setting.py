"""What the tests of mocking libraries share: the responses they give, and the same calls through either client."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import AsyncAura, Aura

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://api.neo4j.io"
TOKEN = {"access_token": "mocked-token", "token_type": "bearer", "expires_in": 3600}
ABOUT = {"id": "db1d1234", "name": "orders", "tenant_id": "t", "cloud_provider": "gcp"}
INSTANCE = {**ABOUT, "status": "running", "region": "europe-west1", "type": "enterprise-db"}
CREATED = {
    "data": {
        **ABOUT, "region": "europe-west1", "type": "enterprise-db", "username": "neo4j", "password": "p",
        "connection_url": "neo4j+s://db1d1234",
    }
}  # fmt: skip
NEW: dict[str, Any] = {
    "name": "orders", "tenant_id": "t", "version": "5", "region": "europe-west1", "memory": "8GB",
    "type": "enterprise-db", "cloud_provider": "gcp",
}  # fmt: skip


class Flavour:
    """The same calls through the sync or the async client."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return self.kind

    def client(self, **options: Any) -> Any:
        return Aura(**options) if self.kind == "sync" else AsyncAura(**options)

    def run(self, client: Any, call: Callable[[Any], Any]) -> Any:
        if self.kind == "sync":
            return call(client)

        async def main() -> Any:
            return await call(client)

        return asyncio.run(main())


both = pytest.mark.parametrize("flavour", [Flavour("sync"), Flavour("async")], ids=repr)
made = pytest.mark.parametrize("made", ["before", "inside"])

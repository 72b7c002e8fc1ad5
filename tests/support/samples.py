"""What the API's responses look like, and the calls that tests make of them."""

from __future__ import annotations

from typing import Any

from faultserver import response

INSTANCE = {
    "id": "ab12", "name": "one", "status": "running", "tenant_id": "t", "cloud_provider": "gcp",
    "region": "europe-west1", "type": "enterprise-db", "memory": "8GB",
}  # fmt: skip
CREATED = {
    **INSTANCE, "connection_url": "neo4j+s://ab12", "username": "neo4j", "password": "the-initial-password",
    "created_at": "2024-01-31T12:00:00Z",
}  # fmt: skip
ONE = response(200, {"data": INSTANCE})
LIST = response(200, {"data": []})
NEW: dict[str, Any] = {
    "name": "n", "tenant_id": "t", "version": "5", "region": "r", "memory": "8GB", "type": "enterprise-db",
    "cloud_provider": "gcp",
}  # fmt: skip


def api_error(status: int, reason: str = "some-reason", message: str = "Some message", **headers: str) -> Any:
    """An error as the API words it."""
    return response(status, {"errors": [{"message": message, "reason": reason, "field": "name"}]}, headers)


def get(aura: Any) -> Any:
    return aura.instances.get("ab12")


def create(aura: Any) -> Any:
    return aura.instances.create(**NEW)


def pause(aura: Any) -> Any:
    return aura.instances.pause("ab12")


def delete(aura: Any) -> Any:
    return aura.instances.delete("ab12")


def update(aura: Any) -> Any:
    return aura.instances.update("ab12", name="new")


def session(aura: Any) -> Any:
    return aura.sessions.create(name="s", memory="8GB")

"""The shapes of responses that other programs have in their fixtures and recordings, with values of our own: each is
decoded, sync and async, with nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest

from aurakit import AsyncAura, Aura, ResponseDecodeError

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT = {"id": "0a1b2c3d", "name": "orders", "tenant_id": "p-1", "cloud_provider": "aws"}
INSTANCE = {**ABOUT, "status": "running", "region": "eu-west-1", "type": "enterprise-db", "memory": "8GB"}
CREATED = {
    **ABOUT, "region": "eu-west-1", "type": "enterprise-db", "username": "neo4j", "password": "initial-1",
    "connection_url": "neo4j+s://0a1b2c3d.databases.neo4j.io",
}  # fmt: skip
SNAPSHOT = {"instance_id": "0a1b2c3d", "snapshot_id": "s-1", "status": "Completed"}
SESSION = {"id": "e-1", "name": "ranks", "memory": "8GB", "host": "e-1.sessions.neo4j.io", "user_id": "u-1"}
KEY = {
    "id": "k-1", "name": "ours", "tenant_id": "p-1", "cloud_provider": "gcp", "region": "europe-west1",
    "key_id": "projects/x/keys/y", "status": "ready",
}  # fmt: skip
OFFER = {
    "cloud_provider": "gcp", "region": "europe-west1", "region_name": "Belgium (europe-west1)", "type": "free-db",
    "memory": "1GB", "version": "5",
}  # fmt: skip
NEW: dict[str, Any] = {
    "name": "orders", "tenant_id": "p-1", "cloud_provider": "aws", "region": "eu-west-1", "type": "enterprise-db",
    "version": "5", "memory": "8GB",
}  # fmt: skip
NEW_KEY: dict[str, Any] = {
    "key_id": "x", "name": "ours", "cloud_provider": "gcp", "instance_type": "enterprise-db", "region": "europe-west1",
    "tenant_id": "p-1",
}  # fmt: skip


def but(source: dict[str, Any], *left_out: str, **changes: Any) -> dict[str, Any]:
    """`source` with other fields."""
    return {**{name: value for name, value in source.items() if name not in left_out}, **changes}


def create(aura: Any) -> Any:
    return aura.instances.create(**NEW)


def get(aura: Any) -> Any:
    return aura.instances.get("0a1b2c3d")


def snapshots(aura: Any) -> Any:
    return aura.snapshots.list("0a1b2c3d")


def session(aura: Any) -> Any:
    return aura.sessions.get("e-1")


def key(aura: Any) -> Any:
    return aura.customer_managed_keys.get("k-1")


SHAPES: list[tuple[Callable[[Any], Any], int, Any]] = [
    (create, 202, CREATED),
    *((create, 202, but(CREATED, name)) for name in ("name", "tenant_id", "region", "cloud_provider", "type")),
    *((create, 202, but(CREATED, created_at=time)) for time in (
        None, "", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678901234Z", "2026-01-02T03:04:05", "1674222282",
        1674222282, "some day", {"seconds": 1674222282},
    )),
    # Not seen, but an accepted creation must not lose its password to a field of an unexpected kind.
    *((create, 202, but(CREATED, **changes)) for changes in (
        {"region": ["eu-west-1"]}, {"type": 7}, {"cloud_provider": {"id": "aws"}}, {"name": {"en": "orders"}},
        {"type": {}, "region": {"id": "x"}, "created_at": [1], "tenant_id": ["p-1"]}, {"vector_optimized": ["yes"]},
    )),
    (create, 202, but(CREATED, type="", vector_optimized=None, graph_analytics_plugin=True, project_id="p-1")),
    (get, 200, INSTANCE),
    (get, 200, but(INSTANCE, status="paused", connection_url=None, storage="16GB")),
    (get, 200, but(INSTANCE, "memory", status="creating")),
    (get, 200, but(INSTANCE, "memory", "connection_url", status="destroying")),
    (get, 200, but(INSTANCE, "storage", type="free-db", graph_nodes=3, graph_relationships=2, memory="1GB")),
    (get, 200, but(INSTANCE, graph_nodes="3", graph_relationships="2")),
    (get, 200, but(INSTANCE, "type", secondaries_count=None, cdc_enrichment_mode=None)),
    (get, 200, but(INSTANCE, type="business-critical", secondaries_count=2, cdc_enrichment_mode="FULL")),
    (get, 200, but(INSTANCE, cdc_enrichment_mode="OFF", customer_managed_key_id="k-1", memory="8Gi")),
    (get, 200, but(INSTANCE, metrics_integration_url="https://metrics.neo4j.io/x", vector_optimized=True)),
    *((get, 200, but(INSTANCE, status=status)) for status in (
        "encryption key error", "resizing", "stopped", "available", "loading failed", "RUNNING", "something new",
    )),
    (get, 200, but(INSTANCE, type="a-new-type", cloud_provider="another-cloud", colour={"of": ["x", None]})),
    (lambda aura: aura.instances.list(), 200, []),
    (lambda aura: aura.instances.list(), 200, [
        but(ABOUT, created_at=None), but(ABOUT, created_at="2026-01-02T03:04:05Z"),
    ]),
    (lambda aura: aura.instances.pause("0a1b2c3d"), 200, but(INSTANCE, status="pausing")),
    (lambda aura: aura.instances.delete("0a1b2c3d"), 202, but(INSTANCE, "memory", status="destroying")),
    (lambda aura: aura.instances.update("0a1b2c3d", name="orders"), 202, but(INSTANCE, status="updating")),
    (lambda aura: aura.instances.pause("0a1b2c3d"), 200, but(INSTANCE, status="pausing", type=["enterprise-db"])),
    (snapshots, 200, []),
    (snapshots, 200, [SNAPSHOT, but(SNAPSHOT, profile="Scheduled", exportable=True, timestamp="2026-01-02T03:04:05Z")]),
    (snapshots, 200, [but(SNAPSHOT, status="Cancelled", profile=None, timestamp=None, exportable=None)]),
    (snapshots, 200, [but(SNAPSHOT, status="Pending", profile="AdHoc"), but(SNAPSHOT, status="InProgress")]),
    (session, 200, but(SESSION, tenant_id="p-1", status="Ready", ttl="20m0s", instance_id="", database_uuid="")),
    (session, 200, but(SESSION, project_id="p-1", status="Creating", ttl="1200.0s", database_id="d-1")),
    (session, 200, but(SESSION, status="NotReady", expiry_date="", created_at="2026-01-02T03:04:05Z", memory="4Gi")),
    (session, 200, but(SESSION, status=None, host="", ttl="1d8h1m2s", cloud_provider="gcp", region="europe-west1")),
    (session, 200, but(SESSION, status="Deleted", expiry_date="2026-01-02T03:04:05Z", termination_reason="Inactivity")),
    (lambda aura: aura.sessions.list(), 200, [SESSION, but(SESSION, id="e-2", status="Failed")]),
    (key, 200, but(KEY, instance_type="enterprise-db", created="2026-01-02T03:04:05Z")),
    (key, 200, but(KEY, type="enterprise-ds", created=None)),
    (lambda aura: aura.customer_managed_keys.create(**NEW_KEY), 202, but(KEY, status="pending", type="enterprise-db")),
    (lambda aura: aura.customer_managed_keys.list(), 200, [{"id": "k-1", "name": "ours", "tenant_id": "p-1"}]),
    (lambda aura: aura.projects.get("p-1"), 200, {"id": "p-1", "name": "one", "instance_configurations": [OFFER]}),
    (lambda aura: aura.projects.get("p-1"), 200, {
        "id": "p-1", "name": "one", "instance_configurations": [but(OFFER, storage="2GB"), but(OFFER, storage=None)],
    }),
    (lambda aura: aura.projects.list(), 200, [{"id": "p-1", "name": "one"}, {"id": "p-2", "name": "two", "more": 1}]),
    (lambda aura: aura.projects.get_metrics_integration("p-1"), 200, {"endpoint": "https://metrics.neo4j.io/p-1"}),
    (lambda aura: aura.instances.estimate_size(node_count=1, relationship_count=1, instance_type="x"), 200, {
        "did_exceed_maximum": False, "min_required_memory": "8GB", "recommended_size": "8GB",
    }),
    (lambda aura: aura.sessions.estimate_size(node_count=1, relationship_count=1), 200, {
        "estimated_memory": "3.5GB", "recommended_size": "4GB",
    }),
]  # fmt: skip


def served(status: int, data: Any) -> httpx.MockTransport:
    """An API that responds to every request with this, and gives tokens."""

    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/oauth/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600, "token_type": "Bearer"})
        return httpx.Response(status, json={"data": data})

    return httpx.MockTransport(respond)


def with_sync(status: int, data: Any, call: Callable[[Any], Any]) -> Any:
    with Aura("id", "secret", base_url="https://api.example", transport=served(status, data)) as aura:
        return call(aura)


def with_async(status: int, data: Any, call: Callable[[Any], Any]) -> Any:
    async def made() -> Any:
        transport: Any = served(status, data)
        async with AsyncAura("id", "secret", base_url="https://api.example", transport=transport) as aura:
            return await call(aura)

    return anyio.run(made)


def written(result: Any) -> Any:
    return [one.to_dict() for one in result] if isinstance(result, list) else result.to_dict()


def kept(given: Any, back: Any) -> bool:
    """Whether all that was given is there: null and empty text count as absent, and a time keeps its moment."""
    if isinstance(given, dict):
        return all(value in (None, "") or kept(value, back.get(name)) for name, value in given.items())
    if isinstance(given, list):
        return len(given) == len(back) and all(map(kept, given, back))
    return bool(given == back or str(given) == str(back) or f"{given}Z" == back)


@pytest.mark.parametrize("carried_out", [with_sync, with_async], ids=["sync", "async"])
@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_a_shape_seen_in_other_programs_is_decoded_with_nothing_lost(
    shape: tuple[Callable[[Any], Any], int, Any], carried_out: Callable[..., Any]
) -> None:
    call, status, data = shape
    back = written(carried_out(status, data, call))
    assert kept(data, back), back


@pytest.mark.parametrize("carried_out", [with_sync, with_async], ids=["sync", "async"])
@pytest.mark.parametrize("wrong", [{"password": ["p"]}, {"id": {}, "region": []}, {"username": None, "type": 7}])
def test_a_creation_that_lacks_what_is_needed_keeps_its_body_in_the_error(
    wrong: dict[str, Any], carried_out: Callable[..., Any]
) -> None:
    with pytest.raises(ResponseDecodeError) as caught:
        carried_out(202, but(CREATED, **wrong), create)
    assert caught.value.body is not None
    assert json.loads(caught.value.body.reveal())["data"] == but(CREATED, **wrong)


def test_what_is_read_and_cannot_be_understood_stays_an_error() -> None:
    with pytest.raises(ResponseDecodeError, match="Instance.type"):
        with_sync(200, but(INSTANCE, type=7), get)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"data": null}', b'{"data": {}}', b'{"data": {"id": "e-1"}}'])
def test_the_deletion_of_a_session_is_understood_whatever_it_responds(body: bytes) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/oauth/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600, "token_type": "bearer"})
        return httpx.Response(202, content=body)

    with Aura("id", "secret", base_url="https://api.example", transport=httpx.MockTransport(respond)) as aura:
        deleted = aura.sessions.delete("e-1")
    assert deleted is not None and deleted.id == "e-1"

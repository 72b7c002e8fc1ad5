"""What is recorded: every operation once, called by the SDK's own methods, with what has to be there before it.

An operation is called with `ids`. While recording they are those of the sandbox, and `STAND_INS` take their place in
the cassette; while replaying they are `STAND_INS` themselves.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from aurakit.sandbox.options import PROJECT_ID

STAND_INS: Mapping[str, str] = {
    "instance": "1a2b3c4d",
    "source": "5e6f7a8b",
    "snapshot": "11111111-2222-4333-8444-555555555555",
    "key": "66666666-7777-4888-9999-aaaaaaaaaaaa",
    "session": "s-0a1b2c3d-4e5f-6",
    "project": PROJECT_ID,
}

PLACE = {"cloud_provider": "gcp", "region": "europe-west1"}
COUNTS = {"node_count": 1_000_000, "relationship_count": 5_000_000}
SIZES = (("4GB", "8GB"), ("8GB", "16GB"))
"""Memory with storage, as the project offers it."""
DAY = datetime.date(2025, 1, 1)
KEY = {
    "key_id": "projects/p/locations/l/keyRings/r/cryptoKeys/k",
    "name": "Production key",
    "instance_type": "enterprise-db",
}

LONG_ENOUGH = 900.0
"""Seconds after which every operation has ended."""

Ids = Mapping[str, str]


class Stage(NamedTuple):
    """Where what an operation needs is put: a client, the ids so far, and the sandbox's time."""

    aura: Any
    ids: dict[str, str]
    advance: Callable[[float], object]


def nothing(stage: Stage) -> None:
    """No preparation."""


def instance(stage: Stage, type_: str = "enterprise-db") -> None:
    """A running instance."""
    stage.ids["instance"] = _create(stage.aura, stage.ids, name="Recorded", type=type_).id
    stage.advance(LONG_ENOUGH)


def professional(stage: Stage) -> None:
    """A running instance that can be upgraded."""
    instance(stage, "professional-db")


def paused(stage: Stage) -> None:
    """A paused instance."""
    instance(stage)
    stage.aura.instances.pause(stage.ids["instance"])
    stage.advance(LONG_ENOUGH)


def snapshot(stage: Stage) -> None:
    """An instance with a snapshot."""
    instance(stage)
    stage.ids["snapshot"] = stage.aura.snapshots.create(stage.ids["instance"]).snapshot_id
    stage.advance(LONG_ENOUGH)


def two_instances(stage: Stage) -> None:
    """An instance, and another with a snapshot."""
    snapshot(stage)
    stage.ids["source"] = stage.ids.pop("instance")
    instance(stage)


def key(stage: Stage) -> None:
    """A key that is ready."""
    project = stage.ids["project"]
    stage.ids["key"] = stage.aura.customer_managed_keys.create(**KEY, **PLACE, tenant_id=project).id
    stage.advance(LONG_ENOUGH)


def session(stage: Stage) -> None:
    """A session that is ready."""
    project = stage.ids["project"]
    stage.ids["session"] = stage.aura.sessions.create(name="sums", memory="4GB", **PLACE, tenant_id=project).id
    stage.advance(LONG_ENOUGH)


def _create(aura: Any, ids: Ids, **more: Any) -> Any:
    return aura.instances.create(version="5", memory="4GB", storage="8GB", tenant_id=ids["project"], **PLACE, **more)


class Recorded(NamedTuple):
    """One cassette: its name, what comes before it unrecorded, and the call."""

    name: str
    prepare: Callable[[Stage], object]
    call: Callable[[Any, Ids], Any]


RECORDED = (
    Recorded("list_instances", instance, lambda aura, ids: aura.instances.list(tenant_id=ids["project"])),
    Recorded(
        "create_instance",
        nothing,
        lambda aura, ids: _create(aura, ids, name="Größe 1", type="business-critical"),
    ),
    Recorded(
        "estimate_instance_size",
        nothing,
        lambda aura, ids: aura.instances.estimate_size(
            **COUNTS, instance_type="enterprise-ds", algorithm_categories=["node-embedding", "similarity"]
        ),
    ),
    Recorded("get_instance", instance, lambda aura, ids: aura.instances.get(ids["instance"])),
    Recorded("delete_instance", instance, lambda aura, ids: aura.instances.delete(ids["instance"])),
    Recorded(
        "update_instance",
        instance,
        lambda aura, ids: aura.instances.update(ids["instance"], memory="8GB", storage="16GB"),
    ),
    Recorded(
        "overwrite_instance",
        two_instances,
        lambda aura, ids: aura.instances.overwrite(
            ids["instance"], source_instance_id=ids["source"], source_snapshot_id=ids["snapshot"]
        ),
    ),
    Recorded("pause_instance", instance, lambda aura, ids: aura.instances.pause(ids["instance"])),
    Recorded("resume_instance", paused, lambda aura, ids: aura.instances.resume(ids["instance"])),
    Recorded(
        "upgrade_instance",
        professional,
        lambda aura, ids: aura.instances.upgrade(ids["instance"], memory="8GB", storage="16GB"),
    ),
    Recorded("list_snapshots", snapshot, lambda aura, ids: aura.snapshots.list(ids["instance"], date=DAY)),
    Recorded("create_snapshot", instance, lambda aura, ids: aura.snapshots.create(ids["instance"])),
    Recorded("get_snapshot", snapshot, lambda aura, ids: aura.snapshots.get(ids["instance"], ids["snapshot"])),
    Recorded("restore_snapshot", snapshot, lambda aura, ids: aura.snapshots.restore(ids["instance"], ids["snapshot"])),
    Recorded("list_projects", nothing, lambda aura, ids: aura.projects.list()),
    Recorded("get_project", nothing, lambda aura, ids: aura.projects.get(ids["project"])),
    Recorded(
        "get_metrics_integration", instance, lambda aura, ids: aura.projects.get_metrics_integration(ids["project"])
    ),
    Recorded(
        "list_customer_managed_keys", key, lambda aura, ids: aura.customer_managed_keys.list(tenant_id=ids["project"])
    ),
    Recorded(
        "create_customer_managed_key",
        nothing,
        lambda aura, ids: aura.customer_managed_keys.create(**KEY, **PLACE, tenant_id=ids["project"]),
    ),
    Recorded("get_customer_managed_key", key, lambda aura, ids: aura.customer_managed_keys.get(ids["key"])),
    Recorded("delete_customer_managed_key", key, lambda aura, ids: aura.customer_managed_keys.delete(ids["key"])),
    Recorded("list_sessions", session, lambda aura, ids: aura.sessions.list(tenant_id=ids["project"])),
    Recorded(
        "create_session",
        nothing,
        lambda aura, ids: aura.sessions.create(
            name="sums", memory="4GB", ttl="20m0s", **PLACE, tenant_id=ids["project"]
        ),
    ),
    Recorded(
        "estimate_session_size",
        nothing,
        lambda aura, ids: aura.sessions.estimate_size(
            **COUNTS, node_property_count=3, algorithm_categories=["similarity"]
        ),
    ),
    Recorded("get_session", session, lambda aura, ids: aura.sessions.get(ids["session"])),
    Recorded("delete_session", session, lambda aura, ids: aura.sessions.delete(ids["session"])),
)

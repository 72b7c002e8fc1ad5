"""What the page of errors says to do after a response was lost, done: it finds out what became of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit._errors.hints import FIND_OUT
from aurakit.errors import OutcomeUnknownError
from aurakit.sandbox import ManualClock, Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NEW: dict[str, Any] = {
    "type": "professional-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp", "region": "europe-west1",
}  # fmt: skip


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=ManualClock()) as sandbox:
        yield sandbox


def running(sandbox: Sandbox, aura: Any, name: str = "one", **changed: Any) -> str:
    """The id of an instance that runs, whose scheduled snapshot is over."""
    values = {**NEW, **changed, "name": name, "tenant_id": sandbox.project_id}
    instance_id: str = aura.wait(aura.instances.create(**values)).id
    sandbox.advance(120.0)
    return instance_id


def lost(sandbox: Sandbox, call: Callable[[], Any]) -> str:
    """The text of the error of a call whose response is lost."""
    sandbox.fail(method="POST", lose_response=True)
    sandbox.fail(method="PATCH", lose_response=True)
    with pytest.raises(OutcomeUnknownError) as caught:
        call()
    sandbox.faults.clear()
    return str(caught.value)


def create_instance(sandbox: Sandbox, aura: Any) -> Any:
    text = lost(sandbox, lambda: aura.instances.create(name="new", tenant_id=sandbox.project_id, **NEW))
    listed = [one.id for one in aura.instances.list(tenant_id=sandbox.project_id) if one.name == "new"]
    sandbox.advance(600.0)
    instance = aura.wait(aura.instances.get(listed[0]))
    aura.wait(aura.instances.delete(instance.id))
    again = aura.instances.create(name="new", tenant_id=sandbox.project_id, **NEW)
    return text, len(listed) == 1 and bool(again.password)


def update_instance(sandbox: Sandbox, aura: Any) -> Any:
    instance_id = running(sandbox, aura)
    text = lost(sandbox, lambda: aura.instances.update(instance_id, memory="8GB"))
    sandbox.advance(60.0)
    found = aura.instances.get(instance_id)
    return text, found.memory == "8GB" or found.status == "updating"


def overwrite_instance(sandbox: Sandbox, aura: Any) -> Any:
    instance_id, source = running(sandbox, aura), running(sandbox, aura, "other")
    text = lost(sandbox, lambda: aura.instances.overwrite(instance_id, source_instance_id=source))
    sandbox.advance(60.0)
    return text, aura.instances.get(instance_id).status in ("overwriting", "loading")


def pause_instance(sandbox: Sandbox, aura: Any) -> Any:
    instance_id = running(sandbox, aura)
    text = lost(sandbox, lambda: aura.instances.pause(instance_id))
    return text, aura.instances.get(instance_id).status in ("pausing", "paused")


def resume_instance(sandbox: Sandbox, aura: Any) -> Any:
    instance_id = running(sandbox, aura)
    aura.wait(aura.instances.pause(instance_id))
    text = lost(sandbox, lambda: aura.instances.resume(instance_id))
    return text, aura.instances.get(instance_id).status in ("resuming", "running")


def upgrade_instance(sandbox: Sandbox, aura: Any) -> Any:
    instance_id = running(sandbox, aura)
    text = lost(sandbox, lambda: aura.instances.upgrade(instance_id))
    sandbox.advance(60.0)
    found = aura.instances.get(instance_id)
    return text, found.status == "updating" or found.type == "business-critical"


def create_snapshot(sandbox: Sandbox, aura: Any) -> Any:
    instance_id = running(sandbox, aura)
    before = {one.snapshot_id for one in aura.snapshots.list(instance_id)}
    text = lost(sandbox, lambda: aura.snapshots.create(instance_id))
    return text, len({one.snapshot_id for one in aura.snapshots.list(instance_id)} - before) == 1


def restore_snapshot(sandbox: Sandbox, aura: Any) -> Any:
    instance_id = running(sandbox, aura)
    snapshot = aura.wait(aura.snapshots.create(instance_id))
    text = lost(sandbox, lambda: aura.snapshots.restore(instance_id, snapshot.snapshot_id))
    sandbox.advance(60.0)
    return text, aura.instances.get(instance_id).status == "restoring"


def create_customer_managed_key(sandbox: Sandbox, aura: Any) -> Any:
    values = {
        "key_id": "projects/a/locations/europe-west1/keyRings/b/cryptoKeys/c", "name": "ours", "cloud_provider": "gcp",
        "instance_type": "enterprise-db", "region": "europe-west1", "tenant_id": sandbox.project_id,
    }  # fmt: skip
    text = lost(sandbox, lambda: aura.customer_managed_keys.create(**values))
    listed = aura.customer_managed_keys.list(tenant_id=sandbox.project_id)
    return text, [one.name for one in listed] == ["ours"]


STORIES: dict[str, Callable[[Sandbox, Any], Any]] = {
    story.__name__: story
    for story in (
        create_instance, update_instance, overwrite_instance, pause_instance, resume_instance, upgrade_instance,
        create_snapshot, restore_snapshot, create_customer_managed_key,
    )
}  # fmt: skip


@pytest.mark.parametrize("operation", FIND_OUT)
def test_what_an_error_says_finds_out_whether_the_request_was_acted_on(sandbox: Sandbox, operation: str) -> None:
    text, found = STORIES[operation](sandbox, sandbox.client())
    assert FIND_OUT[operation] in text
    assert found

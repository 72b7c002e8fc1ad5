"""The async methods take and return what the sync ones do, and what is written by hand repeats nothing generated."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from aurakit import AsyncAura, Aura
from aurakit.v1.instances import AsyncInstances, Instances
from aurakit_raw.v1.api import customer_managed_keys, instances, projects, sessions, snapshots

TWINS = [
    (Instances, AsyncInstances),
    (instances.Instances, instances.AsyncInstances),
    (snapshots.Snapshots, snapshots.AsyncSnapshots),
    (sessions.Sessions, sessions.AsyncSessions),
    (projects.Projects, projects.AsyncProjects),
    (customer_managed_keys.CustomerManagedKeys, customer_managed_keys.AsyncCustomerManagedKeys),
]
COMPLETED: dict[tuple[type, str], str] = {
    (instances.Instances, "update"): "Instance",
    (instances.Instances, "upgrade"): "Instance",
    (instances.Instances, "overwrite"): "Instance",
    (instances.Instances, "pause"): "Instance",
    (instances.Instances, "resume"): "Instance",
    (instances.Instances, "delete"): "Instance | None",
    (snapshots.Snapshots, "create"): "Snapshot",
    (snapshots.Snapshots, "restore"): "Instance",
    (sessions.Sessions, "delete"): "DeletedSession | None",
}
"""Methods whose result says more than the API's response, with what they return."""


def methods(cls: type) -> set[str]:
    """The names of the public methods that a class itself defines."""
    return {name for name, value in vars(cls).items() if inspect.isfunction(value) and not name.startswith("_")}


def taken(cls: type, name: str) -> list[tuple[str, Any, Any, Any]]:
    """Name, kind, default and annotation of each parameter, in order."""
    signature = inspect.signature(getattr(cls, name))
    return [(one.name, one.kind, one.default, one.annotation) for one in signature.parameters.values()]


def returned(cls: type, name: str) -> str:
    return str(inspect.signature(getattr(cls, name)).return_annotation)


def test_what_is_written_by_hand_is_what_the_api_does_not_have() -> None:
    assert methods(Instances) == methods(AsyncInstances) == {"ensure", "check"}
    assert methods(Instances).isdisjoint(methods(instances.Instances))


@pytest.mark.parametrize(("cls", "name"), COMPLETED, ids=lambda value: getattr(value, "__name__", value))
def test_a_completed_method_returns_what_can_be_waited_on(cls: type, name: str) -> None:
    assert returned(cls, name) == COMPLETED[cls, name]


@pytest.mark.parametrize(("sync", "twin"), TWINS)
def test_what_is_there_for_sync_is_there_for_async(sync: type, twin: type) -> None:
    assert methods(sync) == methods(twin) != set()


@pytest.mark.parametrize(
    ("sync", "twin", "name"),
    [
        pytest.param(sync, twin, name, id=f"{sync.__name__}.{name}")
        for sync, twin in TWINS
        for name in sorted(methods(sync) & methods(twin))
    ],
)
def test_a_method_takes_and_returns_the_same_in_sync_and_async(sync: type, twin: type, name: str) -> None:
    assert (taken(sync, name), returned(sync, name)) == (taken(twin, name), returned(twin, name))
    assert not inspect.iscoroutinefunction(getattr(sync, name))
    assert inspect.iscoroutinefunction(getattr(twin, name))


def test_ensure_takes_what_create_takes() -> None:
    ensure, create = taken(Instances, "ensure"), taken(Instances, "create")
    assert {one[0]: one for one in ensure} == {one[0]: one for one in create}


@pytest.mark.parametrize("name", ["__init__", "with_options", "wait"])
def test_both_clients_take_the_same_arguments(name: str) -> None:
    """All but the transport, which is httpx's for either."""
    sync, twin = taken(Aura, name), taken(AsyncAura, name)
    assert [one for one in sync if one[0] != "transport"] == [one for one in twin if one[0] != "transport"]


def test_both_clients_have_the_same_public_names_but_for_closing() -> None:
    sync, twin = ({name for name in dir(client) if not name.startswith("_")} for client in (Aura, AsyncAura))
    assert sync ^ twin == {"close", "aclose"}

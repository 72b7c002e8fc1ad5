"""The hand-written methods take what the generated ones take, and the async ones what the sync ones do."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from aurakit import AsyncAura, Aura
from aurakit.async_resources import AsyncInstances
from aurakit.completed import AsyncSessions, AsyncSnapshots, Sessions, Snapshots
from aurakit.resources import Instances
from aurakit_raw.v1.api import instances, sessions, snapshots

TWINS = [(Instances, AsyncInstances), (Snapshots, AsyncSnapshots), (Sessions, AsyncSessions)]
OVERRIDES = [
    (Instances, instances.Instances),
    (Snapshots, snapshots.Snapshots),
    (AsyncInstances, instances.AsyncInstances),
    (AsyncSnapshots, snapshots.AsyncSnapshots),
    (Sessions, sessions.Sessions),
    (AsyncSessions, sessions.AsyncSessions),
]
COMPLETED = {
    ("Instances.update", "Instance"),
    ("Instances.delete", "Instance | None"),
    ("Snapshots.create", "Snapshot"),
}
"""Methods whose result says more than the API's answer, with what they return."""


def methods(cls: type) -> set[str]:
    """The names of the public methods that a class itself defines."""
    return {name for name, value in vars(cls).items() if inspect.isfunction(value) and not name.startswith("_")}


def taken(cls: type, name: str) -> list[tuple[str, Any, Any, Any]]:
    """Name, kind, default and annotation of each parameter, in order."""
    signature = inspect.signature(getattr(cls, name))
    return [(one.name, one.kind, one.default, one.annotation) for one in signature.parameters.values()]


def returned(cls: type, name: str) -> str:
    return str(inspect.signature(getattr(cls, name)).return_annotation)


overrides = pytest.mark.parametrize(
    ("cls", "generated", "name"),
    [
        pytest.param(cls, generated, name, id=f"{cls.__name__}.{name}")
        for cls, generated in OVERRIDES
        for name in sorted(methods(cls) & methods(generated))
    ],
)


def test_there_are_overrides_to_compare() -> None:
    assert {"update", "upgrade", "delete"} <= methods(Instances) & methods(instances.Instances)


@overrides
def test_an_override_takes_what_the_generated_method_takes(cls: type, generated: type, name: str) -> None:
    assert taken(cls, name) == taken(generated, name)


@overrides
def test_an_override_returns_what_the_generated_method_returns_or_what_completes_it(
    cls: type, generated: type, name: str
) -> None:
    method, result = f"{cls.__name__.removeprefix('Async')}.{name}", returned(cls, name)
    assert result == returned(generated, name) or (method, result) in COMPLETED


@pytest.mark.parametrize(("sync", "twin"), TWINS)
def test_what_is_there_for_sync_is_there_for_async(sync: type, twin: type) -> None:
    assert methods(sync) == methods(twin)


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

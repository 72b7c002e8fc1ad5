"""The async methods take and return what the sync ones do, and what is written by hand repeats nothing generated."""

from __future__ import annotations

import functools
import importlib
import inspect
from typing import TYPE_CHECKING, Any, get_overloads

import pytest

from aurakit import AsyncAura, Aura, v1, v1beta5, v2beta1
from aurakit.v1.instances import AsyncInstances, Instances
from aurakit_raw.v1.api import instances, sessions, snapshots

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = [v1, v1beta5, v2beta1]


def _twins() -> Iterator[tuple[type, type]]:
    """The classes of all resources of all versions, sync and async."""
    yield Instances, AsyncInstances
    for version in VERSIONS:
        api = f"aurakit_raw.{version.__name__.removeprefix('aurakit.')}.api"
        for name, resource in vars(importlib.import_module(api).Resources).items():
            if isinstance(resource, functools.cached_property):
                cls, module = (
                    inspect.signature(resource.func).return_annotation,
                    importlib.import_module(f"{api}.{name}"),
                )
                yield getattr(module, cls), getattr(module, f"Async{cls}")


TWINS = [*_twins()]
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
    assert methods(Instances) == methods(AsyncInstances) == {
        "check", "ensure", "ensure_paused", "ensure_running", "find"
    }  # fmt: skip
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
    assert taken(sync, name) == taken(twin, name)
    assert not inspect.iscoroutinefunction(getattr(sync, name))
    if (pages := returned(sync, name)).startswith("Pages["):  # requested by iterating, so there is nothing to await
        assert (returned(twin, name), inspect.iscoroutinefunction(getattr(twin, name))) == (f"Async{pages}", False)
    else:
        assert (returned(twin, name), inspect.iscoroutinefunction(getattr(twin, name))) == (pages, True)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.__name__)
@pytest.mark.parametrize("name", ["__init__", "with_options", "wait", "wait_all"])
def test_both_clients_take_the_same_arguments(version: Any, name: str) -> None:
    """All but the transport, which is httpx's for either."""
    sync, twin = taken(version.Aura, name), taken(version.AsyncAura, name)
    assert [one for one in sync if one[0] != "transport"] == [one for one in twin if one[0] != "transport"]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.__name__)
def test_what_is_waited_for_is_typed_alike(version: Any) -> None:
    sync, twin = (
        [(str(inspect.signature(one)), inspect.signature(one).return_annotation) for one in get_overloads(client.wait)]
        for client in (version.Aura, version.AsyncAura)
    )
    assert sync == twin != []


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.__name__)
def test_both_clients_have_the_same_public_names_but_for_closing(version: Any) -> None:
    sync, twin = (
        {name for name in dir(client) if not name.startswith("_")} for client in (version.Aura, version.AsyncAura)
    )
    assert sync ^ twin == {"close", "aclose"}


def test_siblings_are_of_the_flavour_of_their_client() -> None:
    sync, twin = Aura("id", "secret"), AsyncAura("id", "secret")
    assert (type(sync.v1beta5), type(sync.v2beta1)) == (v1beta5.Aura, v2beta1.Aura)
    assert (type(twin.v1beta5), type(twin.v2beta1)) == (v1beta5.AsyncAura, v2beta1.AsyncAura)

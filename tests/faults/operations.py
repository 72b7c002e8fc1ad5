"""The calls the machine makes, each with what must be true of its result."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import pytest

from aurakit import AsyncAura, AuraError, InvalidArgumentError
from aurakit.sandbox import Project
from aurakit.v1 import Instance
from faults.model import LONGEST_PAUSE, TIMEOUT, World, leaves_it_open
from support.samples import INSTANCE

Operation = Callable[[World, int, str], Any]
NEW: Final = {
    "tenant_id": Project().id, "version": "5", "region": "europe-west1", "memory": "2GB", "type": "professional-db",
    "cloud_provider": "gcp",
}  # fmt: skip
NOBODY: Final = "00000000"
FINDING_OUT: Final = 300.0  # seconds in which `ensure` looks for what a lost response may have made
ENSURING: Final = 40 * TIMEOUT + FINDING_OUT


def create(world: World, _: int, name: str) -> Any:
    """Create: one instance, or an error."""
    found = world.call(lambda aura: aura.instances.create(name=name, **NEW), creates=1)
    if not isinstance(found, AuraError):
        world.names[found.id] = {name}
        world.remember(found)
        assert any(instance.id == found.id for instance in world.sandbox.instances)
    return found


def ensure(world: World, _: int, name: str) -> Any:
    """Ensure: none when there is one of the name."""
    there = [instance for instance in world.sandbox.instances if instance.name == name]
    settled = [instance for instance in there if instance.status != "destroying"]
    found = world.call(
        lambda aura: aura.instances.ensure(name=name, **NEW),
        creates=0 if settled and not world.awkward else 1,
        budget=ENSURING,
    )
    if not isinstance(found, AuraError):
        assert found.instance.name == name
        world.names.setdefault(found.instance.id, {name})
    return found


def read(world: World, pick: int, _: str) -> Any:
    """Get: what was created, under a name that was given to it."""
    identifier = world.some_id(pick)
    found = world.call(lambda aura: aura.instances.get(identifier))
    if not isinstance(found, AuraError) and identifier in world.names:
        assert found.id == identifier and found.name in world.names[identifier]
    return found


def list_all(world: World, _: int, __: str) -> Any:
    """List: every instance that nobody asked to delete."""
    found = world.call(lambda aura: aura.instances.list())
    if not isinstance(found, AuraError) and not world.awkward:
        assert world.names.keys() <= {instance.id for instance in found}
    return found


def rename(world: World, pick: int, name: str) -> Any:
    """Update: the new name, or perhaps it, or the old one."""
    identifier = world.some_id(pick)
    found = world.call(lambda aura: aura.instances.update(identifier, name=name), budget=2 * TIMEOUT)
    if identifier in world.names:
        world.names[identifier] |= {name}  # it is shown when the operation is over
    return world.remember(found)


def delete(world: World, pick: int, _: str) -> Any:
    """Delete: None or the instance on its way, which is then really on its way."""
    identifier = world.some_id(pick)
    world.names.pop(identifier, None)
    found = world.call(lambda aura: aura.instances.delete(identifier))
    if not isinstance(found, AuraError):
        left = [one.status for one in world.sandbox.instances if one.id == identifier]
        assert left in ([], ["destroying"]) or world.awkward, left  # awkward: 404 for what is there, just created
    return world.remember(found)


def on_instance(method: str, resource: str = "instances", *, begins: bool = True, **more: Any) -> Operation:
    """An operation on an instance, whatever comes of it. begins: something that can be waited for."""

    def operation(world: World, pick: int, _: str) -> Any:
        identifier = world.some_id(pick)
        step = lambda aura: getattr(getattr(aura, resource), method)(identifier, **more)  # noqa: E731
        found = world.call(step, budget=2 * TIMEOUT)
        return world.remember(found) if begins else found

    return operation


def overwrite(world: World, pick: int, _: str) -> Any:
    """Overwrite with another instance."""
    target, source = world.some_id(pick), world.some_id(pick + 1)
    return world.remember(world.call(lambda aura: aura.instances.overwrite(target, source_instance_id=source)))


def session(world: World, _: int, name: str) -> Any:
    """Create a session: get-or-create by name."""
    step = lambda aura: aura.sessions.create(name=name, memory="8GB", cloud_provider="gcp", region="europe-west1",  # noqa: E731
                                             tenant_id=Project().id)  # fmt: skip
    return world.remember(world.call(step))


def plain(resource: str, method: str, **arguments: Any) -> Operation:
    """An operation that needs nothing that is there."""
    return lambda world, _, __: world.call(lambda aura: getattr(getattr(aura, resource), method)(**arguments))


CALLS: Final[dict[str, Operation]] = {
    "create": create,
    "ensure": ensure,
    "get": read,
    "list": list_all,
    "rename": rename,
    "delete": delete,
    "pause": on_instance("pause"),
    "resume": on_instance("resume"),
    "upgrade": on_instance("upgrade", memory="4GB", storage="8GB"),
    "overwrite": overwrite,
    "snapshots.create": on_instance("create", "snapshots"),
    "snapshots.list": on_instance("list", "snapshots", begins=False),
    "sessions.create": session,
    "sessions.list": plain("sessions", "list"),
    "estimate": plain("instances", "estimate_size", node_count=10, relationship_count=20,
                      instance_type="enterprise-db"),
    "projects.list": plain("projects", "list"),
    "projects.get": plain("projects", "get", tenant_id=Project().id),
    "keys.list": plain("customer_managed_keys", "list"),
}  # fmt: skip


def wait_for(world: World, pick: int, timeout: float) -> Any:
    """Wait for an operation that was begun."""
    if not world.begun:
        return None
    resource = world.begun[pick % len(world.begun)]
    return world.call(lambda aura: aura.wait(resource, timeout=timeout), budget=timeout + 1.0)


def crowd(world: World, times: int, pick: int) -> Any:
    """As many creations and reads at once."""
    identifier = world.some_id(pick)

    def of(aura: Any, number: int) -> Any:
        if number % 2:
            return aura.instances.create(name=f"crowd-{number}", **NEW)
        return aura.instances.get(identifier)

    def threads(aura: Any) -> None:
        def one(number: int) -> Any:
            try:
                return of(aura, number)
            except AuraError as error:
                return error

        with ThreadPoolExecutor(times) as pool:
            keep(list(pool.map(one, range(times))))

    async def tasks(aura: Any) -> None:
        keep(await asyncio.gather(*(of(aura, number) for number in range(times)), return_exceptions=True))

    results: list[Any] = []

    def keep(found: list[Any]) -> None:
        results.extend(found)

    before = world.sandbox.instances.created
    world.call(lambda aura: tasks(aura) if isinstance(aura, AsyncAura) else threads(aura), creates=times // 2,
               budget=times * (TIMEOUT + LONGEST_PAUSE), several=True)  # fmt: skip
    created = [result for result in results[1::2] if not isinstance(result, BaseException)]
    unsure = [result for result in results[1::2] if isinstance(result, AuraError) and leaves_it_open(result)]
    assert len(created) <= world.sandbox.instances.created - before <= len(created) + len(unsure)
    assert all(isinstance(result, AuraError) for result in results if isinstance(result, BaseException)), results


WRONG: Final[tuple[tuple[type[Exception], Callable[[Any], Any]], ...]] = (
    (InvalidArgumentError, lambda aura: aura.instances.get("..")),
    (InvalidArgumentError, lambda aura: aura.instances.delete("")),
    (InvalidArgumentError, lambda aura: aura.instances.update(NOBODY)),
    (
        InvalidArgumentError,
        lambda aura: aura.wait(Instance.from_dict({**INSTANCE, "status": "creating"}), timeout=-1.0),
    ),
    (TypeError, lambda aura: aura.instances.get(NOBODY, colour="red")),
    (TypeError, lambda aura: aura.instances.create()),
    (TypeError, lambda aura: aura.wait("an id")),
)


def wrong_call(world: World, which: int) -> None:
    """A call that a programmer got wrong: told at once, and nothing is sent."""
    error, step = WRONG[which]
    before = len(world.front.events)
    with pytest.raises(error):
        world.run(step)
    assert len(world.front.events) == before

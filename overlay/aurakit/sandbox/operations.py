"""Ending running operations early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lifecycle import LIFECYCLES
from .resources import Instance

if TYPE_CHECKING:
    from .resources import Resource
    from .world import World


def finish(world: World, resource_id: str | None, status: str | None) -> int:
    """End the operations of one or all resources now; returns how many.

    Args:
        world: the sandbox's state.
        resource_id: the id of an instance, a snapshot, an import job, …; None for all.
        status: the failed state to end in; None for the planned outcome.

    Raises:
        ValueError: no such resource, it has no running operation, or the operation has no such failed state.
    """
    now = world.now()
    stock = world.stock
    every: list[Resource] = [
        *stock.instances(now), *stock.all_snapshots(), *stock.sessions(now), *world.keys.values(),
        *stock.databases.every(now), *stock.backups.every(now), *stock.data_apis.every(now),
        *stock.import_jobs.every(now), *stock.virtual_graphs.every(now),
    ]  # fmt: skip
    found = [one for one in every if resource_id in {None, one.id}]
    for one in found:
        one.settle(now)
    busy = [one for one in found if one.operation is not None and one.operation.start <= now]
    if resource_id is not None and not busy:
        problem = "has no running operation" if found else "does not exist"
        raise ValueError(f"{resource_id!r} {problem}")
    for one in busy:
        _check_outcome(one, status)
    for one in busy:
        _end(world, one, now, status)
    return len(busy)


def _check_outcome(resource: Resource, status: str | None) -> None:
    kind = resource.operation.kind if resource.operation is not None else ""
    failed = LIFECYCLES[kind].failed
    if status is not None and status not in failed:
        raise ValueError(
            f"a {kind} of {resource.id!r} cannot end as {status!r}; its failed states: {', '.join(failed) or 'none'}"
        )


def _end(world: World, resource: Resource, now: float, status: str | None) -> None:
    operation = resource.operation
    if operation is None:
        return
    resource.operation = operation._replace(duration=now - operation.start, outcome=status or operation.outcome)
    if isinstance(resource, Instance):
        _move_first_snapshot(world, resource, now, succeeded=resource.operation.succeeds)
        if resource.operation.outcome is None:
            resource.gone_until += now - operation.end
            world.stock.note_end(resource)


def _move_first_snapshot(world: World, instance: Instance, now: float, *, succeeded: bool) -> None:
    """Start the scheduled snapshot that follows a creation: now, or never if the creation failed."""
    for snapshot in world.stock.due_snapshots(instance.id, now):
        operation = snapshot.operation
        if succeeded and operation is not None:
            snapshot.created = now
            snapshot.operation = operation._replace(start=now)
        else:
            world.stock.drop_snapshot(snapshot)

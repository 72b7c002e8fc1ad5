"""The whole world as JSON, and back: the work of the Python methods `save` and `restore` and of `/_sandbox/world`.

After a restore the clock's `now()`, which never goes back, continues, and all saved times are shifted to match; the
calendar is set back, so that every date is shown as before.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

from .faults import Fault
from .lifecycle import Operation
from .options import Configuration, Project, default_configurations
from .organizations import Directory
from .resources import (
    AuthProvider,
    Backup,
    DataApi,
    Database,
    ImportJob,
    Instance,
    Key,
    Resource,
    Session,
    Snapshot,
    VirtualGraph,
)
from .stock import Stock
from .tokens import Issued
from .world import RequestedFailure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .gateway import Gateway

FORMAT = 3
_BELONGINGS: dict[str, type[Resource]] = {
    "databases": Database,
    "backups": Backup,
    "data_apis": DataApi,
    "auth_providers": AuthProvider,
    "import_jobs": ImportJob,
    "virtual_graphs": VirtualGraph,
}
"""What is saved with its owner, by the attribute of the stock."""

R = TypeVar("R", bound=Resource)
_MOMENTS = ("created", "rested", "hidden_until", "gone_until", "expiry", "removed", "started", "cancelled")


def saved(gateway: Gateway) -> dict[str, Any]:
    """Everything that influences responses, as JSON."""
    world, tokens = gateway.world, gateway.tokens
    now = world.now()
    return {
        "format": FORMAT,
        "now": now,
        "unscaled": world.clock.unscaled(),
        "wall": world.clock.wall(),
        "user_id": world.user_id,
        "creations": world.creations,
        "random": _listed(world.random.getstate()),
        "projects": [project_json(project) for project in world.projects.values()],
        "instances": [_resource(one) for one in world.stock.instances(now)],
        "snapshots": [_resource(one) for one in world.stock.all_snapshots()],
        "sessions": [_resource(one) for one in world.stock.sessions(now)],
        "deleted_sessions": [_resource(one) for one in world.stock.deleted_sessions],
        "keys": [_resource(one) for one in world.keys.values()],
        **{name: [_resource(one) for one in getattr(world.stock, name).every(now)] for name in _BELONGINGS},
        **world.directory.saved(),
        "failures": [[one.kind, one.outcome, one.times, one.resource_id] for one in world.failures if one.times],
        "faults": [fault.order() for fault in gateway.faults if fault.remaining],
        "tokens": {token: list(issued) for token, issued in tokens.valid.items()},
        "tokens_issued": tokens.issued,
        "token_window": list(tokens.window.accepted),
        "window": list(gateway.window.accepted),
        "quotas": [[name, owner, list(window.accepted)] for (name, owner), window in gateway.quotas.items()],
    }


def restore(gateway: Gateway, state: Mapping[str, Any]) -> None:
    """Replace the current world with a saved one.

    Raises:
        ValueError: it is not a saved world; nothing is changed.
    """
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise ValueError(f"this is not a saved world of format {FORMAT}")
    try:
        _replace(gateway, state)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is not a saved world: {error!r}") from None


def _replace(gateway: Gateway, state: Mapping[str, Any]) -> None:
    world, tokens = gateway.world, gateway.tokens
    shift = world.now() - state["now"]
    unscaled_shift = world.clock.unscaled() - state["unscaled"]
    stock = Stock()
    for one in state["instances"]:
        stock.add_instance(_read(Instance, one, shift))
    for one in state["snapshots"]:
        stock.add_snapshot(_read(Snapshot, one, shift))
    for one in state["sessions"]:
        stock.add_session(_read(Session, one, shift))
    stock.deleted_sessions.extend(_read(Session, one, shift) for one in state["deleted_sessions"])
    for name, kind in _BELONGINGS.items():
        for one in state[name]:
            getattr(stock, name).add(_read(kind, one, shift))
    directory = Directory.restored(dict(state), shift)
    keys = {one["id"]: _read(Key, one, shift) for one in state["keys"]}
    projects = {one["id"]: project_of(one) for one in state["projects"]}
    failures = [RequestedFailure(*one) for one in state["failures"]]
    faults = [Fault(**one) for one in state["faults"]]
    valid = {
        token: Issued(until + shift, unscaled + unscaled_shift, status)
        for token, (until, unscaled, status) in state["tokens"].items()
    }
    version, internal, gauss = state["random"]
    world.random.setstate((version, tuple(internal), gauss))
    world.stock, world.keys, world.projects, world.failures = stock, keys, projects, failures
    world.directory = directory
    world.user_id, world.creations = state["user_id"], state["creations"]
    world.clock.set_wall(state["wall"])
    tokens.valid, tokens.issued = valid, state["tokens_issued"]
    gateway.faults[:] = faults
    for window, moments in ((tokens.window, state["token_window"]), (gateway.window, state["window"])):
        window.accepted.clear()
        window.accepted.extend(moment + shift for moment in moments)
    gateway.quotas.clear()
    for name, owner, moments in state["quotas"]:
        gateway.quota_window(name, owner).accepted.extend(moment + shift for moment in moments)


def project_json(project: Project) -> dict[str, Any]:
    """A project as JSON; `offers` is `default` if it offers the default configurations."""
    values = project._asdict()
    offers = values.pop("configurations")
    values["offers"] = "default" if offers == default_configurations() else [one._asdict() for one in offers]
    return values


def project_of(values: Mapping[str, Any]) -> Project:
    """A project from JSON, in which only `id` is required.

    Raises:
        TypeError: a field is unknown, or one is missing in an offer.
    """
    rest = dict(values)
    offers = rest.pop("offers", "default")
    if offers == "default":
        return Project(**rest)
    return Project(
        configurations=tuple(Configuration(**{"region_name": one["region"], **one}) for one in offers), **rest
    )


def _resource(resource: Resource) -> dict[str, Any]:
    values = {one.name: getattr(resource, one.name) for one in dataclasses.fields(resource)}
    operation = resource.operation
    return values | {"operation": operation and operation._asdict()}


def _read(kind: type[R], values: Mapping[str, Any], shift: float) -> R:
    moved = {name: values[name] + shift for name in _MOMENTS if values.get(name) is not None}
    resource = kind(**{**values, **moved, "operation": None})
    if (operation := values["operation"]) is not None:
        resource.operation = Operation(**{**operation, "start": operation["start"] + shift})
    return resource


def _listed(state: tuple[Any, ...]) -> list[Any]:
    version, internal, gauss = state
    return [version, list(internal), gauss]

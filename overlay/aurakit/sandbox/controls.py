"""Controls of a sandbox other than faults: `Sandbox.operations`, `Sandbox.tokens` and `Sandbox.state`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import saving, seeds
from .lifecycle import LIFECYCLES, TIMED_AS
from .operations import finish
from .world import RequestedFailure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .gateway import Gateway
    from .options import Project
    from .organizations import Organization


class Operations:
    """Long-running operations."""

    def __init__(self, gateway: Gateway) -> None:
        self._world = gateway.world

    def fail(self, kind: str, *, times: int = 1, resource_id: str | None = None, status: str | None = None) -> None:
        """Let the next operations of a kind end in their failed state.

        Args:
            kind: create, overwrite, snapshot, key, session, backup, data_api, data_api_update, import_job,
                virtual_graph or virtual_graph_update.
            times: how many.
            resource_id: the id of the resource; any if None.
            status: the failed state, if there are several: a snapshot is `Failed` or `Cancelled`.
        """
        failed = LIFECYCLES[kind].failed if kind in LIFECYCLES else ()
        if not failed or kind in TIMED_AS:
            kinds = ", ".join(name for name, one in LIFECYCLES.items() if one.failed and name not in TIMED_AS)
            raise ValueError(f"{kind!r} has no failed state; these have: {kinds}")
        if status is not None and status not in failed:
            raise ValueError(f"{kind!r} fails as {' or '.join(failed)}")
        with self._world.lock:
            self._world.failures.append(RequestedFailure(kind, status or failed[0], times, resource_id))

    def finish(self, resource_id: str | None = None, *, status: str | None = None) -> int:
        """End running operations immediately; returns how many.

        Args:
            resource_id: the id of the resource, such as an instance or a snapshot; all if None.
            status: the failed state to end in; the planned outcome if None.
        """
        with self._world.lock:
            return finish(self._world, resource_id, status)


class IssuedTokens:
    """The tokens issued to clients."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def expire(self, status: int = 401) -> None:
        """Refuse every token issued so far, with 401 or 403: the real API uses both."""
        if status not in {401, 403}:
            raise ValueError("an expired token is refused with 401 or 403")
        with self._gateway.world.lock:
            self._gateway.tokens.expire(status)


class State:
    """Everything that exists."""

    def __init__(
        self,
        gateway: Gateway,
        organizations: tuple[Organization, ...],
        projects: tuple[Project, ...],
        seed: seeds.Seed,
    ) -> None:
        self._gateway = gateway
        self._beginning = organizations, projects, seed
        seeds.apply(gateway.world, seed)

    def add(self, state: Mapping[str, Any] | str | Path) -> None:
        """Add organizations, projects, instances and what belongs to them, from a mapping or a YAML file.

        Raises:
            ValueError: something is unknown or missing; nothing is added.
        """
        found = seeds.read(state)
        with self._gateway.world.lock:
            seeds.apply(self._gateway.world, found)

    def reset(self) -> None:
        """Return to the initial state. The time continues, and earlier tokens are refused."""
        organizations, projects, seed = self._beginning
        with self._gateway.world.lock:
            self._gateway.world.begin(organizations, projects)
            self._gateway.clear()
            seeds.apply(self._gateway.world, seed)

    def save(self) -> dict[str, Any]:
        """Everything as JSON, for `restore` of this or another sandbox."""
        with self._gateway.world.lock:
            return saving.saved(self._gateway)

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Return to a saved state. The calendar goes back as well; the clock's `now()` continues.

        Raises:
            ValueError: it is not a value that `save` returned; nothing is changed.
        """
        with self._gateway.world.lock:
            saving.restore(self._gateway, saved)

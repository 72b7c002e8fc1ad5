"""An instance from its creation to its deletion, on a real account: this takes minutes, and can cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit import APIError, connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from live.keeper import Keeper
    from live.settings import Settings

pytestmark = pytest.mark.live

NOT_FOR_FREE = frozenset({400, 402, 403, 405, 420})
"""How an operation that free instances do not have can be refused."""


class Journey:
    """Operations on the run's instance, each waited for."""

    def __init__(self, keeper: Keeper, settings: Settings, tell: Callable[[str], object]) -> None:
        self.instances = keeper.aura.instances
        self.snapshots = keeper.aura.snapshots
        self._keeper = keeper
        self._settings = settings
        self._tell = tell

    def wait(self, asked: Any) -> Any:
        """What is there when an operation has ended."""
        return self._keeper.aura.wait(asked, timeout=self._settings.timeout)

    def may_be_refused(self, operation: Callable[[str], Any], instance_id: str) -> Any:
        """What is there when an operation has ended; None if free instances do not have it."""
        try:
            asked = operation(instance_id)
        except APIError as error:
            if not self._settings.free or error.status_code not in NOT_FOR_FREE:
                raise
            self._tell(f"Not for a free instance, so passed over: {error}")
            return None
        return self.wait(asked)


def test_an_instance_is_created_renamed_paused_resumed_backed_up_and_deleted(
    keeper: Keeper, settings: Settings, tell: Callable[[str], object]
) -> None:
    journey = Journey(keeper, settings, tell)
    try:
        created = keeper.create()
        assert connection(created).uri.startswith("neo4j")
        running = journey.wait(created)
        assert (running.id, running.name, running.status) == (created.id, keeper.name, "running")

        renamed = journey.wait(journey.instances.update(created.id, name=f"{keeper.name}-b"))
        assert (renamed.name, renamed.status) == (f"{keeper.name}-b", "running")

        if paused := journey.may_be_refused(journey.instances.pause, created.id):
            assert paused.status == "paused"
            assert journey.wait(journey.instances.resume(created.id)).status == "running"

        if snapshot := journey.may_be_refused(journey.snapshots.create, created.id):
            assert snapshot.status == "Completed"
            assert snapshot.snapshot_id in [one.snapshot_id for one in journey.snapshots.list(created.id)]

        assert journey.wait(journey.instances.delete(created.id)) is None
        assert keeper.mine() == []
    finally:
        keeper.clean()

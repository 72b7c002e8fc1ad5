# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on snapshots, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    import datetime

    from ....client import AsyncClient, Client
    from ...models.created_snapshot import CreatedSnapshot as CreatedSnapshot
    from ...models.instance import Instance
    from ...models.snapshot import Snapshot
    from . import create_snapshot, get_snapshot, list_snapshots, restore_snapshot
else:
    create_snapshot = Late(globals(), "create_snapshot")
    get_snapshot = Late(globals(), "get_snapshot")
    list_snapshots = Late(globals(), "list_snapshots")
    restore_snapshot = Late(globals(), "restore_snapshot")


class Snapshots:
    """Snapshots of instances, scheduled or taken on demand."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, instance_id: str, snapshot_id: str) -> Snapshot:
        """Get one snapshot of an instance.

        Its `status` says whether it is complete; only a `Completed` one can be restored or cloned.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            snapshot_id: The snapshot's id, as `snapshots.list` and `snapshots.create` return it.

        Returns:
            The snapshot.

        Raises:
            NotFoundError: There is no such instance, or it has no snapshot with this id (`snapshot-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_snapshot.request(instance_id, snapshot_id))

    def restore(self, instance_id: str, snapshot_id: str) -> Instance:
        """Restore an instance to the state of one of its snapshots.

        Data written since the snapshot is lost. Asynchronous: `restoring`, then `running`; at first the API may still
        report the earlier `running`.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            snapshot_id: The snapshot's id, as `snapshots.list` and `snapshots.create` return it.

        Returns:
            The instance with status `restoring`: pass it to `aura.wait()`.

        Raises:
            NotFoundError: There is no such instance, or it has no snapshot with this id.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(restore_snapshot.request(instance_id, snapshot_id))
        return completed

    def list(self, instance_id: str, *, date: datetime.date | str | None = None) -> builtins.list[Snapshot]:
        """List the snapshots of an instance on one day.

        The scheduled ones and those taken on demand. Without a date, today's.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            date: The day whose snapshots are listed; today if not given.

        Returns:
            The snapshots of that day.

        Raises:
            NotFoundError: There is no such instance.
            BadRequestError: Not a date, or not in the format `2026-11-28`.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_snapshots.request(instance_id, date=date))

    def create(self, instance_id: str) -> Snapshot:
        """Take a snapshot of an instance now.

        Asynchronous: `Pending`, `InProgress`, then `Completed`, `Failed` or `Cancelled`; more data takes longer.
        Repeating the call takes another snapshot.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The snapshot with status `Pending`: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or its first scheduled snapshot (409
                `snapshot-not-allowed`).
            PaymentRequiredError: 402 if the account cannot pay for it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Snapshot = self._client.complete(create_snapshot.request(instance_id))
        return completed


class AsyncSnapshots:
    """Snapshots of instances, scheduled or taken on demand."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(self, instance_id: str, snapshot_id: str) -> Snapshot:
        """Get one snapshot of an instance.

        Its `status` says whether it is complete; only a `Completed` one can be restored or cloned.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            snapshot_id: The snapshot's id, as `snapshots.list` and `snapshots.create` return it.

        Returns:
            The snapshot.

        Raises:
            NotFoundError: There is no such instance, or it has no snapshot with this id (`snapshot-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_snapshot.request(instance_id, snapshot_id))

    async def restore(self, instance_id: str, snapshot_id: str) -> Instance:
        """Restore an instance to the state of one of its snapshots.

        Data written since the snapshot is lost. Asynchronous: `restoring`, then `running`; at first the API may still
        report the earlier `running`.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            snapshot_id: The snapshot's id, as `snapshots.list` and `snapshots.create` return it.

        Returns:
            The instance with status `restoring`: pass it to `aura.wait()`.

        Raises:
            NotFoundError: There is no such instance, or it has no snapshot with this id.
            ConflictError: Another operation is running on the instance (409 `ongoing-database-operation`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(restore_snapshot.request(instance_id, snapshot_id))
        return completed

    async def list(self, instance_id: str, *, date: datetime.date | str | None = None) -> builtins.list[Snapshot]:
        """List the snapshots of an instance on one day.

        The scheduled ones and those taken on demand. Without a date, today's.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.
            date: The day whose snapshots are listed; today if not given.

        Returns:
            The snapshots of that day.

        Raises:
            NotFoundError: There is no such instance.
            BadRequestError: Not a date, or not in the format `2026-11-28`.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_snapshots.request(instance_id, date=date))

    async def create(self, instance_id: str) -> Snapshot:
        """Take a snapshot of an instance now.

        Asynchronous: `Pending`, `InProgress`, then `Completed`, `Failed` or `Cancelled`; more data takes longer.
        Repeating the call takes another snapshot.

        Args:
            instance_id: The instance's id, such as `2f49c2b3`.

        Returns:
            The snapshot with status `Pending`: pass it to `aura.wait()`.

        Raises:
            ConflictError: Another operation is running on the instance, or its first scheduled snapshot (409
                `snapshot-not-allowed`).
            PaymentRequiredError: 402 if the account cannot pay for it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Snapshot = await self._client.complete(create_snapshot.request(instance_id))
        return completed

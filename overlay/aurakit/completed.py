"""Snapshots and sessions: the resources whose answers are completed, so that they can be waited on. Sync beside async.

The instances are in `resources` and `async_resources`, the completing itself is in `asked`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aurakit_raw.v1.api import sessions, snapshots

if TYPE_CHECKING:
    from aurakit_raw.v1.models import DeletedSession, Instance, Snapshot

    from .raw import AsyncRawClient, RawClient


class Snapshots(snapshots.Snapshots):
    """The snapshots of an instance: take, list, look at, restore.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    _client: RawClient

    def create(self, instance_id: str) -> Snapshot:
        """Take a snapshot of an instance.

        Args:
            instance_id: the id of the instance.

        Returns:
            The snapshot with status `Pending`: hand it to `aura.wait()`.
        """
        from .asked import pending_snapshot

        return pending_snapshot(super().create(instance_id), instance_id)

    def restore(self, instance_id: str, snapshot_id: str) -> Instance:
        """Put an instance back to one of its snapshots; what was written since is lost.

        Args:
            instance_id: the id of the instance.
            snapshot_id: the id of a completed snapshot of it.

        Returns:
            The instance with status `restoring`: hand it to `aura.wait()`.
        """
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        return under_way(super().restore(instance_id, snapshot_id), InstanceStatus.RESTORING)


class AsyncSnapshots(snapshots.AsyncSnapshots):
    """See `aurakit.completed.Snapshots`."""

    _client: AsyncRawClient

    async def create(self, instance_id: str) -> Snapshot:
        """See `aurakit.completed.Snapshots.create`."""
        from .asked import pending_snapshot

        return pending_snapshot(await super().create(instance_id), instance_id)

    async def restore(self, instance_id: str, snapshot_id: str) -> Instance:
        """See `aurakit.completed.Snapshots.restore`."""
        from aurakit_raw.v1.models import InstanceStatus

        from .asked import under_way

        return under_way(await super().restore(instance_id, snapshot_id), InstanceStatus.RESTORING)


class Sessions(sessions.Sessions):
    """Graph Analytics sessions: compute that runs graph algorithms, attached to an instance or alone.

    See https://neo4j.com/docs/aura/platform/api/specification/.
    """

    _client: RawClient

    def delete(self, session_id: str) -> DeletedSession | None:
        """Delete a session and the graphs in its memory. Safe to repeat.

        Args:
            session_id: the id of the session.

        Returns:
            What was deleted: hand it to `aura.wait()`. None when a repetition found it gone already.
        """
        from aurakit_raw.v1.api.sessions import delete_session

        from .asked import being_deleted

        return being_deleted(self._client.call(delete_session.request(session_id)), session_id)


class AsyncSessions(sessions.AsyncSessions):
    """See `aurakit.completed.Sessions`."""

    _client: AsyncRawClient

    async def delete(self, session_id: str) -> DeletedSession | None:
        """See `aurakit.completed.Sessions.delete`."""
        from aurakit_raw.v1.api.sessions import delete_session

        from .asked import being_deleted

        return being_deleted(await self._client.call(delete_session.request(session_id)), session_id)

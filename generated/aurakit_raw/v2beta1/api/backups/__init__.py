# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on backups, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins

    from ....client import AsyncClient, Client
    from ...models.backup import Backup
    from ...models.created_backup import CreatedBackup as CreatedBackup
    from ...models.instance import Instance
    from . import create_backup, get_backup, list_backups, restore_backup
else:
    create_backup = Late(globals(), "create_backup")
    get_backup = Late(globals(), "get_backup")
    list_backups = Late(globals(), "list_backups")
    restore_backup = Late(globals(), "restore_backup")


class Backups:
    """Backups of databases: take, list, restore."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[Backup]:
        """List the backups of a database.

        Each with the time it was taken, its status, and whether it can be exported.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The backups, all in one list.

        Raises:
            ForbiddenError: You may not see the instance.
            NotFoundError: There is no such instance or database.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            list_backups.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )

    def create(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Backup:
        """Take a backup of a database now.

        Asynchronous: `Pending`, `InProgress`, then `Completed` or `Failed`; more data takes longer. The database can
        be used meanwhile. Repeating the call takes another backup.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The backup with status `Pending`: pass it to `aura.wait()`.

        Raises:
            ForbiddenError: You may not take backups of it.
            NotFoundError: There is no such instance or database.
            ConflictError: Another operation is running on it, such as a scheduled backup.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Backup = self._client.complete(
            create_backup.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )
        return completed

    def get(
        self,
        instance_id: str,
        database_id: str,
        backup_id: str,
        *,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Backup:
        """Get one backup of a database.

        Its `status` says whether it is complete; only a `Completed` one can be restored or cloned.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            backup_id: The id of the backup, such as `backup-5678`, as `backups.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The backup.

        Raises:
            NotFoundError: There is none with this id, or it is no longer kept.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_backup.request(
                instance_id, database_id, backup_id, organization_id=organization_id, project_id=project_id
            )
        )

    def restore(
        self,
        instance_id: str,
        database_id: str,
        *,
        backup_id: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Instance:
        """Restore a database to the state of one of its backups.

        Data written since the backup is lost. Asynchronous: the instance's `legacy_status` is `restoring`, then
        `running`; at first the API may still report the earlier `running`.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            backup_id: The id of a completed backup of this database.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance with status `restoring`: pass it to `aura.wait()`.

        Raises:
            BadRequestError: The backup is not complete, or is of another database.
            ForbiddenError: You may not restore it.
            NotFoundError: There is no such database or backup.
            ConflictError: Another operation is running on it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = self._client.complete(
            restore_backup.request(
                instance_id, database_id, backup_id=backup_id, organization_id=organization_id, project_id=project_id
            )
        )
        return completed


class AsyncBackups:
    """Backups of databases: take, list, restore."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[Backup]:
        """List the backups of a database.

        Each with the time it was taken, its status, and whether it can be exported.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The backups, all in one list.

        Raises:
            ForbiddenError: You may not see the instance.
            NotFoundError: There is no such instance or database.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_backups.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )

    async def create(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Backup:
        """Take a backup of a database now.

        Asynchronous: `Pending`, `InProgress`, then `Completed` or `Failed`; more data takes longer. The database can
        be used meanwhile. Repeating the call takes another backup.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The backup with status `Pending`: pass it to `aura.wait()`.

        Raises:
            ForbiddenError: You may not take backups of it.
            NotFoundError: There is no such instance or database.
            ConflictError: Another operation is running on it, such as a scheduled backup.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Backup = await self._client.complete(
            create_backup.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )
        return completed

    async def get(
        self,
        instance_id: str,
        database_id: str,
        backup_id: str,
        *,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Backup:
        """Get one backup of a database.

        Its `status` says whether it is complete; only a `Completed` one can be restored or cloned.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            backup_id: The id of the backup, such as `backup-5678`, as `backups.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The backup.

        Raises:
            NotFoundError: There is none with this id, or it is no longer kept.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_backup.request(
                instance_id, database_id, backup_id, organization_id=organization_id, project_id=project_id
            )
        )

    async def restore(
        self,
        instance_id: str,
        database_id: str,
        *,
        backup_id: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Instance:
        """Restore a database to the state of one of its backups.

        Data written since the backup is lost. Asynchronous: the instance's `legacy_status` is `restoring`, then
        `running`; at first the API may still report the earlier `running`.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            backup_id: The id of a completed backup of this database.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The instance with status `restoring`: pass it to `aura.wait()`.

        Raises:
            BadRequestError: The backup is not complete, or is of another database.
            ForbiddenError: You may not restore it.
            NotFoundError: There is no such database or backup.
            ConflictError: Another operation is running on it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Instance = await self._client.complete(
            restore_backup.request(
                instance_id, database_id, backup_id=backup_id, organization_id=organization_id, project_id=project_id
            )
        )
        return completed

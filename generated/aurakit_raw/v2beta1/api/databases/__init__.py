# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on databases, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins

    from ....client import AsyncClient, Client
    from ...models.database import Database
    from . import create_database, delete_database, get_database, list_databases
else:
    create_database = Late(globals(), "create_database")
    delete_database = Late(globals(), "delete_database")
    get_database = Late(globals(), "get_database")
    list_databases = Late(globals(), "list_databases")


class Databases:
    """Databases of an instance; some instances can have several."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[Database]:
        """List the databases of an instance.

        An instance that was created with `multi_database` can have several; any other has only its initial one.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The databases, each with its id and name.

        Raises:
            ForbiddenError: You may not see the instance.
            NotFoundError: There is no such instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            list_databases.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

    def create(
        self,
        instance_id: str,
        *,
        backup_id: str | None = None,
        name: str | None = None,
        source_database_id: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Database:
        """Create a database in an instance, empty or from a backup.

        For instances created with `multi_database`. A clone needs both the backup and the database that it is a backup
        of.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            backup_id: The backup to clone; requires `source_database_id`, too. Without both, the database is empty.
            name: 3 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen.
            source_database_id: The database that the backup is of; requires `backup_id`, too.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The database; it can be used a moment later.

        Raises:
            BadRequestError: A name that is not accepted, or only one of `backup_id` and `source_database_id`.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is no such instance or backup.
            ConflictError: It cannot be created now, for example because its name is in use or the instance can have
                only one database (`multi-db-only`).
            APIError: 422 if the request is valid but cannot be carried out.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_database.request(
                instance_id,
                backup_id=backup_id,
                name=name,
                source_database_id=source_database_id,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    def get(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Database:
        """Get one database of an instance.

        It has only its id and name, and no state; once it is deleted, this raises NotFoundError.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The database.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )

    def delete(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Database | None:
        """Permanently delete a database and its data.

        Asynchronous, until `get` raises NotFoundError. The other databases of the instance are not affected. Safe to
        repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The database that is being deleted: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            NotFoundError: There was nothing with this id.
            ConflictError: Another operation is running on it, or it cannot be deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Database | None = self._client.complete(
            delete_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )
        return completed


class AsyncDatabases:
    """Databases of an instance; some instances can have several."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[Database]:
        """List the databases of an instance.

        An instance that was created with `multi_database` can have several; any other has only its initial one.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The databases, each with its id and name.

        Raises:
            ForbiddenError: You may not see the instance.
            NotFoundError: There is no such instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_databases.request(instance_id, organization_id=organization_id, project_id=project_id)
        )

    async def create(
        self,
        instance_id: str,
        *,
        backup_id: str | None = None,
        name: str | None = None,
        source_database_id: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Database:
        """Create a database in an instance, empty or from a backup.

        For instances created with `multi_database`. A clone needs both the backup and the database that it is a backup
        of.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            backup_id: The backup to clone; requires `source_database_id`, too. Without both, the database is empty.
            name: 3 to 63 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen.
            source_database_id: The database that the backup is of; requires `backup_id`, too.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The database; it can be used a moment later.

        Raises:
            BadRequestError: A name that is not accepted, or only one of `backup_id` and `source_database_id`.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is no such instance or backup.
            ConflictError: It cannot be created now, for example because its name is in use or the instance can have
                only one database (`multi-db-only`).
            APIError: 422 if the request is valid but cannot be carried out.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_database.request(
                instance_id,
                backup_id=backup_id,
                name=name,
                source_database_id=source_database_id,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    async def get(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Database:
        """Get one database of an instance.

        It has only its id and name, and no state; once it is deleted, this raises NotFoundError.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The database.

        Raises:
            NotFoundError: There is none with this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )

    async def delete(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Database | None:
        """Permanently delete a database and its data.

        Asynchronous, until `get` raises NotFoundError. The other databases of the instance are not affected. Safe to
        repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The database that is being deleted: pass it to `aura.wait()`. None if a retry found that it was already
            gone.

        Raises:
            NotFoundError: There was nothing with this id.
            ConflictError: Another operation is running on it, or it cannot be deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Database | None = await self._client.complete(
            delete_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )
        return completed

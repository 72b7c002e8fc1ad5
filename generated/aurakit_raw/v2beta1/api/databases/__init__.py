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
    """Databases inside an instance, of which some instances have several."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[Database]:
        """List the databases of an instance.

        An instance that was created with `multi_database` can have several; any other has the one it came with.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The databases, each with id and name.

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

        For instances created with `multi_database`. A clone needs both the backup and the database that it was taken
        of.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            backup_id: The backup to clone; needs `source_database_id` too. Empty when neither is given.
            name: 3 to 63 lower-case letters, digits and hyphens, a letter first, no hyphen last.
            source_database_id: The database that the backup was taken of; needs `backup_id` too.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The database; it can be used a moment later.

        Raises:
            BadRequestError: A name that is not accepted, or only one of `backup_id` and `source_database_id`.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is no such instance or backup.
            ConflictError: It cannot be created now, for instance because its name is taken or the instance is for one
                database (`multi-db-only`).
            APIError: 422 when the request is valid and cannot be carried out.

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

        Id and name are all that it tells: there is no state to be seen, but 404 once it is deleted.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` gives it.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The database.

        Raises:
            NotFoundError: There is none of this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )

    def delete(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Database | None:
        """Delete a database and its data for good.

        Asynchronous, until `get` raises NotFoundError. The other databases of the instance are untouched. Safe to
        repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` gives it.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The database that is being deleted: hand it to `aura.wait()`. None when a repetition found it gone already.

        Raises:
            NotFoundError: There was none of this id to begin with.
            ConflictError: Another operation is running on it, or it is one that has to stay.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Database | None = self._client.complete(
            delete_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )
        return completed


class AsyncDatabases:
    """Databases inside an instance, of which some instances have several."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, instance_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[Database]:
        """List the databases of an instance.

        An instance that was created with `multi_database` can have several; any other has the one it came with.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The databases, each with id and name.

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

        For instances created with `multi_database`. A clone needs both the backup and the database that it was taken
        of.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            backup_id: The backup to clone; needs `source_database_id` too. Empty when neither is given.
            name: 3 to 63 lower-case letters, digits and hyphens, a letter first, no hyphen last.
            source_database_id: The database that the backup was taken of; needs `backup_id` too.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The database; it can be used a moment later.

        Raises:
            BadRequestError: A name that is not accepted, or only one of `backup_id` and `source_database_id`.
            ForbiddenError: You may not change the instance.
            NotFoundError: There is no such instance or backup.
            ConflictError: It cannot be created now, for instance because its name is taken or the instance is for one
                database (`multi-db-only`).
            APIError: 422 when the request is valid and cannot be carried out.

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

        Id and name are all that it tells: there is no state to be seen, but 404 once it is deleted.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` gives it.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The database.

        Raises:
            NotFoundError: There is none of this id, or it was deleted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )

    async def delete(
        self, instance_id: str, database_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Database | None:
        """Delete a database and its data for good.

        Asynchronous, until `get` raises NotFoundError. The other databases of the instance are untouched. Safe to
        repeat.

        Args:
            instance_id: The id of the instance, such as `2f49c2b3`.
            database_id: The id of the database, such as `db-1234`, as `databases.list` gives it.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The database that is being deleted: hand it to `aura.wait()`. None when a repetition found it gone already.

        Raises:
            NotFoundError: There was none of this id to begin with.
            ConflictError: Another operation is running on it, or it is one that has to stay.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Database | None = await self._client.complete(
            delete_database.request(instance_id, database_id, organization_id=organization_id, project_id=project_id)
        )
        return completed

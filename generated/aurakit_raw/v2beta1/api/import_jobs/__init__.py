# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on import jobs, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....importing import Late

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ....client import AsyncClient, Client
    from ...models.created_import_job import CreatedImportJob as CreatedImportJob
    from ...models.import_config import ImportConfig
    from ...models.import_credentials import ImportCredentials
    from ...models.import_job import ImportJob
    from . import cancel_import_job, create_import_job, get_import_job
else:
    cancel_import_job = Late(globals(), "cancel_import_job")
    create_import_job = Late(globals(), "create_import_job")
    get_import_job = Late(globals(), "get_import_job")


class ImportJobs:
    """Import jobs, which fill an instance from a data source."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def create(
        self,
        *,
        import_model_id: str,
        aura_credentials: ImportCredentials | Mapping[str, Any] | None = None,
        import_config: ImportConfig | Mapping[str, Any] | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> ImportJob:
        """Start an import job from a model of the Import service.

        The model says where data is read from and how it is mapped; its id is the last part of the model's URL in the
        Console. Asynchronous: `Queued`, `Running`, then `Completed`; then `exit_status` says whether it succeeded. It
        writes into a live database. Repeating the call starts a second job.

        Args:
            import_model_id: The id of the model: the last part of its URL in the Console's Import service.
            aura_credentials: The instance to import into, and a database user of it.
            import_config: How to run it; the model's own settings if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The job in its first state: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A model or an instance that cannot be used, or credentials that are missing.
            NotFoundError: There is no such model or instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ImportJob = self._client.complete(
            create_import_job.request(
                import_model_id=import_model_id,
                aura_credentials=aura_credentials,
                import_config=import_config,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    def get(
        self,
        id: str,
        *,
        progress: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> ImportJob:
        """Get one import job.

        Its `info` has the state, the percentage completed, and how it ended; `progress=True` adds counts by node and
        relationship type.

        Args:
            id: The id of the job, a UUID.
            progress: Whether to include the progress by node and relationship type.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The job.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_import_job.request(id, progress=progress, organization_id=organization_id, project_id=project_id)
        )

    def cancel(self, id: str, *, organization_id: str | None = None, project_id: str | None = None) -> ImportJob:
        """Cancel an import job.

        What it has written so far stays in the database. Asynchronous: the job ends as `Completed`, with the exit
        status `Cancelled`, or with another one if it ended before.

        Args:
            id: The id of the job, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The job: pass it to `aura.wait()`.

        Raises:
            BadRequestError: It has already ended.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ImportJob = self._client.complete(
            cancel_import_job.request(id, organization_id=organization_id, project_id=project_id)
        )
        return completed


class AsyncImportJobs:
    """Import jobs, which fill an instance from a data source."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def create(
        self,
        *,
        import_model_id: str,
        aura_credentials: ImportCredentials | Mapping[str, Any] | None = None,
        import_config: ImportConfig | Mapping[str, Any] | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> ImportJob:
        """Start an import job from a model of the Import service.

        The model says where data is read from and how it is mapped; its id is the last part of the model's URL in the
        Console. Asynchronous: `Queued`, `Running`, then `Completed`; then `exit_status` says whether it succeeded. It
        writes into a live database. Repeating the call starts a second job.

        Args:
            import_model_id: The id of the model: the last part of its URL in the Console's Import service.
            aura_credentials: The instance to import into, and a database user of it.
            import_config: How to run it; the model's own settings if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The job in its first state: pass it to `aura.wait()`.

        Raises:
            BadRequestError: A model or an instance that cannot be used, or credentials that are missing.
            NotFoundError: There is no such model or instance.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ImportJob = await self._client.complete(
            create_import_job.request(
                import_model_id=import_model_id,
                aura_credentials=aura_credentials,
                import_config=import_config,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    async def get(
        self,
        id: str,
        *,
        progress: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> ImportJob:
        """Get one import job.

        Its `info` has the state, the percentage completed, and how it ended; `progress=True` adds counts by node and
        relationship type.

        Args:
            id: The id of the job, a UUID.
            progress: Whether to include the progress by node and relationship type.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The job.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_import_job.request(id, progress=progress, organization_id=organization_id, project_id=project_id)
        )

    async def cancel(self, id: str, *, organization_id: str | None = None, project_id: str | None = None) -> ImportJob:
        """Cancel an import job.

        What it has written so far stays in the database. Asynchronous: the job ends as `Completed`, with the exit
        status `Cancelled`, or with another one if it ended before.

        Args:
            id: The id of the job, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The job: pass it to `aura.wait()`.

        Raises:
            BadRequestError: It has already ended.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ImportJob = await self._client.complete(
            cancel_import_job.request(id, organization_id=organization_id, project_id=project_id)
        )
        return completed

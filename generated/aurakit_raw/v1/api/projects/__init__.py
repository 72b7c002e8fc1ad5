# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on projects, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins

    from ....client import AsyncClient, Client
    from ...models.metrics_integration import MetricsIntegration
    from ...models.project import Project
    from ...models.project_summary import ProjectSummary
    from . import get_metrics_integration, get_project, list_projects
else:
    get_metrics_integration = Late(globals(), "get_metrics_integration")
    get_project = Late(globals(), "get_project")
    list_projects = Late(globals(), "list_projects")


class Projects:
    """Projects, called tenants in paths and fields: who pays, who has access, what can be created."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> builtins.list[ProjectSummary]:
        """List the projects you have access to.

        The API's paths and fields call a project a tenant.

        Returns:
            The projects, each with its id and name.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_projects.request())

    def get(self, tenant_id: str) -> Project:
        """Get one project and the instances that it can have.

        Each configuration is a combination of provider, region, type, version and sizes that can be created;
        `instances.check` compares one with them.

        Args:
            tenant_id: The project's id, a UUID.

        Returns:
            The project with its `instance_configurations`.

        Raises:
            NotFoundError: There is no such project (`tenant-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_project.request(tenant_id))

    def get_metrics_integration(self, tenant_id: str) -> MetricsIntegration:
        """Get the address of a project's metrics.

        A monitoring system, such as Prometheus, can read the metrics of the project's instances there.

        Args:
            tenant_id: The project's id, a UUID.

        Returns:
            The address.

        Raises:
            NotFoundError: There is no such project (`tenant-not-found`).
            BadRequestError: The project has no metrics (`tenant-incapable-of-action`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_metrics_integration.request(tenant_id))


class AsyncProjects:
    """Projects, called tenants in paths and fields: who pays, who has access, what can be created."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self) -> builtins.list[ProjectSummary]:
        """List the projects you have access to.

        The API's paths and fields call a project a tenant.

        Returns:
            The projects, each with its id and name.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_projects.request())

    async def get(self, tenant_id: str) -> Project:
        """Get one project and the instances that it can have.

        Each configuration is a combination of provider, region, type, version and sizes that can be created;
        `instances.check` compares one with them.

        Args:
            tenant_id: The project's id, a UUID.

        Returns:
            The project with its `instance_configurations`.

        Raises:
            NotFoundError: There is no such project (`tenant-not-found`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_project.request(tenant_id))

    async def get_metrics_integration(self, tenant_id: str) -> MetricsIntegration:
        """Get the address of a project's metrics.

        A monitoring system, such as Prometheus, can read the metrics of the project's instances there.

        Args:
            tenant_id: The project's id, a UUID.

        Returns:
            The address.

        Raises:
            NotFoundError: There is no such project (`tenant-not-found`).
            BadRequestError: The project has no metrics (`tenant-incapable-of-action`).

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_metrics_integration.request(tenant_id))

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on deployments, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins

    from ....client import AsyncClient, Client
    from ...models.created_deployment import CreatedDeployment
    from ...models.deployment import Deployment
    from ...models.deployment_database import DeploymentDatabase
    from ...models.deployment_server import DeploymentServer
    from ...models.deployment_summary import DeploymentSummary
    from ...models.deployment_token import DeploymentToken
    from ...models.server_database import ServerDatabase
    from . import (
        create_deployment,
        create_deployment_token,
        delete_deployment,
        delete_deployment_token,
        get_deployment,
        list_deployment_databases,
        list_deployment_server_databases,
        list_deployment_servers,
        list_deployments,
        rotate_deployment_token,
    )
else:
    create_deployment = Late(globals(), "create_deployment")
    create_deployment_token = Late(globals(), "create_deployment_token")
    delete_deployment = Late(globals(), "delete_deployment")
    delete_deployment_token = Late(globals(), "delete_deployment_token")
    get_deployment = Late(globals(), "get_deployment")
    list_deployment_databases = Late(globals(), "list_deployment_databases")
    list_deployment_server_databases = Late(globals(), "list_deployment_server_databases")
    list_deployment_servers = Late(globals(), "list_deployment_servers")
    list_deployments = Late(globals(), "list_deployments")
    rotate_deployment_token = Late(globals(), "rotate_deployment_token")


class Deployments:
    """Self-managed Neo4j deployments that Fleet Manager monitors."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentSummary]:
        """List the self-managed deployments of a project that Fleet Manager monitors.

        Each has its name, address and status; `get` returns the rest.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The deployments, all in one list.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_deployments.request(organization_id=organization_id, project_id=project_id))

    def create(
        self,
        *,
        name: str,
        connection_url: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> CreatedDeployment:
        """Register a self-managed deployment with Fleet Manager.

        It is monitored once its configuration contains a token (`deployments.create_token`). Repeating the call
        registers a second one.

        Args:
            name: A name in Fleet Manager.
            connection_url: The address for drivers, such as `neo4j://db.example.com:7687`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The id of the new deployment.

        Raises:
            BadRequestError: A name or an address that is not accepted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_deployment.request(
                name=name, connection_url=connection_url, organization_id=organization_id, project_id=project_id
            )
        )

    def get(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Deployment:
        """Get one self-managed deployment, with the details of its token.

        Servers and databases have their own lists.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The deployment; `token` says when its token expires, but does not contain it.

        Raises:
            BadRequestError: The id is not a UUID.
            ForbiddenError: You may not see the project.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            get_deployment.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def delete(self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> None:
        """Unregister a self-managed deployment from Fleet Manager.

        Nothing happens to the deployment itself. Safe to repeat.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            delete_deployment.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def list_databases(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentDatabase]:
        """List the logical databases of a self-managed deployment.

        As its servers last reported them. A clustered database is listed once, however many servers host it.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The databases, all in one list.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such deployment.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            list_deployment_databases.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def list_servers(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentServer]:
        """List the servers of a self-managed deployment.

        As each last reported itself, with version, licence, plugins and the time of its last report.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The servers, all in one list.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such deployment.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            list_deployment_servers.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def list_server_databases(
        self, deployment_id: str, server_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[ServerDatabase]:
        """List the databases that one server of a deployment hosts.

        A clustered database is listed for each server that hosts it, with its role there and how far behind it is.

        Args:
            deployment_id: The id of the deployment, a UUID.
            server_id: The id of the server, a UUID, as `deployments.list_servers` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The databases of this server.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such deployment, or no such server in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            list_deployment_server_databases.request(
                deployment_id, server_id, organization_id=organization_id, project_id=project_id
            )
        )

    def create_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> DeploymentToken:
        """Create the token with which a deployment registers itself.

        Only this response contains it: store it. A deployment has one token.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The token.

        Raises:
            BadRequestError: The deployment cannot get one; `rotate_token` replaces an existing one.
            ForbiddenError: You may not change the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def delete_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> None:
        """Delete the token of a deployment.

        Fleet Manager receives no more reports from the deployment until it has another token. Safe to repeat.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: The deployment had no token.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            delete_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def rotate_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> DeploymentToken:
        """Create a new token for a deployment that has one.

        Only this response contains it: store it, and put it into the configuration of the deployment. Repeating the
        call creates another one.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The new token.

        Raises:
            BadRequestError: The deployment has no token to replace; `create_token` creates the first one.
            ForbiddenError: You may not change the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            rotate_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )


class AsyncDeployments:
    """Self-managed Neo4j deployments that Fleet Manager monitors."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentSummary]:
        """List the self-managed deployments of a project that Fleet Manager monitors.

        Each has its name, address and status; `get` returns the rest.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The deployments, all in one list.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_deployments.request(organization_id=organization_id, project_id=project_id)
        )

    async def create(
        self,
        *,
        name: str,
        connection_url: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> CreatedDeployment:
        """Register a self-managed deployment with Fleet Manager.

        It is monitored once its configuration contains a token (`deployments.create_token`). Repeating the call
        registers a second one.

        Args:
            name: A name in Fleet Manager.
            connection_url: The address for drivers, such as `neo4j://db.example.com:7687`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The id of the new deployment.

        Raises:
            BadRequestError: A name or an address that is not accepted.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_deployment.request(
                name=name, connection_url=connection_url, organization_id=organization_id, project_id=project_id
            )
        )

    async def get(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> Deployment:
        """Get one self-managed deployment, with the details of its token.

        Servers and databases have their own lists.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The deployment; `token` says when its token expires, but does not contain it.

        Raises:
            BadRequestError: The id is not a UUID.
            ForbiddenError: You may not see the project.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_deployment.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def delete(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> None:
        """Unregister a self-managed deployment from Fleet Manager.

        Nothing happens to the deployment itself. Safe to repeat.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            delete_deployment.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def list_databases(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentDatabase]:
        """List the logical databases of a self-managed deployment.

        As its servers last reported them. A clustered database is listed once, however many servers host it.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The databases, all in one list.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such deployment.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_deployment_databases.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def list_servers(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentServer]:
        """List the servers of a self-managed deployment.

        As each last reported itself, with version, licence, plugins and the time of its last report.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The servers, all in one list.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such deployment.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_deployment_servers.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def list_server_databases(
        self, deployment_id: str, server_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[ServerDatabase]:
        """List the databases that one server of a deployment hosts.

        A clustered database is listed for each server that hosts it, with its role there and how far behind it is.

        Args:
            deployment_id: The id of the deployment, a UUID.
            server_id: The id of the server, a UUID, as `deployments.list_servers` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The databases of this server.

        Raises:
            ForbiddenError: You may not see the project.
            NotFoundError: There is no such deployment, or no such server in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_deployment_server_databases.request(
                deployment_id, server_id, organization_id=organization_id, project_id=project_id
            )
        )

    async def create_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> DeploymentToken:
        """Create the token with which a deployment registers itself.

        Only this response contains it: store it. A deployment has one token.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The token.

        Raises:
            BadRequestError: The deployment cannot get one; `rotate_token` replaces an existing one.
            ForbiddenError: You may not change the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def delete_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> None:
        """Delete the token of a deployment.

        Fleet Manager receives no more reports from the deployment until it has another token. Safe to repeat.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: The deployment had no token.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            delete_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def rotate_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> DeploymentToken:
        """Create a new token for a deployment that has one.

        Only this response contains it: store it, and put it into the configuration of the deployment. Repeating the
        call creates another one.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The new token.

        Raises:
            BadRequestError: The deployment has no token to replace; `create_token` creates the first one.
            ForbiddenError: You may not change the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            rotate_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

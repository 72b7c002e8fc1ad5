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
    """Self-managed Neo4j deployments that Fleet Manager watches."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentSummary]:
        """List the self-managed deployments that Fleet Manager watches in a project.

        Of each name, address and status; `get` tells the rest.

        Args:
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The deployments, in one list whatever their number.

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

        It is watched once a token of it (`deployments.create_token`) is in its configuration. Repeating the call
        registers a second one.

        Args:
            name: A name in Fleet Manager.
            connection_url: Where drivers connect, such as `neo4j://db.example.com:7687`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

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
        """Get one self-managed deployment, with what is known of its token.

        Servers and databases are lists of their own.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The deployment; `token` says when its token expires, not what it is.

        Raises:
            BadRequestError: The id is not a UUID.
            ForbiddenError: You may not see the project.
            NotFoundError: There is none of this id.

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
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: There was none of this id to begin with.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            delete_deployment.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def list_databases(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentDatabase]:
        """List the logical databases of a self-managed deployment.

        As its servers reported them last: a database of a cluster is here once, however many servers host it.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The databases, in one list whatever their number.

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

        As each reported itself last, with version, licence, plugins and the time of its last sign of life.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The servers, in one list whatever their number.

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

        Copies, so to speak: a database of a cluster is here once for each server, with its role and how far behind it
        is.

        Args:
            deployment_id: The id of the deployment, a UUID.
            server_id: The id of the server, a UUID, as `deployments.list_servers` gives it.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

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
        """Create the token that a deployment registers itself with.

        It is in this response only: keep it. A deployment has one token.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The token.

        Raises:
            BadRequestError: The deployment cannot be given one; `rotate_token` replaces the one it has.
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

        Fleet Manager hears no more of the deployment until it has another token. Safe to repeat.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: The deployment had no token to begin with.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            delete_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    def rotate_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> DeploymentToken:
        """Create a new token for a deployment that has one.

        It is in this response only: keep it, and put it into the configuration of the deployment. Repeating the call
        makes another one.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The new token.

        Raises:
            BadRequestError: The deployment has none to replace; `create_token` gives it its first.
            ForbiddenError: You may not change the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            rotate_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )


class AsyncDeployments:
    """Self-managed Neo4j deployments that Fleet Manager watches."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentSummary]:
        """List the self-managed deployments that Fleet Manager watches in a project.

        Of each name, address and status; `get` tells the rest.

        Args:
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The deployments, in one list whatever their number.

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

        It is watched once a token of it (`deployments.create_token`) is in its configuration. Repeating the call
        registers a second one.

        Args:
            name: A name in Fleet Manager.
            connection_url: Where drivers connect, such as `neo4j://db.example.com:7687`.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

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
        """Get one self-managed deployment, with what is known of its token.

        Servers and databases are lists of their own.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The deployment; `token` says when its token expires, not what it is.

        Raises:
            BadRequestError: The id is not a UUID.
            ForbiddenError: You may not see the project.
            NotFoundError: There is none of this id.

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
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: There was none of this id to begin with.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            delete_deployment.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def list_databases(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[DeploymentDatabase]:
        """List the logical databases of a self-managed deployment.

        As its servers reported them last: a database of a cluster is here once, however many servers host it.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The databases, in one list whatever their number.

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

        As each reported itself last, with version, licence, plugins and the time of its last sign of life.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The servers, in one list whatever their number.

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

        Copies, so to speak: a database of a cluster is here once for each server, with its role and how far behind it
        is.

        Args:
            deployment_id: The id of the deployment, a UUID.
            server_id: The id of the server, a UUID, as `deployments.list_servers` gives it.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

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
        """Create the token that a deployment registers itself with.

        It is in this response only: keep it. A deployment has one token.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The token.

        Raises:
            BadRequestError: The deployment cannot be given one; `rotate_token` replaces the one it has.
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

        Fleet Manager hears no more of the deployment until it has another token. Safe to repeat.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Raises:
            ForbiddenError: You may not change the project.
            NotFoundError: The deployment had no token to begin with.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            delete_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

    async def rotate_token(
        self, deployment_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> DeploymentToken:
        """Create a new token for a deployment that has one.

        It is in this response only: keep it, and put it into the configuration of the deployment. Repeating the call
        makes another one.

        Args:
            deployment_id: The id of the deployment, a UUID.
            organization_id: The id of the organization, a UUID; the client's own when not given.
            project_id: The id of the project, a UUID; the client's own when not given.

        Returns:
            The new token.

        Raises:
            BadRequestError: The deployment has none to replace; `create_token` gives it its first.
            ForbiddenError: You may not change the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            rotate_deployment_token.request(deployment_id, organization_id=organization_id, project_id=project_id)
        )

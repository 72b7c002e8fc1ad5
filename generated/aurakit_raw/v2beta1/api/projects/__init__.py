# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on projects, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from ....client import AsyncClient, Client
    from ...models.project import Project
    from ...models.project_role import ProjectRole
    from ...models.project_status import ProjectStatus
    from ...models.project_user import ProjectUser
    from . import add_project_user, delete_project_user, list_project_users, list_projects, update_project_user
else:
    add_project_user = Late(globals(), "add_project_user")
    delete_project_user = Late(globals(), "delete_project_user")
    list_project_users = Late(globals(), "list_project_users")
    list_projects = Late(globals(), "list_projects")
    update_project_user = Late(globals(), "update_project_user")


class Projects:
    """Projects of an organization, which have instances, and their users."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self, *, status: ProjectStatus | str | None = None, organization_id: str | None = None
    ) -> builtins.list[Project]:
        """List the projects of an organization.

        Those in use, unless `status` selects others. A project is what v1 calls a tenant: it has instances, and is
        billed.

        Args:
            status: Whether a project is in use or being removed.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The projects, each with its id and name.

        Raises:
            NotFoundError: There is no such organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_projects.request(status=status, organization_id=organization_id))

    def list_users(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[ProjectUser]:
        """List every user of a project with their roles.

        Only administrators of the project can do this.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The users, all in one list.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_project_users.request(organization_id=organization_id, project_id=project_id))

    def add_user(
        self,
        *,
        project_roles: Sequence[ProjectRole | str],
        user_id: str,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> None:
        """Give a user of the organization a role in a project.

        The user must already be in the organization; `organizations.create_invite` invites others. A user has one role
        in a project. Repeating the call is refused, so nothing happens twice.

        Args:
            project_roles: The role to give, exactly one in a list, such as `["project-member"]`.
            user_id: The id of a user of the organization, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            BadRequestError: No role, several roles, or an unknown role.
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project, or no such user in the organization.
            ConflictError: The user is already in the project: use `projects.update_user`.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            add_project_user.request(
                project_roles=project_roles, user_id=user_id, organization_id=organization_id, project_id=project_id
            )
        )

    def delete_user(self, user_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> None:
        """Remove a user from a project.

        The user stays in the organization and in its other projects. Safe to repeat.

        Args:
            user_id: The id of the user, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            delete_project_user.request(user_id, organization_id=organization_id, project_id=project_id)
        )

    def update_user(
        self,
        user_id: str,
        *,
        project_roles: Sequence[ProjectRole | str],
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> ProjectUser:
        """Change the role that a user has in a project.

        A user has exactly one role in it, so the new one replaces the old; it takes effect at once.

        Args:
            user_id: The id of the user, a UUID.
            project_roles: The new role, exactly one in a list, such as `["project-viewer"]`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The user with the new role.

        Raises:
            BadRequestError: No role, several roles, or an unknown role.
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ProjectUser = self._client.complete(
            update_project_user.request(
                user_id, project_roles=project_roles, organization_id=organization_id, project_id=project_id
            )
        )
        return completed


class AsyncProjects:
    """Projects of an organization, which have instances, and their users."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, status: ProjectStatus | str | None = None, organization_id: str | None = None
    ) -> builtins.list[Project]:
        """List the projects of an organization.

        Those in use, unless `status` selects others. A project is what v1 calls a tenant: it has instances, and is
        billed.

        Args:
            status: Whether a project is in use or being removed.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The projects, each with its id and name.

        Raises:
            NotFoundError: There is no such organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_projects.request(status=status, organization_id=organization_id))

    async def list_users(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[ProjectUser]:
        """List every user of a project with their roles.

        Only administrators of the project can do this.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The users, all in one list.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            list_project_users.request(organization_id=organization_id, project_id=project_id)
        )

    async def add_user(
        self,
        *,
        project_roles: Sequence[ProjectRole | str],
        user_id: str,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> None:
        """Give a user of the organization a role in a project.

        The user must already be in the organization; `organizations.create_invite` invites others. A user has one role
        in a project. Repeating the call is refused, so nothing happens twice.

        Args:
            project_roles: The role to give, exactly one in a list, such as `["project-member"]`.
            user_id: The id of a user of the organization, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            BadRequestError: No role, several roles, or an unknown role.
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project, or no such user in the organization.
            ConflictError: The user is already in the project: use `projects.update_user`.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            add_project_user.request(
                project_roles=project_roles, user_id=user_id, organization_id=organization_id, project_id=project_id
            )
        )

    async def delete_user(
        self, user_id: str, *, organization_id: str | None = None, project_id: str | None = None
    ) -> None:
        """Remove a user from a project.

        The user stays in the organization and in its other projects. Safe to repeat.

        Args:
            user_id: The id of the user, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            delete_project_user.request(user_id, organization_id=organization_id, project_id=project_id)
        )

    async def update_user(
        self,
        user_id: str,
        *,
        project_roles: Sequence[ProjectRole | str],
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> ProjectUser:
        """Change the role that a user has in a project.

        A user has exactly one role in it, so the new one replaces the old; it takes effect at once.

        Args:
            user_id: The id of the user, a UUID.
            project_roles: The new role, exactly one in a list, such as `["project-viewer"]`.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The user with the new role.

        Raises:
            BadRequestError: No role, several roles, or an unknown role.
            ForbiddenError: Your credentials do not belong to an administrator of the project.
            NotFoundError: There is no such project, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: ProjectUser = await self._client.complete(
            update_project_user.request(
                user_id, project_roles=project_roles, organization_id=organization_id, project_id=project_id
            )
        )
        return completed

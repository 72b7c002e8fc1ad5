# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on organizations, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from ....client import AsyncClient, Client
    from ...models.organization import Organization
    from ...models.organization_invite import OrganizationInvite
    from ...models.organization_role import OrganizationRole
    from ...models.organization_user import OrganizationUser
    from ...models.organization_user_details import OrganizationUserDetails
    from ...models.project_invite import ProjectInvite
    from . import (
        create_organization_invite,
        delete_organization_invite,
        delete_organization_user,
        get_organization,
        get_organization_user,
        list_organization_invites,
        list_organization_users,
        list_organizations,
        update_organization_user,
    )
else:
    create_organization_invite = Late(globals(), "create_organization_invite")
    delete_organization_invite = Late(globals(), "delete_organization_invite")
    delete_organization_user = Late(globals(), "delete_organization_user")
    get_organization = Late(globals(), "get_organization")
    get_organization_user = Late(globals(), "get_organization_user")
    list_organization_invites = Late(globals(), "list_organization_invites")
    list_organization_users = Late(globals(), "list_organization_users")
    list_organizations = Late(globals(), "list_organizations")
    update_organization_user = Late(globals(), "update_organization_user")


class Organizations:
    """Organizations: who belongs to them and in which role, and invites for others."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> builtins.list[Organization]:
        """List the organizations that you have access to.

        An organization owns projects. Nearly every other operation of this version needs its id.

        Returns:
            The organizations, each with its id and name; empty if you belong to none.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_organizations.request())

    def get(self, *, organization_id: str | None = None) -> Organization:
        """Get one organization by its id.

        It has only its id and name; users, invites, projects and IP filters have their own lists.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The organization.

        Raises:
            NotFoundError: There is none with this id, or you do not belong to it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_organization.request(organization_id=organization_id))

    def list_invites(self, *, organization_id: str | None = None) -> builtins.list[OrganizationInvite]:
        """List the invites of an organization, open ones and old ones.

        Accepted, revoked, declined and expired invites stay in the list. Only administrators of the organization can
        do this.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The invites, each with its `status`.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_organization_invites.request(organization_id=organization_id))

    def create_invite(
        self,
        *,
        email: str | None = None,
        project_invites: Sequence[ProjectInvite | Mapping[str, Any]] | None = None,
        roles: Sequence[OrganizationRole | str] | None = None,
        organization_id: str | None = None,
    ) -> OrganizationInvite:
        """Invite somebody into an organization by email.

        An email is sent at once, and the invite is open until it expires. It can include roles in projects. Repeating
        the call sends another invite.

        Args:
            email: The address to send it to.
            project_invites: The roles to give in projects; none if not given.
            roles: The roles to give in the organization, such as `organization-member`.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The invite with status `active`.

        Raises:
            BadRequestError: The address or a role is not accepted, or there is already an open invite for the address.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization or project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_organization_invite.request(
                email=email, project_invites=project_invites, roles=roles, organization_id=organization_id
            )
        )

    def delete_invite(self, invite_id: str, *, organization_id: str | None = None) -> None:
        """Revoke an open invite.

        The link in its email no longer works. Users who have accepted stay in the organization. Safe to repeat.

        Args:
            invite_id: The id of the invite, a UUID, as `organizations.list_invites` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Raises:
            BadRequestError: The invite is no longer open.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such invite.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(delete_organization_invite.request(invite_id, organization_id=organization_id))

    def list_users(self, *, organization_id: str | None = None) -> builtins.list[OrganizationUser]:
        """List every user of an organization, with roles and second factors.

        For audits: who is in it, in which role, whether a second factor is set up, and when each was last active. Only
        administrators of the organization can do this.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The users, all in one list.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_organization_users.request(organization_id=organization_id))

    def get_user(self, user_id: str, *, organization_id: str | None = None) -> OrganizationUserDetails:
        """Get one user of an organization, with the user's projects.

        As in the list, with the role in each project. Only administrators of the organization can do this.

        Args:
            user_id: The id of the user, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The user with `projects`.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_organization_user.request(user_id, organization_id=organization_id))

    def delete_user(self, user_id: str, *, organization_id: str | None = None) -> None:
        """Remove a user from an organization and from all of its projects.

        The user loses access to the organization in the Console and in this API; database users inside instances are
        not affected. To return, the user needs a new invite. Safe to repeat.

        Args:
            user_id: The id of the user, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Raises:
            BadRequestError: The user cannot be removed.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(delete_organization_user.request(user_id, organization_id=organization_id))

    def update_user(
        self, user_id: str, *, organization_roles: Sequence[OrganizationRole | str], organization_id: str | None = None
    ) -> OrganizationUserDetails:
        """Change the role that a user has in an organization.

        A user has exactly one role in it, so the new one replaces the old; it takes effect at once. Roles in projects
        stay unchanged.

        Args:
            user_id: The id of the user, a UUID.
            organization_roles: The new role, exactly one in a list, such as `["organization-admin"]`.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The user with the new role.

        Raises:
            BadRequestError: No role, several roles, or an unknown role.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: OrganizationUserDetails = self._client.complete(
            update_organization_user.request(
                user_id, organization_roles=organization_roles, organization_id=organization_id
            )
        )
        return completed


class AsyncOrganizations:
    """Organizations: who belongs to them and in which role, and invites for others."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(self) -> builtins.list[Organization]:
        """List the organizations that you have access to.

        An organization owns projects. Nearly every other operation of this version needs its id.

        Returns:
            The organizations, each with its id and name; empty if you belong to none.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_organizations.request())

    async def get(self, *, organization_id: str | None = None) -> Organization:
        """Get one organization by its id.

        It has only its id and name; users, invites, projects and IP filters have their own lists.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The organization.

        Raises:
            NotFoundError: There is none with this id, or you do not belong to it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_organization.request(organization_id=organization_id))

    async def list_invites(self, *, organization_id: str | None = None) -> builtins.list[OrganizationInvite]:
        """List the invites of an organization, open ones and old ones.

        Accepted, revoked, declined and expired invites stay in the list. Only administrators of the organization can
        do this.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The invites, each with its `status`.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_organization_invites.request(organization_id=organization_id))

    async def create_invite(
        self,
        *,
        email: str | None = None,
        project_invites: Sequence[ProjectInvite | Mapping[str, Any]] | None = None,
        roles: Sequence[OrganizationRole | str] | None = None,
        organization_id: str | None = None,
    ) -> OrganizationInvite:
        """Invite somebody into an organization by email.

        An email is sent at once, and the invite is open until it expires. It can include roles in projects. Repeating
        the call sends another invite.

        Args:
            email: The address to send it to.
            project_invites: The roles to give in projects; none if not given.
            roles: The roles to give in the organization, such as `organization-member`.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The invite with status `active`.

        Raises:
            BadRequestError: The address or a role is not accepted, or there is already an open invite for the address.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization or project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_organization_invite.request(
                email=email, project_invites=project_invites, roles=roles, organization_id=organization_id
            )
        )

    async def delete_invite(self, invite_id: str, *, organization_id: str | None = None) -> None:
        """Revoke an open invite.

        The link in its email no longer works. Users who have accepted stay in the organization. Safe to repeat.

        Args:
            invite_id: The id of the invite, a UUID, as `organizations.list_invites` returns it.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Raises:
            BadRequestError: The invite is no longer open.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such invite.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(delete_organization_invite.request(invite_id, organization_id=organization_id))

    async def list_users(self, *, organization_id: str | None = None) -> builtins.list[OrganizationUser]:
        """List every user of an organization, with roles and second factors.

        For audits: who is in it, in which role, whether a second factor is set up, and when each was last active. Only
        administrators of the organization can do this.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The users, all in one list.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_organization_users.request(organization_id=organization_id))

    async def get_user(self, user_id: str, *, organization_id: str | None = None) -> OrganizationUserDetails:
        """Get one user of an organization, with the user's projects.

        As in the list, with the role in each project. Only administrators of the organization can do this.

        Args:
            user_id: The id of the user, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The user with `projects`.

        Raises:
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(get_organization_user.request(user_id, organization_id=organization_id))

    async def delete_user(self, user_id: str, *, organization_id: str | None = None) -> None:
        """Remove a user from an organization and from all of its projects.

        The user loses access to the organization in the Console and in this API; database users inside instances are
        not affected. To return, the user needs a new invite. Safe to repeat.

        Args:
            user_id: The id of the user, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Raises:
            BadRequestError: The user cannot be removed.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(delete_organization_user.request(user_id, organization_id=organization_id))

    async def update_user(
        self, user_id: str, *, organization_roles: Sequence[OrganizationRole | str], organization_id: str | None = None
    ) -> OrganizationUserDetails:
        """Change the role that a user has in an organization.

        A user has exactly one role in it, so the new one replaces the old; it takes effect at once. Roles in projects
        stay unchanged.

        Args:
            user_id: The id of the user, a UUID.
            organization_roles: The new role, exactly one in a list, such as `["organization-admin"]`.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The user with the new role.

        Raises:
            BadRequestError: No role, several roles, or an unknown role.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.
            NotFoundError: There is no such organization, or no such user in it.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: OrganizationUserDetails = await self._client.complete(
            update_organization_user.request(
                user_id, organization_roles=organization_roles, organization_id=organization_id
            )
        )
        return completed

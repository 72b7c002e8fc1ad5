"""Organizations, and what belongs to them rather than to a project: users, invites, IP filters. All are frozen."""

from __future__ import annotations

from typing import Any, NamedTuple

ORGANIZATION_ID = "3a7d5e10-94c2-4f2b-8f57-0b6c1d2e9a44"
OWNER_EMAIL = "owner@example.com"


class Organization(NamedTuple):
    """An organization, to which projects and users belong."""

    id: str = ORGANIZATION_ID
    name: str = "Sandbox"


class User(NamedTuple):
    """A user of an organization. project_roles: the role by project id. last_activity: in seconds of sandbox time."""

    user_id: str
    email: str
    organization_id: str
    organization_role: str = "organization-member"
    project_roles: tuple[tuple[str, str], ...] = ()
    last_activity: float | None = None

    def role_in(self, project_id: str) -> str | None:
        """The role in a project; None if the user is not in it."""
        return dict(self.project_roles).get(project_id)

    def with_role_in(self, project_id: str, role: str | None) -> User:
        """The user with another role in a project, or without one."""
        roles = {name: one for name, one in self.project_roles if name != project_id}
        return self._replace(project_roles=tuple((roles if role is None else roles | {project_id: role}).items()))


class Invite(NamedTuple):
    """An invite to an organization. project_invites: pairs of a project id and its roles. expires: sandbox time."""

    id: str
    organization_id: str
    email: str
    organization_roles: tuple[str, ...]
    project_invites: tuple[tuple[str, tuple[str, ...]], ...]
    invited_by: str
    expires: float
    status: str = "active"

    def status_at(self, now: float) -> str:
        """The status shown in responses."""
        return "expired" if self.status == "active" and now >= self.expires else self.status


class IpFilter(NamedTuple):
    """An IP filter. allow_list: address, prefix length and description. updated: sandbox time."""

    id: int
    organization_id: str
    name: str
    description: str
    allow_list: tuple[tuple[str, int, str], ...]
    instances: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    filtering_disabled: bool = False
    brain_ip_addresses_enabled: bool = False
    updated: float = 0.0


class Directory:
    """The organizations with their users, invites and IP filters."""

    def __init__(self, organizations: tuple[Organization, ...] = ()) -> None:
        self.organizations = {one.id: one for one in organizations}
        self.users: dict[tuple[str, str], User] = {}
        self.invites: dict[str, Invite] = {}
        self.ip_filters: dict[int, IpFilter] = {}

    def add_user(self, user: User) -> None:
        """Store a user, replacing the previous state."""
        self.users[user.organization_id, user.user_id] = user

    def users_of(self, organization_id: str) -> list[User]:
        """The users of an organization."""
        return [one for one in self.users.values() if one.organization_id == organization_id]

    def saved(self) -> dict[str, Any]:
        """Everything as JSON."""
        return {
            "organizations": [one._asdict() for one in self.organizations.values()],
            "users": [one._asdict() for one in self.users.values()],
            "invites": [one._asdict() for one in self.invites.values()],
            "ip_filters": [one._asdict() for one in self.ip_filters.values()],
        }

    @classmethod
    def restored(cls, saved: dict[str, Any], shift: float) -> Directory:
        """Read what `saved` returned, with all times moved by `shift` seconds."""
        found = cls(tuple(Organization(**one) for one in saved["organizations"]))
        for one in saved["users"]:
            seen = one["last_activity"]
            roles = tuple((project_id, role) for project_id, role in one["project_roles"])
            user = User(**one)._replace(project_roles=roles, last_activity=None if seen is None else seen + shift)
            found.add_user(user)
        for one in saved["invites"]:
            projects = tuple((project_id, tuple(roles)) for project_id, roles in one["project_invites"])
            found.invites[one["id"]] = Invite(**one)._replace(
                organization_roles=tuple(one["organization_roles"]),
                project_invites=projects,
                expires=one["expires"] + shift,
            )
        for one in saved["ip_filters"]:
            lists: dict[str, Any] = {name: tuple(one[name]) for name in ("instances", "projects", "organizations")}
            ranges = tuple((address, length, text) for address, length, text in one["allow_list"])
            found.ip_filters[one["id"]] = IpFilter(**one)._replace(
                allow_list=ranges, updated=one["updated"] + shift, **lists
            )
        return found

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown
from .invite_status import InviteStatus
from .organization_role import OrganizationRole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .project_invite import ProjectInvite

_KNOWN: frozenset[str] = frozenset(
    ("email", "expires_at", "id", "invited_by", "organization_id", "organization_roles", "project_invites", "status")
)

_covers = _KNOWN.issuperset
_invite_status = InviteStatus.known()


@attrs.define(weakref_slot=False)
class OrganizationInvite(Model):
    """An invite into an organization.

    Attributes:
        email: The address that it was sent to.
        expires_at: When it expires.
        id: The id of the invite, a UUID.
        invited_by: The id of the user who sent it.
        organization_id: The id of the organization, a UUID.
        organization_roles: The roles that the invited user gets in the organization.
        project_invites: The roles that the invited user gets in projects.
        status: Its state; only an `active` one can be accepted.
    """

    email: str | None = None
    expires_at: datetime.datetime | None = None
    id: str | None = None
    invited_by: str | None = None
    organization_id: str | None = None
    organization_roles: builtins.list[OrganizationRole] | None = None
    project_invites: builtins.list[ProjectInvite] | None = None
    status: InviteStatus | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .project_invite import ProjectInvite

        source = data if type(data) is dict else obj(data, "OrganizationInvite")
        get = source.get
        self = new(cls)
        value = get("email")
        self.email = value if type(value) is str or value is None else scalar(value, "OrganizationInvite", "email")
        value = get("expires_at")
        try:
            self.expires_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.expires_at = time_in(value)
        value = get("id")
        self.id = None if value is None else scalar(value, "OrganizationInvite", "id")
        value = get("invited_by")
        self.invited_by = None if value is None else scalar(value, "OrganizationInvite", "invited_by")
        value = get("organization_id")
        self.organization_id = None if value is None else scalar(value, "OrganizationInvite", "organization_id")
        value = get("organization_roles")
        self.organization_roles = (
            None
            if value is None
            else [
                OrganizationRole.decode(item, "OrganizationInvite", "organization_roles")
                for item in array(value, "OrganizationInvite", "organization_roles")
            ]
        )
        value = get("project_invites")
        self.project_invites = (
            None
            if value is None
            else [*map(ProjectInvite.from_dict, array(value, "OrganizationInvite", "project_invites"))]
        )
        value = get("status")
        self.status = (
            None
            if value is None
            else (type(value) is str and _invite_status(value))
            or (None if value == "" else InviteStatus.decode(value, "OrganizationInvite", "status"))
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.expires_at is None:
            keep_text(self, source, "expires_at")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.email is not None:
            result["email"] = self.email
        if self.expires_at is not None:
            result["expires_at"] = time_text(self.expires_at)
        if self.id is not None:
            result["id"] = self.id
        if self.invited_by is not None:
            result["invited_by"] = self.invited_by
        if self.organization_id is not None:
            result["organization_id"] = self.organization_id
        if self.organization_roles is not None:
            result["organization_roles"] = [item.value for item in self.organization_roles]
        if self.project_invites is not None:
            result["project_invites"] = [item.to_dict() for item in self.project_invites]
        if self.status is not None:
            result["status"] = self.status.value
        result.update(self.additional_properties)
        return result

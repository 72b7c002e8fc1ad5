# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown
from .mfa_enrollment_status import MfaEnrollmentStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .mfa_method import MfaMethod
    from .organization_user_project import OrganizationUserProject

_KNOWN: frozenset[str] = frozenset(
    (
        "email",
        "exempt_from_automatic_removal",
        "mfa_enrolled_methods",
        "mfa_enrollment_status",
        "organization_roles",
        "user_id",
        "projects",
        "last_activity_at",
    )
)

_mfa_enrollment_status = MfaEnrollmentStatus.known()


@attrs.define(weakref_slot=False)
class OrganizationUserDetails(Model):
    """A user of an organization with the user's projects.

    Attributes:
        email: The address that the user logs in with.
        exempt_from_automatic_removal: Whether the user is kept regardless of inactivity.
        mfa_enrolled_methods: The second factors that are set up; empty if none is.
        mfa_enrollment_status: Whether a second factor is set up.
        organization_roles: The roles in the organization, currently one.
        user_id: The id of the user, a UUID.
        projects: The projects that the user is in.
        last_activity_at: When the user was last active; absent before the first time.
    """

    email: str
    exempt_from_automatic_removal: bool
    mfa_enrolled_methods: builtins.list[MfaMethod]
    mfa_enrollment_status: MfaEnrollmentStatus
    organization_roles: builtins.list[str]
    user_id: str
    projects: builtins.list[OrganizationUserProject]
    last_activity_at: datetime.datetime | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .mfa_method import MfaMethod
        from .organization_user_project import OrganizationUserProject

        source = data if type(data) is dict else obj(data, "OrganizationUserDetails")
        get = source.get
        self = new(cls)
        try:
            value = source["email"]
            self.email = value if type(value) is str else scalar(value, "OrganizationUserDetails", "email")
            value = source["exempt_from_automatic_removal"]
            self.exempt_from_automatic_removal = scalar(
                value, "OrganizationUserDetails", "exempt_from_automatic_removal"
            )
            value = source["mfa_enrolled_methods"]
            self.mfa_enrolled_methods = [
                *map(MfaMethod.from_dict, array(value, "OrganizationUserDetails", "mfa_enrolled_methods"))
            ]
            value = source["mfa_enrollment_status"]
            self.mfa_enrollment_status = (
                type(value) is str and _mfa_enrollment_status(value)
            ) or MfaEnrollmentStatus.decode(value, "OrganizationUserDetails", "mfa_enrollment_status")
            value = source["organization_roles"]
            self.organization_roles = array(value, "OrganizationUserDetails", "organization_roles")
            value = source["user_id"]
            self.user_id = scalar(value, "OrganizationUserDetails", "user_id")
            value = source["projects"]
            self.projects = [
                *map(OrganizationUserProject.from_dict, array(value, "OrganizationUserDetails", "projects"))
            ]
        except KeyError as error:
            raise absent(error, "OrganizationUserDetails") from None
        value = get("last_activity_at")
        try:
            self.last_activity_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.last_activity_at = time_in(value)
        known = 7 if value is None else 8
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        if self.last_activity_at is None:
            keep_text(self, source, "last_activity_at")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "email": self.email,
            "exempt_from_automatic_removal": self.exempt_from_automatic_removal,
            "mfa_enrolled_methods": [item.to_dict() for item in self.mfa_enrolled_methods],
            "mfa_enrollment_status": self.mfa_enrollment_status.value,
            "organization_roles": self.organization_roles,
            "user_id": self.user_id,
            "projects": [item.to_dict() for item in self.projects],
        }
        if self.last_activity_at is not None:
            result["last_activity_at"] = time_text(self.last_activity_at)
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("email", "project_roles", "user_id"))


@attrs.define(weakref_slot=False)
class ProjectUser(Model):
    """A user of a project.

    Attributes:
        email: The address that the user logs in with.
        project_roles: The roles in the project, currently one.
        user_id: The id of the user, a UUID.
    """

    email: str
    project_roles: builtins.list[str]
    user_id: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ProjectUser")
        self = new(cls)
        try:
            value = source["email"]
            self.email = value if type(value) is str else scalar(value, "ProjectUser", "email")
            value = source["project_roles"]
            self.project_roles = array(value, "ProjectUser", "project_roles")
            value = source["user_id"]
            self.user_id = scalar(value, "ProjectUser", "user_id")
        except KeyError as error:
            raise absent(error, "ProjectUser") from None
        self.additional_properties = NO_FIELDS if len(source) == 3 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"email": self.email, "project_roles": self.project_roles, "user_id": self.user_id}
        result.update(self.additional_properties)
        return result

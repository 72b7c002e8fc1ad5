# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "project_roles"))


@attrs.define(weakref_slot=False)
class OrganizationUserProject(Model):
    """A project of a user.

    Attributes:
        id: The id of the project, a UUID.
        name: The name of the project.
        project_roles: The roles of the user in it.
    """

    id: str
    name: str
    project_roles: builtins.list[str]
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "OrganizationUserProject")
        self = new(cls)
        try:
            value = source["id"]
            self.id = scalar(value, "OrganizationUserProject", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "OrganizationUserProject", "name")
            value = source["project_roles"]
            self.project_roles = array(value, "OrganizationUserProject", "project_roles")
        except KeyError as error:
            raise absent(error, "OrganizationUserProject") from None
        self.additional_properties = NO_FIELDS if len(source) == 3 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name, "project_roles": self.project_roles}
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, new, obj, scalar, unknown
from .invited_project_role import InvitedProjectRole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("project_id", "project_roles"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class ProjectInvite(Model):
    """The roles that an invited user gets in one project.

    Attributes:
        project_id: The id of the project, a UUID.
        project_roles: The roles in it, such as `namespace-member`.
    """

    project_id: str | None = None
    project_roles: builtins.list[InvitedProjectRole] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ProjectInvite")
        get = source.get
        self = new(cls)
        value = get("project_id")
        self.project_id = None if value is None else scalar(value, "ProjectInvite", "project_id")
        value = get("project_roles")
        self.project_roles = (
            None
            if value is None
            else [
                InvitedProjectRole.decode(item, "ProjectInvite", "project_roles")
                for item in array(value, "ProjectInvite", "project_roles")
            ]
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.project_id is not None:
            result["project_id"] = self.project_id
        if self.project_roles is not None:
            result["project_roles"] = [item.value for item in self.project_roles]
        result.update(self.additional_properties)
        return result

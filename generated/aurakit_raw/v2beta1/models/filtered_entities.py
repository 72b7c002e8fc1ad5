# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, new, obj, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("instances", "organizations", "projects"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class FilteredEntities(Model):
    """What an IP filter protects.

    Attributes:
        instances: The ids of single instances that it protects.
        organizations: The ids of organizations whose every instance it protects.
        projects: The ids of projects whose every instance it protects.
    """

    instances: builtins.list[str] | None = None
    organizations: builtins.list[str] | None = None
    projects: builtins.list[str] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "FilteredEntities")
        get = source.get
        self = new(cls)
        value = get("instances")
        self.instances = None if value is None else array(value, "FilteredEntities", "instances")
        value = get("organizations")
        self.organizations = None if value is None else array(value, "FilteredEntities", "organizations")
        value = get("projects")
        self.projects = None if value is None else array(value, "FilteredEntities", "projects")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.instances is not None:
            result["instances"] = self.instances
        if self.organizations is not None:
            result["organizations"] = self.organizations
        if self.projects is not None:
            result["projects"] = self.projects
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .instance_configuration import InstanceConfiguration

_KNOWN: frozenset[str] = frozenset(("id", "name", "instance_configurations"))


@attrs.define(weakref_slot=False)
class Project(Model):
    """A project and what can be created in it.

    Attributes:
        id: The project's id, a UUID; elsewhere `tenant_id`.
        name: The project's name.
        instance_configurations: Every combination that an instance can be created with.
    """

    id: str
    name: str
    instance_configurations: builtins.list[InstanceConfiguration]
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .instance_configuration import InstanceConfiguration

        source = data if type(data) is dict else obj(data, "Project")
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "Project", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "Project", "name")
            value = source["instance_configurations"]
            self.instance_configurations = [
                *map(InstanceConfiguration.from_dict, array(value, "Project", "instance_configurations"))
            ]
        except KeyError as error:
            raise absent(error, "Project") from None
        self.additional_properties = NO_FIELDS if len(source) == 3 else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "instance_configurations": [item.to_dict() for item in self.instance_configurations],
        }
        result.update(self.additional_properties)
        return result

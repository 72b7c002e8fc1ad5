# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .virtual_graph_configuration import VirtualGraphConfiguration

_KNOWN: frozenset[str] = frozenset(("configs", "default_memory"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class VirtualGraphAllowedConfigs(Model):
    """The sizes that a virtual graph can have.

    Attributes:
        configs: The sizes, each with its price where one is known.
        default_memory: The default memory, such as `4Gi`.
    """

    configs: builtins.list[VirtualGraphConfiguration] | None = None
    default_memory: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .virtual_graph_configuration import VirtualGraphConfiguration

        source = data if type(data) is dict else obj(data, "VirtualGraphAllowedConfigs")
        get = source.get
        self = new(cls)
        value = get("configs")
        self.configs = (
            None
            if value is None
            else [*map(VirtualGraphConfiguration.from_dict, array(value, "VirtualGraphAllowedConfigs", "configs"))]
        )
        value = get("default_memory")
        self.default_memory = (
            value
            if type(value) is str or value is None
            else scalar(value, "VirtualGraphAllowedConfigs", "default_memory")
        )
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.configs is not None:
            result["configs"] = [item.to_dict() for item in self.configs]
        if self.default_memory is not None:
            result["default_memory"] = self.default_memory
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("filename", "name", "version"))

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class ServerPlugin(Model):
    """A plugin that is installed on a server.

    Attributes:
        filename: Its file.
        name: The name of the plugin.
        version: Its version.
    """

    filename: str | None = None
    name: str | None = None
    version: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "ServerPlugin")
        get = source.get
        self = new(cls)
        value = get("filename")
        self.filename = value if type(value) is str or value is None else scalar(value, "ServerPlugin", "filename")
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "ServerPlugin", "name")
        value = get("version")
        self.version = value if type(value) is str or value is None else scalar(value, "ServerPlugin", "version")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.filename is not None:
            result["filename"] = self.filename
        if self.name is not None:
            result["name"] = self.name
        if self.version is not None:
            result["version"] = self.version
        result.update(self.additional_properties)
        return result

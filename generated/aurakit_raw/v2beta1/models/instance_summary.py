# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown
from .cloud_provider import CloudProvider

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "cloud_provider", "created_at"))

_covers = _KNOWN.issuperset
_cloud_provider = CloudProvider.known()


@attrs.define(weakref_slot=False)
class InstanceSummary(Model):
    """An instance in a list.

    Attributes:
        id: The id of the instance, such as `2f49c2b3`.
        name: Its name.
        cloud_provider: The cloud provider that hosts it.
        created_at: When it was created.
    """

    id: str
    name: str
    cloud_provider: CloudProvider | None = None
    created_at: datetime.datetime | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "InstanceSummary")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "InstanceSummary", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "InstanceSummary", "name")
        except KeyError as error:
            raise absent(error, "InstanceSummary") from None
        value = get("cloud_provider")
        self.cloud_provider = (
            None
            if value is None
            else (type(value) is str and _cloud_provider(value))
            or (None if value == "" else CloudProvider.decode(value, "InstanceSummary", "cloud_provider"))
        )
        value = get("created_at")
        try:
            self.created_at = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.created_at = time_in(value)
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.created_at is None:
            keep_text(self, source, "created_at")
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name}
        if self.cloud_provider is not None:
            result["cloud_provider"] = self.cloud_provider.value
        if self.created_at is not None:
            result["created_at"] = time_text(self.created_at)
        result.update(self.additional_properties)
        return result

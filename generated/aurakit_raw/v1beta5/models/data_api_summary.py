# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown
from .data_api_status import DataApiStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("id", "name", "status", "url"))

_data_api_status = DataApiStatus.known()


@attrs.define(weakref_slot=False)
class DataApiSummary(Model):
    """A data API as lists and operations return it.

    Attributes:
        id: The id of the data API.
        name: Its name.
        status: Its state; requests are served while it is `ready`.
        url: The URL for GraphQL requests.
    """

    id: str
    name: str
    status: DataApiStatus
    url: str
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "DataApiSummary")
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "DataApiSummary", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "DataApiSummary", "name")
            value = source["status"]
            self.status = (type(value) is str and _data_api_status(value)) or DataApiStatus.decode(
                value, "DataApiSummary", "status"
            )
            value = source["url"]
            self.url = value if type(value) is str else scalar(value, "DataApiSummary", "url")
        except KeyError as error:
            raise absent(error, "DataApiSummary") from None
        self.additional_properties = NO_FIELDS if len(source) == 4 else unknown(source, _KNOWN)
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"id": self.id, "name": self.name, "status": self.status.value, "url": self.url}
        result.update(self.additional_properties)
        return result

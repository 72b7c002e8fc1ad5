# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, new, obj, scalar, unknown
from .data_api_status import DataApiStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .data_api_features import DataApiFeatures
    from .data_api_instance import DataApiInstance
    from .data_api_security import DataApiSecurity
    from .error_detail import ErrorDetail

_KNOWN: frozenset[str] = frozenset(
    ("id", "name", "status", "url", "type_definitions", "features", "security", "aura_instance", "errors")
)

_covers = _KNOWN.issuperset
_data_api_status = DataApiStatus.known()


@attrs.define(weakref_slot=False)
class DataApi(Model):
    """A GraphQL data API, its state, its type definitions and its settings.

    Attributes:
        id: The id of the data API.
        name: Its name.
        status: Its state; requests are served while it is `ready`.
        url: The URL for GraphQL requests.
        type_definitions: The GraphQL schema that it serves, encoded in base64.
        features: Features that are on or off.
        security: Who may use it, and from where.
        aura_instance: The instance behind it; sometimes absent.
        errors: What is wrong with the data API, such as its type definitions; absent if nothing is.
    """

    id: str
    name: str
    status: DataApiStatus
    url: str
    type_definitions: str
    features: DataApiFeatures
    security: DataApiSecurity
    aura_instance: DataApiInstance | None = None
    errors: builtins.list[ErrorDetail] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .data_api_features import DataApiFeatures
        from .data_api_instance import DataApiInstance
        from .data_api_security import DataApiSecurity
        from .error_detail import ErrorDetail

        source = data if type(data) is dict else obj(data, "DataApi")
        get = source.get
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "DataApi", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "DataApi", "name")
            value = source["status"]
            self.status = (type(value) is str and _data_api_status(value)) or DataApiStatus.decode(
                value, "DataApi", "status"
            )
            value = source["url"]
            self.url = value if type(value) is str else scalar(value, "DataApi", "url")
            value = source["type_definitions"]
            self.type_definitions = value if type(value) is str else scalar(value, "DataApi", "type_definitions")
            value = source["features"]
            self.features = DataApiFeatures.from_dict(value)
            value = source["security"]
            self.security = DataApiSecurity.from_dict(value)
        except KeyError as error:
            raise absent(error, "DataApi") from None
        value = get("aura_instance")
        self.aura_instance = None if value is None else DataApiInstance.from_dict(value)
        value = get("errors")
        self.errors = None if value is None else [*map(ErrorDetail.from_dict, array(value, "DataApi", "errors"))]
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "status": self.status.value,
            "url": self.url,
            "type_definitions": self.type_definitions,
            "features": self.features.to_dict(),
            "security": self.security.to_dict(),
        }
        if self.aura_instance is not None:
            result["aura_instance"] = self.aura_instance.to_dict()
        if self.errors is not None:
            result["errors"] = [item.to_dict() for item in self.errors]
        result.update(self.additional_properties)
        return result

# Written by `python scripts/generate.py` from openapi/v1beta5/. Do not edit.

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, array, by_kind, encoded, new, obj, scalar, unknown
from .data_api_status import DataApiStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .created_api_key_auth_provider import CreatedApiKeyAuthProvider
    from .jwks_auth_provider import JwksAuthProvider

_KNOWN: frozenset[str] = frozenset(("id", "name", "status", "url", "authentication_providers"))

_data_api_status = DataApiStatus.known()


@attrs.define(weakref_slot=False)
class CreatedDataApi(Model):
    """A new data API with the keys of its providers, which no later response has.

    Attributes:
        id: The id of the data API.
        name: Its name.
        status: Its state; requests are served while it is `ready`.
        url: The URL for GraphQL requests.
        authentication_providers: Its providers, those of type `api-key` with their keys.
    """

    id: str
    name: str
    status: DataApiStatus
    url: str
    authentication_providers: builtins.list[CreatedApiKeyAuthProvider | JwksAuthProvider]
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .created_api_key_auth_provider import CreatedApiKeyAuthProvider
        from .jwks_auth_provider import JwksAuthProvider

        source = data if type(data) is dict else obj(data, "CreatedDataApi")
        self = new(cls)
        try:
            value = source["id"]
            self.id = value if type(value) is str else scalar(value, "CreatedDataApi", "id")
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "CreatedDataApi", "name")
            value = source["status"]
            self.status = (type(value) is str and _data_api_status(value)) or DataApiStatus.decode(
                value, "CreatedDataApi", "status"
            )
            value = source["url"]
            self.url = value if type(value) is str else scalar(value, "CreatedDataApi", "url")
            value = source["authentication_providers"]
            self.authentication_providers = [
                by_kind(
                    item,
                    "type",
                    {"api-key": CreatedApiKeyAuthProvider.from_dict, "jwks": JwksAuthProvider.from_dict},
                    "CreatedDataApi",
                    "authentication_providers",
                )
                for item in array(value, "CreatedDataApi", "authentication_providers")
            ]
        except KeyError as error:
            raise absent(error, "CreatedDataApi") from None
        self.additional_properties = NO_FIELDS if len(source) == 5 else unknown(source, _KNOWN)
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "status": self.status.value,
            "url": self.url,
            "authentication_providers": [encoded(item) for item in self.authentication_providers],
        }
        result.update(self.additional_properties)
        return result
